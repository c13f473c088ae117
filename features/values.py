"""What can be asked of a co-operative's record on a day, as plain values.

A value says *what* is meant; an engine says how it is worked out. What each of them means on a
day is written in `features.plan`. Values are made by the selections in `features.spec` and hold
no code of any engine.
"""

from dataclasses import dataclass, fields
from typing import ClassVar, Literal

from coopscore.calendar import Months
from coopscore.errors import InvalidDefinition
from coopscore.price_index import price_index
from coopscore.schema import TABLES
from coopscore.table import Column, Derived, Table

Code = str | bool | int
Condition = tuple[str, tuple[Code, ...]]
ValueType = Literal["number", "category"]
Statistic = Literal["mean", "least", "greatest", "slope", "spread", "below"]

# The column that names the currency of a row's amounts.
CURRENCY = "currency"

# Rows that are told apart by rank: the latest, and three before it.
DEEPEST = 4

# Mean Gregorian year; ages are compared, not celebrated, so no calendar is asked.
DAYS_IN_YEAR = 365.2425


@dataclass(frozen=True)
class Rows:
    """The rows of one table that a value speaks of.

    `conditions` hold column and allowed codes, `having` the columns that must not be missing;
    both are judged on the version of a record that is in force on the day.
    """

    order: ClassVar[Literal["events", "states"]]

    table: str
    happened: str
    known: str
    conditions: tuple[Condition, ...] = ()
    having: tuple[str, ...] = ()

    def refused(self, fault: str) -> InvalidDefinition:
        """The refusal of this selection, for the reason given."""
        return InvalidDefinition(name=self.table, fault=fault)

    def source(self) -> Table:
        """The table that the rows lie in."""
        if self.table not in TABLES:
            raise self.refused(f"there is no such table among {', '.join(TABLES)}")
        if TABLES[self.table].about == "sector":
            raise self.refused("it tells of the sector, and features tell of co-operatives")
        return TABLES[self.table]

    def column(self, name: str) -> Column | Derived:
        """One of the table's own stored columns."""
        stored = {column.name: column for column in self.source().stored}
        if name not in stored:
            raise self.refused(f"it stores no column {name} among {', '.join(stored)}")
        return stored[name]

    def columns(self) -> frozenset[str]:
        """Columns that the selection itself reads, without the dates."""
        return frozenset(column for column, _ in self.conditions) | frozenset(self.having)


@dataclass(frozen=True)
class Count:
    """How many of the rows are visible; 0 where none is."""

    type: ClassVar[ValueType] = "number"

    rows: Rows
    within: Months | None


@dataclass(frozen=True)
class Arrived:
    """How many of the rows first became known in the window; 0 where none did."""

    type: ClassVar[ValueType] = "number"

    rows: Rows
    within: Months | None


@dataclass(frozen=True)
class Sum:
    """The sum of a whole-number column over visible rows; missing where no row carries one."""

    type: ClassVar[ValueType] = "number"

    rows: Rows
    column: str
    within: Months | None


@dataclass(frozen=True)
class Latest:
    """A column of the latest visible row (`nth` = 2: of the one before it, and so on).

    `real` tells an amount in the money of its currency's base year.
    """

    rows: Rows
    column: str
    nth: int
    real: bool = False

    @property
    def type(self) -> ValueType:
        """Text and codes are categories, all else is a number; a flag is 0 or 1."""
        return "category" if self.rows.column(self.column).type in ("text", "code") else "number"


@dataclass(frozen=True)
class Since:
    """Days from the day the latest (or `nth`) visible row speaks of to the as-of day."""

    type: ClassVar[ValueType] = "number"

    rows: Rows
    nth: int = 1


@dataclass(frozen=True)
class Age:
    """Time from a day named by the state in force to the as-of day, in days or years."""

    type: ClassVar[ValueType] = "number"

    rows: Rows
    column: str
    unit: Literal["days", "years"]


@dataclass(frozen=True)
class Open:
    """How many spans are open; 0 where none is."""

    type: ClassVar[ValueType] = "number"

    rows: Rows


@dataclass(frozen=True)
class OpenDays:
    """Days since the span that has been open the longest began; missing where none is open."""

    type: ClassVar[ValueType] = "number"

    rows: Rows


