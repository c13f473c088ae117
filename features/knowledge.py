"""What a screen must see of the known days: when facts arrived, and features that know less.

A known day that was moved earlier lets a feature see the future, and no engine can tell: to it a
known day is the truth. It can be seen from outside only, by how facts arrive and by what becomes
of the features where all knowledge is held back. Nothing here judges; `models.screen` does.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Calendar, Months, shifted
from features.facts import Facts
from features.spec import Feature
from features.values import Condition, Rows

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

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
        """As `Facts.read`, the known days `lag` later."""
        rows = self.facts.read(table, columns, coop_ids)
        if "known" not in rows.column_names:
            return rows
        days = pc.unique(rows["known"])
        later = pa.array(shifted(days.to_pylist(), self.lag.value, self.calendar), pa.date32())
        moved = later.take(pc.index_in(rows["known"].combine_chunks(), value_set=days))
        return rows.set_column(rows.column_names.index("known"), "known", moved)


@dataclass(frozen=True, kw_only=True, eq=False)
class Arrivals:
    """When the records that a selection speaks of first arrived.

    Parameters
    ----------
    table, conditions
        The selection: rows of `table` that meet the conditions in their first version.
    features : tuple of str
        The features that are made of it.
    coop_ids : array of shape (n,)
        The co-operative of each record.
    happened, known : array of shape (n,)
        The days of its first version, as whole numbers since 1970-01-01.
    hindsight : array of shape (n,)
        Whether the known day is declared, not observed.
    told_late : array of shape (n,)
        Whether it came in a batch although an earlier batch already held a fact of this table with
        the same or a later known day, and its known day is not declared as hindsight. Either the
        office sent it late, or its known day is not the day on which it was known.
    """

    table: str
    conditions: tuple[Condition, ...]
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
    facts: Facts, features: Sequence[Feature], coop_ids: Collection[str] | None = None
) -> tuple[Arrivals, ...]:
    """The arrivals of each selection of rows that the features are made of, in the order met.

    Parameters
    ----------
    coop_ids : collection of str, optional
        Only these co-operatives; all on record by default.
    """
    spoken_of: dict[tuple[str, tuple[Condition, ...]], list[str]] = {}
    for feature in features:
        for rows in selections(feature.value):
            names = spoken_of.setdefault((rows.table, rows.conditions), [])
            if feature.name not in names:
                names.append(feature.name)
    found = []
    for table in dict.fromkeys(table for table, _ in spoken_of):
        own = [conditions for name, conditions in spoken_of if name == table]
        first, told_late = _first_versions(facts, table, own, coop_ids)
        found += [
            _chosen(table, conditions, tuple(spoken_of[table, conditions]), first, told_late)
            for conditions in own
        ]
    return tuple(found)


def selections(value: object) -> Iterator[Rows]:
    """Every selection of rows inside a value, however deep it lies."""
    if isinstance(value, Rows):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from selections(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from selections(getattr(value, field.name))


def _first_versions(
    facts: Facts,
    table: str,
    conditions: Sequence[tuple[Condition, ...]],
    coop_ids: Collection[str] | None,
) -> tuple[pa.Table, Flags]:
    """The first version of every record, and whether each was told late."""
    named = {column for some in conditions for column, _ in some}
    rows = facts.read(table, [*_READ, *sorted(named)], coop_ids)
    rows = rows.sort_by([(name, "ascending") for name in ("coop_id", "record_id", "known")])
    opens = np.ones(len(rows), dtype=np.bool_)
    for name in ("coop_id", "record_id"):
        code = rows[name].combine_chunks().dictionary_encode().indices.to_numpy()
        opens[1:] &= code[1:] == code[:-1]
    opens[1:] = ~opens[1:]
    return rows.filter(pa.array(opens)), _told_late(rows)[opens]


def _told_late(rows: pa.Table) -> Flags:
    batch, known = rows["batch"].to_numpy(), _days(rows["known"])
    late = np.zeros(len(rows), dtype=np.bool_)
    for number in np.unique(batch)[1:]:
        late |= (batch == number) & (known <= known[batch < number].max())
    return late & ~_flags(rows["hindsight"])


def _chosen(
    table: str,
    conditions: tuple[Condition, ...],
    names: tuple[str, ...],
    rows: pa.Table,
    told_late: Flags,
) -> Arrivals:
    meets = np.ones(len(rows), dtype=np.bool_)
    for column, codes in conditions:
        allowed = pa.array(codes, rows.schema.field(column).type)
        meets &= _flags(pc.is_in(rows[column], value_set=allowed))
    rows = rows.filter(pa.array(meets))
    return Arrivals(
        table=table,
        conditions=conditions,
        features=names,
        coop_ids=np.array(rows["coop_id"].to_pylist(), dtype=object),
        happened=_days(rows["happened"]),
        known=_days(rows["known"]),
        hindsight=_flags(rows["hindsight"]),
        told_late=told_late[meets],
    )


def _days(column: pa.ChunkedArray) -> Ints:
    numbers: Ints = column.cast(pa.int32()).to_numpy().astype(np.int64)
    return numbers


def _flags(column: pa.ChunkedArray) -> Flags:
    flags: Flags = column.to_numpy().astype(np.bool_)
    return flags
