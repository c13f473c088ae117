"""Overrides are on record by name, and one that was changed or taken out shows."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from forgery import forge
from made_dossiers import id_of, score_of
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import Actor
from coopscore.errors import AlreadyRevoked, BrokenOverrides, UnknownOverride
from coopscore.overrides import Override
from coopscore.records.database import Records

FIRST, LAST = date(2025, 10, 23), date(2026, 4, 12)


@pytest.fixture
def asked(records: Records, clerk: Actor, now: datetime) -> Override:
    records.scorebook.write([score_of("ir:1")], actor=clerk, now=now)
    return Override(
        score_id=id_of("ir:1"), coop_id="ir:1", spec="credit", from_grade="D1", to_grade="C3",
        reason="guarantee", note="سند مالکیت دیده شد", first_day=FIRST, last_day=LAST,
    )  # fmt: skip


def test_the_last_given_stands_until_it_ends_or_is_revoked(
    records: Records, asked: Override, clerk: Actor, now: datetime
) -> None:
    book = records.overrides
    first = book.grant(asked, rules="1405-1", actor=clerk, now=now)
    later = replace(asked, to_grade="D2", last_day=date(2025, 12, 1))
    second = book.grant(later, rules="1405-1", actor=clerk, now=now)
    assert book.standing("ir:1", "credit", FIRST) == second
    assert book.standing("ir:1", "credit", LAST) == first
    assert book.standing("ir:1", "dormancy", FIRST) is None
    book.revoke(second.number, actor=clerk, now=now)
    assert book.standing("ir:1", "credit", FIRST) == first
    assert [one.revoked_at for one in book.all("credit")] == [now, None]
    assert book.verify() == 3


def test_it_is_taken_back_once_and_only_where_it_is(
    records: Records, asked: Override, clerk: Actor, now: datetime
) -> None:
    number = records.overrides.grant(asked, rules="1", actor=clerk, now=now).number
    records.overrides.revoke(number, actor=clerk, now=now)
    with pytest.raises(AlreadyRevoked):
        records.overrides.revoke(number, actor=clerk, now=now)
    for nobody in (number + 1, 99):  # a revocation is no override
        with pytest.raises(UnknownOverride):
            records.overrides.revoke(nobody, actor=clerk, now=now)


def test_the_database_itself_refuses_to_change_an_override(
    records: Records, asked: Override, clerk: Actor, now: datetime
) -> None:
    records.overrides.grant(asked, rules="1", actor=clerk, now=now)
    with (
        pytest.raises(IntegrityError, match="what is written in override stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text("UPDATE override SET to_grade = 'A1'"))


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE override SET to_grade = 'A1'",
        "UPDATE override SET last_day = '2030-01-01'",
        "UPDATE override SET written_at = '2020-01-01 00:00:00.000000'",
        "UPDATE override SET written_by = 'somebody else'",
        "DELETE FROM override",
    ],
)
def test_a_forged_book_does_not_hold(
    records: Records, asked: Override, clerk: Actor, now: datetime, forgery: str
) -> None:
    records.overrides.grant(asked, rules="1", actor=clerk, now=now)
    assert records.overrides.verify() == 1
    forge(records, forgery)
    with pytest.raises(BrokenOverrides, match="number 1"):
        records.overrides.verify()
