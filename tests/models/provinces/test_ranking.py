"""Ranks with their sets."""

import numpy as np

from models.provinces.figures import shares
from models.provinces.formulas import default_formulas
from models.provinces.ranking import ranked

FORMULAS = default_formulas()


def test_too_few_have_no_rank_and_the_others_are_ranked_without_them():
    rates = shares(np.array([9.0, 80, 700]), np.array([9.0, 100, 1000]), 0.95)
    found = ranked(rates, FORMULAS)
    assert found[0] is None
    assert [(one.rank, one.of) for one in found[1:]] == [(1, 2), (2, 2)]


def test_a_small_province_may_hold_any_place_and_large_ones_far_apart_hold_their_own():
    rates = shares(np.array([7.0, 9000, 5000]), np.array([10.0, 10000, 10000]), 0.95)
    small, high, low = ranked(rates, FORMULAS)
    assert (high.rank, high.low, high.high) == (1, 1, 2)
    assert (low.rank, low.low, low.high) == (3, 2, 3)
    assert (small.rank, small.low, small.high) == (2, 1, 3)


def test_sets_hold_the_ranks_and_the_same_rates_give_the_same_sets():
    rng = np.random.default_rng(3)
    whole = rng.integers(12, 900, 31).astype(float)
    part = rng.binomial(whole.astype(int), 0.55).astype(float)
    found = ranked(shares(part, whole, 0.95), FORMULAS)
    assert all(one.low <= one.rank <= one.high for one in found)
    assert found == ranked(shares(part, whole, 0.95), FORMULAS)
    order = np.argsort(-part / whole, kind="stable")
    assert found[order[0]].rank == 1


def test_nobody_to_rank_gives_no_ranks():
    assert ranked(shares(np.zeros(2), np.zeros(2), 0.95), FORMULAS) == [None, None]
