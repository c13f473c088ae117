"""The ridge finds the one answer that scikit-learn and SciPy find too."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from models.ridge import ridge_weights


@pytest.fixture(scope="module")
def table():
    draw = np.random.default_rng(5)
    X = draw.normal(size=(400, 4))
    X[:, 3] = X[:, 2]  # a copy
    y = (draw.random(400) < 1 / (1 + np.exp(1 - X[:, 0] + 0.5 * X[:, 1]))).astype(float)
    return X, y


@pytest.mark.parametrize("penalty", [0.1, 3.0])
def test_weights_are_those_of_scikit_learn(table, penalty):
    X, y = table
    base, weights = ridge_weights(X, y, penalty=penalty)
    other = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-10).fit(X, y)
    assert_allclose([base, *weights], [*other.intercept_, *other.coef_[0]], atol=1e-7)


def test_copies_share_their_weight(table):
    _, weights = ridge_weights(*table, penalty=1.0)
    assert weights[2] == pytest.approx(weights[3], abs=1e-9)


def test_held_weights_are_those_of_a_bounded_search(table):
    X, y = table
    ways = np.array([-1.0, 1.0, 1.0, 0.0])

    def cost(line):
        margin = line[0] + X @ line[1:]
        return np.logaddexp(0, margin).sum() - margin @ y + (line[1:] ** 2).sum()

    bounds = [(None, None), (None, 0), (0, None), (0, None), (None, None)]
    found = minimize(cost, np.zeros(5), bounds=bounds, method="L-BFGS-B", tol=1e-14)
    base, weights = ridge_weights(X, y, penalty=2.0, ways=ways)
    assert_allclose([base, *weights], found.x, atol=1e-4)
    assert weights[0] == 0.0  # its true weight is +1
    assert (weights * ways >= 0).all()


def test_outcomes_told_apart_without_error_have_finite_weights():
    X = np.linspace(-1, 1, 20)[:, None]
    base, weights = ridge_weights(X, (X[:, 0] > 0).astype(float), penalty=1e-6)
    assert np.isfinite([base, *weights]).all()
    assert weights[0] > 10


def test_without_inputs_the_base_is_the_log_odds_of_the_mean():
    base, weights = ridge_weights(np.empty((4, 0)), np.array([0.0, 0.0, 0.0, 1.0]), penalty=1.0)
    assert base == pytest.approx(np.log(1 / 3))
    assert len(weights) == 0


def test_without_evidence_weights_are_what_they_are_pulled_to():
    draw = np.random.default_rng(2)
    X = draw.normal(size=(30, 2))
    _, weights = ridge_weights(X, (X[:, 0] > 0).astype(float), penalty=1e9, towards=0.5)
    assert_allclose(weights, 0.5, atol=1e-6)
