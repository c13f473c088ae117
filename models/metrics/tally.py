"""Outcomes counted at each score: all that a metric needs to know of the rows.

Every metric here is a sum over the distinct scores, of how many events and how many other rows
stand at each. Rows are sorted once, and a redraw of co-operatives only changes the counts; that is
what makes thousands of redraws cheap, and what makes the order of tied rows of no account.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Metric = Callable[[Ints, Floats], float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """Counts at the distinct scores, from the lowest score up.

    `levels` are the scores, `events` and `others` how many rows with and without the event stand at
    each; all of shape (levels,), with at least one row at every level. A tally equals itself only,
    so that what is costly to work out can be kept while the next metric reads the same one.
    """

    levels: Floats
    events: Floats
    others: Floats


Form = Callable[[Tally], float]


class Ranked:
    """Rows sorted by score once, to be counted with any multiplicities.

    Parameters
    ----------
    y : array of shape (n,)
        Outcomes, 0 or 1.
    score : array of shape (n,)
        Scores or probabilities; higher is riskier.

    Raises
    ------
    ValueError
        Where there is no row, the lengths differ, an outcome is neither 0 nor 1, or a score is NaN.
    """

    def __init__(self, y: ArrayLike, score: ArrayLike) -> None:
        self.y = np.asarray(y).astype(np.float64)
        self.score = np.asarray(score, dtype=np.float64)
        if self.y.ndim != 1 or self.y.shape != self.score.shape or not len(self.y):
            raise ValueError("outcomes and scores are flat, of one length, and at least one row")
        if not np.isin(self.y, (0.0, 1.0)).all():
            raise ValueError("an outcome is 0 or 1")
        if np.isnan(self.score).any():
            raise ValueError("a score is missing")
        self._order = np.argsort(self.score, kind="stable")
        ordered = self.score[self._order]
        first = np.r_[True, ordered[1:] != ordered[:-1]]
        self._starts = np.flatnonzero(first)
        self._levels = ordered[first]
        self._happened = np.flatnonzero(self.y[self._order])
        self._level_of_event = (np.cumsum(first) - 1)[self._happened]

    def tally(self, times: Ints | None = None) -> Tally:
        """The counts where row i stands `times[i]` times; once each where nothing is said."""
        drawn = np.ones(len(self.y)) if times is None else times.astype(np.float64)
        drawn = drawn.take(self._order)
        total = np.add.reduceat(drawn, self._starts)
        found = np.bincount(self._level_of_event, drawn[self._happened], len(total))
        met = np.flatnonzero(total)  # a level that no drawn row stands at is no level
        events = found[met].astype(np.float64)
        return Tally(levels=self._levels[met], events=events, others=total[met] - events)


def tally(y: ArrayLike, score: ArrayLike) -> Tally:
    """The counts of rows that stand once each. Shapes and errors as for `Ranked`."""
    return Ranked(y, score).tally()
