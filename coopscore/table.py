"""What a table of facts is: its columns, its key, and its two dates.

A table that cannot name both the day a row speaks of (`happened`) and the day the registrar had it
(`known`) is refused. What the rows are decides how they are read on a day: *events* happen once,
*states* rule until the next of their series is known, *spans* last from their happened day until
they end. Most tables tell of co-operatives; a few tell of the whole sector, such as plans of an
office, and name no co-operative.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from coopscore.language import Text

Kind = Literal["events", "states", "spans"]
About = Literal["cooperative", "sector"]
Type = Literal["text", "code", "day", "count", "amount", "number", "flag", "person"]

ARROW: Mapping[Type, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "day": pa.date32(),
    "count": pa.int64(),
    "amount": pa.int64(),  # whole units of money: rial, or the source's own
    "number": pa.float64(),
    "flag": pa.bool_(),
    "person": pa.string(),  # a keyed hash: no name or national code enters the facts
}

# Carried by every table beside its own columns.
COMMON: tuple[tuple[str, pa.DataType], ...] = (
    ("coop_id", pa.string()),  # empty where a table is about the sector
    ("record_id", pa.string()),  # a correction names the record it replaces
    ("version", pa.int32()),  # orders corrections known on one day
    ("voided", pa.bool_()),  # the record never was
    ("happened", pa.date32()),
    ("known", pa.date32()),
    ("hindsight", pa.bool_()),  # the known day is declared, not observed
    ("batch", pa.int64()),
    ("digest", pa.string()),  # of the row's content, to know it again
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column as an office sends it.

    `unit` says what a number counts, and every number has one; `allowed` closes a list of codes,
    and `titles` gives the words that may be written for each; `minimum` and `maximum` bound
    numbers, both included. A *person* is a natural person's national code in the file, and a keyed
    hash of it on record, under a key that lies outside the facts: with the key, a person is
    forgotten.
    """

    name: str
    type: Type
    title: Text
    unit: str | None = None
    required: bool = False
    allowed: tuple[str, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None
    titles: Mapping[str, Text] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A column that intake works out and no file may hold, such as a delay."""

    name: str
    type: Type
    title: Text
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One kind of fact.

    `happened` and `known` name the columns of the file that give the two dates; they are stored
    under `happened` and `known`. `key` makes the record id where a file gives none. `series`
    (states only) names what a state belongs to beside its co-operative.

    `ends` (spans only) names the column that gives the day on which a row's span ends, empty where
    it has not ended; `ends_known` names the one that says when that was known. A table that names
    no such column tells of planned ends, known with the row. `ends_early` allows an end before the
    start: what is met before it falls due was never open.

    `about` says whose facts these are. A table about the sector has no `coop_id` in its files, an
    empty one on record, and no feature may look at it.
    """

    name: str
    title: Text
    kind: Kind
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    happened: str
    known: str
    about: About = "cooperative"
    series: tuple[str, ...] = ()
    derived: tuple[Derived, ...] = ()
    ends: str | None = None
    ends_known: str | None = None
    ends_early: bool = False

    def __post_init__(self) -> None:
        days = {column.name for column in self.columns if column.type == "day"}
        for dated in (self.happened, self.known):
            if dated not in days:
                raise ValueError(
                    f"{self.name} has no day column {dated}: it cannot name both dates"
                )
        self._check_ends(days)
        known = {column.name for column in self.columns}
        known |= {"coop_id"} if self.about == "cooperative" else set()
        for name in (*self.key, *self.series):
            if name not in known:
                raise ValueError(f"{self.name} has no column {name}")

    def _check_ends(self, days: set[str]) -> None:
        if (self.kind == "spans") != (self.ends is not None):
            raise ValueError(f"{self.name}: spans name the column of their end, and nothing else")
        if self.ends is None and (self.ends_known is not None or self.ends_early):
            raise ValueError(f"{self.name} tells of no end")
        for name in self.ending:
            if name not in days - {self.happened, self.known}:
                raise ValueError(f"{self.name} has no day column {name} for its end")

    @property
    def ending(self) -> tuple[str, ...]:
        """The columns that tell of a span's end: its day, and the day that was known."""
        return tuple(name for name in (self.ends, self.ends_known) if name is not None)

    @property
    def stored(self) -> tuple[Column | Derived, ...]:
        """The table's own columns as they are stored, without the two dates."""
        dates = {self.happened, self.known}
        return (*(c for c in self.columns if c.name not in dates), *self.derived)

    def column(self, name: str) -> Column | Derived:
        """The stored column of that name.

        Raises
        ------
        KeyError
            Where the table stores none.
        """
        for column in self.stored:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} stores no column {name}")

    def arrow(self) -> pa.Schema:
        """The Arrow schema of the stored table: common columns, then its own."""
        own = [(column.name, ARROW[column.type]) for column in self.stored]
        return pa.schema([*COMMON, *own])
