"""A batch counts from its seal on, once, and for ever."""

import json
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import Actor
from coopscore.records.database import Records
from coopscore.records.ledger import Claim, WrittenFile

FILES = (
    WrittenFile(table="filing", path="filing/b.parquet", rows=3, sha256="b" * 64),
    WrittenFile(table="cooperative", path="cooperative/a.parquet", rows=2, sha256="a" * 64),
)
RECEIPT = {"path": "اسناد.csv", "rows_read": 5, "sources": [{"name": "filing.csv"}]}


def claim(records: Records, content: str, actor: Actor, now: datetime) -> Claim:
    return records.ledger.claim(content, adapter="registry", source="f.csv", actor=actor, now=now)


def seal(records: Records, batch: int, actor: Actor, now: datetime) -> None:
    counts = {"filing": 3, "cooperative": 2}
    records.ledger.seal(batch, FILES, counts, RECEIPT, actor=actor, now=now)


def acts(records: Records) -> list[tuple[str, str]]:
    return [(entry.action, entry.subject) for entry in records.audit.entries(limit=99)][::-1]


def test_nothing_is_sealed_at_first(records: Records) -> None:
    assert records.ledger.newest_sealed() is None
    assert records.ledger.sealed() == []
    assert records.ledger.abandoned() == []
    assert records.ledger.files() == []


def test_a_new_content_gets_the_next_number(records: Records, clerk: Actor, now: datetime) -> None:
    assert claim(records, "one", clerk, now) == Claim(batch=1, state="new")
    assert claim(records, "two", clerk, now) == Claim(batch=2, state="new")
    assert records.ledger.abandoned() == [1, 2]


def test_a_content_is_claimed_once(records: Records, clerk: Actor, now: datetime) -> None:
    claim(records, "one", clerk, now)
    assert claim(records, "one", clerk, now) == Claim(batch=1, state="open")
    seal(records, 1, clerk, now)
    assert claim(records, "one", clerk, now) == Claim(batch=1, state="sealed")
    assert acts(records) == [("batch.claimed", "1"), ("batch.sealed", "1")]


def test_a_seal_keeps_the_files_and_the_receipt(
    records: Records, clerk: Actor, now: datetime
) -> None:
    claim(records, "one", clerk, now)
    seal(records, 1, clerk, now)
    assert records.ledger.sealed() == [1]
    assert records.ledger.newest_sealed() == 1
    assert records.ledger.abandoned() == []
    assert records.ledger.files() == [(1, FILES[1]), (1, FILES[0])]
    with records.database.reading() as connection:
        stored = connection.execute(text("SELECT receipt FROM batch")).scalar_one()
    assert json.loads(stored) == RECEIPT
    sealed = records.audit.entries(limit=1)[0]
    assert sealed.detail["rows"] == {"filing": 3, "cooperative": 2}
    assert sealed.detail["files"]["filing/b.parquet"] == "b" * 64


def test_a_dropped_content_may_be_claimed_again_under_a_new_number(
    records: Records, clerk: Actor, now: datetime
) -> None:
    claim(records, "one", clerk, now)
    records.ledger.drop(1, actor=clerk, now=now)
    assert records.ledger.abandoned() == []
    assert claim(records, "one", clerk, now) == Claim(batch=2, state="new")
    assert acts(records)[1] == ("batch.dropped", "1")


def test_two_claims_of_one_content_cannot_stand_side_by_side(
    records: Records, clerk: Actor, now: datetime
) -> None:
    claim(records, "one", clerk, now)
    copied = text(
        "INSERT INTO batch (state, content_hash, adapter, source, claimed_at, claimed_by, role) "
        "SELECT 'open', content_hash, adapter, source, claimed_at, claimed_by, role FROM batch"
    )
    with (
        pytest.raises(IntegrityError, match=r"what is written in batch stays|batch_content"),
        records.database.writing() as connection,
    ):
        connection.execute(copied)


@pytest.mark.parametrize("closed", ["sealed", "dropped"])
def test_a_closed_batch_is_not_closed_again(
    records: Records, clerk: Actor, now: datetime, closed: str
) -> None:
    claim(records, "one", clerk, now)
    if closed == "sealed":
        seal(records, 1, clerk, now)
    else:
        records.ledger.drop(1, actor=clerk, now=now)
    with pytest.raises(AssertionError, match="batch 1 is not open"):
        records.ledger.drop(1, actor=clerk, now=now)


def test_a_seal_that_fails_leaves_the_batch_open(
    records: Records, clerk: Actor, now: datetime
) -> None:
    claim(records, "one", clerk, now)
    with pytest.raises(IntegrityError):
        records.ledger.seal(1, [*FILES, FILES[0]], {}, RECEIPT, actor=clerk, now=now)
    assert records.ledger.abandoned() == [1]
    assert records.ledger.files() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE batch SET content_hash = 'other'",
        "UPDATE batch SET state = 'open'",
        "DELETE FROM batch",
        "UPDATE batch_file SET sha256 = 'other'",
        "DELETE FROM batch_file",
    ],
)
def test_the_database_itself_refuses_to_change_a_sealed_batch(
    records: Records, clerk: Actor, now: datetime, statement: str
) -> None:
    claim(records, "one", clerk, now)
    seal(records, 1, clerk, now)
    with (
        pytest.raises(IntegrityError, match="stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text(statement))
    assert records.ledger.files() == [(1, FILES[1]), (1, FILES[0])]


def test_a_file_belongs_to_a_batch_on_record(records: Records, clerk: Actor, now: datetime) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        seal(records, 5, clerk, now)
