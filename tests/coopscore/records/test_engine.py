"""Readers never wait, writers wait their turn, and nothing is half done."""

import socket
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from postgresql_server import Server
from sqlalchemy import Column, MetaData, Table, insert, select, text
from sqlalchemy.exc import DatabaseError, StatementError

from coopscore.actor import SYSTEM, Actor
from coopscore.errors import StoreBusy, UnreachableRecords, UnusableHome
from coopscore.records.audit import record
from coopscore.records.database import Records, open_records
from coopscore.records.engine import Database
from coopscore.records.tables import Moment


def entries(records: Records) -> int:
    return len(records.audit.entries(limit=99))


@pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
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
    records: Records, records_url: str, now: datetime
) -> None:
    with open_records(records_url, seconds=0.05) as other:
        with (
            records.database.writing(),
            pytest.raises(StoreBusy) as refused,
        ):
            other.audit.append("page.read", "c1", {}, actor=SYSTEM, now=now)
        assert refused.value.facts["seconds"] == 0.05
        other.audit.append("page.read", "c1", {}, actor=SYSTEM, now=now)


def test_who_may_not_wait_at_all_is_refused_at_once(records: Records, records_url: str) -> None:
    with (
        open_records(records_url, seconds=0) as other,
        records.database.writing(),
        pytest.raises(StoreBusy),
        other.database.writing(),
    ):
        pass


def test_a_writer_reads_what_was_written_before_its_turn_came(
    records: Records, records_url: str, now: datetime
) -> None:
    seen: list[int] = []

    def second() -> None:
        with open_records(records_url) as other:
            other.audit.append("page.read", "c2", {}, actor=SYSTEM, now=now)
            seen.append(other.audit.verify())

    with records.database.writing() as connection:
        waiting = Thread(target=second)
        waiting.start()
        waiting.join(0.3)
        record(connection, "page.read", "c1", {}, actor=SYSTEM, now=now)
    waiting.join()
    assert seen == [2]


def test_another_fault_of_the_database_is_not_called_busy(records: Records) -> None:
    missing = pytest.raises(DatabaseError, match=r"no such table|does not exist")
    with missing, records.database.writing() as c:
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


def test_a_server_is_named_without_who_opens_it_and_the_password() -> None:
    database = Database("postgresql://clerk:secret@host:5433/records?password=other", 1)
    assert database.is_served
    assert database.name == "postgresql://host:5433/records"
    database.close()


@pytest.mark.parametrize("asked", ["", "?connect_timeout=2"])
def test_a_server_that_is_not_there_is_told_of_in_words(asked: str) -> None:
    with socket.socket() as taken:  # bound, and listened to by nobody
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        url = f"postgresql://clerk:secret@127.0.0.1:{port}/records{asked}"
        with pytest.raises(UnreachableRecords, match="refused") as refused:
            open_records(url, seconds=1)
    assert refused.value.facts["path"] == f"postgresql://127.0.0.1:{port}/records"
    assert "secret" not in refused.value.sentence("fa") + str(refused.value)


@pytest.mark.postgresql
def test_a_server_that_lets_nobody_in_repeats_no_password(postgresql: Server) -> None:
    url = postgresql.url("postgres").replace("s3cret", "wrong-w0rd")
    with pytest.raises(UnreachableRecords, match="password authentication failed") as refused:
        open_records(url)
    assert "wrong-w0rd" not in str(refused.value)


@pytest.mark.postgresql
def test_a_connection_that_the_server_ended_is_made_anew(postgresql: Server, now: datetime) -> None:
    with postgresql.records() as url, open_records(url) as records:
        records.audit.append("page.read", "c1", {}, actor=SYSTEM, now=now)
        name = records.database.engine.url.database
        postgresql.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        assert records.audit.verify() == 1


@pytest.mark.postgresql
def test_who_reads_writes_nothing(postgresql: Server) -> None:
    with (
        postgresql.records() as url,
        open_records(url) as records,
        pytest.raises(DatabaseError, match="read-only transaction"),
        records.database.reading() as connection,
    ):
        connection.execute(text("DELETE FROM audit"))


@pytest.mark.postgresql
def test_who_reads_waits_no_longer_than_asked_for_tables_that_are_being_changed(
    postgresql: Server,
) -> None:
    with postgresql.records() as url, open_records(url, seconds=0.05) as records:
        with open_records(url) as other, other.database.writing() as connection:
            connection.execute(text("LOCK TABLE audit IN ACCESS EXCLUSIVE MODE"))
            with pytest.raises(StoreBusy):
                records.audit.verify()
        assert records.audit.verify() == 0


def test_a_character_that_no_server_holds_is_found_nowhere(
    records: Records, clerk: Actor, now: datetime
) -> None:
    records.audit.append("page.read", "c1", {}, actor=clerk, now=now)
    assert records.scorebook.history("c\0") == []
    assert records.scorebook.listing("exit", limit=1, text="\0", coop_ids=["\0"]).total == 0


def test_moments_are_kept_in_utc_and_never_naive(records_url: str) -> None:
    table = Table("t", MetaData(), Column("at", Moment))
    database = Database(records_url, 1)
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
