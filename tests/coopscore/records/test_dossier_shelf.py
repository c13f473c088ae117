"""Dossiers stay as they were written, and one that was changed shows."""

from datetime import datetime

import pytest
from forgery import forge
from made_dossiers import dossier_of, id_of, score_of
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import Actor
from coopscore.errors import BrokenDossiers, NoDossier
from coopscore.records.database import Records

COOPS = [f"ir:{number}" for number in range(1, 4)]


@pytest.fixture
def shelf(records: Records, clerk: Actor, now: datetime) -> Records:
    records.scorebook.write([score_of(one) for one in COOPS], actor=clerk, now=now)
    made = [dossier_of(one) for one in COOPS]
    assert records.dossiers.write(made, actor=clerk, now=now) == 3
    return records


def test_a_score_without_a_dossier_is_named(shelf: Records) -> None:
    with pytest.raises(NoDossier, match="0123"):
        shelf.dossiers.of("0123")


def test_the_same_dossiers_again_add_nothing_and_say_nothing(
    shelf: Records, clerk: Actor, now: datetime
) -> None:
    assert shelf.dossiers.write([dossier_of(COOPS[0])] * 2, actor=clerk, now=now) == 0
    acts = [entry.action for entry in shelf.audit.entries(limit=9)]
    assert acts == ["dossiers.written", "scores.written"]


def test_a_newer_catalogue_gives_a_dossier_beside_the_older_one(
    shelf: Records, clerk: Actor, now: datetime
) -> None:
    shelf.dossiers.write([dossier_of(COOPS[1], "1405-2")], actor=clerk, now=now)
    standing = shelf.dossiers.of(id_of(COOPS[1]))
    assert (standing.dossier, standing.actor) == (dossier_of(COOPS[1], "1405-2"), clerk)
    assert shelf.dossiers.of(id_of(COOPS[0])).dossier == dossier_of(COOPS[0])
    assert shelf.dossiers.verify() == 4


def test_the_database_itself_refuses_to_change_a_dossier(shelf: Records) -> None:
    with (
        pytest.raises(IntegrityError, match="what is written in dossier stays"),
        shelf.database.writing() as connection,
    ):
        connection.execute(text("UPDATE dossier SET content = '{}'"))


@pytest.mark.parametrize(
    ("forgery", "number"),
    [
        ("UPDATE dossier SET content = '{}' WHERE sequence = 2", 2),
        ("UPDATE dossier SET digest = '0' WHERE sequence = 3", 3),
        ("DELETE FROM dossier WHERE sequence = 3", 1),
        (
            "INSERT INTO dossier SELECT 9, score_id, 'x', content, written_at, written_by, role"
            " FROM dossier WHERE sequence = 1",
            4,
        ),
    ],
)
def test_a_forged_shelf_does_not_hold(shelf: Records, forgery: str, number: int) -> None:
    forge(shelf, forgery)
    with pytest.raises(BrokenDossiers, match=f"number {number}"):
        shelf.dossiers.verify()


def test_a_run_that_is_missing_from_the_shelf_shows(
    shelf: Records, clerk: Actor, now: datetime
) -> None:
    detail = {"dossiers": 1, "after_number": 7, "last_number": 8, "digests_sha256": "-"}
    shelf.audit.append("dossiers.written", "1", detail, actor=clerk, now=now)
    with pytest.raises(BrokenDossiers, match="number 4"):
        shelf.dossiers.verify()
