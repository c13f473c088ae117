"""A value worked out a third time, from nothing but the records that are named behind it.

What a dossier shows of a record (its table, its two days, the columns looked at) must be enough to
come to the number that is told. This is how a person would check it; it shares no code with the
engines.

What the records cannot decide
    *Order*: the rank of states hangs on when each was first told, and of events of one day on
    their versions, neither of which is shown. Every order that the shown days allow is tried, and
    one that gives the value will do. *Absence*: where a value needs that there is no other record,
    the judge alone can tell. *Peers*: a standing among peers is not in one's own records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product
from statistics import fmean, linear_regression, stdev

from coopscore.calendar import Calendar, months_to_end, shift
from coopscore.dossiers import Evidence, Plain
from coopscore.price_index import price_index
from features.values import (
    CURRENCY,
    DAYS_IN_YEAR,
    DEEPEST,
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
    Primitive,
    Ratio,
    Rows,
    Since,
    SinceEnd,
    Sum,
    Summary,
    Value,
    depth,
    primitives,
)

_RANKED = Latest | Since | Age | GridDay
Records = Sequence[Evidence]
Ranked = Mapping[Rows, Records]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The records behind one value, and the day and the calendar that it is asked on."""

    records: Records
    as_of: date
    calendar: Calendar

    def of(self, rows: Rows) -> list[Evidence]:
        """Those of a selection, the newest first."""
        found = [one for one in self.records if one.table == rows.table and _meets(rows, one.cells)]
        return sorted(found, key=_days, reverse=True)

    def strangers(self, value: Value) -> bool:
        """Whether a record is of no selection of the value, or of a later day than the score's."""
        known = [one for each in primitives(value) for one in self.of(each.rows)]
        return any(
            one not in known or one.happened > self.as_of or one.known > self.as_of
            for one in self.records
        )

    def orders(self, value: Value) -> Iterator[Ranked]:
        """The orders that the days of the records allow, selection by selection."""
        rows = {one.rows for one in primitives(value) if isinstance(one, _RANKED)}
        possible = [_orders(one, self.of(one)) for one in rows]
        for chosen in product(*possible):
            yield dict(zip(rows, chosen, strict=True))

    def answer(self, value: Value, ranked: Ranked) -> Plain:
        """What the value comes to in one order."""
        match value:
            case Ratio() | Difference():
                return self._both(value, ranked)
            case Summary():
                return _summary(value, [_number(self.answer(one, ranked)) for one in value.parts])
            case GridDay() | InCycle() | OpenCycle():
                return float(self._cycle(value, ranked))
            case Latest() | Since() | Age():
                place = depth(value) - 1
                there = ranked[value.rows][place : place + 1]
                return self._ranked(value, there[0]) if there else None
        return self._together(value)

    def _cycle(self, value: GridDay | InCycle | OpenCycle, ranked: Ranked) -> int:
        """What is told of a cycle; arrivals are counted by the day that is shown of them."""
        if isinstance(value, GridDay):
            ruling = ranked[value.rows][:1]
            told = ruling[0].cells.get(value.column) if ruling else None
            month = int(told[:2]) if isinstance(told, str) and told[:2].isdigit() else 12
            return months_to_end(self.as_of, (month + value.after.value - 1) % 12 + 1)
        if isinstance(value, OpenCycle):
            signs = self._cycle(value.signs, ranked)
            return self._cycle(value.signs.ahead, ranked) + (12 if signs else 0)
        window = value.counts[12 - self._cycle(value.ahead, ranked)]
        return sum(self._counted(count) for count in window)

    def _counted(self, value: Count | Arrived) -> int:
        rows = self.of(value.rows)
        if isinstance(value, Count):
            return len(self._within(value, rows))
        opening = self._opening(value)
        return sum(one.known > opening for one in rows)

    def _both(self, value: Ratio | Difference, ranked: Ranked) -> Plain:
        sides = (value.part, value.whole) if isinstance(value, Ratio) else (value.left, value.right)
        left, right = (_number(self.answer(side, ranked)) for side in sides)
        if left is None or right is None:
            return None
        if isinstance(value, Difference):
            return left - right
        return left / right if right else None

    def _ranked(self, value: Latest | Since | Age, one: Evidence) -> Plain:
        if isinstance(value, Since):
            return float((self.as_of - one.happened).days)
        said = one.cells.get(value.column)
        if isinstance(value, Latest):
            return _real(said, one) if value.real else said
        day = _day(said)
        if day is None:
            return None
        days = (self.as_of - day).days
        return days / DAYS_IN_YEAR if value.unit == "years" else float(days)

    def _together(self, value: Primitive) -> float | None:
        """A value that all of the selection's records make, whatever their order."""
        rows = self.of(value.rows)
        match value:
            case Arrived():
                return float(len(rows))
            case Count():
                return float(len(self._within(value, rows)))
            case Sum():
                cells = [_number(one.cells.get(value.column)) for one in self._within(value, rows)]
                there = [cell for cell in cells if cell is not None]
                return sum(there) if there else None
        # One that another part looked at shows no end.
        ends = value.rows.source().ends
        assert ends is not None, "only spans end"
        return self._spans(
            value, [(one, _day(one.cells[ends])) for one in rows if ends in one.cells]
        )

    def _spans(
        self, value: Primitive, spans: Sequence[tuple[Evidence, date | None]]
    ) -> float | None:
        opened = [one.happened for one, end in spans if end is None or end > self.as_of]
        ends = [end for _, end in spans if end is not None]
        match value:
            case Open():
                return float(len(opened))
            case OpenDays():
                return float((self.as_of - min(opened)).days) if opened else None
            case SinceEnd():
                return float((self.as_of - max(ends)).days) if ends else None
        assert isinstance(value, Covered), "no other value is made of spans"
        opening = self._opening(value)
        days = (
            (min(self.as_of, end or self.as_of) - max(one.happened, opening)).days
            for one, end in spans
        )
        return float(sum(max(0, covered) for covered in days))

    def _opening(self, value: Count | Arrived | Sum | Covered) -> date:
        if value.within is None:
            return date.min
        return shift(self.as_of, -value.within.value, self.calendar)

    def _within(self, value: Count | Sum, rows: Records) -> list[Evidence]:
        opening = self._opening(value)
        return [one for one in rows if one.happened > opening]


