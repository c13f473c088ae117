"""Any feature as a few groups of rows, and what each group foretells, out of fold."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BINS = 32
_FOLDS = 5
_PRIOR = 10.0  # rows of the mean share that a group is mixed with


def groups(column: "pd.Series[Any]", bins: int = BINS) -> Ints:
    """The group of each row: 0 where missing, else a category's or a quantile's number.

    A number with at most `bins` different values has a group for each of them; others are cut at
    their quantiles, a value on a cut belonging below it.
    """
    known = column.notna().to_numpy()
    found = np.zeros(len(column), dtype=np.int64)
    if not pd.api.types.is_numeric_dtype(column.dtype):
        found[known] = 1 + pd.factorize(column[known], sort=True)[0]
        return found
    values = column.to_numpy(dtype=np.float64)[known]
    cuts = np.unique(values)
    if len(cuts) > bins:
        cuts = np.unique(np.quantile(values, np.linspace(0, 1, bins + 1)[1:-1], method="lower"))
    found[known] = 1 + np.searchsorted(cuts, values)
    return found


def folds_by(coop_ids: NDArray[np.object_], seed: int, folds: int = _FOLDS) -> Ints:
    """A fold for each row, the rows of one co-operative in one fold."""
    ids, code = np.unique(coop_ids, return_inverse=True)
    order = np.random.default_rng(seed).permutation(len(ids))
    fold: Ints = (order % folds)[code]
    return fold


def foretold(group: Ints, y: Ints, fold: Ints) -> Floats:
    """The share of events in each row's group, counted in the other folds; shape (n,).

    Small groups are drawn to the mean share, so that a group of one row says little.
    """
    score = np.empty(len(y))
    for one in np.unique(fold):
        ours, theirs = fold == one, fold != one
        rows = np.bincount(group[theirs], minlength=group.max() + 1)
        events = np.bincount(group[theirs], weights=y[theirs], minlength=group.max() + 1)
        mean = y[theirs].mean()
        score[ours] = ((events + _PRIOR * mean) / (rows + _PRIOR))[group[ours]]
    return score
