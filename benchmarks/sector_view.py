"""A part of the make-believe registry as it is exported, asked what was known on a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.table import ARROW

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Values = Mapping[str, Sequence[Any]]

UNION = "اتحادیه"  # what the names of unions' legal forms begin with
ACTIVE = ("operating", "under_implementation")
ENDED = ("dissolved", "merged", "in_liquidation")


def days_of(column: pa.ChunkedArray) -> Ints:
    """Days as whole numbers since 1970-01-01; a missing one lies before every day."""
    filled = pc.fill_null(column.cast(pa.int32()), -(2**31) + 1)
    numbers: Ints = filled.to_numpy().astype(np.int64)
    return numbers


def number(day: date) -> int:
    """A day as a whole number since 1970-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class View:
    """The sheets of one part; arrays that it gives have one value a co-operative."""

    tables: Mapping[str, pa.Table]
    _kept: dict[object, Any] = field(default_factory=dict)

    @property
    def coop_ids(self) -> pa.Array:
        """Everybody on the register, once."""
        return self._once("coop_ids", lambda: pc.unique(self.tables["cooperative"]["coop_id"]))

    def __len__(self) -> int:
        return len(self.coop_ids)

    def _once(self, key: object, work: Callable[[], Any]) -> Any:
        """What is worked out for a key, once."""
        if key not in self._kept:
            self._kept[key] = work()
        return self._kept[key]

    def rows(self, name: str) -> pa.Table:
        """A table's rows; none where the part has no such table."""
        found = self.tables.get(name)
        if found is None:
            named = file_columns(TABLES[name])
            found = pa.table({one.name: pa.array([], ARROW[one.type]) for one in named})
        return found

    def places(self, name: str) -> Ints:
        """The place of each row's co-operative among all."""

        def found() -> Ints:
            at = pc.index_in(self.rows(name)["coop_id"], value_set=self.coop_ids)
            numbers: Ints = pc.fill_null(at, -1).to_numpy().astype(np.int64)
            return numbers

        return self._once(("places", name), found)

    def dated(self, name: str) -> tuple[Ints, Ints]:
        """When each row happened and was known."""

        def found() -> tuple[Ints, Ints]:
            table, rows = TABLES[name], self.rows(name)
            return days_of(rows[table.happened]), days_of(rows[table.known])

        return self._once(("dated", name), found)

    def chosen(self, name: str, wanted: Values) -> Flags:
        """Which rows hold one of the values in each of the columns."""
        rows = self.rows(name)
        return _holds({column: rows[column] for column in wanted}, wanted, rows.num_rows)

    def in_force(self, name: str, day: date | None, wanted: Values | None = None) -> Ints:
        """The position of each one's row in force on a day (or in the end); -1 where there is none.

        Of states the one that was known last rules, as features have it.
        """

        def found() -> Ints:
            happened, known = self.dated(name)
            counts = self.chosen(name, wanted or {}) & (self.places(name) >= 0)
            if day is not None:
                counts &= (happened <= number(day)) & (known <= number(day))
            at = np.flatnonzero(counts)
            at = at[np.lexsort((happened[at], known[at]))]
            last = np.full(len(self), -1, dtype=np.int64)
            last[self.places(name)[at]] = at
            return last

        return self._once(("in_force", name, day, str(wanted)), found)

    def told(self, name: str, column: str, positions: Ints) -> pa.Array:
        """A column at the positions; missing where these are -1."""
        at = pa.array(positions, pa.int64(), mask=positions < 0)
        return self.rows(name)[column].combine_chunks().take(at)

    def status(self, axis: str, day: date) -> pa.Array:
        """The code in force on an axis of status."""
        at = self.in_force("status_event", day, {"axis": (axis,)})
        return self.told("status_event", "to_code", at)

    def are(self, who: str, day: date | None) -> Flags:
        """Who is `registered`, `standing`, `active`, `dissolved` or a `union` on the day."""
        return self._once(("are", who, day), lambda: self._are(who, day))

    def _are(self, who: str, day: date | None) -> Flags:
        last = self.in_force("cooperative", None)
        form = pc.fill_null(self.told("cooperative", "legal_form", last), "")
        is_union = pc.starts_with(form, UNION).to_numpy(zero_copy_only=False)
        entered = days_of(self.told("cooperative", "registered_on", last))
        there = (entered > -(2**31) + 1) & (entered <= (number(day) if day else 2**31))
        if who == "union":
            return _flags(there & is_union)
        mine = there & ~is_union
        if who == "registered":
            return _flags(mine)
        assert day is not None, "the status of a day is asked for"
        stage = self.status("registry_stage", day)
        if who == "dissolved":
            return _flags(mine & _is_in(stage, ENDED))
        standing = mine & _is_in(stage, ("registered",))
        if who == "standing":
            return _flags(standing)
        assert who == "active", f"{who} is nobody"
        return _flags(standing & _is_in(self.status("activity_status", day), ACTIVE))

    def where(self, wanted: Values, day: date | None) -> Flags:
        """Whose columns of the register hold one of the values, as in force on the day."""
        at = self.in_force("cooperative", day)
        told = {column: self.told("cooperative", column, at) for column in wanted}
        return _holds(told, wanted, len(self))

    def having(self, wanted: Mapping[str, Any], day: date | None) -> Flags:
        """Who has a row as a definition says: in a table, within days, of one kind of `any`."""
        name = str(wanted["table"])
        counts = self.within(name, wanted, by=str(wanted.get("by", "happened")))
        if day is not None:
            counts &= self.dated(name)[1] <= number(day)
        counts &= self.any_of(name, wanted)
        mine = np.zeros(len(self), dtype=np.bool_)
        mine[self.places(name)[counts]] = True
        if "or" in wanted:
            mine |= self.having(wanted["or"], day)
        return mine

    def within(self, name: str, wanted: Mapping[str, Any], by: str = "happened") -> Flags:
        """Which rows lie from `from` until `until`, by the day they speak of or were known."""
        day = self.dated(name)[by == "known"]
        counts = np.ones(len(day), dtype=np.bool_)
        if "from" in wanted:
            counts &= (day >= number(wanted["from"])) & (day <= number(wanted["until"]))
        return counts

    def any_of(self, name: str, wanted: Mapping[str, Any]) -> Flags:
        """Which rows are of one of the kinds; all where none is named."""
        kinds: Sequence[Values] = wanted.get("any", ({},))
        found: Flags = np.logical_or.reduce([self.chosen(name, kind) for kind in kinds])
        return found


def _holds(columns: Mapping[str, pa.ChunkedArray], wanted: Values, size: int) -> Flags:
    held = np.ones(size, dtype=np.bool_)
    for name, values in wanted.items():
        held &= _is_in(columns[name], values)
    return held


def _is_in(column: pa.ChunkedArray, values: Sequence[Any]) -> Flags:
    found = pc.is_in(column, value_set=pa.array(values, column.type))
    if isinstance(found, pa.ChunkedArray):
        found = found.combine_chunks()
    return _flags(found.to_numpy(zero_copy_only=False))


def _flags(found: object) -> Flags:
    flags: Flags = np.asarray(found, dtype=np.bool_)
    return flags
