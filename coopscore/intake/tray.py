"""All facts of one table that a delivery drafted, laid side by side with what is on record."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import pyarrow as pa

from coopscore.intake.checked import Checked
from coopscore.intake.faults import Fault
from coopscore.table import Table

# A record, the day it became known, and the version among corrections of that day.
Key = tuple[str, date, int]
# A row by its source and number.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """A row on record: whose it is, and the digest of its content."""

    coop_id: str
    digest: str


class OnRecord(Protocol):
    """What the store holds already."""

    def cooperatives(self) -> Collection[str]:
        """Every co-operative that ever had a row of its own."""
        ...

    def records(self, table: Table, record_ids: Collection[str]) -> Mapping[Key, Stored]:
        """All rows of those records."""
        ...


@dataclass(frozen=True, slots=True)
class DraftedFact:
    """One sound draft: the row it came from, and the few values that settle it."""

    place: Place
    key: Key
    coop_id: str
    digest: str


@dataclass
class Tray:
    """The sound facts of one table over all sources; `parts` holds their rows in the same order."""

    table: Table
    facts: list[DraftedFact] = field(default_factory=list)
    parts: list[pa.Table] = field(default_factory=list)
    flags: dict[int, Fault] = field(default_factory=dict)
    coop_id_columns: dict[str, str] = field(default_factory=dict)
    stored: Mapping[Key, Stored] = field(default_factory=dict)

    def add(self, checked: Checked) -> None:
        """Lay the facts of one source in."""
        begun = len(self.facts)
        self.flags |= {begun + place: fault for place, fault in checked.flags.items()}
        self.facts.extend(_facts(checked))
        self.parts.append(checked.facts)
        self.coop_id_columns[checked.source] = checked.coop_id_column

    def standing(self, faults: Mapping[Place, object]) -> list[DraftedFact]:
        """The facts whose rows have no fault so far."""
        return [fact for fact in self.facts if fact.place not in faults]

    def rows(self, places: list[int]) -> pa.Table:
        """Facts by their place in the tray, in the table's stored schema without the batch."""
        return pa.concat_tables(self.parts).take(pa.array(places, pa.int64()))


def _facts(checked: Checked) -> Iterator[DraftedFact]:
    columns = [
        checked.facts.column(name).to_pylist()
        for name in ("record_id", "known", "version", "coop_id", "digest")
    ]
    for row, record_id, known, version, coop_id, digest in zip(checked.rows, *columns, strict=True):
        yield DraftedFact((checked.source, row), (record_id, known, version), coop_id, digest)
