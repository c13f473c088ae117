"""Every act on record can be told from a forged one."""

from datetime import datetime, timedelta, timezone

import pytest
from forgery import forge
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import SYSTEM, Actor
from coopscore.errors import BrokenChain
from coopscore.records.audit import record
from coopscore.records.database import Records


def three_acts(records: Records, clerk: Actor, now: datetime) -> None:
    records.audit.append("page.read", "c1", {"lang": "fa"}, actor=clerk, now=now)
    records.audit.append("page.read", "c2", {"points": 0.1 + 0.2}, actor=clerk, now=now)
    records.audit.append("facts.checked", "-", {}, actor=SYSTEM, now=now)


def test_an_empty_log_holds(records: Records) -> None:
    assert records.audit.verify() == 0
    assert records.audit.entries(limit=5) == []


def test_an_act_is_read_back_as_it_was_written(
    records: Records, clerk: Actor, now: datetime
) -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    written = records.audit.append(
        "page.read", "c1", {"نام": "آوند", "points": 0.1}, actor=clerk, now=now.astimezone(tehran)
    )
    assert records.audit.entries(limit=1) == [written]
    assert (written.entry, written.at, written.actor) == (1, now, clerk)
    assert written.at.utcoffset() == timedelta(0)
    assert written.detail == {"نام": "آوند", "points": 0.1}


def test_entries_come_newest_first_page_by_page(
    records: Records, clerk: Actor, now: datetime
) -> None:
    three_acts(records, clerk, now)
    assert [entry.entry for entry in records.audit.entries(limit=2)] == [3, 2]
    assert [entry.entry for entry in records.audit.entries(limit=2, before=2)] == [1]


def test_a_log_as_written_holds(records: Records, clerk: Actor, now: datetime) -> None:
    three_acts(records, clerk, now)
    assert records.audit.verify() == 3


@pytest.mark.parametrize(
    ("forgery", "entry"),
    [
        ("UPDATE audit SET subject = 'c9' WHERE entry = 2", 2),
        ("UPDATE audit SET actor = 'other' WHERE entry = 1", 1),
        ("UPDATE audit SET role = 'nobody' WHERE entry = 1", 1),
        ('UPDATE audit SET detail = \'{"lang": "fa"}\' WHERE entry = 1', 1),
        ("UPDATE audit SET at = '2025-07-03 09:30:15.123457' WHERE entry = 3", 3),
        ("UPDATE audit SET digest = 'x' WHERE entry = 2", 2),
        ("DELETE FROM audit WHERE entry = 2", 2),
        ("DELETE FROM audit WHERE entry = 1", 1),
        ("UPDATE audit SET entry = 7 WHERE entry = 3", 3),
    ],
)
def test_a_forged_entry_is_found(
    records: Records, clerk: Actor, now: datetime, forgery: str, entry: int
) -> None:
    three_acts(records, clerk, now)
    forge(records, forgery)
    with pytest.raises(BrokenChain) as broken:
        records.audit.verify()
    assert broken.value.facts == {"entry": entry}


@pytest.mark.parametrize("statement", ["UPDATE audit SET subject = 'c9'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_log(
    records: Records, clerk: Actor, now: datetime, statement: str
) -> None:
    three_acts(records, clerk, now)
    with (
        pytest.raises(IntegrityError, match="what is written in audit stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text(statement))
    assert records.audit.verify() == 3


def test_an_act_that_fails_leaves_no_entry(records: Records, clerk: Actor, now: datetime) -> None:
    def fail() -> None:
        with records.database.writing() as connection:
            record(connection, "page.read", "c1", {}, actor=clerk, now=now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert records.audit.verify() == 0
