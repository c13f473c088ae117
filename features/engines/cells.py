"""Arithmetic on the cells of a grid: running sums of intervals, and their two greatest ranks.

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
class TopTwo:
    """The greatest and the second greatest rank in each cell; 0 where there is none."""

    first: Ints
    second: Ints

    def merged(self, other: "TopTwo") -> "TopTwo":
        """The top two of both; no rank may be in both."""
        lesser = np.minimum(self.first, other.first)
        second = np.maximum(np.maximum(self.second, other.second), lesser)
        return TopTwo(np.maximum(self.first, other.first), second)


def top_two(intervals: Intervals, ranks: Ints, shape: tuple[int, int]) -> TopTwo:
    """In each cell, the two greatest of the ranks (1, 2, ...; each once) that cover it.

    Intervals that run to the grid's end only ever add: a running maximum tells. Those that end
    earlier (superseded, voided, out of the window) are few, and are spread over their cells.
    """
    lasting = intervals.end == shape[1]
    top = _running(intervals.chosen(lasting), ranks[lasting], shape)
    passing, ranked = intervals.chosen(~lasting), ranks[~lasting]
    for part in _parts(passing):
        cell, whose = passing.chosen(part).spread(shape[1])
        top = top.merged(_placed(cell, ranked[part][whose], shape))
    return top


def _running(intervals: Intervals, ranks: Ints, shape: tuple[int, int]) -> TopTwo:
    started = _placed(intervals.cooperative * shape[1] + intervals.start, ranks, shape)
    first, second = started.first, started.second
    for place in range(1, shape[1]):
        before = TopTwo(first[:, place - 1], second[:, place - 1])
        now = before.merged(TopTwo(first[:, place], second[:, place]))
        first[:, place], second[:, place] = now.first, now.second
    return TopTwo(first, second)


def _placed(cell: Ints, ranks: Ints, shape: tuple[int, int]) -> TopTwo:
    first = np.zeros(shape[0] * shape[1], dtype=np.int64)
    np.maximum.at(first, cell, ranks)
    beaten = ranks != first[cell]
    second = np.zeros_like(first)
    np.maximum.at(second, cell[beaten], ranks[beaten])
    return TopTwo(first.reshape(shape), second.reshape(shape))


def _parts(intervals: Intervals) -> list[slice]:
    """Consecutive intervals that cover about `_SPREAD` cells together."""
    covered = np.cumsum(intervals.end - intervals.start)
    cells = int(covered[-1]) if len(covered) else 0
    cuts = np.searchsorted(covered, np.arange(0, cells, _SPREAD), side="right").tolist()
    return [slice(a, b) for a, b in pairwise([*cuts, len(covered)]) if a < b]
