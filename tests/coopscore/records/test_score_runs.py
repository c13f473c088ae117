"""A run of scores is found by its day, and read whole as it was written."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from coopscore.actor import Actor
from coopscore.records.database import Records
from coopscore.records.score_runs import ScoreRun
from coopscore.scores import Score

JUNE, JULY, AUGUST = date(2025, 6, 21), date(2025, 7, 22), date(2025, 8, 22)


def a_score(coop_id: str, as_of: date = JUNE, **other: object) -> Score:
    told = Score(
        coop_id=coop_id, as_of=as_of, spec="exit", version="exit-1", batch=1, margin=-2.2,
        probability=0.1, low=0.05, high=0.2, points=600.5, points_unclipped=600.5,
        base_points=600.5, grade="B1", reasons=(),
    )  # fmt: skip
    return replace(told, **other)  # type: ignore[arg-type]


def run_of(as_of: date, version: str = "exit-1", batch: int = 1) -> ScoreRun:
    return ScoreRun(spec="exit", as_of=as_of, version=version, batch=batch)


@pytest.fixture
def two_days(records: Records, clerk: Actor, now: datetime) -> Records:
    """August is written before June, so that the last written is not of the newest day."""
    for day in (AUGUST, JUNE):
        records.scorebook.write([a_score("c1", day), a_score("c2", day)], actor=clerk, now=now)
    return records


def test_where_nothing_was_scored_there_is_no_run(records: Records) -> None:
    assert records.score_runs.newest("exit", JUNE) is None
    assert records.score_runs.entries(run_of(JUNE)) == []


def test_the_newest_run_is_of_the_newest_day_up_to_a_day(two_days: Records) -> None:
    newest = two_days.score_runs.newest
    assert newest("exit", date(2026, 1, 1)) == run_of(AUGUST)
    assert newest("exit", AUGUST) == run_of(AUGUST)
    assert newest("exit", JULY) == run_of(JUNE)
    assert newest("exit", JUNE) == run_of(JUNE)
    assert newest("exit", date(2025, 6, 20)) is None
    assert newest("dormancy", AUGUST) is None


def test_of_several_runs_of_one_day_the_one_written_last_is_the_newest(
    two_days: Records, clerk: Actor, now: datetime
) -> None:
    book, newest = two_days.scorebook, two_days.score_runs.newest
    book.write([a_score("c1", AUGUST, batch=2)], actor=clerk, now=now)
    assert newest("exit", AUGUST) == run_of(AUGUST, batch=2)
    book.write([a_score("c2", AUGUST, version="exit-0")], actor=clerk, now=now)
    assert newest("exit", AUGUST) == run_of(AUGUST, "exit-0")
    assert newest("exit", JULY) == run_of(JUNE)


def test_a_run_that_is_told_again_adds_nothing_and_does_not_become_the_newest(
    two_days: Records, clerk: Actor, now: datetime
) -> None:
    book = two_days.scorebook
    book.write([a_score("c1", AUGUST, version="exit-2")], actor=clerk, now=now)
    book.write([a_score("c1", AUGUST)], actor=clerk, now=now)
    assert two_days.score_runs.newest("exit", AUGUST) == run_of(AUGUST, "exit-2")


def test_the_entries_are_those_of_exactly_that_run_by_co_operative(
    records: Records, clerk: Actor, now: datetime
) -> None:
    asked = [a_score(name) for name in ("c2", "C3", "c10", "c1")]
    strangers = [
        a_score("c1", JULY),
        a_score("c1", batch=2, probability=0.2),
        a_score("c1", version="exit-2", probability=0.3),
        a_score("c1", spec="dormancy", probability=0.4),
    ]
    # What tells the other spec's score apart is the spec alone: the key of a score lacks it.
    strangers[-1] = replace(strangers[-1], coop_id="c4")
    records.scorebook.write([*strangers, *asked], actor=clerk, now=now)
    entries = records.score_runs.entries(run_of(JUNE))
    assert [entry.score.coop_id for entry in entries] == ["C3", "c1", "c10", "c2"]
    assert [entry.score for entry in entries] == sorted(asked, key=lambda one: one.coop_id)
    assert {(entry.written_at, entry.actor) for entry in entries} == {(now, clerk)}
    of_july = records.score_runs.entries(run_of(JULY))
    assert [entry.score for entry in of_july] == strangers[:1]
