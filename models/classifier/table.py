"""Any table as the learners take it: numbers with NaN for unknown, and text for categories."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from pandas.api import types

from models.learner import Floats


def plain(X: pd.DataFrame | ArrayLike) -> pd.DataFrame | ArrayLike:
    """A frame whose columns are floats and text, by text names; an array is as it was.

    Truth values are 0 and 1. Everything else that is no number is read as a category by the text
    of its values.

    Raises
    ------
    ValueError
        Where two columns have one name, or a column holds days or times: how far off a day is
        depends on the day of asking, so that its caller must turn it into a number.
    """
    if not isinstance(X, pd.DataFrame):
        return X
    names = [str(name) for name in X.columns]
    if len(set(names)) < len(names):
        raise ValueError("two columns have the same name; give each its own")
    columns = [_plain(name, X.iloc[:, place]) for place, name in enumerate(names)]
    return pd.DataFrame(dict(zip(names, columns, strict=True)), index=X.index)


def _plain(name: str, column: "pd.Series[Any]") -> Any:
    dtype: Any = column.dtype
    if types.is_datetime64_any_dtype(dtype) or types.is_timedelta64_dtype(dtype):
        raise ValueError(f"{name} holds days or times; turn it into a number, such as days ago")
    if types.is_numeric_dtype(dtype) and not types.is_complex_dtype(dtype):
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    known = column.notna().to_numpy()
    values = np.full(len(column), None, dtype=object)
    values[known] = [str(value) for value in column[known]]
    return values


def canonical(numbers: Floats, outcome: Floats) -> Any:
    """An order of the rows that hangs on what they hold alone, shape (n,).

    Rows that are equal in all, the outcome too, can change places without a trace.
    """
    return np.lexsort([outcome, *numbers.T])
