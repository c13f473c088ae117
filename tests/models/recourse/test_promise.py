"""Promises: never better than the replay, and such that nine in ten refits keep them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.scores import NOT_RATED, Score
from models.recourse.promise import promised, slack_of
from models.scale import load_master_scale

SCALE = load_master_scale()
GRADES = [name for name, _ in SCALE.grades]


def scored(probability, high):
    points = SCALE.points(np.array([np.log(probability / (1 - probability))]))
    clipped = SCALE.clipped(points)
    return Score(
        coop_id="ir:1", as_of=date(2025, 10, 22), spec="credit", version="credit-0", batch=1,
        margin=0.0, probability=probability, low=probability / 2, high=high,
        points=float(clipped[0]), points_unclipped=float(points[0]), base_points=0.0,
        grade=SCALE.grade(clipped)[0], reasons=(),
    )  # fmt: skip


def test_the_promise_is_the_grade_at_the_upper_end_of_the_interval():
    # 620 points, B1, are a probability of 2.0%; 5.4% are 560, the edge of C1.
    assert promised(SCALE, scored(0.019, 0.053), 0.0) == "C1"
    assert promised(SCALE, scored(0.019, 0.055), 0.0) == "C2"


def test_slack_is_taken_off_where_it_is_the_longer_way_down():
    score = scored(0.019, 0.019)
    assert (score.grade, promised(SCALE, score, 0.0)) == ("B1", "B1")
    assert promised(SCALE, score, 15.0) == "B2"


def test_who_has_no_grade_is_promised_none():
    assert promised(SCALE, replace(scored(0.02, 0.5), grade=NOT_RATED), 0.0) == NOT_RATED


def test_a_certain_end_promises_the_last_grade():
    assert promised(SCALE, scored(0.02, 1.0), 0.0) == GRADES[-1]


@given(st.floats(1e-6, 0.999), st.floats(0, 1), st.floats(0, 200))
def test_no_promise_is_better_than_the_replay(probability, wider, slack):
    score = scored(probability, probability + (1 - probability) * wider)
    assert GRADES.index(promised(SCALE, score, slack)) >= GRADES.index(score.grade)


@pytest.mark.parametrize("share", [0.8, 0.9, 0.95])
def test_slack_is_what_nearly_all_refits_of_nearly_all_replays_lose_at_most(share):
    draw = np.random.default_rng(1404)
    points = draw.normal(600, 40, 500)
    refitted = points + draw.normal(-2, 8, (20, 500))
    slack = slack_of(points, refitted, share)
    kept = (refitted >= points - slack).mean(axis=0) >= share
    assert kept.mean() >= share
    tighter = (refitted >= points - 0.8 * slack).mean(axis=0) >= share
    assert tighter.mean() < share


def test_refits_that_never_fall_below_need_no_slack():
    points = np.array([600.0, 500.0])
    assert slack_of(points, points + np.array([[1.0], [2.0]])) == 0.0
