"""Redraws of whole co-operatives, of figures that are made of sums over rows."""

from dataclasses import dataclass

import numpy as np

from models.rating_tests.rows import Floats, Objects, RatedRows

_AT_ONCE = 50  # redraws held in memory at a time


def redrawn_sums(columns: Floats, groups: Objects, *, draws: int, seed: int) -> Floats:
    """Sums of `columns` over redraws of as many co-operatives as there are.

    Parameters
    ----------
    columns : array of shape (n, figures)
        What is summed over rows.
    groups : array of shape (n,)
        The co-operative of each row; all its rows are drawn together.

    Returns
    -------
    array of shape (draws, figures)
    """
    names, codes = np.unique(groups.astype(str), return_inverse=True)
    sums = np.column_stack(
        [np.bincount(codes, weights=column, minlength=len(names)) for column in columns.T]
    )
    drawn = np.random.default_rng(seed)
    found = np.empty((draws, sums.shape[1]))
    for start in range(0, draws, _AT_ONCE):
        size = min(_AT_ONCE, draws - start)
        picks = drawn.integers(len(names), size=(size, len(names)))
        # sums one by one: a matrix product would depend on how many threads share it
        found[start : start + size] = sums[picks].sum(axis=1)
    return found


def ends(values: Floats, level: float) -> tuple[float, float]:
    """The percentile interval of redraws; those that are no number left out, NaN where none is."""
    some = values[np.isfinite(values)]
    if not len(some):
        return float("nan"), float("nan")
    low, high = np.quantile(some, [0.5 - level / 2, 0.5 + level / 2])
    return float(low), float(high)


@dataclass(frozen=True, kw_only=True)
class Prudence:
    """Observed rate less stated probability, each row weighed by its exposure.

    `difference` over 0 says that probabilities are too low; `low` to `high` is its interval, `p`
    the chance of as much where they are not, `statistic` the difference in units of its own spread.
    """

    difference: float
    low: float
    high: float
    statistic: float
    p: float


def prudence(rows: RatedRows, *, draws: int, seed: int, level: float) -> Prudence:
    """Whether probabilities are high enough for the money that stands behind them.

    The weighted mean of outcome less probability, redrawn by co-operative; the null distribution
    is that of the redraws, moved to a mean of 0. Rows weigh alike where there is no exposure.

    Raises
    ------
    ValueError
        Where no row has any weight, or the redraws do not vary.

    References
    ----------
    Tasche, "Proving prediction prudence", Data Science in Finance and Economics 2 (2022).
    """
    weight = np.ones(len(rows)) if rows.exposure is None else rows.exposure
    columns = np.column_stack([weight * (rows.y - rows.probability), weight])
    if not weight.any():
        raise ValueError("no row has any weight")
    difference = float(columns[:, 0].sum() / weight.sum())
    sums = redrawn_sums(columns, rows.coop_id, draws=draws, seed=seed)
    found = sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], np.nan)
    spread = float(np.nanstd(found))
    if not spread > 0:
        raise ValueError("the difference is the same in every redraw")
    low, high = ends(found, level)
    moved = found - difference
    p = float((1 + (moved >= difference).sum()) / (1 + len(moved)))
    return Prudence(difference=difference, low=low, high=high, statistic=difference / spread, p=p)
