"""The kernel's summaries: several values, the newest first, taken together cell by cell.

Every sum starts from nought and runs from the newest to the oldest, as `features.plan` has it, so
that the judge adds the same numbers in the same order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from features.values import Statistic, Summary

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Column:
    """Numbers of all cells, the newest first, and which of them are there."""

    numbers: tuple[Floats, ...]
    there: tuple[Flags, ...]

    @property
    def count(self) -> Floats:
        """How many are there, in each cell."""
        counted: Floats = np.sum(self.there, axis=0, dtype=np.float64)
        return counted

    def added(self, terms: Sequence[Floats]) -> Floats:
        """The sum of the terms of those that are there."""
        total = np.zeros(len(self.there[0]))
        for term, there in zip(terms, self.there, strict=True):
            total = total + np.where(there, term, 0.0)
        return total

    def mean(self, terms: Sequence[Floats]) -> Floats:
        """The mean of the terms of those that are there."""
        return self.added(terms) / np.maximum(self.count, 1.0)


def summarised(value: Summary, parts: Sequence[Floats]) -> Floats:
    """The summary in each cell; not a number where it is missing, as a part may be."""
    there = tuple(~np.isnan(part) for part in parts)
    column = _Column(tuple(np.where(t, p, 0.0) for p, t in zip(parts, there, strict=True)), there)
    if value.limit is not None:
        column = _Column(tuple((n < value.limit).astype(np.float64) for n in column.numbers), there)
    needed, work = _STATISTICS[value.statistic]
    return np.where(column.count >= needed, work(column), np.nan)


def _mean(column: _Column) -> Floats:
    return column.mean(column.numbers)


def _least(column: _Column) -> Floats:
    found = [np.where(t, n, np.inf) for n, t in zip(column.numbers, column.there, strict=True)]
    # Nought added, so that the least of 0.0 and -0.0 is one and the same number.
    least: Floats = np.min(found, axis=0) + 0.0
    return least


def _greatest(column: _Column) -> Floats:
    return 0.0 - _least(_Column(tuple(0.0 - n for n in column.numbers), column.there))


def _slope(column: _Column) -> Floats:
    size = len(column.numbers[0])
    steps = [np.full(size, -float(place)) for place in range(len(column.numbers))]
    middle, level = column.mean(steps), column.mean(column.numbers)
    rise = column.added(
        [(x - middle) * (y - level) for x, y in zip(steps, column.numbers, strict=True)]
    )
    run = column.added([(x - middle) * (x - middle) for x in steps])
    slope: Floats = np.divide(rise, run, out=np.full(size, np.nan), where=run > 0)
    return slope


def _spread(column: _Column) -> Floats:
    level = column.mean(column.numbers)
    squares = column.added([(y - level) * (y - level) for y in column.numbers])
    deviation = np.sqrt(squares / np.maximum(column.count - 1.0, 1.0))
    missing = np.full(len(level), np.nan)
    spread: Floats = np.divide(deviation, np.abs(level), out=missing, where=level != 0)
    return spread


def _total(column: _Column) -> Floats:
    return column.added(column.numbers)


# How many must be there, and how they are taken together.
_STATISTICS: Mapping[Statistic, tuple[int, Callable[[_Column], Floats]]] = {
    "mean": (1, _mean),
    "least": (1, _least),
    "greatest": (1, _greatest),
    "slope": (2, _slope),
    "spread": (2, _spread),
    "below": (1, _total),
}
