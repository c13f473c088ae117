"""A view gives exactly the rows asked for, in one order, and the register as it was on a day."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest

from coopscore.errors import UnknownName
from coopscore.facts import FactStore
from coopscore.facts.stored import StoredTable
from coopscore.facts.view import EACH, FactView
from coopscore.schema import TABLES

Drawn = Callable[..., pa.Table]
Ingest = Callable[..., int]

SHUFFLED = """
coop  record  known       version
c2    a       2024-07-03  1
c1    b       2024-07-04  1
c1    b       2024-07-03  2
c1    b       2024-07-03  1
c1    a       2024-07-05  1
"""


def test_rows_come_in_one_order_whatever_order_they_arrived_in(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    rows = drawn(SHUFFLED)
    ingest(filing=rows.slice(2))
    ingest(filing=rows.slice(0, 2))
    found = store.view().read("filing", ["coop_id", "record_id", "known", "version"])
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("c1", "a", date(2024, 7, 5), 1),
        ("c1", "b", date(2024, 7, 3), 1),
        ("c1", "b", date(2024, 7, 3), 2),
        ("c1", "b", date(2024, 7, 4), 1),
        ("c2", "a", date(2024, 7, 3), 1),
    ]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_never_written_is_empty_with_the_right_columns(
    store: FactStore, drawn: Drawn, ingest: Ingest, name: str
) -> None:
    ingest(outlet=drawn("record\nr1", "outlet"))
    assert store.view().read(name).schema == TABLES[name].arrow()
    assert store.view().read(name, ["known", "coop_id"]).column_names == ["known", "coop_id"]


def test_whole_rows_have_the_schema_of_their_table(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    batch = ingest(filing=drawn("record\nr1"))
    found = store.view().read("filing")
    assert found.schema == TABLES["filing"].arrow()
    (row,) = found.to_pylist()
    assert row == {
        "coop_id": "c1",
        "record_id": "r1",
        "version": 1,
        "voided": False,
        "happened": date(2024, 3, 19),
        "known": date(2024, 7, 3),
        "hindsight": False,
        "batch": batch,
        "digest": "d" * 64,
        "kind": "statement",
        "due_on": None,
        "audited": None,
        "due_rule": None,
        "state": None,
        "completeness": None,
        "audit_opinion": None,
        "delay_days": None,
    }


def test_only_the_cooperatives_asked_for_are_read(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    ingest(filing=drawn("record coop\nr1 c1\nr2 O'Neill\nr3 c3\nr4 x')OR(1=1"))
    view = store.view()

    def records_of(*coop_ids: str) -> list[str]:
        ids: list[str] = view.read("filing", ["record_id"], coop_ids)["record_id"].to_pylist()
        return ids

    assert records_of("c1") == ["r1"]
    assert records_of("c3", "O'Neill", "nobody") == ["r2", "r3"]
    assert records_of("x')OR(1=1") == ["r4"]
    assert records_of("nobody") == []
    assert records_of() == []


def test_tens_of_thousands_of_cooperatives_may_be_asked_for(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    ingest(filing=drawn("record coop\nr1 c1\nr2 other\nr3 c49999"))
    many = {f"c{number}" for number in range(50_000)}
    found = store.view().read("filing", ["record_id", "coop_id"], many)
    assert found["record_id"].to_pylist() == ["r1", "r3"]
    assert found.column_names == ["record_id", "coop_id"]
    without_the_id = store.view().read("filing", ["record_id"], many)
    assert without_the_id["record_id"].to_pylist() == ["r1", "r3"]


def test_a_table_that_is_not_there_is_named(store: FactStore, drawn: Drawn, ingest: Ingest) -> None:
    ingest(filing=drawn("record\nr1"))
    with pytest.raises(UnknownName, match="There is no table loans"):
        store.view().read("loans")


def seen(store: FactStore, day: str, coop_id: str | None = None) -> list[tuple[str, int]]:
    rows = store.view().as_known("filing", coop_id, date.fromisoformat(day))
    assert rows.schema == TABLES["filing"].arrow()
    return [(row["record_id"], row["version"]) for row in rows.to_pylist()]


def test_a_late_filing_is_invisible_before_it_arrives(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    ingest(filing=drawn("record happened known\nr1 2025-03-20 2025-07-03"))
    assert seen(store, "2025-07-02") == []
    assert seen(store, "2025-07-03") == [("r1", 1)]


def test_the_last_version_known_by_the_day_is_the_one_seen(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    corrections = """
    record  known       version  voided
    r1      2025-07-01  1        no
    r1      2025-07-05  1        no
    r1      2025-07-05  2        no
    r1      2025-07-09  1        yes
    r2      2025-07-05  1        no
    """
    ingest(filing=drawn(corrections))
    assert seen(store, "2025-07-04") == [("r1", 1)]
    assert seen(store, "2025-07-05") == [("r1", 2), ("r2", 1)]
    assert seen(store, "2025-07-09") == [("r2", 1)]


def test_a_record_that_is_moved_to_a_later_day_is_not_seen_before_that_day(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    moved = """
    record  happened    known       version
    r1      2025-06-01  2025-07-01  1
    r1      2025-08-01  2025-07-02  2
    """
    ingest(filing=drawn(moved))
    assert seen(store, "2025-07-01") == [("r1", 1)]
    assert seen(store, "2025-07-02") == []
    assert seen(store, "2025-08-01") == [("r1", 2)]


def test_one_cooperative_is_seen_without_the_others(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    ingest(filing=drawn("record coop\nr1 c1\nr2 c2\nr3 c1"))
    assert seen(store, "2025-07-03", "c1") == [("r1", 1), ("r3", 1)]
    assert seen(store, "2025-07-03", None) == [("r1", 1), ("r3", 1), ("r2", 1)]
    assert seen(store, "2025-07-03", "nobody") == []


READER = """
import sys
from datetime import date
from pathlib import Path
from coopscore.facts import FactStore
from coopscore.facts.stored import StoredTable
from coopscore.facts.view import EACH, FactView
from coopscore.records.database import open_records

