"""A make-believe registry with dirt planted in its files, taken in by the real intake."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore, FactView
from coopscore.home import Home
from coopscore.intake.receipt import Receipt
from coopscore.intake.receive import receive
from coopscore.persons import Persons
from coopscore.records.database import open_records
from coopscore.schema import TABLES
from coopscore.synthetic.files.writing import part_name
from coopscore.synthetic.stored import stored_facts
from coopscore.synthetic.synthesis import Order, draw, synthesize


@dataclass(frozen=True, kw_only=True)
class Soiled:
    """What was drawn, what was planted in it, and what intake made of it.

    `clean` holds the facts that each file would be without dirt, in the order of its rows: the
    first is row 2 of the file. `sheets` are the same rows as drawn. `planted` is the log of the
    dirt, `truth` what no registry knows, by table.
    """

    order: Order
    planted: pa.Table
    clean: Mapping[str, pa.Table]
    sheets: Mapping[str, pa.Table]
    truth: Mapping[str, pa.Table]
    receipt: Receipt
    facts: FactView


def table_of(file: str) -> str:
    """The table of a file: `filing` of `filing-003.csv`."""
    stem = file.partition(".")[0]
    return stem if stem in TABLES else stem.rpartition("-")[0]


@contextmanager
def soiled(order: Order) -> Iterator[Soiled]:
    """Write the registry, take it in, and draw it again without dirt; gone at the end."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        made = synthesize(place, order, workers=2)
        home = Home(place / "home")
        with open_records(home.records_url) as records:
            store = FactStore(home.facts, records.ledger)
            receipt = receive(
                home, store, records, made.registry, "registry", SYSTEM,
                today=order.until, now=datetime.combine(order.until, time(12), UTC),
            )  # fmt: skip
            sheets = _drawn(order)
            persons = Persons(home.person_key)
            yield Soiled(
                order=order,
                planted=_read(made.dirt, "planted"),
                clean={
                    file: stored_facts(TABLES[table_of(file)], rows, persons)
                    for file, rows in sheets.items()
                },
                sheets=sheets,
                truth={"status": _read(made.truth, "status")},
                receipt=receipt,
                facts=store.view(),
            )


def _drawn(order: Order) -> dict[str, pa.Table]:
    """The rows of every file before anything was planted in it."""
    return {
        f"{part_name(name, part.number, order.parts)}.csv": rows
        for part in draw(order)
        for name, rows in part.tables.items()
        if rows.num_rows
    }


def _read(folder: Path, name: str) -> pa.Table:
    """All parts of one table, in order."""
    return pa.concat_tables(
        [pq.read_table(path) for path in sorted(folder.glob(f"{name}*.parquet"))]
    )