def _meets(rows: Rows, cells: Mapping[str, Plain]) -> bool:
    """Whether a record is of the selection; one that shows none of its columns is not."""
    return all(cells.get(column) in codes for column, codes in rows.conditions) and all(
        cells.get(column) is not None for column in rows.having
    )


def _days(one: Evidence) -> tuple[date, date]:
    return one.happened, one.known


def _orders(rows: Rows, records: Records) -> list[Records]:
    """The orders that the records may have had, the latest first."""
    if not 1 < len(records) <= DEEPEST:
        return [records]
    return [
        order
        for order in permutations(records)
        if rows.order == "states" or [*map(_days, order)] == [*map(_days, records)]
    ]


def _day(cell: Plain) -> date | None:
    return date.fromisoformat(cell) if isinstance(cell, str) else None


def _number(cell: Plain) -> float | None:
    return cell if isinstance(cell, float) else None


def _real(said: Plain, one: Evidence) -> float | None:
    currency = one.cells.get(CURRENCY)
    if not isinstance(said, float) or not isinstance(currency, str):
        return None
    return price_index().deflated(said, currency, one.happened, one.known)


def _summary(value: Summary, numbers: Sequence[float | None]) -> float | None:
    """What numbers come to, the newest first; each keeps its place where others are missing."""
    there = [(-float(place), one) for place, one in enumerate(numbers) if one is not None]
    if len(there) < (2 if value.statistic in ("slope", "spread") else 1):
        return None
    steps, told = [step for step, _ in there], [one for _, one in there]
    match value.statistic:
        case "mean":
            return fmean(told)
        case "least":
            return min(told)
        case "greatest":
            return max(told)
        case "slope":
            return float(linear_regression(steps, told).slope)
        case "spread":
            level = fmean(told)
            return stdev(told) / abs(level) if level else None
    assert value.limit is not None, "what lies below needs a limit"
    limit = value.limit
    return float(sum(one < limit for one in told))
