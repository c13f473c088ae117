"""What visits found becomes a sample that can be estimated from, and nothing besides."""

from dataclasses import replace

import numpy as np
from visited_plan import MONTH, outcome, outcomes, plan_of

from coopscore.capacity import Capacity, Room
from models.visits.estimate import share
from models.visits.found import sampled, silent, standing
from models.visits.frame import Candidates
from models.visits.planning import plan_visits
from models.visits.settings import visit_settings

PLAN = plan_of("""
    a | P/x | 1    | risk   | .6
    b | P/x | 1    | duty   | .2
    c | P/x | .9   | risk   | .4
    d | P/x | .25  | random | .1
    e | P/x | .25  |        | .1
    f | P/x | .25  |        | .1
""")


def test_of_several_outcomes_the_last_that_tells_something_counts():
    told = [outcome("a", "active", 1), outcome("a", "silent", 5), outcome("a", "not_reached", 9)]
    assert standing(told)["a"].found == "silent"
    assert standing(told[:1] + told[2:])["a"].found == "active"
    assert standing([outcome("a", "not_reached", 3), outcome("a", "gone", 2)])["a"].found == "gone"
    again = [outcome("a", "not_reached", 1), outcome("a", "not_reached", 4)]
    assert standing(again)["a"].visited_on.day == 24


def test_only_who_was_reached_is_silent_or_at_work():
    told = outcomes(a="silent", b="gone", c="active", d="not_reached")
    assert silent(told) == {"a": 1.0, "b": 1.0, "c": 0.0}


def test_the_sample_is_who_is_certain_and_the_lot():
    design = sampled(PLAN, outcomes(a="silent", b="active", c="silent", d="gone", e="silent"))
    # c filled a place that the lot left, and nobody sent for e: neither stands for anybody.
    assert list(design.taken) == [True, True, False, True, False, False]
    assert list(design.probability) == [1, 1, 0.25, 0.25, 0.25, 0.25]
    assert np.array_equal(design.y, [1, 0, np.nan, 1, np.nan, np.nan], equal_nan=True)


def test_a_stratum_that_drew_nobody_is_stood_for_by_the_others():
    plan = plan_of("""
        a | P/x | .5 | random | .6
        b | P/x | .5 |        | .2
        c | P/y | .5 |        | .4
    """)
    design = sampled(plan, outcomes(a="silent"))
    assert list(design.taken) == [True, False, False]
    assert not design.certain.any()


def drawn(seed):
    """A plan of the shipped policy for 120 candidates in two small counties, 40 visits in all."""
    rng = np.random.default_rng(1)
    candidates = Candidates.of(
        coop_id=[f"c{place:03}" for place in range(120)],
        province=["08"] * 120,
        county=["x", "y"] * 60,
        risk=rng.random(120),
    )
    rooms = [
        Room(province="08", county=county, kind="general", month=MONTH, acts=20) for county in "xy"
    ]
    asked = replace(visit_settings(), random=0.2)
    return plan_visits(candidates, Capacity.of(rooms), asked, as_of=MONTH, seed=seed)


def test_a_drawn_plan_is_estimated_without_bias_and_held_by_its_bounds():
    truth = {f"c{place:03}": place % 3 == 0 for place in range(120)}
    found = []
    for seed in range(80):
        plan = drawn(seed)
        told = [
            outcome(one.coop_id, "silent" if truth[one.coop_id] else "active") for one in plan.acts
        ]
        found.append(share(sampled(plan, told)))
    values = np.array([one.value for one in found])
    assert abs(values.mean() - 1 / 3) < 3 * values.std() / 80**0.5
    assert all(one.least <= 1 / 3 <= one.most for one in found)
    assert np.mean([one.low <= 1 / 3 <= one.high for one in found]) >= 0.95


def test_a_lot_weighs_as_the_plan_says_everybody_was_likely_to_be_taken():
    plan = drawn(1)
    design = sampled(plan, [])
    likely = np.array([one.probability for one in plan.frame])
    # Whoever might also fill what the lot leaves free was likelier to be taken than to be drawn.
    assert (design.probability <= likely + 1e-12).all()
    least = likely == likely.min()
    assert np.allclose(design.probability[least], likely[least])
