"""What visits found becomes a sample that can be estimated from, and nothing besides."""

import numpy as np
from visited_plan import outcome, outcomes, plan_of

from models.visits.found import sampled, silent, standing

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
