"""A home opened for one piece of work: its records and facts, closed again whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.records.belonging import mark, refuse_foreign
from coopscore.records.database import Records, open_records


@dataclass(frozen=True, kw_only=True)
class Office:
    """A home whose books are open."""

    home: Home
    records: Records
    facts: FactStore
    lock_seconds: float


@contextmanager
def open_office(home: Home, *, lock_seconds: float = 30) -> Iterator[Office]:
    """Open the books of `home`, made where it is new.

    Raises
    ------
    StoreBusy, UnreadableRecords, UnreachableRecords
        Where another run keeps them locked, they are not records, or their server is away.
    ForeignRecords
        Where they are another home's.
    """
    with open_records(home.records_url, seconds=lock_seconds) as records:
        refuse_foreign(home, records)
        facts = FactStore(home.facts, records.ledger)
        try:
            yield Office(home=home, records=records, facts=facts, lock_seconds=lock_seconds)
        finally:
            mark(home, records)


def logs(home: Home) -> Path:
    """The folder of accidents that happened in a home."""
    return home.path / "logs"
