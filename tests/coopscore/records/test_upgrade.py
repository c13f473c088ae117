"""A database comes to its present form when it is opened, wherever the code lies."""

import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from forgery import forge
from postgresql_server import Server
from sqlalchemy import insert, text

import coopscore.records.upgrade as upgrade_module
from coopscore.actor import Actor
from coopscore.errors import UnreadableRecords
from coopscore.records.database import Records, open_records
from coopscore.records.tables import BATCH, METADATA

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
STEPS = ScriptDirectory(Path(upgrade_module.__file__).parent / "migrations")

OPENER = """
import sys
from coopscore.records.database import open_records

sys.stdin.readline()
with open_records(sys.argv[1]) as records:
    print(records.ledger.sealed())
"""


def test_the_migrations_make_the_tables_that_the_code_reads(records: Records) -> None:
    # On a server text has no greatest length, so that it takes what SQLite takes.
    lengths = not records.database.is_served
    with records.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": lengths})
        assert compare_metadata(context, METADATA) == []


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/er/records.db"
    with open_records(url):
        pass
    before = sqlite3.connect(tmp_path / "deep/er/records.db")
    schema = before.execute("SELECT sql FROM sqlite_master").fetchall()
    with open_records(url):
        assert before.execute("SELECT sql FROM sqlite_master").fetchall() == schema
    before.close()


@pytest.fixture(params=BOTH)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which nothing was made yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/records.db"
        return
    with request.getfixturevalue("postgresql").database() as url:
        yield url


def test_processes_that_open_a_new_home_at_once_all_succeed(new_url: str) -> None:
    command = [sys.executable, "-c", OPENER, new_url]
    openers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("\n")
        opener.stdin.flush()
    assert [opener.communicate()[0] for opener in openers] == ["[]\n"] * 3
    assert [opener.returncode for opener in openers] == [0] * 3


def test_records_of_a_newer_version_are_refused(records: Records, records_url: str) -> None:
    forge(records, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnreadableRecords, match="9999 is newer than this version"):
        open_records(records_url)


@pytest.mark.postgresql
def test_a_server_orders_words_by_their_bytes_and_leaves_no_gap_in_any_table(
    postgresql: Server,
) -> None:
    with postgresql.records() as url, open_records(url) as records:
        words = "SELECT table_name, column_name, collation_name FROM information_schema.columns"
        of_ours = f"{words} WHERE table_schema = 'public' AND data_type IN ('text', 'varchar')"
        with records.database.reading() as connection:
            told = connection.execute(text(of_ours)).all()
            gaps = "SELECT sequence_name FROM information_schema.sequences"
            assert connection.execute(text(gaps)).all() == []
    assert len(told) > 60
    assert {one.collation_name for one in told} == {"C"}


@pytest.mark.postgresql
def test_a_database_that_cannot_hold_persian_is_refused(postgresql: Server) -> None:
    narrow = "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
    with (
        postgresql.database(narrow) as url,
        pytest.raises(UnreadableRecords, match="LATIN1 and not UTF8"),
    ):
        open_records(url)


@pytest.mark.postgresql
def test_who_may_make_no_tables_is_told_so(postgresql: Server) -> None:
    with postgresql.database() as url:
        postgresql.run("DROP ROLE IF EXISTS guest")
        postgresql.run("CREATE ROLE guest LOGIN PASSWORD 's3cret'")
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        with pytest.raises(UnreadableRecords, match="permission denied for schema public"):
            open_records(url.replace("clerk:", "guest:"))


def test_what_was_taken_back_leaves_no_gap_in_the_numbers(
    records: Records, clerk: Actor, now: datetime
) -> None:
    def claim(content: str) -> int:
        facts = {"adapter": "registry", "source": "f.csv", "actor": clerk, "now": now}
        return records.ledger.claim(content, **facts).batch  # type: ignore[arg-type]

    assert claim("one") == 1
    lost = insert(BATCH).values(
        state="open", content_hash="x", adapter="a", source="s", claimed_at=now,
        claimed_by="c", role="r",
    )  # fmt: skip

    def take_back() -> None:
        with records.database.writing() as connection:
            assert connection.execute(lost).inserted_primary_key == (2,)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_back()
    assert claim("two") == 2


def test_another_file_in_the_records_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(b"a letter, not a database" * 100)
    with pytest.raises(UnreadableRecords, match="file is not a database"):
        open_records(f"sqlite:///{tmp_path}/records.db")


def test_postgresql_gets_its_own_guards() -> None:
    script = io.StringIO()
    opts = {"as_sql": True, "output_buffer": script}
    context = MigrationContext.configure(dialect_name="postgresql", opts=opts)
    with Operations.context(context):
        for revision in ("0001", "0002", "0003"):
            STEPS.get_revision(revision).module.upgrade()
    statements = script.getvalue()
    assert "CREATE FUNCTION written_stays()" in statements
    assert (
        "BEFORE UPDATE ON batch FOR EACH ROW WHEN (OLD.state <> 'open' OR NEW.number" in statements
    )
    assert "BEFORE TRUNCATE ON score" in statements
    assert "BEFORE DELETE ON visit_planned FOR EACH ROW  EXECUTE FUNCTION" in statements
    assert 'coop_id TEXT COLLATE "C" NOT NULL' in statements
    assert "DROP SEQUENCE visit_evaluation_number_seq" in statements
    assert "CREATE UNIQUE INDEX batch_content ON batch (content_hash) WHERE" in statements
