"""The records behind a value: which rows of the register it looked at, as they were known that day.

For people who want to check a reason: not what a value comes to (engines tell that) but which
records decide it, with their two dates and the columns that were looked at. Plain Python over the
rows of one co-operative, written from the definition in `features.plan`; it shares no code with an
engine, and the judge convicts it in the tests.

What is behind each value
    *Count*, *Sum*, *Arrived*, *Open*, *Covered*: every record that is counted or adds to it. Take
    them all away and the count is zero. *Latest*, *Since*, *Age*, *GridDay*: the one record asked
    for, with or without a value in its column. *OpenDays*: every open span, as each would be the
    oldest without the others. *SinceEnd*: the spans that end last. *Difference*, *Ratio*,
    *Summary*, *InCycle*, *OpenCycle*: what is behind each part. A *PeerShare*: what is behind the
    co-operative's own value.

Where nothing is behind a value, nothing is on record: that is then the reason itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from coopscore.calendar import Calendar, shift
from coopscore.dossiers import Evidence, Plain
from features.peers import PeerShare, parts
from features.values import (
    CURRENCY,
    Age,
    Arrived,
    Count,
    Covered,
    GridDay,
    Latest,
    Open,
    OpenDays,
    Primitive,
    Rows,
    Since,
    SinceEnd,
    Sum,
    Value,
    columns,
    primitives,
)

Row = Mapping[str, Any]


@cache
def columns_behind(primitive: Primitive) -> frozenset[str]:
    """The columns that are shown of a record: those looked at, and the currency of an amount."""
    own = getattr(primitive, "column", None)
    column = None if own is None else primitive.rows.column(own)
    money = column is not None and column.unit == CURRENCY
    return columns(primitive) | ({CURRENCY} if money else frozenset())


def behind(feature: str, value: Value | PeerShare, seen: "Seen") -> tuple[Evidence, ...]:
    """The records of one co-operative behind a value, the newest first.

    Parameters
    ----------
    feature : str
        The name that each record is told under.
    value : Value or PeerShare
        What was asked of the record.
    seen : Seen
        The co-operative's rows, and the day.

    Returns
    -------
    tuple of Evidence
        Each record once, with the columns that any part of the value looked at. Days are ISO
        text, flags 0 or 1, an end that was not yet known is None.
    """
    found: dict[tuple[str, str], tuple[Row, set[str]]] = {}
    for own in parts(value)[:1]:
        for primitive in dict.fromkeys(primitives(own)):
            rows = primitive.rows
            for row in _BEHIND[type(primitive)](seen, primitive):
                _, shown = found.setdefault((rows.table, row["record_id"]), (row, set()))
                shown |= columns_behind(primitive)
    told = [
        Evidence(
            feature=feature,
            table=table,
            record_id=record,
            happened=row["happened"],
            known=row["known"],
            cells={name: _plain(row[name]) for name in sorted(shown)},
        )
        for (table, record), (row, shown) in found.items()
    ]
    return tuple(sorted(told, key=_newest_first))


def _newest_first(one: Evidence) -> tuple[int, int, str, str]:
    return -one.happened.toordinal(), -one.known.toordinal(), one.table, one.record_id


def _plain(cell: Any) -> Plain:
    """A stored cell as a dossier holds it."""
    if cell is None or isinstance(cell, str):
        return cell
    return cell.isoformat() if isinstance(cell, date) else float(cell)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is on record of one co-operative, as it is seen on a day.

    Parameters
    ----------
    stored : mapping of str to rows
        The co-operative's stored row versions, voids among them, by table: the common columns
        that every engine reads, and `columns_behind` of each primitive.
    as_of : date
        Nothing known or happened later is told, ends of spans among it.
    calendar : "jalali" or "gregorian"
        The calendar that windows are counted in.
    """

    stored: Mapping[str, Sequence[Row]]
    as_of: date
    calendar: Calendar
    _tables: dict[str, list[tuple[Row, Row]]] = field(default_factory=dict)
    _records: dict[Rows, list[tuple[Row, Row]]] = field(default_factory=dict)
    _ranked: dict[Rows, list[Row]] = field(default_factory=dict)

    def _in_force(self, table: str) -> list[tuple[Row, Row]]:
        """The first version and the last of each record known by the day; told once a table."""
        if table not in self._tables:
            known: dict[str, tuple[Row, Row]] = {}
            for row in sorted(self.stored.get(table, ()), key=_told_on):
                if row["known"] <= self.as_of:
                    first, _ = known.get(row["record_id"], (row, row))
                    known[row["record_id"]] = (first, row)
            self._tables[table] = list(known.values())
        return self._tables[table]

    def records(self, rows: Rows) -> list[tuple[Row, Row]]:
        """The selection's records that had happened, however long ago: first version and last."""
        if rows not in self._records:
            self._records[rows] = [
                (first, self._told(rows, last))
                for first, last in self._in_force(rows.table)
                if self._meets(rows, last)
            ]
        return self._records[rows]

    def ranked(self, rows: Rows) -> list[Row]:
        """The selection's records, the latest (or the state in force) first."""
        if rows not in self._ranked:
            order = _as_events if rows.order == "events" else _as_states
            ranked = sorted(self.records(rows), key=order, reverse=True)
            self._ranked[rows] = [last for _, last in ranked]
        return self._ranked[rows]

    def _meets(self, rows: Rows, row: Row) -> bool:
        return (
            not row["voided"]
            and row["happened"] <= self.as_of
            and all(row[column] in codes for column, codes in rows.conditions)
            and all(row[column] is not None for column in rows.having)
        )

    def _told(self, rows: Rows, row: Row) -> Row:
        """The row without an end that was not yet known."""
        source = rows.source()
        if source.ends_known is None or source.ends_known not in row:
            return row
        known = row[source.ends_known]
        if known is not None and known <= self.as_of:
            return row
        return {**row, **dict.fromkeys(source.ending)}

    def opening(self, asked: Count | Arrived | Sum | Covered) -> date:
        """The day after which things count."""
        if asked.within is None:
            return date.min
        return shift(self.as_of, -asked.within.value, self.calendar)

    def begun(self, rows: Rows) -> Iterable[tuple[Row, date | None]]:
        """Spans that have begun, each with its end, as far as that is known."""
        ends = rows.source().ends
        assert ends is not None, "only spans end"
        return ((row, row[ends]) for _, row in self.records(rows))


