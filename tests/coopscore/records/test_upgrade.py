"""A database comes to its present form when it is opened, wherever the code lies."""

import io
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import coopscore.records.upgrade as upgrade_module
from coopscore.errors import UnreadableRecords
from coopscore.records.database import Records, open_records
from coopscore.records.tables import METADATA

STEPS = ScriptDirectory(Path(upgrade_module.__file__).parent / "migrations")

OPENER = """
import sys
from coopscore.records.database import open_records

sys.stdin.readline()
with open_records(sys.argv[1]) as records:
    print(records.ledger.sealed())
"""


def test_the_migrations_make_the_tables_that_the_code_reads(records: Records) -> None:
    with records.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
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


def test_processes_that_open_a_new_home_at_once_all_succeed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPENER, f"sqlite:///{tmp_path}/records.db"]
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


def test_records_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/records.db"
    with open_records(url):
        pass
    newer = sqlite3.connect(tmp_path / "records.db")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    with pytest.raises(UnreadableRecords, match="9999 is newer than this version"):
        open_records(url)


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
    assert "CREATE UNIQUE INDEX batch_content ON batch (content_hash) WHERE" in statements
