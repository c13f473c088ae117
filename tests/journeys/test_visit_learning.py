"""What is claimed of learning from visits, on small sectors that are drawn with their truth.

`make results` asks the same of five sectors of 20,000 (parts `visit_estimates`, `visit_effects`,
`overriders` and `lead_time`).
"""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import lead_time, overriders, visit_effects, visit_estimates
from benchmarks.lines import Line
from benchmarks.visit_world import DAY, planned, standing
from coopscore.visits import VisitOutcome
from models.visits.evaluation import evaluate_plan
from models.visits.overriders import HELPED, HURT
from models.visits.prevalence import prevalence
from serving.i18n import Words
from serving.pages.results_page import Telling

COOPERATIVES, SEED, REDRAWS = 2_000, 11, 100


@pytest.fixture(scope="module")
def redrawn():
    return visit_estimates.sector(SEED, REDRAWS, COOPERATIVES, active=400)


@pytest.fixture(scope="module")
def effects():
    return visit_effects.sector(SEED, COOPERATIVES, redraws=2)


@pytest.fixture(scope="module")
def leads():
    return lead_time.sector(SEED, COOPERATIVES, draws=100)


@pytest.mark.parametrize("size", visit_estimates.SIZES)
def test_redrawn_designs_are_estimated_without_bias_and_covered(redrawn, size):
    found = redrawn[size]
    assert abs(found.value.mean() - found.truth) < 3.5 * found.value.std() / REDRAWS**0.5
    assert found.inside.mean() >= 0.9


@pytest.mark.parametrize("size", visit_estimates.UNKNOWN)
def test_truth_is_held_whoever_was_not_reached(redrawn, size):
    assert redrawn[size].outer.mean() >= 0.95
    assert redrawn[size].outer_width.mean() < 1


def test_the_estimate_leans_where_the_silent_are_less_often_reached(redrawn):
    found = redrawn["nation_unreached"]
    assert found.value.mean() < found.truth - 0.1 * found.value.std()


def test_a_plan_of_a_sector_is_evaluated_beside_its_truth():
    who = standing(SEED, COOPERATIVES)
    plan = planned(who, seed=1)
    truth = dict(zip(who.coop_id, who.silent, strict=True))
    told = [
        VisitOutcome(
            plan_id="", coop_id=one.coop_id, visited_on=one.month, kind=one.kind,
            found="silent" if truth[one.coop_id] else "active",
        )
        for one in plan.acts
    ]  # fmt: skip
    found = evaluate_plan(plan, told, plain=[one.coop_id for one in plan.frame])
    whole = {(one.slice, one.province): one.share for one in found.precision}
    listed = [truth[one.coop_id] for one in plan.acts if one.slice == "risk"]
    assert whole["risk", ""].value == pytest.approx(np.mean(listed))
    nation = prevalence([(plan, told)])[0].share
    assert nation.least <= who.silent.mean() <= nation.most
    # The plain order is the plan's own, so that the two lists are one.
    assert found.redundancy.no_better


def test_effect_is_not_used_where_nothing_on_record_tells_it(effects):
    assert not any(one.is_effect for one in effects["drawn"])
    lines = {line.figure: line for line in visit_effects.told("drawn", effects["drawn"])}
    assert lines["effects_averted"].value == lines["effects_averted"].beside["effects_by_risk"]
    assert lines["effects_used"].most == visit_effects.MOST_WRONG


def test_overriders_are_told_apart_by_points_and_number():
    helped = [
        np.mean([one == HELPED for one in overriders.verdicts(points, overrides, "both", runs=200)])
        for points, overrides in ((0.05, 50), (0.1, 100), (0.2, 100), (0.4, 200))
    ]
    assert helped == sorted(helped)
    assert helped[-1] == 1
    seen, coin = (
        np.mean([one == HURT for one in overriders.verdicts(-0.2, 100, design, runs=200)])
        for design in ("both", "coin")
    )
    assert seen > coin


def test_alarms_come_before_entries_and_the_interval_holds_their_median(leads):
    found = leads
    assert found.lists == len(lead_time.DAYS)
    assert found.missed < found.entered
    assert 0 < found.median.low <= found.median.value <= found.median.high
    assert found.from_last.value <= found.median.value


def test_lists_name_only_who_is_not_on_record_yet():
    world = lead_time.credit_world(COOPERATIVES, SEED, lead_time.SPEC, ("status_event",))
    entered = lead_time.first_entries(world.facts)
    listed, standing_ = lead_time.alarms(world.rows, entered, DAY)
    assert set(listed) <= set(standing_)
    assert len(listed) == round(len(standing_) * 264 / 1570)
    assert not [who for who in standing_ if who in entered and entered[who] <= DAY]


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_line_has_its_words(lang, redrawn, effects, leads):
    tell = Telling(Words(lang))
    lines = [line for size in redrawn for line in visit_estimates.told(size, [redrawn])]
    lines += [line for name in effects for line in visit_effects.told(name, effects[name])]
    lines += lead_time.told([leads])
    lines += [
        Line(figure=f"overriders_{kind}", value=1.0, of=f"overrides_{of}")
        for kind in ("good", "bad", "neither", 5, 10, 15, 20, 30, 40)
        for of in (*overriders.DESIGNS, *overriders.OVERRIDES)
    ]
    parts = ("visit_estimates", "visit_effects", "lead_time", "overriders")
    content = {"commit": "c", "notes": [], "lines": [line.content() for line in lines]}
    for section in tell.sections({"parts": [{"name": name, **content} for name in parts]}):
        assert section.title
        assert section.about
        assert all(row.figure for row in section.rows)
