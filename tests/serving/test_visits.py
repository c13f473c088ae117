"""The desk's work on one home: candidates, a plan and its rivals, what came of it, and targets."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from coopscore.actor import Actor
from coopscore.calendar import jalali
from coopscore.capacity import Capacity, Room
from coopscore.errors import (
    InvalidCapacity,
    InvalidSetting,
    NobodyToVisit,
    UnknownPlan,
    UnwritableFile,
)
from coopscore.visits import PlanChange, VisitOutcome
from models.visits.settings import visit_settings
from serving.candidates import aftermath, gather
from serving.office import Office, open_office
from serving.supervising import MONTHS, season_capacity
from serving.visit_outcomes import import_outcomes
from serving.visit_targets import Period, targets
from serving.visits import (
    Asked,
    change_plan,
    evaluate,
    explored,
    make_plan,
    plan_head,
    within,
)

AS_OF = jalali(1404, 6, 31)
SUPERVISOR = Actor(name="س. رضایی", role="supervisor")


@pytest.fixture
def office(visiting):
    with open_office(visiting) as opened:
        yield opened


@pytest.fixture
def asked(office: Office) -> Asked:
    gathered = gather(office, AS_OF, with_revival=False)
    capacity = season_capacity(gathered.candidates, AS_OF)
    return Asked(as_of=AS_OF, capacity=capacity, seed=1404, with_revival=False)


def test_everybody_whom_offices_visit_is_a_candidate_with_the_score_that_stood(office):
    gathered = gather(office, AS_OF, with_revival=False)
    scored = {
        entry.score.coop_id: entry.score.probability
        for entry in office.records.scorebook.of_day("dormancy", AS_OF)
    }
    told = dict(zip(gathered.candidates.coop_id, gathered.candidates.risk, strict=True))
    assert scored
    assert {one for one, risk in told.items() if not np.isnan(risk)} == set(scored)
    assert all(told[one] == probability for one, probability in scored.items())
    (ranked,) = gathered.ranked
    assert (ranked.spec, ranked.as_of, ranked.scores) == ("dormancy", AS_OF, len(scored))


def test_scores_of_later_days_are_not_looked_at(office):
    between = jalali(1404, 4, 15)
    (ranked,) = gather(office, between, with_revival=False).ranked
    assert ranked.as_of == jalali(1404, 3, 31)


def test_one_province_is_planned_by_itself_and_none_is_refused(office):
    whole = gather(office, AS_OF, with_revival=False).candidates
    own = gather(office, AS_OF, with_revival=False, province="10").candidates
    assert set(own.province) == {"10"}
    assert len(own) == (whole.province == "10").sum()
    with pytest.raises(NobodyToVisit):
        gather(office, AS_OF, with_revival=False, province="99")


def test_a_plan_is_judged_by_two_orders_of_everybody_and_by_what_came_of_them(office, built):
    beside = aftermath(office, AS_OF, built.now.date())
    assert set(beside.overdue_first) == set(beside.long_unseen_first)
    assert len(set(beside.overdue_first)) == len(beside.overdue_first)
    # The facts end on the plan's day: nothing has been told since.
    assert beside.silent == {}
    earlier = aftermath(office, jalali(1402, 7, 30), built.now.date()).silent
    assert set(earlier.values()) == {True, False}
    with pytest.raises(NobodyToVisit):
        aftermath(office, date(1900, 1, 1), AS_OF)


def test_a_plan_is_kept_with_its_rivals_and_the_same_again_is_the_same(office, asked, built):
    made = make_plan(office, asked, actor=SUPERVISOR, now=built.now)
    again = make_plan(office, asked, actor=SUPERVISOR, now=built.now)
    assert again.head == made.head
    told = made.head.settings
    assert [one["name"] for one in told["rivals"]] == ["greedy", "most_overdue", "random"]
    assert told["expected"]["visits"] == made.head.acts
    assert told["batch"] == office.facts.view().batch
    assert made.head.months == MONTHS
    frame = office.records.visits.plan(made.head.plan_id).frame
    assert len(frame) == len(gather(office, AS_OF, with_revival=False).candidates)
    assert min(one.probability for one in frame) > 0


def test_nobody_can_foresee_the_lot_of_a_plan_and_its_seed_draws_it_again(office, asked, built):
    unsaid = replace(asked, seed=None)
    one, other = (make_plan(office, unsaid, actor=SUPERVISOR, now=built.now) for _ in range(2))
    assert one.head.seed != other.head.seed
    told = replace(asked, seed=one.head.seed)
    assert make_plan(office, told, actor=SUPERVISOR, now=built.now).head == one.head


def test_the_next_plan_tells_how_much_of_the_last_it_kept(office, asked, built):
    first = make_plan(office, asked, actor=SUPERVISOR, now=built.now)
    later = jalali(1404, 7, 1)
    second = make_plan(office, replace(asked, as_of=later), actor=SUPERVISOR, now=built.now)
    churn = second.head.settings["churn"]
    assert churn["kept"] + churn["dropped"] == first.head.acts
    assert churn["kept"] + churn["added"] == second.head.acts
    assert plan_head(office, "newest") == second.head
    assert plan_head(office, first.head.plan_id) == first.head


def test_a_province_is_compared_with_its_own_last_plan_and_not_with_the_country(
    office, asked, built
):
    later, last = jalali(1404, 7, 1), jalali(1404, 8, 1)
    make_plan(office, asked, actor=SUPERVISOR, now=built.now)
    own = replace(asked, as_of=later, province="05")
    first = make_plan(office, own, actor=SUPERVISOR, now=built.now)
    assert first.head.settings["churn"] is None
    second = make_plan(office, replace(own, as_of=last), actor=SUPERVISOR, now=built.now)
    churn = second.head.settings["churn"]
    assert churn["kept"] + churn["dropped"] == first.head.acts


def test_another_share_for_the_lot_leaves_room_for_the_rest():
    policy = visit_settings()
    assert explored(policy, None) is policy
    assert explored(policy, 0.2).random == 0.2
    for share in (0.0, -0.1, 1.0):
        with pytest.raises(InvalidSetting, match="--explore"):
            explored(policy, share)


def test_a_capacity_is_cut_by_months_and_province():
    rooms = [
        Room(province=province, county="", kind="general", month=jalali(1404, month, 1), acts=2)
        for province in ("05", "10")
        for month in (7, 8, 9)
    ]
    whole = Capacity.of(rooms)
    assert within(whole, None, None) == whole
    assert within(whole, 2, None).acts == 8
    assert within(whole, 1, "05").acts == 2
    with pytest.raises(InvalidCapacity):
        within(whole, None, "20")


def test_what_visits_found_is_weighed_and_put_on_record(office, asked, built):
    plan_id = make_plan(office, asked, actor=SUPERVISOR, now=built.now).head.plan_id
    acts = office.records.visits.acts(plan_id)
    outcomes = [
        VisitOutcome(
            plan_id=plan_id, coop_id=act.coop_id, visited_on=jalali(1404, 7, 20), kind=act.kind,
            found="silent" if place % 3 else "active", outcome="notice",
        )
        for place, act in enumerate(acts)
    ]  # fmt: skip
    office.records.visits.tell(outcomes, actor=SUPERVISOR, now=built.now)
    found = evaluate(office, plan_id, actor=SUPERVISOR, now=built.now)
    assert found.content["counts"]["reached"] == len(acts)
    assert evaluate(office, plan_id, actor=SUPERVISOR, now=built.now) == found
    assert office.records.visits.evaluation(plan_id) == found
    nation = next(one for one in found.content["prevalence"] if not one["province"])
    assert nation["share"]["low"] < nation["share"]["value"] < nation["share"]["high"]


def test_a_change_is_asked_of_a_plan_that_is_there(office, built):
    change = PlanChange(
        plan_id="nowhere", coop_id="a", added=False, reason="complaint", note="n"
    )  # fmt: skip
    with pytest.raises(UnknownPlan):
        change_plan(office, change, supervisor=SUPERVISOR, now=built.now)


def test_nothing_is_taken_where_the_reasons_have_no_place(office, built, tmp_path: Path):
    path = tmp_path / "filled.csv"
    path.write_text("coop_id,kind,visited_on,found\nx,general,2025-10-01,active\n", "utf-8")
    folder = office.home.quarantine / "outcomes"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file stands where the folder should be")
    with pytest.raises(UnwritableFile):
        import_outcomes(office, path, actor=SUPERVISOR, now=built.now)
    folder.unlink()
    receipt = import_outcomes(office, path, actor=SUPERVISOR, now=built.now)
    assert (receipt.told.new, receipt.file.set_aside) == (0, 1)


def test_a_file_withdraws_what_was_told_and_the_same_file_again_changes_nothing(
    office, built, tmp_path: Path
):
    coop_id = gather(office, AS_OF, with_revival=False).candidates.coop_id[1]
    day = jalali(1404, 8, 2)
    book = office.records.visits
    told = VisitOutcome(
        plan_id="", coop_id=coop_id, visited_on=day, kind="general", found="active"
    )  # fmt: skip
    book.tell([told], actor=SUPERVISOR, now=built.now)
    path = tmp_path / "filled.csv"
    rows = [f"{coop_id},general,{on},told in error" for on in (day, jalali(1404, 8, 3))]
    path.write_text("\n".join(["coop_id,kind,visited_on,found", *rows]), "utf-8")
    first, again = (import_outcomes(office, path, actor=SUPERVISOR, now=built.now) for _ in "12")
    assert (first.told.new, first.file.set_aside) == (1, 1)  # of the other day nothing was told
    assert (again.told.new, again.told.same, again.file.set_aside) == (0, 1, 1)
    assert told not in book.outcomes_between(day, day)


def test_targets_count_what_is_on_record_and_what_is_left(office, built):
    year = Period(first=jalali(1403, 1, 1), last=jalali(1403, 12, 30), times=1.5)
    today = built.now.date()
    found = targets(office, year, today=today)
    planned = sum(one.planned for one in found.acts)
    assert planned > 0
    assert found.wanted.planned == planned == sum(one.planned for one in found.kinds.values())
    assert found.wanted.wanted == (3 * planned + 1) // 2
    assert found.wanted.to_do == max(0, found.wanted.wanted - found.wanted.done)
    own = targets(office, replace(year, province="10", by_county=True), today=today)
    assert {one.province for one in own.acts} == {"10"}
    assert {one.province for one in own.training} <= {"10"}
    # Kermanshah's own number, whatever this small sector planned.
    given = targets(office, replace(year, planned=1825), today=today)
    assert given.wanted.wanted == 2738


def test_the_visit_book_tells_of_acts_beside_the_register(office, asked, built):
    coop_id = gather(office, AS_OF, with_revival=False).candidates.coop_id[0]
    day = jalali(1404, 9, 1)
    told = [
        VisitOutcome(
            plan_id="", coop_id=coop_id, visited_on=day, kind="training", found="active",
            person_hours=12,
        ),
        VisitOutcome(
            plan_id="", coop_id=coop_id, visited_on=day, kind="audit", found="not_reached"
        ),
    ]  # fmt: skip
    office.records.visits.tell(told, actor=SUPERVISOR, now=built.now)
    found = targets(office, Period(first=day, last=day), today=built.now.date())
    assert found.told == {"training": 1}
