"""Changes become pairs by what came to light of both, and by the stored risk where nothing did."""

import numpy as np
import pytest
from visited_plan import outcomes, plan_of

from coopscore.visits import PlanChange
from models.visits.found import found_silent
from models.visits.judged_changes import override_pairs, risk_shift

PLAN = plan_of("""
    a | P/x | 1  | risk   | .6
    b | P/x | 1  | risk   | .4
    c | P/x | .1 |        | .1
    d | Q/y | 1  | risk   | .5
    e | Q/y | .1 |        |
""")


def change(who, *, added=True, instead_of=""):
    return PlanChange(
        plan_id="p", coop_id=who, added=added, reason="local_report", note="", instead_of=instead_of
    )


def test_a_pair_is_told_by_later_records_of_both_and_else_by_the_risk_beside_the_visit():
    changes = [
        change("c", instead_of="a"),
        change("e", instead_of="d"),
        change("z", instead_of="b"),
    ]
    found, unpaired = override_pairs(
        PLAN, outcomes(c="silent", e="not_reached", z="active"), changes,
        {"a": False, "c": True, "e": True, "b": True},
    )  # fmt: skip
    assert list(found.office) == ["P", "Q", "P"]
    # Of d nothing is known, and of z nothing but its visit: what b came to is another thing.
    assert np.array_equal(found.added.y, [1, np.nan, 0], equal_nan=True)
    assert np.array_equal(found.replaced.y, [0, np.nan, np.nan], equal_nan=True)
    assert list(found.replaced.chance) == [1, 0, 0]
    assert list(found.replaced.risk) == [0.6, 0.5, 0.4]
    assert np.isnan(found.added.risk[1:]).all()  # not scored, and not of the frame
    assert unpaired == 0


def test_both_of_a_pair_are_judged_by_one_thing():
    visits, pair = outcomes(c="active", a="silent"), [change("c", instead_of="a")]
    by_visits, _ = override_pairs(PLAN, visits, pair, {"c": True})
    assert (by_visits.added.y[0], by_visits.replaced.y[0]) == (0, 1)
    by_records, _ = override_pairs(PLAN, visits, pair, {"c": True, "a": False})
    assert (by_records.added.y[0], by_records.replaced.y[0]) == (1, 0)


def test_changes_that_replace_nobody_are_counted():
    changes = [
        change("c", instead_of="a"), change("a", added=False),  # one and the same exchange
        change("b", added=False), change("e"),
    ]  # fmt: skip
    found, unpaired = override_pairs(PLAN, [], changes, {})
    assert (len(found.office), unpaired) == (1, 2)


def test_the_risk_is_set_right_on_those_that_it_took():
    found = found_silent(PLAN, outcomes(a="silent", b="silent", d="active"))
    shift, error = risk_shift(PLAN, found)
    assert shift == pytest.approx((0.4 + 0.6 - 0.5) / 3)
    assert error == pytest.approx(np.std([0.4, 0.6, -0.5], ddof=1) / 3**0.5)
    assert risk_shift(PLAN, found_silent(PLAN, outcomes(a="silent"))) == (0.0, 0.0)