with open_records(f"sqlite:///{sys.argv[1]}/records.db") as records:
    view = FactStore(Path(sys.argv[1], "facts"), records.ledger).view()
    assert view.as_known("filing", "c1", date(2025, 7, 3)).num_rows == 1
    assert view.read("filing", coop_ids=["c1"]).num_rows == 1
    assert "pandas" not in sys.modules
"""


def test_reading_facts_never_loads_pandas(
    store: FactStore, drawn: Drawn, ingest: Ingest, tmp_path: object
) -> None:
    ingest(filing=drawn("record\nr1"))
    done = subprocess.run(
        [sys.executable, "-c", READER, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_facts_end_with_the_newest_known_day_of_any_table(
    store: FactStore, drawn: Drawn, ingest: Ingest
) -> None:
    first = ingest(filing=drawn("record  known\nr1  2024-07-03\nr2  2024-09-01"))
    ingest(outlet=drawn("record  known\nr1  2025-01-05", "outlet"))
    assert store.view().last_known() == date(2025, 1, 5)
    assert store.view(first).last_known() == date(2024, 9, 1)


def test_what_is_kept_of_reads_has_bounds(store: FactStore, drawn: Drawn, ingest: Ingest) -> None:
    ingest(filing=drawn("record coop\nr1 c1\nr2 c2"))
    stored = {"filing": StoredTable(store._folder, TABLES["filing"])}
    view = FactView(stored, 1, {1}, room=2 * EACH + 4_096)  # two tables and their few rows
    columns = ("coop_id", "record_id", "known")
    first = view.read("filing", columns[:1])
    assert view.read("filing", columns[:1]) is first
    for end in (2, 3):
        view.read("filing", columns[:end])
    again = view.read("filing", columns[:1])
    assert again is not first  # given up, as it was asked for longest ago
    assert again == first
    assert view.read("filing", columns, ["c1"]) is not view.read("filing", columns, ["c1"])
    without = FactView(stored, 1, {1}, room=EACH)
    assert without.read("filing", columns) is not without.read("filing", columns)
