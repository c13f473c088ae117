"""A figure with its interval, by redrawing whole co-operatives."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.visits.sample import Floats


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value, and where the share `level` of its redraws lie; None where it cannot be told."""

    value: float | None
    low: float | None
    high: float | None


NO_FIGURE = Figure(value=None, low=None, high=None)


def redrawn(
    measure: Callable[[Floats], Floats], rows: int, *, draws: int, seed: int, level: float
) -> list[Figure]:
    """Figures of the rows as they are, each with its percentile interval.

    Parameters
    ----------
    measure : callable
        Figures from how often each row counts, shape (rows,); nan where one is not defined.
    rows, draws : int, at least 1
    seed : int
        Of the redraws: the same seed gives the same intervals.
    """
    rng = np.random.default_rng(seed)
    times = rng.multinomial(rows, np.full(rows, 1 / rows), size=draws).astype(np.float64)
    whole = measure(np.ones(rows))
    each = np.array([measure(one) for one in times])
    return [_figure(value, each[:, place], level) for place, value in enumerate(whole)]


def _figure(value: float, each: Floats, level: float) -> Figure:
    told = each[~np.isnan(each)]
    if np.isnan(value) or not len(told):
        return NO_FIGURE
    low, high = np.quantile(told, [(1 - level) / 2, (1 + level) / 2])
    return Figure(value=float(value), low=float(low), high=float(high))
