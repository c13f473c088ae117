"""Weights and line are those of a logistic regression that may turn no learner round."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize

from models.calibration import fit_calibration
from models.classifier.stacking import stack


@pytest.fixture(scope="module")
def told():
    draw = np.random.default_rng(9)
    truth = draw.normal(-1, 1.5, 3000)
    y = (draw.random(3000) < 1 / (1 + np.exp(-truth))).astype(float)
    good, fair = truth + draw.normal(0, 1, 3000), 2 * truth + draw.normal(0, 3, 3000)
    return np.column_stack([good, fair, -truth]), y


def test_weights_and_line_are_those_of_a_bounded_search(told):
    margins, y = told

    def cost(line):
        margin = line[0] + margins @ line[1:]
        return np.logaddexp(0, margin).sum() - margin @ y + 5 * ((line[1:] - 1 / 3) ** 2).sum()

    bounds = [(None, None), *[(0, None)] * 3]
    found = minimize(cost, np.zeros(4), bounds=bounds, method="L-BFGS-B", tol=1e-14).x
    ours = stack(margins, y)
    assert_allclose(ours.weights, found[1:] / found[1:].sum(), atol=1e-4)
    assert_allclose([ours.slope, ours.intercept], [found[1:].sum(), found[0]], atol=1e-4)
    assert ours.weights[2] == 0.0  # it ranks the wrong way round


def test_the_line_is_the_one_that_calibration_finds_through_the_mean(told):
    margins, y = told
    ours = stack(margins, y)
    line = fit_calibration(margins @ np.array(ours.weights), y, np.arange(len(y)), spec="any")
    assert ours.slope == pytest.approx(line.slope, rel=0.02)
    assert ours.intercept == pytest.approx(line.intercept, abs=0.02)


def test_margins_the_wrong_way_round_are_followed_a_little(told):
    margins, y = told
    found = stack(-margins[:, :2], y)
    assert found.weights == (0.5, 0.5)
    assert found.slope == 0.05
    mean = -margins[:, :2].mean(axis=1)
    told_by = 1 / (1 + np.exp(-(0.05 * mean + found.intercept)))
    assert told_by.mean() == pytest.approx(y.mean(), abs=0.01)


def test_outcomes_told_apart_without_error_have_a_line_all_the_same():
    margin = np.r_[-np.arange(1.0, 11), np.arange(1.0, 11)]
    found = stack(margin[:, None], (margin > 0).astype(float))
    assert 1 < found.slope < 10
    assert found.weights == (1.0,)