def _told_on(row: Row) -> tuple[date, int]:
    return row["known"], row["version"]


def _counted(seen: Seen, asked: Count) -> list[Row]:
    opening = seen.opening(asked)
    return [row for _, row in seen.records(asked.rows) if row["happened"] > opening]


def _arrived(seen: Seen, asked: Arrived) -> list[Row]:
    opening = seen.opening(asked)
    return [last for first, last in seen.records(asked.rows) if first["known"] > opening]


def _summed(seen: Seen, asked: Sum) -> list[Row]:
    counted = _counted(seen, Count(asked.rows, asked.within))
    return [row for row in counted if row[asked.column] is not None]


def _latest(seen: Seen, asked: Latest | Since | Age | GridDay) -> list[Row]:
    nth = 1 if isinstance(asked, Age | GridDay) else asked.nth
    return seen.ranked(asked.rows)[nth - 1 : nth]


def _as_events(record: tuple[Row, Row]) -> tuple[Any, ...]:
    _, last = record
    return last["happened"], last["known"], last["version"], last["record_id"]


def _as_states(record: tuple[Row, Row]) -> tuple[Any, ...]:
    first, last = record
    return first["known"], first["version"], last["happened"], last["record_id"]


def _open(seen: Seen, asked: Open | OpenDays) -> list[Row]:
    return [row for row, end in seen.begun(asked.rows) if end is None or end > seen.as_of]


def _covered(seen: Seen, asked: Covered) -> list[Row]:
    opening = seen.opening(asked)
    return [
        row
        for row, end in seen.begun(asked.rows)
        if min(seen.as_of, end or seen.as_of) > max(row["happened"], opening)
    ]


def _ended_last(seen: Seen, asked: SinceEnd) -> list[Row]:
    begun = [(row, end) for row, end in seen.begun(asked.rows) if end is not None]
    last = max((end for _, end in begun), default=None)
    return [row for row, end in begun if end == last]


_BEHIND: Mapping[type, Callable[[Seen, Any], list[Row]]] = {
    Count: _counted,
    Arrived: _arrived,
    Sum: _summed,
    Latest: _latest,
    Since: _latest,
    Age: _latest,
    GridDay: _latest,
    Open: _open,
    OpenDays: _open,
    Covered: _covered,
    SinceEnd: _ended_last,
}
