"""Selections of rows, as a definition writes them: which table, which two dates, which rows.

A selection is checked against the schema when it is made, so that a definition which asks for what
no table holds does not load.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import ClassVar, Literal, Self

from coopscore.calendar import Months
from features.values import (
    CURRENCY,
    DEEPEST,
    Age,
    Arrived,
    Code,
    Condition,
    Count,
    Covered,
    Difference,
    GridDay,
    Latest,
    Open,
    OpenDays,
    Rows,
    Since,
    SinceEnd,
    Sum,
)

_FILTERED = ("text", "code", "flag", "count")
_SUMMED = ("count", "amount")
# What a code in a condition is, where it is not text; and what is said of one that does not fit.
_CODES: Mapping[str, type] = {"flag": bool, "count": int}
_ANY: Mapping[type, str] = {str: "any text", bool: "True, False", int: "any whole number"}


@dataclass(frozen=True)
class _Selection(Rows):
    """Rows chosen by table, both dates by the file's own names, and conditions."""

    table: str
    _: KW_ONLY
    happened: str
    known: str
    conditions: tuple[Condition, ...] = ()
    having: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        source = self.source()
        for said, wanted in (("happened", source.happened), ("known", source.known)):
            if getattr(self, said) != wanted:
                raise self.refused(f"its {said} day is {wanted}, not {getattr(self, said)}")
        for column, codes in self.conditions:
            self._check_condition(column, codes)
        for column in self.having:
            self.column(column)
            if column in source.ending:
                raise self.refused(f"{column} is seen only once it is known; ask what is open")

    def _check_condition(self, name: str, codes: tuple[Code, ...]) -> None:
        column = self.column(name)
        if column.type not in _FILTERED:
            fault = f"{name} is a {column.type}; rows are chosen by {', '.join(_FILTERED)}"
            raise self.refused(fault)
        allowed = getattr(column, "allowed", None)
        kind = _CODES.get(column.type, str)
        for code in codes:
            if type(code) is not kind or (allowed is not None and code not in allowed):
                known = ", ".join(allowed or (_ANY[kind],))
                raise self.refused(f"{name} is never {code!r}; it may be {known}")

    def where(self, **equals: Code | tuple[Code, ...]) -> Self:
        """The rows whose columns hold the given codes (one, or any of several)."""
        chosen = dict(self.conditions)
        for column, codes in equals.items():
            if column in chosen:
                raise self.refused(f"{column} is chosen twice")
            several = codes if isinstance(codes, tuple) else (codes,)
            if not several:
                raise self.refused(f"{column} is to be one of nothing")
            chosen[column] = tuple(sorted(set(several)))
        return replace(self, conditions=tuple(sorted(chosen.items())))

    def with_values(self, *columns: str) -> Self:
        """The rows in which none of `columns` is missing."""
        return replace(self, having=tuple(sorted({*self.having, *columns})))

    def since(self, nth: int = 1) -> Since:
        """Days since the day that the latest row (the state in force) speaks of; or the nth."""
        self._check_ordered()
        return Since(self, self._rank(nth))

    def gap(self, nth: int = 1) -> Difference:
        """Days from the day of the row after the nth latest, counting back, to that of the nth.

        `gap()` lies between the latest and the one before it, `gap(nth=2)` between that one and
        the third; none is negative where rows are events.
        """
        return Difference(self.since(nth + 1), self.since(nth))

    def gaps(self, last: int) -> tuple[Difference, ...]:
        """The `last` gaps between rows, the newest first."""
        return tuple(self.gap(nth) for nth in self._newest(last))

    def latest(self, column: str, nth: int = 1, *, real: bool = False) -> Latest:
        """`column` of the latest row (the state in force), or with `nth=2` of the one before.

        With `real`, an amount in the money of its currency's base year (`coopscore.price_index`).
        """
        self._check_ordered()
        asked = self.column(column)
        if asked.type == "day":
            raise self.refused(f"{column} is a day; ask for its age")
        if asked.type == "person":
            raise self.refused(f"{column} is a person, and no score looks at who somebody is")
        if real and (asked.type != "amount" or asked.unit != CURRENCY or not self._has_currency()):
            raise self.refused(f"{column} is no amount of a named currency; it has no real terms")
        return Latest(self, column, self._rank(nth), real)

    def recent(self, column: str, last: int, *, real: bool = False) -> tuple[Latest, ...]:
        """`column` of each of the `last` rows, the newest first."""
        return tuple(self.latest(column, nth, real=real) for nth in self._newest(last))

    def change(self, column: str, *, real: bool = False) -> Difference:
        """`column` of the latest row minus that of the one before it."""
        latest, before = (self.latest(column, nth, real=real) for nth in (1, 2))
        if latest.type == "category":
            raise self.refused(f"{column} is not a number; it cannot rise or fall")
        return Difference(latest, before)

    def _has_currency(self) -> bool:
        return CURRENCY in {column.name for column in self.source().stored}

    def _rank(self, nth: int) -> int:
        if nth not in range(1, DEEPEST + 1):
            raise self.refused(f"rows are told apart from the latest (1) to {DEEPEST}, not {nth}")
        return nth

    def _newest(self, last: int) -> range:
        if last < 2:
            raise self.refused(f"{last} is no number of several rows")
        return range(1, last + 1)

    def _check_ordered(self) -> None:
        """Refuse a selection whose latest row has no one meaning."""


