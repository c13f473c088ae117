"""Curves step on grid days and nowhere else, and what they say excludes each other."""

import numpy as np
import pytest

from coopscore.scores import at_month
from models.calibration import AffineCalibration
from models.hazard.curve import Told, by_second, curves, either

NOTHING = np.zeros((1, 8))


def told(**said):
    given = {
        "months": np.array([3]), "first": np.array([0.2]), "second": np.array([0.36]),
        "dissolved": NOTHING, "completed": NOTHING,
    }  # fmt: skip
    return Told(**{**given, **said})


def silent(curve):
    return [at_month(curve, month).silent for month in range(1, 25)]


def test_silence_steps_on_the_two_grid_days_ahead_and_on_no_other_day():
    (curve,) = curves(told())
    assert silent(curve) == [0.0] * 2 + [0.2] * 12 + [0.36] * 10


def test_who_is_settled_has_one_step_within_two_years():
    (curve,) = curves(told(months=np.array([15])))
    assert silent(curve) == [0.0] * 14 + [0.2] * 10


def test_on_its_grid_day_the_steps_are_a_year_and_two_years_ahead():
    (curve,) = curves(told(months=np.array([12])))
    assert silent(curve) == [0.0] * 11 + [0.2] * 12 + [0.36]


def test_ends_take_their_share_of_those_that_are_left():
    (curve,) = curves(told(months=np.array([12]), dissolved=np.full((1, 8), 0.1)))
    first, second = at_month(curve, 3), at_month(curve, 6)
    assert first.dissolved == pytest.approx(0.1)
    assert second.dissolved == pytest.approx(0.1 + 0.9 * 0.1)
    # Of what is left on the grid day silence comes first.
    left = 1 - 0.2 - at_month(curve, 9).dissolved
    assert at_month(curve, 12).dissolved == pytest.approx(at_month(curve, 9).dissolved + left * 0.1)


def test_what_comes_by_a_month_is_never_more_than_certain_and_never_falls():
    rng = np.random.default_rng(7)
    size = 300
    first = rng.random(size)
    ends = rng.random((2, size, 8)) * 0.5
    drawn = Told(
        months=rng.integers(1, 24, size), first=first, second=np.maximum(first, rng.random(size)),
        dissolved=ends[0], completed=ends[1] * (1 - ends[0]),
    )  # fmt: skip
    for curve in curves(drawn):
        shares = np.array([[p.silent, p.dissolved, p.completed] for p in curve])
        assert (np.diff(shares, axis=0) >= 0).all()
        assert (shares.sum(axis=1) <= 1 + 1e-12).all()
        assert [p.month for p in curve] == sorted({p.month for p in curve})


def test_two_cycles_are_no_less_likely_than_one():
    first, after = np.array([0.2, 0.0, 1.0]), np.array([0.25, 0.1, 0.5])
    as_it_is = AffineCalibration(slope=1.0, intercept=0.0, covariance=((0, 0), (0, 0)))
    assert by_second(first, after, as_it_is) == pytest.approx([0.4, 0.1, 1.0], abs=1e-6)
    low = AffineCalibration(slope=1.0, intercept=-9.0, covariance=((0, 0), (0, 0)))
    assert (by_second(first, after, low) >= first).all()
    assert np.isfinite(either(first, after)).all()
