"""How named columns become the numbers that trees split on, and which values they never met."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Coding:
    """What training met of each column.

    `levels` holds the values of each category, sorted: their places are their codes.
    `always_known` names the columns that no row of training lacked. Both are empty for a plain
    array, whose columns have no names and are all numbers.
    """

    levels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    always_known: tuple[str, ...] = ()

    @classmethod
    def of(cls, X: pd.DataFrame | ArrayLike) -> "Coding":
        """The coding that training on `X` settles; text columns of a frame are categories."""
        if not isinstance(X, pd.DataFrame):
            return cls()
        text = [name for name in X.columns if not pd.api.types.is_numeric_dtype(X[name].dtype)]
        return cls(
            levels={name: tuple(sorted({str(v) for v in X[name].dropna()})) for name in text},
            always_known=tuple(name for name in X.columns if not X[name].isna().any()),
        )

    def encoded(self, X: pd.DataFrame | ArrayLike) -> pd.DataFrame | ArrayLike:
        """`X` with each category's values as codes; unknown and unseen ones are NaN."""
        if not isinstance(X, pd.DataFrame) or not self.levels:
            return X
        columns = {
            name: _codes(X[name], self.levels[name]) if name in self.levels else X[name]
            for name in X.columns
        }
        return pd.DataFrame(columns, index=X.index)

    def unseen(self, X: pd.DataFrame) -> NDArray[np.bool_]:
        """Of each row and column: is its value of a kind that training never met?

        Shape (n, p), in the order of `X`. A category's new value is read as unknown; so is a
        missing one where every row of training had it. Both are usable, and doubtful.
        """
        found = np.zeros(X.shape, dtype=bool)
        for place, name in enumerate(X.columns):
            missing = X[name].isna()
            known = X[name].isin(self.levels[name]) if name in self.levels else ~missing
            if name not in self.always_known:
                known |= missing
            found[:, place] = ~known.to_numpy(dtype=bool)
        return found


def _codes(column: "pd.Series[Any]", levels: Sequence[str]) -> Floats:
    codes = pd.Index(list(levels), dtype="str").get_indexer(pd.Index(column)).astype(np.float64)
    codes[codes < 0] = np.nan
    return codes
