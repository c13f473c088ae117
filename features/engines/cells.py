"""Arithmetic on the cells of a grid: running sums of intervals, and their greatest ranks.

A cell is a co-operative at a place (day) of the grid. None of this knows what rows or days are.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

# Intervals that end within the grid are spread out cell by cell; this many cells at a time.
_SPREAD = 4_000_000


@dataclass(frozen=True)
class Intervals:
    """Intervals of places `start` to before `end`, each of one co-operative; none is empty."""

    cooperative: Ints
    start: Ints
    end: Ints

    def chosen(self, chosen: npt.NDArray[np.bool_] | slice) -> "Intervals":
        """Those at the chosen positions."""
        return Intervals(self.cooperative[chosen], self.start[chosen], self.end[chosen])

    def spread(self, places: int) -> tuple[Ints, Ints]:
        """Each cell of each interval, and the position of the interval it is of."""
        length = self.end - self.start
        whose = np.repeat(np.arange(len(length)), length)
        before = np.cumsum(length) - length
        place = np.arange(len(whose)) - (before - self.start)[whose]
        return self.cooperative[whose] * places + place, whose


def running_sum(intervals: Intervals, amounts: Ints, shape: tuple[int, int]) -> Ints:
    """The sum, in each cell, of the amounts of all intervals that cover it.

    A difference array: an amount is added where its interval starts and taken off where it ends;
    the running sum along the places does the rest. Whole numbers, so order does not matter.
    """
    cooperatives, places = shape
    steps = np.zeros((cooperatives, places + 1), dtype=np.int64)
    np.add.at(steps, (intervals.cooperative, intervals.start), amounts)
    np.subtract.at(steps, (intervals.cooperative, intervals.end), amounts)
    sums: Ints = np.cumsum(steps, axis=1)[:, :places]
    return sums


@dataclass(frozen=True)
class Top:
    """The greatest ranks in each cell, the greatest first; 0 where there are no more."""

    ranks: tuple[Ints, ...]

    def merged(self, other: "Top") -> "Top":
        """The greatest of both, as many; no rank may be in both."""
        return Top(tuple(self._nth(other, nth) for nth in range(len(self.ranks))))

    def _nth(self, other: "Top", nth: int) -> Ints:
        """The greatest rank but `nth`, of both.

        It is the greatest that can be had as the least of so many of one and the rest of the
        other: for the third, the third of either, or the lesser of one's first and one's second.
        """
        found = np.maximum(self.ranks[nth], other.ranks[nth])
        for ours in range(nth):
            lesser = np.minimum(self.ranks[ours], other.ranks[nth - 1 - ours])
            found = np.maximum(found, lesser)
        return found


def greatest(intervals: Intervals, ranks: Ints, shape: tuple[int, int], depth: int) -> Top:
    """In each cell, the `depth` greatest of the ranks (1, 2, ...; each once) that cover it.

    Intervals that run to the grid's end only ever add: a running maximum tells. Those that end
    earlier (superseded, voided, out of the window) are few, and are spread over their cells.
    """
    lasting = intervals.end == shape[1]
    top = _running(intervals.chosen(lasting), ranks[lasting], shape, depth)
    passing, ranked = intervals.chosen(~lasting), ranks[~lasting]
    for part in _parts(passing):
        cell, whose = passing.chosen(part).spread(shape[1])
        top = top.merged(_placed(cell, ranked[part][whose], shape, depth))
    return top


def _running(intervals: Intervals, ranks: Ints, shape: tuple[int, int], depth: int) -> Top:
    cell = intervals.cooperative * shape[1] + intervals.start
    started = _placed(cell, ranks, shape, depth)
    for place in range(1, shape[1]):
        before = Top(tuple(nth[:, place - 1] for nth in started.ranks))
        now = before.merged(Top(tuple(nth[:, place] for nth in started.ranks)))
        for kept, found in zip(started.ranks, now.ranks, strict=True):
            kept[:, place] = found
    return started


def _placed(cell: Ints, ranks: Ints, shape: tuple[int, int], depth: int) -> Top:
    placed = []
    for _ in range(depth):
        nth = np.zeros(shape[0] * shape[1], dtype=np.int64)
        np.maximum.at(nth, cell, ranks)
        beaten = ranks != nth[cell]
        cell, ranks = cell[beaten], ranks[beaten]
        placed.append(nth.reshape(shape))
    return Top(tuple(placed))


def _parts(intervals: Intervals) -> list[slice]:
    """Consecutive intervals that cover about `_SPREAD` cells together."""
    covered = np.cumsum(intervals.end - intervals.start)
    cells = int(covered[-1]) if len(covered) else 0
    cuts = np.searchsorted(covered, np.arange(0, cells, _SPREAD), side="right").tolist()
    return [slice(a, b) for a, b in pairwise([*cuts, len(covered)]) if a < b]
