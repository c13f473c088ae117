"""What an indicator decides is told beside what was stated, and agrees with other ways to it."""

import numpy as np
import pytest
import statsmodels.api as sm

from models.awards.importance import alpha, correlation_ratio, weighing

NAN = np.nan


def test_of_independent_normals_the_effective_weight_is_that_of_the_squared_weight_and_spread():
    rng = np.random.default_rng(1)
    weights, spread = np.array([0.5, 0.3, 0.2]), np.array([0.05, 0.1, 0.2])
    x = 0.5 + rng.standard_normal((40_000, 3)) * spread
    told = weighing(x, 100 * x @ weights, weights, ["a", "b", "c"])
    expected = (weights * spread) ** 2 / ((weights * spread) ** 2).sum()
    assert [one.ratio for one in told.indicators] == pytest.approx(expected, abs=0.01)
    assert [one.effective for one in told.indicators] == pytest.approx(expected, abs=0.01)
    assert [one.squared for one in told.indicators] == pytest.approx(expected, abs=0.01)
    assert [one.stated for one in told.indicators] == pytest.approx(weights)
    assert (told.redundant, told.alpha) == ((), pytest.approx(0.0, abs=0.03))


def test_the_ratio_is_the_adjusted_share_of_a_cubic_by_statsmodels():
    rng = np.random.default_rng(2)
    x = rng.random(80)
    y = np.sin(5 * x) + 0.3 * rng.standard_normal(80)
    design = sm.add_constant(np.column_stack([x, x**2, x**3]))
    assert correlation_ratio(x, y) == pytest.approx(sm.OLS(y, design).fit().rsquared_adj, abs=1e-9)


def test_a_bent_line_is_seen_where_pearson_sees_nothing():
    x = np.linspace(-1, 1, 201)
    told = weighing(x[:, None], x**2, np.ones(1), ["a"]).indicators[0]
    assert told.squared == pytest.approx(0.0, abs=1e-12)
    assert told.ratio == pytest.approx(1.0, abs=1e-9)


def test_the_ratio_of_an_indicator_that_decides_nothing_is_near_none_in_the_mean():
    rng = np.random.default_rng(3)
    found = [correlation_ratio(rng.random(50), rng.random(50)) for _ in range(300)]
    assert np.mean(found) < 0.05  # not set right, a cubic of 50 would explain 3 / 49 of nothing


def test_two_that_say_the_same_and_one_that_speaks_against_the_index_are_flagged():
    rng = np.random.default_rng(4)
    a = rng.random(60)
    x = np.column_stack([a, a + 0.02 * rng.random(60), 1 - a + 0.5 * rng.random(60)])
    weights = np.array([0.4, 0.4, 0.2])
    told = weighing(x, x @ weights, weights, ["a", "b", "c"])
    assert [(pair.first, pair.second) for pair in told.redundant] == [("a", "b")]
    assert [one.contrary for one in told.indicators] == [False, False, True]


def test_cronbachs_alpha_is_that_of_the_sum_of_standardised_indicators():
    rng = np.random.default_rng(5)
    x = rng.random((70, 1)) + 0.4 * rng.random((70, 5))
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    expected = 5 / 4 * (1 - z.var(axis=0, ddof=1).sum() / z.sum(axis=1).var(ddof=1))
    assert alpha(x) == pytest.approx(expected, abs=1e-12)


def test_gaps_are_left_out_pair_by_pair_and_too_little_is_told_as_nothing():
    rng = np.random.default_rng(6)
    x = rng.random((40, 3))
    x[:35, 1] = NAN
    x[:, 2] = 0.5
    told = weighing(x, 100 * x[:, 0], np.ones(3), ["a", "b", "c"])
    assert [one.ratio for one in told.indicators] == [pytest.approx(1.0), None, None]
    assert told.alpha is None
    x[0, 0] = NAN
    assert weighing(x, 100 * x[:, 0], np.ones(3), ["a", "b", "c"]).indicators[0].effective == 1.0


def test_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="one index a co-operative"):
        weighing(np.ones((3, 2)), np.ones(3), np.ones(1), ["a", "b"])
