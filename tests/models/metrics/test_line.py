"""The calibration line, its errors and its test are those of statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import expit, logit
from scipy.stats import chi2

from models import metrics


@pytest.fixture(scope="module")
def fitted(sample):
    design = np.column_stack([logit(sample.probability), np.ones(900)])
    return sm.Logit(sample.y, design).fit(disp=0, tol=1e-12)


def test_the_calibration_line_is_that_of_statsmodels(sample, fitted):
    y, p = sample.y, sample.probability
    assert metrics.calibration_line(y, p) == pytest.approx(fitted.params, abs=1e-8)
    assert metrics.calibration_slope(y, p) == metrics.calibration_line(y, p)[0]
    assert metrics.calibration_intercept(y, p) == metrics.calibration_line(y, p)[1]


def test_the_standard_errors_are_those_of_statsmodels(sample, fitted):
    found = metrics.calibration_fit(sample.y, sample.probability)
    assert (found.slope, found.intercept) == pytest.approx(fitted.params, abs=1e-8)
    assert (found.slope_se, found.intercept_se) == pytest.approx(fitted.bse)


def test_the_likelihood_ratio_is_that_of_statsmodels(sample, fitted):
    found = metrics.calibration_fit(sample.y, sample.probability)
    statistic = 2 * (fitted.llf - fitted.model.loglike(np.array([1.0, 0.0])))
    assert found.statistic == pytest.approx(statistic)
    assert found.p == pytest.approx(chi2(2).sf(statistic))


def test_the_line_undoes_what_was_done_to_the_log_odds(sample):
    # Where one says m and another says 2 m + 1, the other's slope is half, and the 1 is taken off.
    first = metrics.calibration_fit(sample.y, sample.smooth)
    second = metrics.calibration_fit(sample.y, expit(2 * logit(sample.smooth) + 1))
    assert second.slope == pytest.approx(first.slope / 2)
    assert second.intercept == pytest.approx(first.intercept - first.slope / 2)


def test_the_test_rejects_the_truth_as_often_as_it_says():
    draw = np.random.default_rng(5)
    p = expit(draw.normal(size=500) - 1.5)
    ps = [metrics.calibration_fit(draw.random(500) < p, p).p for _ in range(400)]
    # Five in a hundred, within three standard errors of 400 trials.
    assert np.mean(np.array(ps) < 0.05) == pytest.approx(0.05, abs=0.033)


def test_calibrated_to_the_letter_is_not_rejected():
    # Twice two rows: one of four at .25, three of four at .75.
    found = metrics.calibration_fit([0, 0, 0, 1, 0, 1, 1, 1], [0.25] * 4 + [0.75] * 4)
    assert (found.slope, found.intercept) == pytest.approx((1, 0), abs=1e-9)
    assert (found.statistic, found.p) == pytest.approx((0, 1), abs=1e-9)


@pytest.mark.parametrize(("slope", "intercept"), [(8, 0), (30, 4), (0.01, -3), (-2, 1)])
def test_probabilities_far_off_have_the_line_of_statsmodels(sample, slope, intercept):
    told = slope * logit(sample.smooth) + intercept
    fitted = sm.Logit(sample.y, np.column_stack([told.clip(-27, 27), np.ones(900)])).fit(disp=0)
    found = metrics.calibration_line(sample.y, expit(told.clip(-27, 27)))
    assert found == pytest.approx(fitted.params, abs=1e-6)


def test_a_step_that_would_overshoot_is_halved():
    # One event far out and one near: the first whole step of Newton's loses likelihood.
    told = [-1.29, -0.77, 0.15, -0.85, 0.34, 0.23, 6.31, 0.4, -0.06, -0.17, 0.25, -0.58, -0.34]
    y = [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    model = sm.Logit(y, np.column_stack([told, np.ones(13)]))
    fitted = model.fit(disp=0, method="bfgs", gtol=1e-9, maxiter=500)
    assert metrics.calibration_line(y, expit(told)) == pytest.approx(fitted.params, abs=1e-6)


def test_probabilities_of_none_and_all_have_a_line_still():
    slope, intercept = metrics.calibration_line([0, 1, 0, 1, 1, 0], [0, 0, 0.4, 0.6, 1, 1])
    assert np.isfinite([slope, intercept]).all()


@pytest.mark.parametrize(
    ("y", "probability"),
    [([0, 0, 0], [0.1, 0.2, 0.3]), ([0, 0, 1], [0.1, 0.2, 0.3]), ([0, 1, 0], [0.2, 0.2, 0.2])],
    ids=["one class", "no error", "no spread"],
)
@pytest.mark.parametrize("metric", [metrics.calibration_line, metrics.calibration_fit])
def test_what_holds_no_line_is_refused(metric, y, probability):
    with pytest.raises(ValueError, match="no calibration line"):
        metric(y, probability)
