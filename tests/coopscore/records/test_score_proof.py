"""A score that was forged, changed or taken out is found, and named."""

from datetime import date, datetime, timedelta

import pytest
from forgery import forge
from sqlalchemy import insert, select

from coopscore.actor import SYSTEM, Actor
from coopscore.errors import BrokenScores
from coopscore.records.database import Records
from coopscore.records.score_content import score_id, written
from coopscore.records.tables import SCORE
from coopscore.scores import Score


def a_score(coop_id: str, *, points: float = 600.5) -> Score:
    return Score(
        coop_id=coop_id,
        as_of=date(2025, 6, 21),
        spec="exit",
        version="exit-1",
        batch=1,
        margin=-2.2,
        probability=0.1,
        low=0.05,
        high=0.2,
        points=points,
        points_unclipped=points,
        base_points=points,
        grade="B1",
        reasons=(),
    )


@pytest.fixture
def two_runs(records: Records, clerk: Actor, now: datetime) -> Records:
    """Scores 1 to 3 of one run, 4 and 5 of another, and acts of other kinds between."""
    first = [a_score(name) for name in ("c2", "c1", "c3")]
    records.scorebook.write(first, actor=clerk, now=now)
    records.audit.append("page.read", "c1", {}, actor=clerk, now=now)
    later = now + timedelta(days=1)
    records.scorebook.write([*first, a_score("c4"), a_score("c5")], actor=SYSTEM, now=later)
    return records


def put_in(records: Records, number: int, score: Score) -> str:
    """Put a score in that agrees with itself, under a number; its id."""
    line = written(score)
    with records.database.writing() as connection:
        model = connection.execute(select(SCORE).limit(1)).mappings().one()
        own = {"sequence": number, "score_id": score_id(line), "content": line}
        own |= {"coop_id": score.coop_id, "points": score.points}
        connection.execute(insert(SCORE).values({**model, **own}))
    return score_id(line)


def broken(records: Records) -> dict[str, object]:
    assert records.audit.verify() == 3
    with pytest.raises(BrokenScores) as refused:
        records.scorebook.verify()
    return dict(refused.value.facts)


def test_a_book_as_written_holds(two_runs: Records) -> None:
    assert two_runs.scorebook.verify() == 5


def test_an_empty_book_holds(records: Records) -> None:
    assert records.scorebook.verify() == 0


@pytest.mark.parametrize(
    "change",
    [
        "points = 900",
        "probability = 0.0",
        "grade = 'A1'",
        "coop_id = 'c9'",
        "as_of = '2020-01-01'",
        "spec = 'other'",
        "version = 'exit-9'",
        "batch = 9",
        "content = replace(content, '600.5', '900.0')",
        "score_id = 'forged'",
        "written_by = 'nobody'",
        "role = 'nobody'",
        "written_at = '2020-01-01 00:00:00.000000'",
    ],
)
def test_a_score_that_was_changed_is_named(two_runs: Records, change: str) -> None:
    forge(two_runs, f"UPDATE score SET {change} WHERE sequence = 2")
    assert broken(two_runs)["numbers"] == "2"


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_score_that_is_gone_is_named(two_runs: Records, number: int) -> None:
    forge(two_runs, f"DELETE FROM score WHERE sequence = {number}")
    assert broken(two_runs) == {"numbers": str(number), "score_id": "-"}


@pytest.mark.parametrize("number", [0, -7, 6, 99])
def test_a_score_that_no_run_wrote_is_named(two_runs: Records, number: int) -> None:
    forge(two_runs, "SELECT 1")
    forged = put_in(two_runs, number, a_score("c9"))
    assert broken(two_runs) == {"numbers": str(number), "score_id": forged}


def test_a_score_put_in_another_ones_place_breaks_its_run(two_runs: Records) -> None:
    forge(two_runs, "DELETE FROM score WHERE sequence = 5")
    put_in(two_runs, 5, a_score("c5", points=900))
    forge(
        two_runs,
        "UPDATE score SET (written_at, written_by, role) = "
        "(SELECT written_at, written_by, role FROM score WHERE sequence = 4) WHERE sequence = 5",
    )
    assert broken(two_runs) == {"numbers": "4-5", "score_id": "-"}


@pytest.mark.parametrize("line", ["no json", "{}", '{"as_of": "2025-06-21"}', "[]"])
def test_what_is_no_score_at_all_is_named(two_runs: Records, line: str) -> None:
    own = score_id(line)
    forge(two_runs, f"UPDATE score SET content = '{line}', score_id = '{own}' WHERE sequence = 2")
    assert broken(two_runs) == {"numbers": "2", "score_id": own}
