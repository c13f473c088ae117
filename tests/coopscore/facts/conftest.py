"""A real store over a real database, and facts drawn as text."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore
from coopscore.records.database import Records, open_records
from coopscore.schema import TABLES

Drawn = Callable[..., pa.Table]
Ingest = Callable[..., int]


@pytest.fixture
def now() -> datetime:
    return datetime(2025, 7, 3, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with open_records(f"sqlite:///{tmp_path}/records.db") as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path, records: Records) -> FactStore:
    return FactStore(tmp_path / "facts", records.ledger)


@pytest.fixture
def drawn() -> Drawn:
    """Facts as they are appended, drawn as a text table; what is left out has a plain value."""

    def draw(text: str, table: str = "filing") -> pa.Table:
        schema = TABLES[table].arrow()
        header, *lines = [line.split() for line in text.strip().splitlines()]
        rows = [_row(dict(zip(header, line, strict=True))) for line in lines]
        stored = pa.schema([field for field in schema if field.name != "batch"])
        return pa.Table.from_pylist(rows, schema=stored)

    return draw


def _row(cells: dict[str, str]) -> dict[str, Any]:
    return {
        "coop_id": cells.get("coop", "c1"),
        "record_id": cells["record"],
        "version": int(cells.get("version", "1")),
        "voided": cells.get("voided") == "yes",
        "happened": date.fromisoformat(cells.get("happened", "2024-03-19")),
        "known": date.fromisoformat(cells.get("known", "2024-07-03")),
        "hindsight": False,
        "digest": "d" * 64,
        "kind": "statement",
    }


@pytest.fixture
def ingest(store: FactStore, records: Records, now: datetime) -> Ingest:
    """Append tables as one batch and seal it; the batch."""

    def take(**tables: pa.Table) -> int:
        content = f"{len(records.audit.entries(limit=999))}"
        claim = records.ledger.claim(content, adapter="t", source="t", actor=SYSTEM, now=now)
        files = store.append(claim.batch, tables)
        counts = {name: len(rows) for name, rows in tables.items()}
        records.ledger.seal(claim.batch, files, counts, {}, actor=SYSTEM, now=now)
        return claim.batch

    return take
