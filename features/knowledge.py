"""What a screen must see of the known days: when facts arrived, and features that know less.

A known day that was moved earlier lets a feature see the future, and no engine can tell: to it a
known day is the truth. It can be seen from outside only, by how facts arrive and by what becomes
of the features where all knowledge is held back. Nothing here judges; `models.screen` does.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from itertools import product
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Calendar, Months, shifted
from coopscore.schema import TABLES
from features.facts import Facts
from features.spec import Feature
from features.values import SPANNED, Condition, Rows, Spanned

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_Part = TypeVar("_Part")
_ENDING: tuple[type[Spanned], ...] = SPANNED
# A table, conditions on its rows, and whether the ends of its spans are meant.
_Selection = tuple[str, tuple[Condition, ...], bool]

_NEVER = date.max
_READ = ("coop_id", "record_id", "version", "happened", "known", "hindsight", "batch")


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """Facts as they would stand if each of them had been known `lag` later.

    A matrix built on them holds what was known a `lag` before each as-of day; windows still end on
    the as-of day, so that nothing but knowledge differs.
    """

    facts: Facts
    lag: Months
    calendar: Calendar

    @property
    def batch(self) -> int:
        """Number of the newest sealed batch."""
        return self.facts.batch

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        coop_ids: Collection[str] | None = None,
    ) -> pa.Table:
        """As `Facts.read`, the known days `lag` later, those of the ends of spans too."""
        rows = self.facts.read(table, columns, coop_ids)
        for name in ("known", TABLES[table].ends_known):
            if name in rows.column_names:
                moved = self._later(rows[name].combine_chunks())
                rows = rows.set_column(rows.column_names.index(name), name, moved)
        return rows

    def _later(self, known: pa.Array) -> pa.Array:
        days = pc.unique(known).drop_null()
        later = pa.array(shifted(days.to_pylist(), self.lag.value, self.calendar), pa.date32())
        return later.take(pc.index_in(known, value_set=days))


@dataclass(frozen=True, kw_only=True, eq=False)
class Arrivals:
    """When the records that a selection speaks of, or the ends of its spans, first arrived.

    Parameters
    ----------
    table, conditions
        The selection: rows of `table` that meet the conditions in the version that arrived.
    ends : bool
        Whether the ends of spans are meant, not the rows. An end arrives with the first version
        that gives it, and is known on its own known day.
    features : tuple of str
        The features that are made of it.
    coop_ids : array of shape (n,)
        The co-operative of each record.
    happened, known : array of shape (n,)
        The days of its first version, or of its end, as whole numbers since 1970-01-01.
    hindsight : array of shape (n,)
        Whether the known day is declared, not observed.
    told_late : array of shape (n,)
        Whether it came in a batch although an earlier batch already held a fact of this table with
        the same or a later known day, and its known day is not declared as hindsight. Either the
        office sent it late, or its known day is not the day on which it was known.
    """

    table: str
    conditions: tuple[Condition, ...]
    ends: bool
    features: tuple[str, ...]
    coop_ids: npt.NDArray[np.object_]
    happened: Ints
    known: Ints
    hindsight: Flags
    told_late: Flags

    def __len__(self) -> int:
        return len(self.known)

    @property
    def delay_days(self) -> Ints:
        """Days from what the record speaks of to the day it was known."""
        return self.known - self.happened


def arrivals_of(
    facts: Facts,
    features: Sequence[Feature],
    coop_ids: Collection[str] | None = None,
    *,
    until: date | None = None,
) -> tuple[Arrivals, ...]:
    """The arrivals of each selection of rows that the features are made of, in the order met.

    Where a feature reads ends that have a known day of their own, these arrive by themselves, each
    kind apart: how soon the end of a duty is known hangs on what kind of duty it is.

    Parameters
    ----------
    coop_ids : collection of str, optional
        Only these co-operatives; all on record by default.
    until : date, optional
        Only what was known by this day; all that is on record by default.
    """
    spoken_of: dict[_Selection, list[str]] = {}
    for feature in features:
        for selection in _read_by(feature):
            names = spoken_of.setdefault(selection, [])
            if feature.name not in names:
                names.append(feature.name)
    found = []
    for table in dict.fromkeys(table for table, _, _ in spoken_of):
        own = [selection for selection in spoken_of if selection[0] == table]
        versions = _versions(facts, table, own, coop_ids, until or _NEVER)
        first = _first(_as_rows(versions))
        ended = first
        if any(ends for _, _, ends in own):
            ended = _first(_as_ends(versions, table, until or _NEVER))
        found += [
            _chosen(selection, tuple(spoken_of[selection]), ended if selection[2] else first)
            for selection in own
        ]
    return tuple(found)


def _read_by(feature: Feature) -> Iterator[_Selection]:
    for rows in selections(feature.value):
        yield rows.table, rows.conditions, False
    for value in _inside(feature.value, _ENDING):
        if value.rows.source().ends_known is not None:
            for conditions in _kinds(value.rows):
                yield value.rows.table, conditions, True


def _kinds(rows: Rows) -> Iterator[tuple[Condition, ...]]:
    """The selection, each code that its table's key holds apart."""
    source, chosen = rows.source(), dict(rows.conditions)
    coded = [one for one in source.columns if one.type == "code" and one.name in source.key]
    for codes in product(*(chosen.get(one.name, one.allowed or ()) for one in coded)):
        apart = {one.name: (code,) for one, code in zip(coded, codes, strict=True)}
        yield tuple(sorted((chosen | apart).items()))


