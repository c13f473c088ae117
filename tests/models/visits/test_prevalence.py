"""How many of all are silent, by province and for plans together, whoever was visited for what."""

import numpy as np
import pytest
from visited_plan import outcomes, plan_of

from models.visits.prevalence import prevalence

PLAN = plan_of("""
    a | P/x | 1   | risk    | .6
    b | P/x | .5  | random  | .5
    c | P/x | .5  |         | .5
    d | Q/y | 1   | revival |
    e | Q/y | .5  | random  | .5
    f | Q/y | .5  |         | .5
""")
TOLD = outcomes(a="silent", b="active", d="silent", e="silent")


def found(*plans):
    return {(one.province, one.population): one.share for one in prevalence(plans)}


def test_it_is_told_of_the_nation_and_of_each_province():
    told = found((PLAN, TOLD))
    assert told["", "all"].value == pytest.approx((1 + 0 + 1 + 2 * 1) / 6)
    assert told["P", "all"].value == pytest.approx(1 / 3)
    assert told["Q", "all"].value == pytest.approx(1.0)


def test_those_known_to_be_dormant_can_be_left_out():
    told = found((PLAN, TOLD))
    assert told["", "awake"].value == pytest.approx((1 + 0 + 2 * 1) / 5)
    assert told["", "awake"].of == 5
    only = plan_of("a | P/x | 1 | revival |")
    assert sorted(found((only, outcomes(a="active")))) == [("", "all"), ("P", "all")]


def test_plans_are_pooled_to_the_mean_over_their_frames():
    told = found((PLAN, TOLD), (PLAN, outcomes(a="active", b="active", d="active", e="active")))
    assert told["", "all"].value == pytest.approx((4 / 6 + 0) / 2)
    assert told["", "all"].of == 12


def test_the_truth_lies_inside_the_bounds_and_the_interval_in_every_draw_of_a_province():
    silent = {"a": 1, "b": 1, "c": 0, "d": 1, "e": 0, "f": 0, "g": 0}
    for drawn in "bcdefg":
        lines = ["a | P/x | 1 | risk | .5"] + [
            f"{who} | P/x | {1 / 6} | {'random' if who == drawn else ''} | .5" for who in "bcdefg"
        ]
        seen = {who: "silent" if silent[who] else "active" for who in ("a", drawn)}
        told = found((plan_of("\n".join(lines)), outcomes(**seen)))["P", "all"]
        assert told.least <= np.mean(list(silent.values())) <= told.most
        assert told.low <= np.mean(list(silent.values())) <= told.high
