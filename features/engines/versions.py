"""Row versions of one table as numbers: whose they are, when they count, and how they rank.

Each row version counts on one interval of places of the grid: from the first place where it is
known and has happened, to the first where it is superseded or has left its window. Days become
whole numbers and record ids become ranks, once a table; all else is arithmetic.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Months
from features.grid import Days
from features.values import Rows

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# Later than any day: what is not superseded stays so.
_NEVER = np.iinfo(np.int64).max
# Days since 1970 lie within 22 bits of nought and versions within 31: two of them share 64 bits,
# and one sort does the work of two.
_VERSIONS = 1 << 32


def day_numbers(days: Sequence[date]) -> Ints:
    """Days as whole numbers since 1970-01-01."""
    return np.array(days, dtype="datetime64[D]").astype(np.int64)


def column_numbers(column: pa.ChunkedArray) -> Ints:
    """A column without missing cells (days, counts, flags) as whole numbers."""
    kind = pa.int32() if pa.types.is_date32(column.type) else column.type
    numbers: Ints = column.cast(kind).to_numpy().astype(np.int64)
    return numbers


@dataclass(frozen=True)
class Interval:
    """Where each row version counts: places `start` to before `end`, and whether it ever does."""

    start: Ints
    end: Ints
    counts: Flags


@dataclass(frozen=True, eq=False)
class Versions:
    """All row versions of one table for some co-operatives, in stored order."""

    rows: pa.Table
    cooperative: Ints
    record: Ints
    version: Ints
    happened: Ints
    known: Ints
    days: Days
    _intervals: dict[Months | None, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: pa.Table, coop_ids: Sequence[str], days: Days) -> Self:
        """The versions that belong to `coop_ids`; each is told by its place there."""
        place = pc.index_in(rows["coop_id"], value_set=pa.array(coop_ids, pa.string()))
        ours = pc.is_valid(place)
        rows, place = rows.filter(ours), place.filter(ours)
        return cls(
            rows=rows,
            cooperative=column_numbers(place),
            record=pc.rank(rows["record_id"], tiebreaker="dense").to_numpy().astype(np.int64),
            version=column_numbers(rows["version"]),
            happened=column_numbers(rows["happened"]),
            known=column_numbers(rows["known"]),
            days=days,
        )

    def __len__(self) -> int:
        return len(self.known)

    @cached_property
    def _told(self) -> Ints:
        """(known, version) as one number: the order of a record's versions."""
        return self.known * _VERSIONS + self.version

    @cached_property
    def _by_record(self) -> tuple[Ints, Flags]:
        """Places of the versions, record by record in order, and which of them opens a record."""
        whose = self.record * (self.cooperative.max(initial=0) + 1) + self.cooperative
        order = np.lexsort((self._told, whose))
        opens = np.ones(len(order), dtype=np.bool_)
        opens[1:] = np.diff(whose[order]) != 0
        return order, opens

    @cached_property
    def superseded(self) -> Ints:
        """The day on which the next version of the record is known, or never."""
        order, opens = self._by_record
        following = np.full(len(order), _NEVER)
        following[:-1] = np.where(opens[1:], _NEVER, self.known[order][1:])
        day = np.empty_like(following)
        day[order] = following
        return day

    @cached_property
    def first_told(self) -> Ints:
        """(known, version) of the first version of each row's record."""
        order, opens = self._by_record
        first = np.empty_like(self._told)
        first[order] = self._told[order][opens][np.cumsum(opens) - 1]
        return first

    @cached_property
    def event_order(self) -> Ints:
        """Rows by (happened, known, version, record id)."""
        return np.lexsort((self.record, self._told, self.happened))

    @cached_property
    def state_order(self) -> Ints:
        """Rows by (known and version of the record's first version, happened, record id).

        Two versions of one record may tie, but are never in force together.
        """
        return np.lexsort((self._told, self.record, self.happened, self.first_told))

    def order(self, rows: Rows) -> Ints:
        """All row versions, the least in the order of such rows first."""
        return self.state_order if rows.order == "states" else self.event_order

    def chosen(self, rows: Rows) -> Flags:
        """Which row versions meet the conditions."""
        meets = np.ones(len(self), dtype=np.bool_)
        for name, codes in rows.conditions:
            column = self.rows[name]
            meets &= pc.is_in(column, value_set=pa.array(codes, column.type)).to_numpy()
        for name in rows.having:
            meets &= self.rows[name].is_valid().to_numpy()
        return meets

    def whole_numbers(self, name: str) -> tuple[Ints, Flags]:
        """A column of whole numbers (0 where missing), and where it is not missing."""
        column = self.rows[name]
        return column_numbers(pc.fill_null(column, 0)), column.is_valid().to_numpy()

    def numbers(self, name: str) -> Floats:
        """A column of numbers, flags or days as doubles; not a number where missing."""
        column = self.rows[name]
        if pa.types.is_date32(column.type):
            column = column.cast(pa.int32())
        given = pc.drop_null(column).to_numpy().astype(np.float64)
        numbers = np.full(len(self), np.nan)
        numbers[column.is_valid().to_numpy()] = given
        return numbers

    @cached_property
    def _start(self) -> Ints:
        """The first place where each row version is known and has happened."""
        known = np.searchsorted(day_numbers(self.days.knowledge), self.known)
        return np.maximum(known, np.searchsorted(day_numbers(self.days.until), self.happened))

    @cached_property
    def _replaced(self) -> Ints:
        """The first place where each row version is superseded."""
        return np.searchsorted(day_numbers(self.days.knowledge), self.superseded)

    @cached_property
    def _stands(self) -> Flags:
        return ~column_numbers(self.rows["voided"]).astype(np.bool_)

    @cached_property
    def standing(self) -> Interval:
        """Where each row version is in force and has happened, however long ago."""
        counts = (self._start < self._replaced) & self._stands
        return Interval(start=self._start, end=self._replaced, counts=counts)

    def arrivals(self, within: Months | None) -> Interval:
        """Where each row version stands and its record was first known within the window."""
        first, until = self.first_told // _VERSIONS, day_numbers(self.days.until)
        start = np.maximum(self._start, np.searchsorted(until, first))
        gone = np.searchsorted(day_numbers(self.days.opening(within)), first)
        end = np.minimum(self._replaced, gone)
        return Interval(start=start, end=end, counts=(start < end) & self._stands)

    def interval(self, within: Months | None) -> Interval:
        """Where each row version counts, for a window or for none."""
        if within not in self._intervals:
            after = day_numbers(self.days.opening(within))
            end = np.minimum(self._replaced, np.searchsorted(after, self.happened))
            counts = (self._start < end) & self._stands
            self._intervals[within] = Interval(start=self._start, end=end, counts=counts)
        return self._intervals[within]
