"""Precision of each list, with the unreached as none and as hits."""

import pytest
from visited_plan import outcomes, plan_of

from models.visits.bounds import precision
from models.visits.found import found_silent

PLAN = plan_of("""
    a | P/x | 1  | risk    | .6
    b | P/x | 1  | risk    | .5
    c | P/y | 1  | risk    | .4
    d | P/y | 1  | risk    | .3
    e | P/y | 1  | revival |
    f | P/y | .5 | random  | .1
    g | P/y | .5 |         | .1
""")
TOLD = outcomes(a="silent", b="active", c="gone", d="not_reached", e="active", f="active")


def found():
    some = precision(PLAN, found_silent(PLAN, TOLD))
    return {(one.slice, one.province, one.county): one for one in some}


def test_a_list_is_told_in_all_by_province_and_by_county():
    assert sorted(found()) == sorted(
        [
            *[(name, *where) for name in ("random", "revival")
              for where in (("", ""), ("P", ""), ("P", "y"))],
            ("risk", "", ""), ("risk", "P", ""), ("risk", "P", "x"), ("risk", "P", "y"),
        ]
    )  # fmt: skip


def test_the_unreached_are_none_at_the_least_and_hits_at_the_most():
    risk = found()["risk", "", ""].share
    assert (risk.least, risk.value, risk.most) == (2 / 4, pytest.approx(2 / 3), 3 / 4)
    assert (risk.hits, risk.known, risk.unknown, risk.of) == (2, 3, 1, 4)
    county = found()["risk", "P", "y"].share
    assert (county.least, county.value, county.most) == (1 / 2, 1.0, 1.0)


def test_a_list_for_revival_looks_for_those_at_work():
    assert found()["revival", "", ""].sought == "active"
    assert found()["revival", "", ""].share.value == 1.0
    assert found()["risk", "", ""].sought == "silent"


def test_the_truth_lies_inside_whoever_the_unreached_are():
    for unreached in ("active", "silent"):
        truth = precision(PLAN, found_silent(PLAN, [*TOLD, *outcomes(d=unreached)]))
        whole = {(one.slice, one.province, one.county): one.share.value for one in truth}
        assert all(one.share.least <= whole[key] <= one.share.most for key, one in found().items())
