"""A desk at which deliveries are taken in: a real home, fact store and records."""

import csv
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.outstanding import open_rows
from coopscore.intake.receipt import Receipt
from coopscore.intake.receive import receive
from coopscore.intake.redrive import redrive
from coopscore.intake.shelf import Shelf
from coopscore.records.database import Records, open_records

sys.path.insert(0, str(Path(__file__).parent))  # for `packing`, which makes workbooks

TODAY = date(2025, 7, 22)
NOW = datetime(2025, 7, 22, 9, 30, tzinfo=UTC)


@dataclass
class Desk:
    folder: Path
    home: Home
    facts: FactStore
    records: Records

    def lay(self, files: Mapping[str, str | bytes]) -> Path:
        """Write files into a folder of their own."""
        folder = self.folder / f"delivery-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
        return folder

    def take(self, files: Mapping[str, str | bytes], today: date = TODAY) -> Receipt:
        return self.receive(self.lay(files), today)

    def receive(
        self, path: Path, today: date = TODAY, adapter: str = "registry", **more: object
    ) -> Receipt:
        where = (self.home, self.facts, self.records)
        return receive(*where, path, adapter, SYSTEM, today=today, now=NOW, **more)

    def redrive(
        self, what: str | Path | None = None, today: date = TODAY, **more: object
    ) -> Receipt:
        where = (self.home, self.facts, self.records)
        return redrive(*where, what, SYSTEM, today=today, now=NOW, **more)

    def outstanding(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """Source, row and fault codes of every row that is still set aside."""
        deliveries = Shelf(self.home.quarantine).deliveries()
        return [
            (row.source, row.row, row.codes)
            for rows in open_rows(self.facts, deliveries).values()
            for row in rows.values()
        ]

    def leave_open(self) -> int:
        """Claim a batch and die."""
        ledger = self.records.ledger
        return ledger.claim("dead", adapter="registry", source="x", actor=SYSTEM, now=NOW).batch

    def rows(self, table: str, *columns: str) -> list[tuple[object, ...]]:
        """What readers of the store see of a table."""
        found = self.facts.view().read(table, list(columns))
        return list(zip(*(found.column(name).to_pylist() for name in columns), strict=True))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home = Home(tmp_path / "home")
    deliveries = tmp_path / "deliveries"
    deliveries.mkdir()
    with open_records(home.records_url) as records:
        yield Desk(deliveries, home, FactStore(home.facts, records.ledger), records)


@pytest.fixture
def lines_of() -> Callable[[str | Path | None], list[dict[str, str]]]:
    """Reads a quarantine file back."""
    return read_lines


@pytest.fixture
def quarantined() -> Callable[[str | None], list[tuple[str, int, str, str]]]:
    """File, row, column and fault of each line of a quarantine file."""
    return lambda path: [
        (line["file"], int(line["row"]), line["column"], line["fault"]) for line in read_lines(path)
    ]


def read_lines(path: str | Path | None) -> list[dict[str, str]]:
    assert path is not None
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
