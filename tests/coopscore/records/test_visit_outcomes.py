"""An outcome is never overwritten: a correction stands after it, and the same adds nothing."""

from datetime import date, datetime, timedelta

import pytest
from made_plans import outcome, plan_of

from coopscore.actor import Actor
from coopscore.errors import OutcomeRefused, UnknownPlan
from coopscore.records.database import Records
from coopscore.records.visit_entries import Told


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=99)  # 10 October 2025


@pytest.fixture
def plan_id(records: Records, clerk: Actor, now: datetime) -> str:
    return records.visits.keep(plan_of(), actor=clerk, now=now).plan_id


def test_the_same_outcome_twice_adds_nothing(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    told = [outcome(plan_id), outcome(plan_id, "ir:4"), outcome(plan_id)]
    assert records.visits.tell(told, actor=clerk, now=later) == Told(new=2, corrected=0, same=1)
    assert records.visits.tell(told, actor=clerk, now=later) == Told(new=0, corrected=0, same=3)
    assert records.visits.outcomes(plan_id) == tuple(told[:2])
    assert records.visits.verify() == 3


def test_a_correction_stands_and_what_it_corrects_can_still_be_asked_for(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    book = records.visits
    first, second = outcome(plan_id), outcome(plan_id, found="active", note="اصلاح شد")
    book.tell([first], actor=clerk, now=later)
    corrected_at = later + timedelta(days=1)
    assert book.tell([second], actor=clerk, now=corrected_at) == Told(new=1, corrected=1, same=0)
    assert book.outcomes(plan_id) == (second,)
    assert book.outcomes(plan_id, known_by=later) == (first,)
    assert book.outcomes(plan_id, known_by=later - timedelta(days=1)) == ()
    (entry,) = book.outcome_entries(plan_id)
    assert (entry.number, entry.written_at, entry.actor) == (2, corrected_at, clerk)


def test_an_old_file_again_undoes_no_correction(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    book = records.visits
    first, second = outcome(plan_id), outcome(plan_id, found="active")
    for told in (first, second):
        book.tell([told], actor=clerk, now=later)
    assert book.tell([first], actor=clerk, now=later) == Told(new=0, corrected=0, same=1)
    assert book.outcomes(plan_id) == (second,)
    assert book.tell([first], actor=clerk, now=later, corrects=[1]).same == 1  # 2 stands


def test_who_names_what_stands_may_return_to_what_was_told_before(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    book = records.visits
    first, second = outcome(plan_id), outcome(plan_id, found="active")
    for told in (first, second):
        book.tell([told], actor=clerk, now=later)
    back = book.tell([first], actor=clerk, now=later, corrects=[2])
    assert back == Told(new=1, corrected=1, same=0)
    assert book.outcomes(plan_id) == (first,)
    assert book.tell([first], actor=clerk, now=later, corrects=[2]).same == 1
    assert book.verify() == 4


def test_another_day_is_another_visit(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    missed = outcome(plan_id, found="not_reached")
    found = outcome(plan_id, visited_on=date(2025, 10, 2))
    records.visits.tell([found, missed], actor=clerk, now=later)
    assert records.visits.outcomes(plan_id) == (missed, found)


def test_what_no_plan_asked_for_is_taken_in_too(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    training = outcome("", "ir:77", kind="training", found="active", person_hours=120)
    planned = outcome(plan_id, visited_on=date(2025, 10, 2))
    records.visits.tell([planned, training], actor=clerk, now=later)
    within = records.visits.outcomes_between
    assert within(date(2025, 9, 25), date(2025, 10, 2)) == (training, planned)
    assert within(date(2025, 9, 26), date(2025, 10, 2)) == (planned,)
    assert records.visits.outcomes(plan_id) == (planned,)


def test_one_that_cannot_be_true_holds_all_of_them_back(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    good = outcome(plan_id)
    stranger = outcome(plan_id, "ir:9", visited_on=date(2025, 10, 12))
    with pytest.raises(OutcomeRefused) as refused:
        records.visits.tell([good, stranger], actor=clerk, now=later)
    assert "lies after 2025-10-10" in str(refused.value)
    assert "not among those that its plan could have taken" in str(refused.value)
    with pytest.raises(UnknownPlan, match="nowhere"):
        records.visits.tell([good, outcome("nowhere")], actor=clerk, now=later)
    assert records.visits.outcomes(plan_id) == ()


def test_what_was_told_in_error_is_withdrawn_and_stays_on_record(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    book = records.visits
    wrong, right = outcome(plan_id), outcome(plan_id, visited_on=date(2025, 9, 26))
    other = outcome(plan_id, "ir:4")
    book.tell([wrong, other], actor=clerk, now=later)
    at = later + timedelta(days=1)
    gone = outcome(plan_id, found="withdrawn", note="روز اشتباه بود")
    assert book.tell([gone, right], actor=clerk, now=at) == Told(new=2, corrected=1, same=0)
    assert book.outcomes(plan_id) == (other, right)
    assert book.outcomes(plan_id, known_by=later) == (wrong, other)
    assert book.outcomes_between(date(2025, 9, 25), date(2025, 9, 25)) == (other,)
    assert [one.outcome.found for one in book.outcome_entries(plan_id)] == [
        "withdrawn", "silent", "silent",
    ]  # fmt: skip
    assert book.counts(plan_id).outcomes == 2
    assert [book.was_told(one) for one in (wrong, right, outcome(plan_id, "ir:2"))] == [
        True, True, False,
    ]  # fmt: skip
    assert book.verify() == 5


def test_a_file_taken_in_again_brings_back_nothing_that_was_withdrawn(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    book = records.visits
    told, gone = outcome(plan_id), outcome(plan_id, found="withdrawn")
    for one in (told, gone):
        book.tell([one], actor=clerk, now=later)
    assert book.tell([told], actor=clerk, now=later).same == 1
    assert book.outcomes(plan_id) == ()
    (entry,) = book.outcome_entries(plan_id)
    back = book.tell([told], actor=clerk, now=later, corrects=[entry.number])
    assert back == Told(new=1, corrected=0, same=0)  # nothing stood that it could correct
    assert book.outcomes(plan_id) == (told,)
    assert book.tell([gone], actor=clerk, now=later).same == 1
    (entry,) = book.outcome_entries(plan_id)
    assert book.tell([gone], actor=clerk, now=later, corrects=[entry.number]).corrected == 1
    assert book.outcomes(plan_id) == ()


def test_nothing_is_withdrawn_that_was_never_told(
    records: Records, clerk: Actor, later: datetime, plan_id: str
) -> None:
    book = records.visits
    with pytest.raises(OutcomeRefused, match="nothing was told"):
        book.tell([outcome(plan_id, found="withdrawn")], actor=clerk, now=later)
    gone = outcome(plan_id, found="withdrawn", outcome="warning")
    with pytest.raises(OutcomeRefused, match="told in error"):
        book.tell([outcome(plan_id), gone], actor=clerk, now=later)
    assert book.outcomes(plan_id) == ()
