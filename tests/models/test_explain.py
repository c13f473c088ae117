"""Base and reasons are the points: not nearly, and not for most."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.testing import assert_allclose

from coopscore.errors import ReasonsDoNotAdd
from coopscore.scores import Score
from models.calibration import AffineCalibration
from models.explain import check_sum, in_points, reasons
from models.scale import load_master_scale

SCALE = load_master_scale()
LINE = AffineCalibration(slope=0.5, intercept=-1.0, covariance=((0.0, 0.0), (0.0, 0.0)))


def test_a_share_of_the_margin_is_its_share_of_the_points():
    # Two inputs: +2 raises the risk, -1 lowers it; the base is -3, so the margin is -2.
    base, shares = in_points(np.array([[2.0, -1.0, -3.0]]), LINE, SCALE)
    factor = 40 / np.log(2)
    assert_allclose(shares, [[-factor * 0.5 * 2.0, factor * 0.5 * 1.0]])
    assert_allclose(base, 620 - factor * np.log(50) - factor * (0.5 * -3.0 - 1.0))
    assert_allclose(base + shares.sum(axis=1), SCALE.points(LINE.logit(np.array([-2.0]))))


def test_an_input_without_a_share_has_plain_zero_points():
    _, shares = in_points(np.array([[0.0, -3.0]]), LINE, SCALE)
    assert str(shares[0, 0]) == "0.0"


def test_the_weightiest_reason_comes_first_and_equal_ones_by_name():
    made = reasons(["b", "c", "a"], [1.0, None, "farm"], [5.0, -9.0, -5.0])
    assert [(reason.feature, reason.points) for reason in made] == [
        ("c", -9.0),
        ("a", -5.0),
        ("b", 5.0),
    ]
    assert made[0].value is None


@pytest.mark.parametrize("points", [[500.0, 500.1], [500.0, np.nan]])
def test_a_gap_is_refused_and_names_the_cooperative(points):
    base, shares = np.array([400.0, 400.0]), np.array([[100.0], [100.0]])
    with pytest.raises(ReasonsDoNotAdd) as refused:
        check_sum(base, shares, np.array(points), coop_ids=["uk:R1", "uk:R2"], version="exit-0")
    assert refused.value.facts["coop_id"] == "uk:R2"


def test_a_gap_of_rounding_is_none():
    check_sum(
        np.array([400.0]),
        np.array([[100.0]]),
        np.array([500.0 + 9e-7]),
        coop_ids=["a"],
        version="v",
    )


def test_no_rows_have_no_gap():
    check_sum(np.zeros(0), np.zeros((0, 3)), np.zeros(0), coop_ids=[], version="v")


def test_what_the_scale_cuts_off_is_a_term_of_its_own():
    score = Score(
        coop_id="uk:R1", as_of=date(2016, 6, 1), spec="exit", version="v", batch=1, margin=-20.0,
        probability=1e-6, low=0.0, high=0.1, points=900.0, points_unclipped=912.5,
        base_points=700.0, grade="A1", reasons=reasons(["age"], [80.0], [212.5]),
    )  # fmt: skip
    assert score.cap_points == -12.5
    total = score.base_points + sum(reason.points for reason in score.reasons) + score.cap_points
    assert total == score.points
    assert replace(score, points=912.5).cap_points == 0
