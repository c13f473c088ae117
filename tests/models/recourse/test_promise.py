"""Promises: never better than the replay, and such that nine in ten refits keep them."""

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coopscore.scores import NOT_RATED, Score
from models.recourse.promise import promised
from models.scale import load_master_scale

SCALE = load_master_scale()
GRADES = [name for name, _ in SCALE.grades]


def scored(probability):
    points = SCALE.points(np.array([np.log(probability / (1 - probability))]))
    clipped = SCALE.clipped(points)
    return Score(
        coop_id="ir:1", as_of=date(2025, 10, 22), spec="credit", version="credit-0", batch=1,
        margin=0.0, probability=probability, low=probability / 2, high=0.5,
        points=float(clipped[0]), points_unclipped=float(points[0]), base_points=0.0,
        grade=SCALE.grade(clipped)[0], reasons=(),
    )  # fmt: skip


def test_the_promise_is_the_grade_that_nineteen_in_twenty_normal_refits_reach():
    score, refitted = scored(0.019), 0.12
    drawn = np.log(0.019 / 0.981) + refitted * np.random.default_rng(4).normal(size=20_000)
    reached = np.array(
        [GRADES.index(one) for one in SCALE.grade(SCALE.clipped(SCALE.points(drawn)))]
    )
    least = GRADES.index(promised(SCALE, score, refitted))
    assert (reached <= least).mean() >= 0.95
    assert (reached <= least - 1).mean() < 0.95


def test_where_refits_agree_the_replays_own_grade_is_promised():
    # 620 points, the edge of B1, are odds of 50 to 1.
    assert promised(SCALE, scored(0.0196), 0.0) == "B1"
    assert promised(SCALE, scored(0.0196), 0.01) == "B2"


def test_who_has_no_grade_is_promised_none():
    assert promised(SCALE, replace(scored(0.02), grade=NOT_RATED), 0.0) == NOT_RATED


def test_a_wide_spread_promises_the_last_grade():
    assert promised(SCALE, scored(0.02), 20.0) == GRADES[-1]


@given(st.floats(1e-6, 0.999), st.floats(0, 5))
def test_no_promise_is_better_than_the_replay(probability, refitted):
    score = scored(probability)
    assert GRADES.index(promised(SCALE, score, refitted)) >= GRADES.index(score.grade)