@dataclass(frozen=True)
class Covered:
    """Days that spans cover, each counted by itself; 0 where none has begun."""

    type: ClassVar[ValueType] = "number"

    rows: Rows
    within: Months | None


@dataclass(frozen=True)
class SinceEnd:
    """Days from the greatest end known to the as-of day; negative where that lies ahead."""

    type: ClassVar[ValueType] = "number"

    rows: Rows


@dataclass(frozen=True)
class GridDay:
    """Months begun until the next grid day, `after` months past the year's end in `column`."""

    type: ClassVar[ValueType] = "number"

    rows: Rows
    column: str
    after: Months


Spanned = Open | OpenDays | Covered | SinceEnd
Primitive = Count | Arrived | Sum | Latest | Since | Age | GridDay | Spanned


@dataclass(frozen=True)
class Difference:
    """`left` minus `right`; missing where either is."""

    type: ClassVar[ValueType] = "number"

    left: Primitive
    right: Primitive


@dataclass(frozen=True)
class Ratio:
    """`part` over `whole`; missing where either is, or where `whole` is 0."""

    type: ClassVar[ValueType] = "number"

    part: "Value"
    whole: "Value"


@dataclass(frozen=True)
class Summary:
    """What several values, the newest first, come to; those that are missing are left out."""

    type: ClassVar[ValueType] = "number"

    statistic: Statistic
    parts: tuple["Value", ...]
    limit: float | None = None  # what `below` compares with


@dataclass(frozen=True)
class InCycle:
    """How many rows count in a window that reaches back to a grid day.

    Of twelve windows the first counts on the grid day, the second a month after it, and so on.
    """

    type: ClassVar[ValueType] = "number"

    ahead: GridDay
    counts: tuple[tuple[Count | Arrived, ...], ...]


@dataclass(frozen=True)
class OpenCycle:
    """Months to the end of the first cycle without a sign yet, 1 to 23."""

    type: ClassVar[ValueType] = "number"

    signs: InCycle


Value = Primitive | Difference | Ratio | Summary | InCycle | OpenCycle
SPANNED = (Open, OpenDays, Covered, SinceEnd)
PRIMITIVES = (Count, Arrived, Sum, Latest, Since, Age, GridDay, *SPANNED)


def primitives(value: Value) -> tuple[Primitive, ...]:
    """The primitives that a value is made of, left to right, repeats included."""
    if isinstance(value, Difference):
        return (value.left, value.right)
    if isinstance(value, Ratio):
        return (*primitives(value.part), *primitives(value.whole))
    if isinstance(value, Summary):
        return tuple(primitive for part in value.parts for primitive in primitives(part))
    if isinstance(value, OpenCycle):
        return primitives(value.signs)
    if isinstance(value, InCycle):
        return (value.ahead, *(count for window in value.counts for count in window))
    return (value,)


def columns(primitive: Primitive) -> frozenset[str]:
    """The table's own columns that a primitive reads."""
    own = getattr(primitive, "column", None)
    money = {CURRENCY} if getattr(primitive, "real", False) else set()
    ending = primitive.rows.source().ending if isinstance(primitive, SPANNED) else ()
    return primitive.rows.columns() | money | set(ending) | (set() if own is None else {own})


def depth(primitive: Primitive) -> int:
    """How many rows, the latest first, must be told apart to answer a primitive."""
    return getattr(primitive, "nth", 1)


def canonical(value: object) -> object:
    """A value, a selection or a part of one as JSON-able data, equal for equal meaning.

    What a value leaves unsaid (a field that holds its default) is left out, so that a value which
    could say more one day keeps the form, and the hash, that it had.
    """
    if isinstance(value, Months):
        return str(value)
    if isinstance(value, tuple):
        return [canonical(item) for item in value]
    if isinstance(value, (Rows, Difference, Ratio, Summary, InCycle, OpenCycle, *PRIMITIVES)):
        parts = {
            part.name: canonical(said)
            for part in fields(value)
            if (said := getattr(value, part.name)) != part.default or isinstance(value, Rows)
        }
        # What real terms mean is the price index that tells them.
        prices = {"real": price_index().hash} if parts.get("real") else {}
        return {"is": type(value).__name__, **parts, **prices}
    return value
