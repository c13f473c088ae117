"""All facts of one table that a delivery drafted, laid side by side with what is on record."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import pyarrow as pa

from coopscore.intake.checked import Checked
from coopscore.intake.faults import Fault
from coopscore.intake.keys import natural_keys
from coopscore.table import Table

# The stored columns of a key: whose record, which, the day it became known, and the version among
# corrections of that day. Two co-operatives may use one record id; neither can hold the other's.
KEY = ("coop_id", "record_id", "known", "version")
Key = tuple[str, str, date, int]
# A co-operative's record.
Record = tuple[str, str]
# A row by its source and number.
Place = tuple[str, int]
# A whole stored row.
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """A row on record: the digest of its content, and its natural key."""

    digest: str
    natural: str


class OnRecord(Protocol):
    """What the store holds already."""

    def cooperatives(self) -> Collection[str]:
        """Every co-operative that ever had a row of its own."""
        ...

    def records(self, table: Table, names: Collection[str]) -> Mapping[Key, Stored]:
        """All rows whose record id or natural key is named."""
        ...

    def contents(self, table: Table, keys: Collection[Key]) -> Mapping[Key, Content]:
        """The whole rows of those keys, all of them on record."""
        ...


@dataclass(frozen=True, slots=True)
class DraftedFact:
    """One sound draft: the row it came from, and the few values that settle it."""

    place: Place
    key: Key
    digest: str
    natural: str
    voided: bool
    hindsight: bool

    @property
    def coop_id(self) -> str:
        """Whose fact it is."""
        return self.key[0]

    @property
    def record(self) -> Record:
        """The record that it is a version of."""
        return self.key[:2]

    @property
    def corrects(self) -> bool:
        """Whether it speaks of an earlier version."""
        return self.voided or self.key[3] > 1


@dataclass
class Tray:
    """The sound facts of one table over all sources; `parts` holds their rows in the same order."""

    table: Table
    facts: list[DraftedFact] = field(default_factory=list)
    parts: list[pa.Table] = field(default_factory=list)
    flags: dict[int, Fault] = field(default_factory=dict)
    origins: dict[str, Mapping[str, str]] = field(default_factory=dict)
    stored: Mapping[Key, Stored] = field(default_factory=dict)

    def add(self, checked: Checked) -> None:
        """Lay the facts of one source in."""
        begun = len(self.facts)
        self.flags |= {begun + place: fault for place, fault in checked.flags.items()}
        self.facts.extend(_facts(checked))
        self.parts.append(checked.facts)
        self.origins[checked.source] = checked.origin

    def names(self) -> set[str]:
        """The record ids and natural keys that the store is asked about."""
        return {name for fact in self.facts for name in (fact.record[1], fact.natural)}

    def source_column(self, source: str, column: str) -> str:
        """One of our columns as the source calls it."""
        return self.origins[source].get(column, column)

    def standing(self, faults: Mapping[Place, object]) -> list[tuple[int, DraftedFact]]:
        """The facts whose rows have no fault so far, by their place in the tray."""
        return [(place, fact) for place, fact in enumerate(self.facts) if fact.place not in faults]

    def rows(self, places: list[int]) -> pa.Table:
        """Facts by their place in the tray, in the table's stored schema without the batch."""
        return pa.concat_tables(self.parts).take(pa.array(places, pa.int64()))


def _facts(checked: Checked) -> Iterator[DraftedFact]:
    names = (*KEY, "digest", "voided", "hindsight")
    columns = [checked.facts.column(name).to_pylist() for name in names]
    naturals = natural_keys(checked.table, checked.facts).to_pylist()
    for row, natural, *key, digest, voided, hindsight in zip(
        checked.rows, naturals, *columns, strict=True
    ):
        coop_id, record_id, known, version = key
        yield DraftedFact(
            place=(checked.source, row),
            key=(coop_id, record_id, known, version),
            digest=digest,
            natural=natural,
            voided=voided,
            hindsight=hindsight,
        )
