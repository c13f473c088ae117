"""The judge: what values mean, in plain Python, one cell at a time.

Slow and obvious, and written from the definition in `features.plan` alone. It shares no code with
the kernel, does not use the plan's list of primitives, and convicts the kernel in the tests.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import add
from typing import Any

import pyarrow as pa

from coopscore.calendar import months_to_end, shift
from coopscore.errors import SumTooLarge
from coopscore.price_index import price_index
from features.grid import Days
from features.plan import Plan
from features.values import (
    DAYS_IN_YEAR,
    Age,
    Arrived,
    Count,
    Covered,
    Difference,
    GridDay,
    InCycle,
    Latest,
    Open,
    OpenCycle,
    OpenDays,
    Rows,
    Since,
    SinceEnd,
    Spanned,
    Sum,
    Summary,
    Value,
)

Row = dict[str, Any]
Cell = float | str | None


def run(
    plan: Plan, tables: Mapping[str, pa.Table], coop_ids: Sequence[str], days: Days
) -> list[pa.Array]:
    """Every value of the plan in every cell; see `features.engines.plug.Engine`."""
    stored = {name: _by_cooperative(tables[name]) for name in plan.reads}
    views = [
        _View(coop_id, {name: rows.get(coop_id, []) for name, rows in stored.items()}, days, place)
        for coop_id in coop_ids
        for place in range(len(days))
    ]
    return [
        pa.array([view.answer(value) for view in views], _ARROW[value.type])
        for value in plan.values
    ]


_ARROW = {"number": pa.float64(), "category": pa.string()}


def _by_cooperative(table: pa.Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.to_pylist():
        found.setdefault(row["coop_id"], []).append(row)
    return found


def _told(row: Row) -> tuple[date, int]:
    return row["known"], row["version"]


@dataclass(frozen=True)
class _View:
    """What is on record of one co-operative, seen from one place of the grid."""

    coop_id: str
    tables: Mapping[str, list[Row]]
    days: Days
    place: int

    @property
    def until(self) -> date:
        """The day that this place looks back from."""
        return self.days.until[self.place]

    def answer(self, value: Value) -> Cell:
        """The value in this cell; None where it is missing."""
        match value:
            case Count():
                return float(len(self._visible(value.rows, self._opening(value))))
            case Arrived():
                return float(self._arrived(value))
            case Sum():
                return self._sum(value)
            case Latest():
                row = self._latest(value.rows, value.nth)
                return None if row is None else _cell(_told_of(row, value))
            case Since():
                row = self._latest(value.rows, value.nth)
                return None if row is None else float((self.until - row["happened"]).days)
            case Age():
                return self._age(value)
            case Open() | OpenDays() | Covered() | SinceEnd():
                return self._spanned(value)
            case GridDay() | InCycle() | OpenCycle():
                return float(self._cycle(value))
            case Difference():
                left, right = self._number(value.left), self._number(value.right)
                return None if left is None or right is None else left - right
            case Summary():
                return _summed_up(value, [self._number(part) for part in value.parts])
        part, whole = self._number(value.part), self._number(value.whole)
        return None if part is None or whole is None or whole == 0 else part / whole

    def _number(self, value: Value) -> float | None:
        answer = self.answer(value)
        assert not isinstance(answer, str), "arithmetic is on numbers"
        return answer

    def _opening(self, value: Count | Arrived | Sum | Covered) -> date:
        if value.within is None:
            return self.days.after[self.place]
        return shift(self.until, -value.within.value, self.days.calendar)

    @cached_property
    def _in_force(self) -> Mapping[str, list[Row]]:
        """Of each table and record, the last version known by the knowledge day."""
        in_force = {}
        for table, rows in self.tables.items():
            known = [row for row in rows if row["known"] <= self.days.knowledge[self.place]]
            last = {row["record_id"]: row for row in sorted(known, key=_told)}
            in_force[table] = list(last.values())
        return in_force

    def _visible(self, rows: Rows, after: date | None) -> list[Row]:
        """The rows that count; with no `after`, however long ago they happened."""
        return [
            row
            for row in self._in_force[rows.table]
            if not row["voided"]
            and (after is None or after < row["happened"])
            and row["happened"] <= self.until
            and all(row[column] in codes for column, codes in rows.conditions)
            and all(row[column] is not None for column in rows.having)
        ]

    def _arrived(self, value: Arrived) -> int:
        opening, stored = self._opening(value), self.tables[value.rows.table]
        records = [row["record_id"] for row in self._visible(value.rows, None)]
        told = {record: _first_told(record, stored)[0] for record in records}
        return len([record for record in records if opening < told[record] <= self.until])

    def _sum(self, value: Sum) -> float | None:
        visible = self._visible(value.rows, self._opening(value))
        amounts = [row[value.column] for row in visible if row[value.column] is not None]
        if not amounts:
            return None
        if abs(sum(amounts)) > 2**53:
            raise SumTooLarge(coop_id=self.coop_id, table=value.rows.table, column=value.column)
        return float(sum(amounts))

    def _latest(self, rows: Rows, nth: int) -> Row | None:
        visible = self._visible(rows, self.days.after[self.place])
        stored = self.tables[rows.table]
        ranked = sorted(visible, key=lambda row: _ORDERS[rows.order](row, stored), reverse=True)
        return ranked[nth - 1] if len(ranked) >= nth else None

    def _spanned(self, value: Spanned) -> float | None:
        begun = [(row, self._end(value.rows, row)) for row in self._visible(value.rows, None)]
        still_open = [row for row, end in begun if end is None or end > self.until]
        match value:
            case Open():
                return float(len(still_open))
            case OpenDays():
                starts = [row["happened"] for row in still_open]
                return float((self.until - min(starts)).days) if starts else None
            case Covered():
                opening = self._opening(value)
                return float(sum(self._covered(row, end, opening) for row, end in begun))
        ends = [end for _, end in begun if end is not None]
        return float((self.until - max(ends)).days) if ends else None

    def _end(self, rows: Rows, row: Row) -> date | None:
        """The end of a span, if it is visible."""
        source = rows.source()
        assert source.ends is not None, "only spans end"
        end: date | None = row[source.ends]
        known = row["known"] if source.ends_known is None else row[source.ends_known]
        return end if known is not None and known <= self.days.knowledge[self.place] else None

    def _covered(self, row: Row, end: date | None, opening: date) -> int:
        last = self.until if end is None else min(self.until, end)
        days: int = (last - max(row["happened"], opening)).days
        return max(0, days)

    def _cycle(self, value: GridDay | InCycle | OpenCycle) -> int:
        """Months to the next grid day, what is counted since, or months to the open cycle's end."""
        if isinstance(value, GridDay):
            row = self._latest(value.rows, 1)
            month = _year_end(None if row is None else row[value.column]) + value.after.value
            return months_to_end(self.until, (month - 1) % 12 + 1)
        if isinstance(value, InCycle):
            window = value.counts[12 - self._cycle(value.ahead)]
            return sum(int(self._number(count) or 0) for count in window)
        return self._cycle(value.signs.ahead) + (12 if self._cycle(value.signs) else 0)

    def _age(self, value: Age) -> float | None:
        row = self._latest(value.rows, 1)
        if row is None or row[value.column] is None:
            return None
        days = (self.until - row[value.column]).days
        return float(days) if value.unit == "days" else days / DAYS_IN_YEAR


