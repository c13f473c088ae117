"""A plan is kept whole and for good; changes and evaluations stand beside it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from made_plans import AS_OF, MONTH, outcome, plan_of
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import Actor
from coopscore.errors import NotEvaluated, PlanChangeRefused, UnknownPlan
from coopscore.records.database import Records
from coopscore.records.visit_entries import PlanHead
from coopscore.visits import PlanChange


def change(plan_id: str, coop_id: str, *, added: bool, **told: str) -> PlanChange:
    said = {"reason": "local_report", "note": "گزارش دهیاری", **told}
    return PlanChange(plan_id=plan_id, coop_id=coop_id, added=added, **said)


def test_a_plan_is_read_as_it_was_kept(records: Records, clerk: Actor, now: datetime) -> None:
    head = records.visits.keep(plan_of(), actor=clerk, now=now)
    assert (head.frame_size, head.acts, head.actor) == (5, 3, clerk)
    assert records.visits.plan(head.plan_id) == plan_of()
    assert records.visits.head(head.plan_id) == head


def test_the_same_plan_has_one_id_and_another_draw_another(
    records: Records, clerk: Actor, now: datetime
) -> None:
    first = records.visits.keep(plan_of(), actor=clerk, now=now)
    again = records.visits.keep(plan_of(), actor=clerk, now=now + timedelta(days=1))
    other = records.visits.keep(plan_of(seed=8), actor=clerk, now=now)
    assert again == first
    assert other.plan_id != first.plan_id
    assert records.visits.heads() == [other, first]
    assert records.visits.verify() == 2


def test_the_newest_plan_is_that_of_the_newest_day_up_to_one(
    records: Records, clerk: Actor, now: datetime
) -> None:
    late = records.visits.keep(plan_of(as_of=date(2025, 12, 21)), actor=clerk, now=now)
    early = records.visits.keep(plan_of(), actor=clerk, now=now)
    redrawn = records.visits.keep(plan_of(seed=9), actor=clerk, now=now)
    assert records.visits.newest() == late
    assert records.visits.newest(date(2025, 11, 1)) == redrawn != early
    with pytest.raises(UnknownPlan, match="2025-09-21"):
        records.visits.newest(date(2025, 9, 21))


def test_each_province_has_a_newest_plan_of_its_own(
    records: Records, clerk: Actor, now: datetime
) -> None:
    def kept(province: str, day: date) -> PlanHead:
        own = replace(plan_of(as_of=day), settings={"province": province} if province else {})
        return records.visits.keep(own, actor=clerk, now=now)

    early, late = date(2025, 9, 22), date(2025, 12, 21)
    country, old, own = kept("", late), kept("05", early), kept("05", late)
    assert records.visits.newest_of_each() == {"": country, "05": own}
    assert records.visits.newest_of_each(early) == {"05": old}
    assert records.visits.newest_of_each(date(2025, 9, 21)) == {}


def test_there_is_no_plan_but_what_was_kept(records: Records, clerk: Actor, now: datetime) -> None:
    book = records.visits
    with pytest.raises(UnknownPlan, match="of any day"):
        book.newest()
    for ask in (book.head, book.plan, book.acts, book.counts):
        with pytest.raises(UnknownPlan, match="nowhere"):
            ask("nowhere")


def test_a_plan_is_told_in_numbers(records: Records, clerk: Actor, now: datetime) -> None:
    plan_id = records.visits.keep(plan_of(), actor=clerk, now=now).plan_id
    later = now + timedelta(days=99)
    records.visits.change(change(plan_id, "ir:1", added=False), actor=clerk, now=later)
    records.visits.tell([outcome(plan_id), outcome(plan_id, "ir:4")], actor=clerk, now=later)
    again = outcome(plan_id, "ir:4", visited_on=date(2025, 9, 30), found="active")
    records.visits.tell([again], actor=clerk, now=later)  # no other act
    counts = records.visits.counts(plan_id)
    assert (counts.frame, counts.acts, counts.changes, counts.outcomes) == (5, 3, 1, 2)
    assert counts.by_slice == {"duty": 1, "random": 1, "risk": 1}
    assert counts.by_kind == {"financial": 1, "general": 2}
    assert counts.by_county == {("05", "صحنه"): 2, ("05", "هرسین"): 1}


def test_duties_are_told_of_those_who_are_asked_for_and_have_one(
    records: Records, clerk: Actor, now: datetime
) -> None:
    head = records.visits.keep(plan_of(), actor=clerk, now=now)
    assert records.visits.duties(head.plan_id, ["ir:1", "ir:2"]) == {"ir:1": "three_warnings"}
    assert records.visits.duties(head.plan_id, ["ir:4"]) == {}
    assert records.visits.duties("nowhere", ["ir:1"]) == {}


def test_a_change_leaves_the_plan_and_moves_what_is_to_be_done(
    records: Records, clerk: Actor, now: datetime
) -> None:
    book = records.visits
    plan_id = book.keep(plan_of(), actor=clerk, now=now).plan_id
    swap = change(plan_id, "ir:3", added=True, instead_of="ir:2")
    entry = book.change(swap, actor=clerk, now=now)
    book.change(change(plan_id, "ir:4", added=False), actor=clerk, now=now)
    assert [one.coop_id for one in book.acts(plan_id)] == ["ir:1", "ir:3"]
    assert book.acts(plan_id)[1].kind == "general"
    assert book.acts(plan_id)[1].month == date(2025, 10, 23)
    assert book.plan(plan_id) == plan_of()
    assert [(one.number, one.change.coop_id) for one in book.changes(plan_id)] == [
        (entry.number, "ir:3"), (entry.number + 1, "ir:4"),
    ]  # fmt: skip
    assert book.changes(plan_id)[0] == entry
    assert book.verify() == 3


def test_a_change_that_the_plan_has_no_place_for_is_refused_with_every_fault(
    records: Records, clerk: Actor, now: datetime
) -> None:
    plan_id = records.visits.keep(plan_of(), actor=clerk, now=now).plan_id
    asked = change(plan_id, "ir:9", added=True, reason="whim", note=" ")
    with pytest.raises(PlanChangeRefused) as refused:
        records.visits.change(asked, actor=clerk, now=now)
    for fault in ("whim is none of the reasons", "no note", "not among those"):
        assert fault in str(refused.value)
    with pytest.raises(UnknownPlan):
        records.visits.change(replace(asked, plan_id="x"), actor=clerk, now=now)
    assert records.visits.changes(plan_id) == []


def test_what_a_plan_taught_is_kept_and_the_last_stands(
    records: Records, clerk: Actor, now: datetime
) -> None:
    book = records.visits
    plan_id = book.keep(plan_of(), actor=clerk, now=now).plan_id
    with pytest.raises(NotEvaluated):
        book.evaluation(plan_id)
    for told in ({"hits": 1}, {"hits": 2, "day": MONTH}, {"hits": 2, "day": MONTH}):
        book.keep_evaluation(plan_id, told, actor=clerk, now=now)
    entry = book.evaluation(plan_id)
    assert entry.content == {"hits": 2, "day": "2025-09-23"}
    assert (entry.plan_id, entry.written_at, entry.actor) == (plan_id, now, clerk)
    assert book.verify() == 3
    with pytest.raises(UnknownPlan):
        book.keep_evaluation("nowhere", {}, actor=clerk, now=now)


@pytest.mark.parametrize(
    ("table", "act"),
    [
        ("visit_plan", "UPDATE visit_plan SET seed = 1"),
        ("visit_plan", "DELETE FROM visit_plan"),
        ("visit_planned", "UPDATE visit_planned SET probability = 1"),
        ("visit_planned", "DELETE FROM visit_planned WHERE coop_id = 'ir:5'"),
        ("plan_change", "UPDATE plan_change SET note = ''"),
        ("visit_outcome", "UPDATE visit_outcome SET found = 'active'"),
        ("visit_evaluation", "DELETE FROM visit_evaluation"),
    ],
)
def test_the_database_itself_refuses_to_change_the_book(
    records: Records, clerk: Actor, now: datetime, table: str, act: str
) -> None:
    book = records.visits
    plan_id = book.keep(plan_of(), actor=clerk, now=now).plan_id
    book.change(change(plan_id, "ir:1", added=False), actor=clerk, now=now)
    book.tell([outcome(plan_id)], actor=clerk, now=now + timedelta(days=99))
    book.keep_evaluation(plan_id, {}, actor=clerk, now=now)
    with (
        pytest.raises(IntegrityError, match=f"what is written in {table} stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text(act))


def test_days_of_a_plan_are_its_own(records: Records, clerk: Actor, now: datetime) -> None:
    head = records.visits.keep(plan_of(), actor=clerk, now=now)
    assert (head.as_of, head.first_month, head.months, head.seed) == (AS_OF, MONTH, 2, 7)


def test_a_duty_that_a_plan_found_is_told_of_those_asked_for(
    records: Records, clerk: Actor, now: datetime
) -> None:
    plan_id = records.visits.keep(plan_of(), actor=clerk, now=now).plan_id
    asked = ["ir:1", "ir:2", "nobody"]
    assert records.visits.duties(plan_id, asked) == {"ir:1": "three_warnings"}
    assert records.visits.duties(plan_id, ["ir:2"]) == {}
