"""Draws are summed up as shares of first places and of top places, and as the middle of places."""

import numpy as np
import pytest
from scipy.stats import norm, rankdata

from models.awards.place_draws import drawn_places, place_draws


def test_shares_and_ends_are_those_of_places_counted_one_by_one():
    points = np.random.default_rng(1).normal([3.0, 2, 2, 0], 1.0, (999, 4)).round(1)
    told = place_draws(points, top=(1, 2), spread=0.8)
    by_hand = np.array([rankdata(-row, method="min") for row in points])
    assert np.array_equal(drawn_places(points), by_hand)
    assert told.first == pytest.approx((by_hand == 1).mean(axis=0))
    assert told.top[2] == pytest.approx((by_hand <= 2).mean(axis=0))
    assert np.array_equal(told.top[1], told.first)
    for row in range(4):
        ranked = np.sort(by_hand[:, row])
        # The least place with a tenth of draws at or under it, and with nine tenths.
        assert (told.low[row], told.high[row]) == (ranked[99], ranked[899])


def test_of_two_the_better_is_first_as_often_as_the_normal_distribution_says():
    points = np.random.default_rng(2).normal([1.0, 0.0], 1.0, (20_000, 2))
    assert place_draws(points).first[0] == pytest.approx(norm.cdf(1 / 2**0.5), abs=0.01)


def test_equal_ones_are_first_together():
    assert place_draws(np.zeros((3, 2))).first.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("points", [np.zeros((0, 2)), np.array([[np.nan, 1.0]])])
def test_draws_that_are_none_are_refused(points):
    with pytest.raises(ValueError, match="draws"):
        place_draws(points)