def selections(value: object) -> Iterator[Rows]:
    """Every selection of rows inside a value, however deep it lies."""
    return _inside(value, (Rows,))


def _inside(value: object, kinds: tuple[type[_Part], ...]) -> Iterator[_Part]:
    if isinstance(value, kinds):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part, kinds)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _inside(getattr(value, field.name), kinds)


def _versions(
    facts: Facts,
    table: str,
    own: Sequence[_Selection],
    coop_ids: Collection[str] | None,
    until: date,
) -> pa.Table:
    """All versions known by a day, each record's in the order in which they were known."""
    named = {column for _, conditions, _ in own for column, _ in conditions}
    source = TABLES[table]
    if source.ends is not None and source.ends_known is not None:
        named |= {source.ends, source.ends_known}
    rows = facts.read(table, [*_READ, *sorted(named)], coop_ids)
    rows = rows.filter(pc.less_equal(rows["known"], pa.scalar(until, pa.date32())))
    order = ("coop_id", "record_id", "known", "version")
    return rows.sort_by([(name, "ascending") for name in order])


@dataclass(frozen=True, eq=False)
class _Told:
    """Row versions, and when each of them, or the end that it gives, happened and was known."""

    rows: pa.Table
    happened: Ints
    known: Ints
    told_late: Flags

    def take(self, chosen: Flags) -> "_Told":
        """The versions picked out."""
        numbers = (self.happened[chosen], self.known[chosen], self.told_late[chosen])
        return _Told(self.rows.filter(pa.array(chosen)), *numbers)


def _as_rows(versions: pa.Table) -> _Told:
    known = _days(versions["known"])
    return _Told(versions, _days(versions["happened"]), known, _told_late(versions, known))


def _as_ends(versions: pa.Table, table: str, until: date) -> _Told:
    """The versions that give an end and the day on which it was known, none after `until`."""
    ends, ends_known = (versions[name] for name in TABLES[table].ending)
    told = pc.less_equal(ends_known, pa.scalar(until, pa.date32())).fill_null(False)
    given = _flags(pc.and_(ends.is_valid(), told))
    known = _days(ends_known.fill_null(_NEVER))
    # The end of a span that has not begun yet is seen with its row.
    seen = np.maximum(known, _days(versions["known"]))
    return _Told(
        rows=versions,
        happened=_days(ends.fill_null(_NEVER)),
        known=known,
        told_late=_told_late(versions, seen),
    ).take(given)


def _first(told: _Told) -> _Told:
    """The first version of every record."""
    opens = np.ones(len(told.known), dtype=np.bool_)
    for name in ("coop_id", "record_id"):
        code = told.rows[name].combine_chunks().dictionary_encode().indices.to_numpy()
        opens[1:] &= code[1:] == code[:-1]
    opens[1:] = ~opens[1:]
    return told.take(opens)


def _told_late(versions: pa.Table, seen: Ints) -> Flags:
    """Seen on or before the newest day that an earlier batch already knew of, undeclared."""
    numbers, place = np.unique(versions["batch"].to_numpy(), return_inverse=True)
    newest = np.full(len(numbers) + 1, np.iinfo(np.int64).min)
    np.maximum.at(newest, place + 1, _days(versions["known"]))
    before: Ints = np.maximum.accumulate(newest)[place]
    late: Flags = (seen <= before) & ~_flags(versions["hindsight"])
    return late


def _chosen(selection: _Selection, names: tuple[str, ...], told: _Told) -> Arrivals:
    table, conditions, ends = selection
    meets = np.ones(len(told.known), dtype=np.bool_)
    for column, codes in conditions:
        allowed = pa.array(codes, told.rows.schema.field(column).type)
        meets &= _flags(pc.is_in(told.rows[column], value_set=allowed))
    told = told.take(meets)
    return Arrivals(
        table=table,
        conditions=conditions,
        ends=ends,
        features=names,
        coop_ids=np.array(told.rows["coop_id"].to_pylist(), dtype=object),
        happened=told.happened,
        known=told.known,
        hindsight=_flags(told.rows["hindsight"]),
        told_late=told.told_late,
    )


def _days(column: pa.ChunkedArray) -> Ints:
    numbers: Ints = column.cast(pa.int32()).to_numpy().astype(np.int64)
    return numbers


def _flags(column: pa.ChunkedArray) -> Flags:
    flags: Flags = column.to_numpy().astype(np.bool_)
    return flags
