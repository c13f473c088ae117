"""Shares of admissible weights agree with areas worked out in the open and with other draws."""

import numpy as np
import pytest
from scipy.special import comb
from scipy.stats import beta, kstest

from models.awards.weight_space import admissible, admissible_weights, around, winner_shares

LINEAR = {"aggregation": "arithmetic", "gaps": "reweight"}


def shares_in(space, points, draws=50_000):
    return winner_shares(points, admissible_weights(space, draws=draws), **LINEAR)


def rejected(low, high, draws, seed):
    """Even draws otherwise: all but the last weight from their box, the last is what is left."""
    rng = np.random.default_rng(seed)
    drawn = low[:-1] + (high - low)[:-1] * rng.random((draws, len(low) - 1))
    last = 1 - drawn.sum(axis=1)
    return np.column_stack([drawn, last])[(last >= low[-1]) & (last <= high[-1])]


def clipped(corners, normal, limit):
    """A polygon cut to where normal @ point <= limit (Sutherland and Hodgman)."""
    kept = []
    for at, here in enumerate(corners):
        before = corners[at - 1]
        inside, was = normal @ here <= limit, normal @ before <= limit
        if inside != was:
            share = (limit - normal @ before) / (normal @ here - normal @ before)
            kept.append(before + share * (here - before))
        if inside:
            kept.append(here)
    return kept


def area(corners):
    x, y = np.array(corners).T
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


def test_of_two_indicators_the_share_is_that_of_a_stretch_of_a_line():
    # .9 w + .2 (1 - w) against .4: the first leads where w > 2/7, on .2 to .7.
    space = admissible(np.array([0.2, 0.3]), np.array([0.7, 0.8]))
    told = shares_in(space, np.array([[0.9, 0.2], [0.4, 0.4]]))
    assert told.share[0] == pytest.approx((0.7 - 2 / 7) / 0.5, abs=0.005)
    assert told.share.sum() == pytest.approx(1.0)


def test_of_three_indicators_the_shares_are_those_of_the_polygons_in_the_plane_of_weights():
    points = np.array([[0.9, 0.1, 0.5], [0.2, 0.8, 0.5], [0.45, 0.45, 0.7]])
    low, high = np.array([0.1, 0.2, 0.05]), np.array([0.6, 0.7, 0.4])
    # In w1 and w2, with w3 = 1 - w1 - w2.
    whole = [np.array(corner) for corner in ((0.1, 0.2), (0.6, 0.2), (0.6, 0.7), (0.1, 0.7))]
    ones = np.ones(2)
    whole = clipped(clipped(whole, ones, 1 - low[2]), -ones, high[2] - 1)
    expected = []
    for one in range(3):
        part = whole
        for other in range(3):
            if other != one:
                gain = points[other] - points[one]
                part = clipped(part, gain[:2] - gain[2], -gain[2])
        expected.append(area(part) / area(whole) if part else 0.0)
    told = shares_in(admissible(low, high), points)
    assert sum(expected) == pytest.approx(1.0)
    assert min(expected) > 0.1
    assert told.share == pytest.approx(expected, abs=0.005)
    assert (np.abs(told.share - expected) <= 4 * told.error).all()


def test_of_twelve_indicators_the_shares_are_those_of_other_draws():
    rng = np.random.default_rng(1)
    stated = rng.dirichlet(np.full(12, 4.0))
    points = rng.random((6, 12))
    points += 0.5 - (points @ stated)[:, None]  # all level by the stated weights
    space = around(stated, 0.5)
    told = shares_in(space, points)
    others = rejected(space.low, space.high, 400_000, 2)
    best = np.bincount((others @ points.T).argmax(axis=1), minlength=6) / len(others)
    assert len(others) > 50_000
    assert told.share == pytest.approx(best, abs=0.008)
    assert told.error.max() < 0.004


def test_each_weight_is_spread_as_by_other_draws_within_all_bounds():
    low, high = np.array([0.0, 0.05, 0.1, 0.2]), np.array([0.1, 0.4, 0.5, 0.9])
    drawn = admissible_weights(admissible(low, high), draws=20_000)
    others = rejected(low, high, 100_000, 3)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(len(drawn)))
    assert ((drawn >= low - 1e-12) & (drawn <= high + 1e-12)).all()
    for place in range(4):
        assert kstest(drawn[:, place], others[:, place]).statistic < 0.02


def test_the_corners_of_the_whole_simplex_are_reached_as_often_as_they_are_large():
    drawn = admissible_weights(admissible(np.zeros(12), np.ones(12)), draws=40_000)
    # A weight is over a in (1 - a)^11 of the simplex; inclusion and exclusion for the largest one.
    over = sum((-1) ** (k + 1) * comb(12, k) * (1 - 0.4 * k) ** 11 for k in (1, 2))
    assert (drawn.max(axis=1) > 0.4).mean() == pytest.approx(over, abs=0.005)
    assert kstest(drawn[:, 3], beta(1, 11).cdf).statistic < 0.012


def test_bounds_of_branches_are_kept_too():
    space = admissible(np.zeros(4), np.ones(4), [((0, 1), 0.3, 0.5)])
    drawn = admissible_weights(space, draws=20_000)
    branch = drawn[:, :2].sum(axis=1)
    assert ((branch >= 0.3 - 1e-12) & (branch <= 0.5 + 1e-12)).all()
    # The density of the sum of two of four even shares is 6 s (1 - s).
    mean = np.trapezoid(
        (s := np.linspace(0.3, 0.5, 1001)) * (density := s * (1 - s)), s
    ) / np.trapezoid(density, s)  # fmt: skip
    assert branch.mean() == pytest.approx(mean, abs=0.002)


def test_equal_firsts_divide_the_share_and_weights_that_are_fixed_leave_one_answer():
    points = np.array([[0.5, 0.5], [0.5, 0.5], [0.1, 0.2]])
    told = shares_in(admissible(np.zeros(2), np.ones(2)), points, 1000)
    assert told.share.tolist() == [0.5, 0.5, 0.0]
    fixed = admissible(np.array([0.3, 0.7]), np.array([0.3, 0.7]))
    told = shares_in(fixed, np.array([[1.0, 0.0], [0.0, 0.5]]), 1000)
    assert (told.share.tolist(), told.error.tolist()) == ([0.0, 1.0], [0.0, 0.0])


def test_the_same_seed_gives_the_same_shares():
    points = np.random.default_rng(4).random((5, 6))
    first, again = (shares_in(around(np.ones(6), 0.5), points, 3000) for _ in range(2))
    assert np.array_equal(first.share, again.share)


def test_bounds_that_nothing_keeps_and_a_list_of_nobody_are_refused():
    for low, high, groups in (
        ([0.6, 0.6], [1, 1], ()),
        ([0.0, 0.0], [0.4, 0.4], ()),
        ([-0.1, 0.0], [1, 1], ()),
        ([0.0, 0.0], [1, 0.5], [((0,), 0.0, 0.2)]),
    ):
        with pytest.raises(ValueError, match="no weights"):
            admissible(np.array(low), np.array(high), groups)
    with pytest.raises(ValueError, match="somebody"):
        winner_shares(np.zeros((0, 2)), np.full((1000, 2), 0.5), **LINEAR)
