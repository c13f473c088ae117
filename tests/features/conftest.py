"""Facts drawn as text tables, and the engines that each feature test runs on."""

from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest

from coopscore.schema import TABLES
from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.engines.plug import ENGINES
from features.facts import MemoryFacts

Drawn = Callable[..., MemoryFacts]

_SHORT = {"coop": "coop_id", "record": "record_id", "v": "version", "void": "voided"}
_READ = {
    pa.string(): str,
    pa.date32(): date.fromisoformat,
    pa.bool_(): lambda text: text == "yes",
    pa.int32(): int,
    pa.int64(): int,
    pa.float64(): float,
}


def _drawn_table(name: str, drawing: str) -> pa.Table:
    """A stored table from a drawing: a header, then rows; `-` is missing, version is 1."""
    schema = TABLES[name].arrow()
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    rows = []
    for number, line in enumerate(lines):
        row = {"version": 1, "voided": False, "hindsight": False, "batch": 1, "digest": ""}
        row["record_id"] = f"r{number}"
        for title, cell in zip(header, line, strict=True):
            column = _SHORT.get(title, title)
            row[column] = None if cell == "-" else _READ[schema.field(column).type](cell)
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=schema)


@pytest.fixture
def drawn() -> Drawn:
    """`drawn(filing="...")`: facts in memory from text tables."""

    def draw(**tables: str) -> MemoryFacts:
        return MemoryFacts({name: _drawn_table(name, text) for name, text in tables.items()}, 1)

    return draw


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn: what a value means does not depend on who works it out."""
    return str(request.param)


@pytest.fixture
def asked(engine: str) -> Callable[..., list[object]]:
    """`asked(facts, "age_years", "2016-01-01", ...)`: a catalogue feature of co-operative A."""

    def cells(facts: MemoryFacts, name: str, *days: str) -> list[object]:
        registered = facts.tables.get("status_event", _drawn_table("status_event", _REGISTERED))
        matrix = build_matrix(
            MemoryFacts({**facts.tables, "status_event": registered}),
            features=[CATALOGUE[name]],
            cohort="registered",
            as_ofs=[date.fromisoformat(day) for day in days],
            calendar="gregorian",
            engine=engine,
        )
        return list(matrix.table[name].to_pylist())

    return cells


_REGISTERED = """
coop  happened    known       axis            to_code
A     2000-01-01  2000-01-01  registry_stage  registered
"""
