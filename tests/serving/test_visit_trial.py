"""The lots of earlier plans say whether to rank by effect, and a plan does as they say."""

from dataclasses import replace

import numpy as np
import pytest

from coopscore.actor import Actor
from coopscore.calendar import jalali
from coopscore.visits import Plan, Planned
from models.visits import effects
from serving.candidates import gather, silent_of
from serving.office import open_office
from serving.pooled_visits import ranking_of
from serving.supervising import season_capacity
from serving.visit_trial import learn_ranking, scored_on
from serving.visits import Asked, make_plan

AS_OF = jalali(1404, 6, 31)
YEARS = range(1398, 1403)
SUPERVISOR = Actor(name="س. رضایی", role="supervisor")
AGE = "age_years"


@pytest.fixture
def office(visiting):
    with open_office(visiting) as opened:
        yield opened


@pytest.fixture
def few(monkeypatch):
    """The home is small: a few rows of an outcome are to be enough to learn from."""
    monkeypatch.setattr(effects, "_LEAST", 5)


def plans_of(office, *, helps, years=YEARS):
    """A plan a year whose lot took one in two of all who were scored, by coin.

    Where a visit is to help, coins are those of a world in which it keeps most of the old awake and
    puts off the young: who ended silent and is old was hardly ever visited, and who is young nearly
    always. The stored risk is higher of the young.
    """
    rng = np.random.default_rng(5)
    found = []
    for year in years:
        day = jalali(year, 7, 30)
        matrix = scored_on(office, day)
        table = matrix.table
        ids, ages = table["coop_id"].to_pylist(), table[AGE].to_numpy()
        silent = silent_of(office, matrix, AS_OF)
        old = dict(zip(ids, ages > np.nanmedian(ages), strict=True))
        taken = {
            one: rng.random() < ((0.05 if old[one] else 0.95) if helps and silent.get(one) else 0.5)
            for one in ids
        }
        frame = tuple(
            Planned(
                coop_id=one, province="05", county="", stratum="05", probability=0.5,
                slice="random" if taken[one] else "", kind="general" if taken[one] else "",
                month=day if taken[one] else None, order=place,
                risk=(0.1 if old[one] else 0.6) + 0.3 * float(rng.random()),
            )
            for place, one in enumerate(ids, start=1)
        )  # fmt: skip
        found.append(
            Plan(as_of=day, first_month=day, months=12, seed=year, settings={}, frame=frame)
        )
    return found


def kept(office, plans, now):
    return tuple(
        office.records.visits.keep(plan, actor=SUPERVISOR, now=now).plan_id for plan in plans
    )


def asked_of(office, learn_from):
    capacity = season_capacity(gather(office, AS_OF, with_revival=False).candidates, AS_OF)
    return Asked(
        as_of=AS_OF, capacity=capacity, seed=1404, with_revival=False, learn_from=learn_from
    )


def test_effect_is_ranked_by_where_the_lots_show_that_it_averts_more(office, built, few):
    plan_ids = kept(office, plans_of(office, helps=True), built.now)
    choice = ranking_of(office, plan_ids, now=built.now)
    assert choice.ranking == "effect"
    assert choice.bound > 0
    made = make_plan(office, asked_of(office, plan_ids), actor=SUPERVISOR, now=built.now)
    told = made.head.settings
    assert told["policy"]["rank_by"] == told["ranking"]["ranking"] == "effect"
    assert told["learnt_from"] == list(plan_ids)
    by_risk = make_plan(office, asked_of(office, ()), actor=SUPERVISOR, now=built.now)
    assert by_risk.head.plan_id != made.head.plan_id
    table = scored_on(office, AS_OF).table
    ages = dict(zip(table["coop_id"].to_pylist(), table[AGE].to_pylist(), strict=True))
    means = [
        np.mean([ages[one.coop_id] for one in office.records.visits.plan(head.plan_id).acts
                 if one.slice == "risk"])
        for head in (made.head, by_risk.head)
    ]  # fmt: skip
    # Visits help the old alone, and it is the old who are visited.
    assert means[0] > means[1]


def test_risk_stays_where_the_lots_show_no_such_thing_and_the_plan_says_why(office, built, few):
    plan_ids = kept(office, plans_of(office, helps=False), built.now)
    made = make_plan(office, asked_of(office, plan_ids), actor=SUPERVISOR, now=built.now)
    told = made.head.settings
    assert told["policy"]["rank_by"] == told["ranking"]["ranking"] == "risk"
    assert told["ranking"]["bound"] <= 0
    plain = make_plan(office, asked_of(office, ()), actor=SUPERVISOR, now=built.now)
    assert plain.head.settings["ranking"] is None
    frames = [office.records.visits.plan(one.head.plan_id).frame for one in (made, plain)]
    assert frames[0] == frames[1]


def test_a_lot_of_a_few_is_too_small_to_learn_from(office, built):
    (plan,) = plans_of(office, helps=True, years=(1400,))
    few = replace(plan, frame=plan.frame[:40])
    found = learn_ranking(office, [few], share=0.1, until=AS_OF)
    assert (found.choice.ranking, found.choice.bound, found.model) == ("risk", None, None)
    assert found.choice.visited == sum(one.taken for one in few.frame)


def test_who_was_certain_or_not_scored_is_no_row_of_the_trial(office, built):
    (plan,) = plans_of(office, helps=False, years=(1400,))
    certain = replace(plan.frame[0], probability=1.0)
    unscored = replace(plan.frame[1], risk=None)
    found = learn_ranking(
        office, [replace(plan, frame=(certain, unscored, *plan.frame[2:40]))], share=0.1,
        until=AS_OF,
    )  # fmt: skip
    assert found.choice.rows == 38
    alone = replace(plan, frame=(certain,))
    assert learn_ranking(office, [alone], share=0.1, until=AS_OF) is None


def test_what_came_to_light_after_the_day_is_not_learnt_from(office):
    (plan,) = plans_of(office, helps=False, years=(1400,))
    found = learn_ranking(office, [plan], share=0.1, until=plan.as_of)
    assert found.choice.rows == 0
