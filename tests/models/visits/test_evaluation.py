"""A plan's evaluation holds all that its visits teach, as numbers that JSON can hold."""

import json
from dataclasses import asdict, replace

import pytest
from visited_plan import outcome, plan_of

from coopscore.visits import PlanChange
from models.visits.evaluation import evaluate_plan

RISKY = [f"r{place:02}" for place in range(40)]
OVERDUE = [f"o{place:02}" for place in range(40)]
REST = [f"s{place:02}" for place in range(120)]
# 40 by risk, 8 by lot out of 160, of whom 40 are the most overdue.
PLAN = plan_of(
    "\n".join(
        [f"{who} | P/x | 1 | risk | .5" for who in RISKY]
        + [f"{who} | P/x | .05 | {'random' if who < 'o04' else ''} | .1" for who in OVERDUE]
        + [f"{who} | P/x | .05 | {'random' if who < 's04' else ''} | .1" for who in REST]
    )
)
TOLD = [
    *[outcome(who, "silent" if place % 4 else "active", 1 + place // 2)
      for place, who in enumerate(RISKY)],
    *[outcome(who, "active", 25) for who in (*OVERDUE[:4], *REST[:3])],
    outcome(REST[3], "not_reached", 26),
    outcome("elsewhere", "silent", 3),
]  # fmt: skip


def test_it_counts_what_was_planned_told_reached_and_not_planned():
    counts = evaluate_plan(PLAN, TOLD).counts
    assert (counts.planned, counts.told, counts.reached, counts.unplanned) == (48, 48, 47, 1)


def test_lists_and_population_are_told():
    told = evaluate_plan(PLAN, TOLD)
    risk = next(one for one in told.precision if (one.slice, one.province) == ("risk", ""))
    assert risk.share.value == 30 / 40
    nation = next(one for one in told.prevalence if (one.province, one.population) == ("", "all"))
    assert nation.share.value == pytest.approx(30 / 200)
    assert nation.share.method == "exact"
    assert nation.share.ceiling > nation.share.high  # one drawn was not reached


def test_the_list_by_risk_stands_beside_the_most_overdue():
    told = evaluate_plan(PLAN, TOLD, plain=OVERDUE).redundancy
    assert (told.k, told.common, told.seen_dear, told.seen_plain) == (40, 0, 40, 4)
    assert told.difference == pytest.approx(30 / 40)
    assert not told.no_better


def test_a_plain_list_that_is_the_same_makes_the_dear_one_no_better():
    told = evaluate_plan(PLAN, TOLD, plain=RISKY).redundancy
    assert (told.jaccard, told.no_better) == (1.0, True)


@pytest.mark.parametrize("drawn", [("f0", "s00"), ("f1", "s01"), ("s02", "s03")], ids=str)
def test_whoever_fills_a_shared_lot_is_seen_as_likely_as_the_lot_draws_it(drawn):
    # Four at the front of a shared line; two of 20 drawn, and the front fills what the lot leaves.
    front, rest = [f"f{place}" for place in range(4)], REST[:16]
    slices = dict.fromkeys(front, "risk") | dict.fromkeys(drawn, "random")
    lines = [f"{who} | P/x | {0.95 if who in front else 0.1} | {slices.get(who, '')} | .5"
             for who in [*front, *rest]]  # fmt: skip
    plan = plan_of("\n".join(lines))
    plan = replace(plan, frame=tuple(replace(one, stratum="P/x+y") for one in plan.frame))
    seen = [outcome(who, "silent") for who in slices]
    told = evaluate_plan(plan, seen, plain=["s00", "f0", "s02", "f1"]).redundancy
    assert (told.k, told.common) == (4, 2)
    assert told.seen_dear == len({"f2", "f3"} & set(drawn))
    assert told.seen_plain == len({"s00", "s02"} & set(drawn))


def test_the_days_of_an_order_are_those_of_the_office_that_served_it():
    plan = plan_of("a | P/x | 1 | risk | .5\nb | P/y | 1 | risk | .4")
    told = [outcome("a", "silent", 1), outcome("b", "active", 20)]
    provinces = replace(plan, frame=tuple(replace(one, stratum="P") for one in plan.frame))
    shared = replace(plan, frame=tuple(replace(one, stratum="P/x+y") for one in plan.frame))
    assert evaluate_plan(provinces, told, before=["b"]).earliness.days_earlier.value == 19
    assert evaluate_plan(shared, told, before=["b"]).earliness.days_earlier.value == 0


def test_the_half_of_a_plan_is_that_of_its_jalali_months():
    # Farvardin and Ordibehesht have 62 days, so that the 31st is in the first half of two months.
    plan = plan_of("a | P/x | 1 | risk | .5", months=2)
    told = evaluate_plan(plan, [outcome("a", "silent", 31)], before=["a"]).earliness
    assert told.first_half.value == 1


def test_the_order_of_the_visits_stands_beside_the_order_as_it_was():
    told = evaluate_plan(PLAN, TOLD, before=[*REST, *OVERDUE, *RISKY]).earliness
    assert told.hits == 30
    assert told.days_earlier.value > 0
    assert told.first_half.value > told.first_half_before.value


def test_overrides_are_valued_once_there_are_enough():
    changes = [
        PlanChange(plan_id="p", coop_id=f"n{place}", added=True, reason="local_report", note="",
                   instead_of=who)
        for place, who in enumerate(RISKY[:30])
    ]  # fmt: skip
    new = [outcome(f"n{place}", "active") for place in range(30)]
    (value,) = evaluate_plan(PLAN, [*TOLD, *new], changes=changes).overrides
    assert (value.office, value.told, value.verdict) == ("P", 30, "hurt")
    (few,) = evaluate_plan(PLAN, [*TOLD, *new], changes=changes[:29]).overrides
    assert (few.verdict, few.value) == ("too_few", None)


def test_what_was_not_given_is_not_told():
    told = evaluate_plan(PLAN, TOLD)
    assert (told.redundancy, told.earliness, told.overrides, told.unpaired) == (None, None, (), 0)
    assert evaluate_plan(PLAN, [], before=RISKY).earliness is None


def test_without_a_frame_there_is_nothing_to_tell():
    told = evaluate_plan(replace(PLAN, frame=()), [])
    assert (told.precision, told.prevalence) == ((), ())


def test_everything_can_be_written_as_json():
    told = evaluate_plan(PLAN, TOLD, plain=OVERDUE, before=REST)
    assert json.loads(json.dumps(asdict(told), allow_nan=False))["counts"]["planned"] == 48
    empty = evaluate_plan(PLAN, [], plain=OVERDUE, before=REST)
    assert "null" in json.dumps(asdict(empty), allow_nan=False)
