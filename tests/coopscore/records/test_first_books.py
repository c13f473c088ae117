"""What is written stays, whoever speaks to the database and in whatever dialect of its SQL."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from made_plans import outcome, plan_of
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import Actor
from coopscore.records.database import Records
from coopscore.records.ledger import WrittenFile
from coopscore.scores import Score

JUNE = date(2025, 6, 21)
TABLES = ("score", "bundle", "audit", "batch_file", "batch")


def a_score() -> Score:
    return Score(
        coop_id="c1",
        as_of=JUNE,
        spec="exit",
        version="exit-1",
        batch=1,
        margin=-2.2,
        probability=0.1,
        low=0.05,
        high=0.2,
        points=600.5,
        points_unclipped=600.5,
        base_points=600.5,
        grade="B1",
        reasons=(),
    )


def fill(records: Records, clerk: Actor, now: datetime) -> None:
    """A sealed batch of one file and an open one, a score, a model, and the log of all that."""
    ledger = records.ledger
    for content in ("one", "two"):
        ledger.claim(content, adapter="t", source="t", actor=clerk, now=now)
    file = WrittenFile(table="filing", path="filing/a.parquet", rows=1, sha256="a" * 64)
    ledger.seal(1, [file], {"filing": 1}, {}, actor=clerk, now=now)
    records.scorebook.write([a_score()], actor=clerk, now=now)
    facts = {"spec": "exit", "version": "exit-1", "folder": "b", "until": JUNE, "batch": 1}
    records.bundles.register(**facts, actor=clerk, now=now)  # type: ignore[arg-type]


def rows_of(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]


SCORE = (
    "coop_id, as_of, spec, version, batch, grade, points, probability, content, written_at, "
    "written_by, role"
)
BATCH = "state, adapter, source, claimed_at, claimed_by, role"


sqlite_alone = pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
postgresql_alone = pytest.mark.parametrize(
    "records_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@sqlite_alone
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO score SELECT * FROM score",
        f"REPLACE INTO score (score_id, {SCORE}) SELECT score_id, 'c9', {SCORE[9:]} FROM score",
        f"REPLACE INTO score (score_id, {SCORE}) SELECT 'forged', {SCORE} FROM score",
        f"REPLACE INTO score (sequence, score_id, {SCORE}) "
        f"SELECT sequence, 'forged', 'c9', {SCORE[9:]} FROM score",
        "REPLACE INTO audit SELECT entry, at, 'nobody', role, action, subject, detail, "
        "'other' || entry, digest FROM audit",
        "REPLACE INTO audit SELECT entry + 90, at, 'nobody', role, action, subject, detail, "
        "previous, digest FROM audit",
        "REPLACE INTO bundle SELECT * FROM bundle",
        "REPLACE INTO batch_file SELECT path, batch, table_name, 9, sha256 FROM batch_file",
        "REPLACE INTO batch_file (rowid, path, batch, table_name, row_count, sha256) "
        "SELECT rowid, 'other', batch, table_name, 9, sha256 FROM batch_file",
        f"REPLACE INTO batch (number, content_hash, {BATCH}) "
        f"SELECT number, 'other', {BATCH} FROM batch WHERE number = 1",
        f"REPLACE INTO batch (content_hash, {BATCH}) "
        f"SELECT content_hash, {BATCH} FROM batch WHERE number = 1",
        "UPDATE OR REPLACE batch SET content_hash = 'one' WHERE number = 2",
        "UPDATE OR REPLACE batch SET number = 1 WHERE number = 2",
    ],
)
def test_what_is_written_cannot_be_replaced_by_another_program(
    records: Records, clerk: Actor, now: datetime, statement: str
) -> None:
    fill(records, clerk, now)
    with closing(sqlite3.connect(records.database.name)) as connection:
        before = rows_of(connection)
        with pytest.raises(sqlite3.IntegrityError, match=r"what is written in .* stays"):
            connection.execute(statement)
        connection.commit()
        assert rows_of(connection) == before


@sqlite_alone
@pytest.mark.parametrize("table", ["visit_planned", "visit_outcome"])
def test_what_is_written_of_visits_cannot_be_replaced(
    records: Records, clerk: Actor, now: datetime, table: str
) -> None:
    plan_id = records.visits.keep(plan_of(), actor=clerk, now=now).plan_id
    records.visits.tell([outcome(plan_id)], actor=clerk, now=now + timedelta(days=99))
    with (
        pytest.raises(IntegrityError, match=f"what is written in {table} stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))


@postgresql_alone
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE score CASCADE",
        "TRUNCATE audit",
        "TRUNCATE batch, batch_file",
        f"INSERT INTO score (score_id, {SCORE}) SELECT score_id, {SCORE} FROM score "
        "ON CONFLICT (score_id) DO UPDATE SET grade = 'A1'",
        "INSERT INTO batch_file SELECT * FROM batch_file "
        "ON CONFLICT (path) DO UPDATE SET batch = 2",
        "UPDATE batch SET content_hash = 'three' WHERE number = 2",
        "UPDATE batch SET number = 3 WHERE number = 2",
    ],
)
def test_a_server_refuses_to_empty_or_replace_what_is_written(
    records: Records, clerk: Actor, now: datetime, statement: str
) -> None:
    fill(records, clerk, now)
    with (
        pytest.raises(IntegrityError, match=r"what is written in .* stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text(statement))
    assert records.scorebook.verify() == 1
    assert records.audit.verify() == 5


@sqlite_alone
def test_what_is_new_may_be_written_beside_it_by_another_program(
    records: Records, clerk: Actor, now: datetime
) -> None:
    fill(records, clerk, now)
    with closing(sqlite3.connect(records.database.name)) as connection:
        added = connection.execute(
            f"INSERT OR REPLACE INTO score (score_id, {SCORE}) "
            f"SELECT 'new', 'c9', {SCORE[9:]} FROM score"
        )
        assert added.rowcount == 1
