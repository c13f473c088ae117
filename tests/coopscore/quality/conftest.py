"""Facts by hand, as rules and statistics see them: what is left out has a plain value."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.intake.keys import natural_keys
from coopscore.quality.queries import Questions, questions
from coopscore.quality.relations import RELATIONS
from coopscore.quality.report import _PLACE
from coopscore.quality.rule import Rule
from coopscore.quality.seen import FIRST_KNOWN
from coopscore.quality.tally import Count, tally, total
from coopscore.schema import TABLES

AS_OF = date(2025, 3, 20)
Cells = Mapping[str, Any]
Tables = Mapping[str, Iterable[Cells]]

_PLAIN: Mapping[str, Any] = {
    "version": 1,
    "voided": False,
    "hindsight": False,
    "batch": 1,
    "digest": "d",
    "happened": date(2024, 3, 19),
    "known": date(2024, 4, 1),
}


def laid(name: str, rows: Iterable[Cells]) -> pa.Table:
    """Rows of a table as `seen` gives them; `coop` is short for the id, record ids are counted."""
    schema = TABLES[name].arrow()
    filled = [
        {"coop_id": "c1", "record_id": f"r{place}", **_PLAIN, **cells}
        for place, cells in enumerate(rows)
    ]
    table = pa.Table.from_pylist(filled, schema=schema)
    first = [row.get(FIRST_KNOWN, row["known"]) for row in filled]
    return table.append_column(FIRST_KNOWN, pa.array(first, pa.date32()))


def every_table(tables: Tables) -> dict[str, pa.Table]:
    """All tables of the schema, those not given without rows."""
    return {name: laid(name, tables.get(name, ())) for name in TABLES}


def lay_relations(desk: Questions) -> None:
    for name, sql in RELATIONS.items():
        desk.keep(name, sql, as_of=AS_OF)
    desk.keep("place", _PLACE)


@pytest.fixture(scope="session")
def empty_desk() -> Iterator[Questions]:
    """All tables without rows, and all relations of them."""
    with questions(every_table({})) as desk:
        lay_relations(desk)
        yield desk


@pytest.fixture
def ask_rule(empty_desk: Questions) -> Iterator[Callable[[Rule, Tables], Count]]:
    """How many rows pass a rule, fail it, or are unknown, given these tables."""
    changed: set[str] = set()

    def ask(rule: Rule, tables: Tables) -> Count:
        changed.update(tables)
        for name, rows in tables.items():
            empty_desk.lay(name, laid(name, rows))
        if rule.source in RELATIONS or "standing" in rule.holds:
            lay_relations(empty_desk)
        return total(tally(empty_desk, [rule], AS_OF)[rule.code].values())

    yield ask
    for name in changed:
        empty_desk.lay(name, laid(name, ()))


@pytest.fixture(scope="session")
def told() -> Callable[[str, Iterable[Cells]], pa.Table]:
    """Rows of a table as they are stored, by their natural keys where no record is named."""

    def stored(name: str, rows: Iterable[Cells]) -> pa.Table:
        table = laid(name, rows).drop_columns([FIRST_KNOWN])
        counted = pc.match_substring_regex(table["record_id"], "^r[0-9]+$")
        keys = pc.if_else(counted, natural_keys(TABLES[name], table), table["record_id"])
        return table.set_column(table.schema.get_field_index("record_id"), "record_id", keys)

    return stored


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1404)