@dataclass(frozen=True)
class _Happenings(_Selection):
    """Rows in the order in which they happened; they can be counted."""

    order: ClassVar[Literal["events", "states"]] = "events"

    def count(self, within: Months | None = None) -> Count:
        """How many rows happened in `(as_of - within, as_of]`, or ever."""
        return Count(self, self._window(within))

    def arrived(self, within: Months | None = None) -> Arrived:
        """How many rows first became known in `(as_of - within, as_of]`, or ever.

        A statement speaks of the year that ended; that it was filed is an act of the day on which
        it arrived.
        """
        return Arrived(self, self._window(within))

    def _window(self, within: Months | None) -> Months | None:
        if within is not None and within.value < 1:
            raise self.refused("a window of no months holds nothing")
        return within


@dataclass(frozen=True)
class Events(_Happenings):
    """Rows that happened once: filings, assemblies, and (to count them) changes of status.

    Parameters
    ----------
    table : str
        A table of `coopscore.schema`.
    happened, known : str
        The columns of the table's file that give its two dates. Both must be said, as the
        reader of a definition should see which days it turns on.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.source().kind == "spans":
            raise self.refused("its rows last for a time; use Spans")

    def sum(self, column: str, within: Months | None = None) -> Sum:
        """The sum of a column of whole numbers over the rows in the window."""
        if self.column(column).type not in _SUMMED:
            raise self.refused(f"{column} holds no whole numbers; only those add up exactly")
        return Sum(self, column, self._window(within))

    def _check_ordered(self) -> None:
        if self.source().kind == "states":
            raise self.refused(
                "the latest of states is the one in force, decided by the known day: use States"
            )


@dataclass(frozen=True)
class Spans(_Happenings):
    """Rows that last from their happened day until they end: terms of office, obligations.

    An end is seen from the day it was known. In the order of rows, and to count them, a span is
    the event of its start.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.source().kind != "spans":
            raise self.refused(f"it is a table of {self.source().kind}; its rows do not end")

    def open(self) -> Open:
        """How many spans have begun and not ended, as far as is known."""
        return Open(self)

    def open_days(self) -> OpenDays:
        """Days since the span that has been open the longest began."""
        return OpenDays(self)

    def days(self, within: Months | None = None) -> Covered:
        """Days that the spans cover in `(as_of - within, as_of]`, or ever, each by itself."""
        return Covered(self, self._window(within))

    def since_end(self) -> SinceEnd:
        """Days from the greatest end known to the as-of day; negative where it lies ahead."""
        return SinceEnd(self)


@dataclass(frozen=True)
class States(_Selection):
    """Rows that rule until the next of their series is known: status, yearly figures, form.

    Conditions choose the series and nothing else: a state that fails another condition is still
    the one in force.
    """

    order: ClassVar[Literal["events", "states"]] = "states"

    def __post_init__(self) -> None:
        super().__post_init__()
        source = self.source()
        if source.kind != "states":
            raise self.refused(f"it is a table of {source.kind}; use {source.kind.capitalize()}")
        for column, codes in self.conditions:
            if column not in source.series or len(codes) != 1:
                raise self.refused(f"{column} does not choose one series of states")
        if self.having:
            raise self.refused("a state in force is in force with or without values")

    def age(self, column: str, unit: Literal["days", "years"] = "days") -> Age:
        """Time from the day in `column` of the state in force to the as-of day."""
        self._check_ordered()
        if self.column(column).type != "day":
            raise self.refused(f"{column} is no day; only days have an age")
        return Age(self, column, unit)

    def grid_day(self, year_end: str, after: Months) -> GridDay:
        """Months to the next end of the month that lies `after` months past the year's end."""
        self._check_ordered()
        if self.column(year_end).type != "text":
            raise self.refused(f"{year_end} is no month and day, such as 12-29")
        return GridDay(self, year_end, after)

    def _check_ordered(self) -> None:
        chosen = {column for column, _ in self.conditions}
        if left := [column for column in self.source().series if column not in chosen]:
            raise self.refused(f"say which series is meant: where({left[0]}=...)")
