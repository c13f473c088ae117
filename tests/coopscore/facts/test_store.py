"""Batches count from their seal on; what dies on the way leaves nothing."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from coopscore.actor import SYSTEM
from coopscore.errors import BrokenFacts, EmptyStore, UnknownBatch, UnreadableFacts
from coopscore.facts import FactStore
from coopscore.records.database import Records

Drawn = Callable[..., pa.Table]
Ingest = Callable[..., int]

TWO = """
record  coop
r1      c1
r2      c2
"""
ONE = """
record  coop
r3      c1
"""


def half_done(store: FactStore, records: Records, now: datetime, **tables: pa.Table) -> int:
    """A batch as a run leaves it that dies between appending and sealing."""
    claim = records.ledger.claim("dead", adapter="t", source="t", actor=SYSTEM, now=now)
    store.append(claim.batch, tables)
    return claim.batch


def record_ids(store: FactStore, batch: int | None = None) -> list[str]:
    ids: list[str] = store.view(batch).read("filing", ["record_id"])["record_id"].to_pylist()
    return ids


def stored_batches(folder: Path) -> set[int]:
    """The batches of the filings that lie on disk, whether they count or not."""
    found = DeltaTable(folder / "facts" / "filing").scan(["batch"])
    return set(pa.RecordBatchReader.from_stream(found).read_all()["batch"].to_pylist())


def test_a_store_without_a_sealed_batch_is_empty(
    store: FactStore, records: Records, drawn: Drawn, now: datetime
) -> None:
    with pytest.raises(EmptyStore):
        store.view()
    half_done(store, records, now, filing=drawn(TWO))
    with pytest.raises(EmptyStore):
        store.view()


def test_the_store_can_be_read_as_it_was(store: FactStore, drawn: Drawn, ingest: Ingest) -> None:
    first = ingest(filing=drawn(TWO))
    old = store.view()
    second = ingest(filing=drawn(ONE))
    assert (first, second) == (1, 2)
    assert record_ids(store) == ["r1", "r3", "r2"]
    assert record_ids(store, batch=1) == ["r1", "r2"]
    assert old.batch == 1
    assert old.read("filing").num_rows == 2


def test_the_same_view_is_given_until_something_is_sealed_and_reads_a_table_once(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, now: datetime
) -> None:
    ingest(filing=drawn(TWO))
    view = store.view()
    read = view.read("filing", ["coop_id", "record_id"])
    half_done(store, records, now, filing=drawn(ONE))
    assert store.view() is view
    assert view.read("filing", ["coop_id", "record_id"]) is read
    assert view.read("filing", ["record_id"]).column_names == ["record_id"]
    assert view.read("filing", ["coop_id", "record_id"], ["nobody"]).num_rows == 0
    ingest(filing=drawn("record coop\nr9 c9"))
    assert store.view() is not view
    assert "r9" in record_ids(store)


def test_a_batch_that_is_not_sealed_cannot_be_asked_for(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, now: datetime
) -> None:
    ingest(filing=drawn(TWO))
    batch = half_done(store, records, now, filing=drawn(ONE))
    for number in (batch, 99, 0):
        with pytest.raises(UnknownBatch):
            store.view(number)


def test_a_reader_that_opens_during_a_write_sees_only_the_old_state(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, now: datetime
) -> None:
    ingest(filing=drawn(TWO))
    open_before = store.view()
    half_done(store, records, now, filing=drawn(ONE), cooperative=drawn(ONE, "cooperative"))
    for view in (open_before, store.view()):
        assert view.batch == 1
        assert view.read("filing", ["record_id"])["record_id"].to_pylist() == ["r1", "r2"]
        assert view.read("cooperative").num_rows == 0


def test_what_a_dead_run_left_never_counts_even_under_later_batches(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, now: datetime
) -> None:
    half_done(store, records, now, filing=drawn(ONE))
    assert ingest(filing=drawn(TWO)) == 2
    assert record_ids(store) == ["r1", "r2"]


def test_the_next_run_drops_what_a_dead_run_left(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, now: datetime
) -> None:
    ingest(filing=drawn(TWO))
    batch = half_done(store, records, now, filing=drawn(ONE), cooperative=drawn(ONE, "cooperative"))
    assert store.drop_leftovers(actor=SYSTEM, now=now) == [batch]
    assert store.drop_leftovers(actor=SYSTEM, now=now) == []
    assert ingest(filing=drawn(ONE)) == batch + 1
    assert record_ids(store) == ["r1", "r3", "r2"]
    assert store.verify() == 2


def test_a_drop_that_dies_between_its_two_steps_is_completed_by_the_next_run(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, now: datetime, tmp_path: Path
) -> None:
    ingest(filing=drawn(TWO))
    batch = half_done(store, records, now, filing=drawn(ONE))
    with records.database.writing() as connection:  # the ledger cannot be written to
        connection.execute(text("ALTER TABLE audit RENAME TO audit_away"))
    with pytest.raises(OperationalError, match="audit"):
        store.drop_leftovers(actor=SYSTEM, now=now)
    with records.database.writing() as connection:
        connection.execute(text("ALTER TABLE audit_away RENAME TO audit"))
    # Whichever step was done, the batch is still known as one to be dropped.
    assert records.ledger.abandoned() == [batch]
    assert store.drop_leftovers(actor=SYSTEM, now=now) == [batch]
    assert record_ids(store) == ["r1", "r2"]
    assert stored_batches(tmp_path) == {1}


def test_a_drop_that_cannot_delete_the_rows_leaves_the_batch_to_the_next_run(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, now: datetime, tmp_path: Path
) -> None:
    ingest(filing=drawn(TWO))
    batch = half_done(store, records, now, filing=drawn(ONE))
    log = tmp_path / "facts" / "filing" / "_delta_log" / f"{0:020d}.json"
    whole = log.read_bytes()
    log.write_bytes(b"{ not a log")
    with pytest.raises(UnreadableFacts):
        store.drop_leftovers(actor=SYSTEM, now=now)
    assert records.ledger.abandoned() == [batch]
    log.write_bytes(whole)
    assert store.drop_leftovers(actor=SYSTEM, now=now) == [batch]
    assert stored_batches(tmp_path) == {1}


def test_a_sealed_batch_is_never_dropped(store: FactStore, drawn: Drawn, ingest: Ingest) -> None:
    ingest(filing=drawn(TWO))
    with pytest.raises(AssertionError, match="sealed"):
        store.drop(1)


def test_a_table_without_rows_writes_no_file(
    store: FactStore, records: Records, drawn: Drawn, now: datetime
) -> None:
    claim = records.ledger.claim("one", adapter="t", source="t", actor=SYSTEM, now=now)
    files = store.append(
        claim.batch, {"filing": drawn(TWO), "cooperative": drawn("record\n", "cooperative")}
    )
    assert [(file.table, file.rows) for file in files] == [("filing", 2)]


@pytest.mark.parametrize("damage", ["one byte", "removed"])
def test_a_file_that_changed_since_its_seal_is_found(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, tmp_path: Path, damage: str
) -> None:
    ingest(filing=drawn(TWO))
    ingest(filing=drawn(ONE))
    assert store.verify() == 2
    path = tmp_path / "facts" / records.ledger.files()[1][1].path
    if damage == "removed":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    with pytest.raises(BrokenFacts) as broken:
        store.verify()
    assert broken.value.facts == {"path": path, "batch": 2}


def rewrite_without_a_row(table: DeltaTable) -> None:
    table.delete("record_id = 'r1'")


def rewrite_with_another_value(table: DeltaTable) -> None:
    table.update({"digest": "'forged'"}, predicate="record_id = 'r1'")


def compact(table: DeltaTable) -> None:
    table.optimize.compact()


@pytest.mark.parametrize("rewrite", [rewrite_without_a_row, rewrite_with_another_value, compact])
def test_a_sealed_file_that_another_took_the_place_of_is_found(
    store: FactStore,
    records: Records,
    drawn: Drawn,
    ingest: Ingest,
    tmp_path: Path,
    rewrite: Callable[[DeltaTable], None],
) -> None:
    ingest(filing=drawn(TWO))
    ingest(filing=drawn(ONE))
    first = records.ledger.files()[0][1].path
    rewrite(DeltaTable(tmp_path / "facts" / "filing"))
    with pytest.raises(BrokenFacts) as broken:
        store.verify()
    assert broken.value.facts == {"path": tmp_path / "facts" / first, "batch": 1}


def test_rows_that_were_put_into_a_sealed_batch_are_found(
    store: FactStore, drawn: Drawn, ingest: Ingest, tmp_path: Path
) -> None:
    ingest(filing=drawn(TWO))
    store.append(1, {"filing": drawn(ONE)})
    with pytest.raises(BrokenFacts) as broken:
        store.verify()
    assert broken.value.facts == {"path": tmp_path / "facts" / "filing", "batch": 1}


def test_facts_that_cannot_be_read_are_refused_in_words(
    store: FactStore, records: Records, drawn: Drawn, ingest: Ingest, tmp_path: Path
) -> None:
    ingest(filing=drawn(TWO))
    os.truncate(tmp_path / "facts" / records.ledger.files()[0][1].path, 100)
    with pytest.raises(UnreadableFacts, match="Restore the facts"):
        store.view().read("filing")
    (tmp_path / "facts/filing/_delta_log/00000000000000000000.json").write_text("{")
    with pytest.raises(UnreadableFacts) as refused:
        store.view().read("filing")
    assert "\n" not in str(refused.value)
