"""Weights have one answer, which independent searches find too, and none is under zero."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from models.challengers import regression
from models.challengers.regression import logistic_weights


def made(weights, n=4000, seed=2):
    draw = np.random.default_rng(seed)
    X = draw.normal(size=(n, len(weights)))
    y = (draw.random(n) < expit(X @ np.array(weights) - 2)).astype(float)
    return X, y


def test_where_no_weight_would_be_negative_it_is_the_plain_regression():
    X, y = made([1.0, 0.5, 0.2])
    base, weights = logistic_weights(X, y, penalty=0.0)
    told = sm.Logit(y, sm.add_constant(X)).fit(disp=0, tol=1e-12)
    assert_allclose([base, *weights], told.params, atol=1e-8)
    base, weights = logistic_weights(X, y, penalty=20.0)
    other = LogisticRegression(C=1 / 20, tol=1e-12, max_iter=1000).fit(X, y)
    assert_allclose([base, *weights], [*other.intercept_, *other.coef_[0]], atol=1e-6)


@pytest.mark.parametrize("penalty", [0.0, 1.0, 100.0])
def test_held_at_zero_it_is_what_a_bounded_search_finds(penalty):
    X, y = made([1.0, -0.5, 0.3, -0.2, 0.0])
    X[:, 4] = 0.9 * X[:, 0] + 0.1 * X[:, 4]
    base, weights = logistic_weights(X, y, penalty=penalty)

    def cost(line):
        margin = line[0] + X @ line[1:]
        return np.logaddexp(0, margin).sum() - margin @ y + penalty / 2 * (line[1:] ** 2).sum()

    bounds = [(None, None), *[(0, None)] * 5]
    found = minimize(
        cost, np.zeros(6), method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-15, "gtol": 1e-7}
    )
    assert_allclose([base, *weights], found.x, atol=2e-3)
    assert cost(np.r_[base, weights]) <= found.fun + 1e-9
    assert (weights >= 0).all()
    assert weights[1] == weights[3] == 0
    # Where a weight is held at zero, a negative one would fit better: the slope points inwards.
    slope = X.T @ (expit(base + X @ weights) - y) + penalty * weights
    assert (slope[weights == 0] >= 0).all()
    assert_allclose(slope[weights > 0], 0, atol=1e-5)


def test_copies_share_what_one_would_weigh():
    X, y = made([1.0, 0.5])
    _, alone = logistic_weights(X, y, penalty=0.0)
    _, both = logistic_weights(np.column_stack([X, X[:, 0]]), y, penalty=0.0)
    assert both[0] == pytest.approx(both[2], abs=1e-9)
    assert both[0] + both[2] == pytest.approx(alone[0], abs=1e-6)


def test_nothing_to_weigh_leaves_the_log_odds_of_the_mean():
    _, y = made([1.0])
    base, weights = logistic_weights(np.empty((len(y), 0)), y, penalty=1.0)
    assert base == pytest.approx(np.log(y.mean() / (1 - y.mean())), abs=1e-12)
    assert len(weights) == 0


def test_outcomes_without_error_are_survived_where_weights_are_pulled_back():
    X = np.linspace(-1, 1, 200)[:, None]
    base, weights = logistic_weights(X, (X[:, 0] > 0).astype(float), penalty=1.0)
    assert np.isfinite([base, *weights]).all()


def test_a_search_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr(regression, "_STEPS", 1)
    with pytest.raises(ArithmeticError):
        logistic_weights(*made([1.0, 0.5]), penalty=0.0)


@pytest.mark.parametrize("seed", [81, 96, 345, 350, 382])
def test_inputs_that_nearly_repeat_each_other_do_not_keep_the_search_from_its_end(seed):
    """Copies with a speck of noise, on scales far apart, few events: Newton's own steps stall."""
    draw = np.random.default_rng(seed)
    size, width = int(draw.integers(60, 600)), int(draw.integers(1, 40))
    common = draw.normal(size=(size, 3))
    noise = draw.normal(size=(size, width)) * draw.choice([1e-6, 0.05, 1])
    X = common @ draw.normal(size=(3, width)) * draw.choice([0.01, 1, 30]) + noise
    y = (draw.random(size) < expit(common[:, 0] - 2)).astype(float)
    base, weights = logistic_weights(X, y, penalty=0.1)

    def cost(line):
        margin = line[0] + X @ line[1:]
        return np.logaddexp(0, margin).sum() - margin @ y + 0.05 * (line[1:] ** 2).sum()

    found = np.r_[base, weights]
    bounds = [(None, None), *[(0, None)] * width]
    tight = {"maxiter": 5000, "ftol": 1e-15, "gtol": 1e-9}
    other = minimize(cost, found, method="L-BFGS-B", bounds=bounds, options=tight)
    assert cost(found) <= other.fun + 1e-7 * abs(other.fun)
    assert (weights >= 0).all()
