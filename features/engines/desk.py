"""One table laid out on a grid: which row versions count where, and which of them rules a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from coopscore.calendar import Months
from features.engines.cells import Intervals, Ints, greatest
from features.engines.versions import Versions
from features.values import Rows


@dataclass(frozen=True, eq=False)
class Desk:
    """What several primitives over one table share; each is worked out when first asked for.

    `depths` says of how many rows of a selection, the latest first, anything is asked.
    """

    versions: Versions
    coop_ids: Sequence[str]
    depths: Mapping[Rows, int]
    _laid: dict[tuple[Rows, Months | None], tuple[Ints, Intervals]] = field(default_factory=dict)
    _ruling: dict[Rows, tuple[Ints, ...]] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """Co-operatives by places."""
        return len(self.coop_ids), len(self.versions.days)

    def laid(self, rows: Rows, within: Months | None) -> tuple[Ints, Intervals]:
        """Positions of the row versions that count somewhere, and the intervals they count on."""
        if (rows, within) not in self._laid:
            interval = self.versions.interval(within)
            at = np.flatnonzero(interval.counts & self.versions.chosen(rows))
            whose = self.versions.cooperative[at]
            intervals = Intervals(whose, interval.start[at], interval.end[at])
            self._laid[rows, within] = (at, intervals)
        return self._laid[rows, within]

    def ruling(self, rows: Rows, nth: int) -> Ints:
        """In each cell the position of the latest row version (2: the one before); -1 if none."""
        if rows not in self._ruling:
            at, intervals = self.laid(rows, None)
            order = self.versions.order(rows)
            ranks = np.empty_like(order)
            ranks[order] = np.arange(1, len(order) + 1)
            top = greatest(intervals, ranks[at], self.shape, self.depths[rows])
            positions = np.concatenate([[-1], order])
            self._ruling[rows] = tuple(positions[ranked] for ranked in top.ranks)
        return self._ruling[rows][nth - 1]
