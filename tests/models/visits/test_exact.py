"""Exact intervals miss neither end more often than they say, at any size."""

import numpy as np
import pytest
from scipy.stats import binom, binomtest, hypergeom

from models.visits.exact import binomial_interval, hypergeometric_interval


@pytest.mark.parametrize("drawn", [1, 5, 13])
def test_an_exact_interval_holds_every_number_of_hits_as_often_as_it_says(drawn):
    rows = 40
    for all_hits in range(rows + 1):
        covered = sum(
            hypergeom.pmf(hits, rows, all_hits, drawn)
            for hits in range(max(0, drawn - (rows - all_hits)), min(drawn, all_hits) + 1)
            if low_high(rows, drawn, hits)[0] <= all_hits <= low_high(rows, drawn, hits)[1]
        )
        assert covered >= 0.95 - 1e-9


def low_high(rows, drawn, hits):
    return hypergeometric_interval(rows, drawn, hits, 0.95)


def test_neither_end_could_be_moved_in_by_one():
    low, high = low_high(1557, 13, 2)
    assert hypergeom.sf(1, 1557, low, 13) > 0.025 >= hypergeom.sf(1, 1557, low - 1, 13)
    assert hypergeom.cdf(2, 1557, high, 13) > 0.025 >= hypergeom.cdf(2, 1557, high + 1, 13)


def test_what_was_drawn_is_inside_and_all_drawn_leaves_nothing_open():
    assert low_high(20, 20, 7) == (7, 7)
    assert low_high(20, 5, 0)[0] == 0
    assert low_high(20, 5, 5)[1] == 20


@pytest.mark.parametrize(("drawn", "hits"), [(13, 0), (13, 2), (13, 13), (60, 9)])
def test_a_binomial_interval_is_that_of_clopper_and_pearson(drawn, hits):
    other = binomtest(hits, drawn).proportion_ci(0.95, method="exact")
    assert binomial_interval(drawn, hits, 0.95) == pytest.approx((other.low, other.high))


def test_unlike_chances_are_covered_by_the_interval_of_like_ones():
    # Two strata in proportion: 6 of each, a tenth of one silent and half of the other.
    chances = np.convolve(binom.pmf(range(7), 6, 0.1), binom.pmf(range(7), 6, 0.5))
    inside = [
        low <= 0.3 <= high
        for low, high in (binomial_interval(12, hits, 0.95) for hits in range(13))
    ]
    assert chances[inside].sum() >= 0.95
