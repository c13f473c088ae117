"""Readers never wait, writers wait their turn, and nothing is half done."""

import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select, text
from sqlalchemy.exc import OperationalError, StatementError

from coopscore.actor import SYSTEM
from coopscore.errors import StoreBusy, UnusableHome
from coopscore.records.database import Records, open_records
from coopscore.records.engine import Database
from coopscore.records.tables import Moment


def entries(records: Records) -> int:
    return len(records.audit.entries(limit=99))


def test_sqlite_is_opened_as_the_books_need_it(records: Records) -> None:
    with records.database.reading() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "synchronous": 2,
    }


def test_a_reader_sees_the_old_state_while_a_writer_is_at_work(
    records: Records, now: datetime
) -> None:
    with records.database.reading() as reader:
        count = text("SELECT count(*) FROM audit")
        assert reader.execute(count).scalar_one() == 0
        records.audit.append("page.read", "c1", {}, actor=SYSTEM, now=now)
        assert reader.execute(count).scalar_one() == 0
    assert entries(records) == 1


def test_a_second_writer_waits_its_turn_and_is_refused_in_the_end(
    records: Records, now: datetime
) -> None:
    url = str(records.database.engine.url)
    with open_records(url, seconds=0.05) as other:
        with (
            records.database.writing(),
            pytest.raises(StoreBusy) as refused,
        ):
            other.audit.append("page.read", "c1", {}, actor=SYSTEM, now=now)
        assert refused.value.facts["seconds"] == 0.05
        other.audit.append("page.read", "c1", {}, actor=SYSTEM, now=now)


def test_another_fault_of_the_database_is_not_called_busy(records: Records) -> None:
    with pytest.raises(OperationalError, match="no such table"), records.database.writing() as c:
        c.execute(text("SELECT * FROM nowhere"))


def test_many_threads_write_and_the_chain_holds(records: Records, now: datetime) -> None:
    def write() -> None:
        for place in range(10):
            records.audit.append("page.read", f"c{place}", {}, actor=SYSTEM, now=now)

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert records.audit.verify() == 40


def test_a_database_in_memory_needs_no_folder() -> None:
    database = Database("sqlite://", 1)
    assert database.name == "sqlite://"
    with database.writing() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    database.close()


def test_another_kind_of_database_is_left_to_its_own_ways(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driver = ModuleType("pg8000")  # no PostgreSQL driver is installed; this one never connects
    vars(driver).update(__version__="1.31.2", paramstyle="format")
    monkeypatch.setitem(sys.modules, "pg8000", driver)
    database = Database("postgresql+pg8000://clerk:secret@host/records", 1)
    assert not database.engine.dispatch.begin
    assert database.name == "records"


def test_moments_are_kept_in_utc_and_never_naive(tmp_path: Path) -> None:
    table = Table("t", MetaData(), Column("at", Moment))
    database = Database(f"sqlite:///{tmp_path}/moments.db", 1)
    tehran = timezone(timedelta(hours=3, minutes=30))
    with database.writing() as connection:
        table.create(connection)
        connection.execute(insert(table).values(at=datetime(2025, 7, 3, 1, 0, tzinfo=tehran)))
        connection.execute(insert(table).values(at=None))
        found = connection.execute(select(table.c.at)).scalars().all()
    assert found == [datetime(2025, 7, 2, 21, 30, tzinfo=UTC), None]
    assert found[0] is not None
    assert found[0].tzinfo is UTC
    with (
        pytest.raises(StatementError, match="names its offset"),
        database.writing() as connection,
    ):
        connection.execute(insert(table).values(at=found[0].replace(tzinfo=None)))
    database.close()


def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file stands where the folder should be")
    with pytest.raises(UnusableHome) as refused:
        open_records(f"sqlite:///{tmp_path}/file/records.db")
    assert refused.value.facts["path"] == tmp_path / "file"