def _year_end(said: str | None) -> int:
    """The month in which the year ends; Esfand where "06-31" or its like is not on record."""
    month, dash, _ = (said or "").partition("-")
    known = dash and len(month) == 2 and month.isascii() and month.isdigit()
    return int(month) if known and 1 <= int(month) <= 12 else 12


def _event_order(row: Row, stored: list[Row]) -> tuple[Any, ...]:
    return row["happened"], row["known"], row["version"], row["record_id"]


def _state_order(row: Row, stored: list[Row]) -> tuple[Any, ...]:
    return (*_first_told(row["record_id"], stored), row["happened"], row["record_id"])


def _first_told(record: str, stored: list[Row]) -> tuple[date, int]:
    return min(_told(other) for other in stored if other["record_id"] == record)


_ORDERS = {"events": _event_order, "states": _state_order}


def _told_of(row: Row, value: Latest) -> Any:
    """What a row says in a column; an amount in real terms, where they are asked for."""
    said = row[value.column]
    if not value.real or said is None or row["currency"] is None:
        return None if value.real else said
    dates = (row["happened"], row["known"])
    return price_index().deflated(float(said), row["currency"], *dates)


def _cell(stored: Any) -> Cell:
    return stored if stored is None or isinstance(stored, str) else float(stored)


def _summed_up(value: Summary, numbers: list[float | None]) -> float | None:
    """A summary of numbers, the newest first; each keeps its place where others are missing."""
    there = [(-float(place), y) for place, y in enumerate(numbers) if y is not None]
    if len(there) < (2 if value.statistic in ("slope", "spread") else 1):
        return None
    ys = [y for _, y in there]
    match value.statistic:
        case "mean":
            return _mean(ys)
        case "least":
            return min(ys) + 0.0
        case "greatest":
            return max(ys) + 0.0
        case "slope":
            return _slope(there)
        case "spread":
            level = _mean(ys)
            squares = _added((y - level) * (y - level) for y in ys)
            return math.sqrt(squares / (len(ys) - 1)) / abs(level) if level else None
    assert value.limit is not None, "what lies below needs a limit"
    return float(len([y for y in ys if y < value.limit]))


def _slope(points: list[tuple[float, float]]) -> float:
    middle, level = _mean([x for x, _ in points]), _mean([y for _, y in points])
    rise = _added((x - middle) * (y - level) for x, y in points)
    return rise / _added((x - middle) * (x - middle) for x, _ in points)


def _added(terms: Iterable[float]) -> float:
    """Terms added one after the other; `sum` corrects its roundings, in later Pythons."""
    return reduce(add, terms, 0.0)


def _mean(numbers: list[float]) -> float:
    return _added(numbers) / len(numbers)
