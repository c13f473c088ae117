"""The line keeps the ranking, finds the truth, and says how surely it is known."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from coopscore.errors import CalibrationReversed, PerfectSeparation
from models.calibration import AffineCalibration, fit_calibration
from models.metrics import brier

LINE = AffineCalibration(slope=0.5, intercept=-1.0, covariance=((0.04, 0.0), (0.0, 0.01)))


def drawn(n=4000, slope=0.7, intercept=-0.4, seed=3):
    draw = np.random.default_rng(seed)
    margin = draw.normal(-2.0, 1.0, n)
    y = (draw.random(n) < expit(slope * margin + intercept)).astype(int)
    return margin, y, np.arange(n) // 4


def test_the_line_is_that_of_an_unpenalised_logistic_regression():
    margin, y, groups = drawn()
    line = fit_calibration(margin, y, groups, spec="exit")
    other = LogisticRegression(C=np.inf, tol=1e-10).fit(margin[:, None], y)
    assert line.slope == pytest.approx(other.coef_[0, 0], abs=1e-5)
    assert line.intercept == pytest.approx(other.intercept_[0], abs=1e-5)


def test_the_covariance_is_clustered_by_cooperative():
    margin, y, groups = drawn()
    # Every row four times over: a naive covariance would shrink to a quarter, this one stays.
    once = fit_calibration(margin, y, groups, spec="exit")
    fourfold = fit_calibration(*(np.tile(part, 4) for part in (margin, y, groups)), spec="exit")
    assert_allclose(once.covariance, fourfold.covariance, rtol=0.01)


def test_the_covariance_is_that_of_the_sandwich_worked_out_by_hand():
    margin, y, groups = drawn(n=400)
    line = fit_calibration(margin, y, groups, spec="exit")
    X = np.column_stack([margin, np.ones(400)])
    p = line.probability(margin)
    bread = np.linalg.inv(X.T @ (X * (p * (1 - p))[:, None]))
    sums = np.array([(X * (y - p)[:, None])[groups == g].sum(axis=0) for g in range(100)])
    correction = 100 / 99 * 399 / 398  # clusters, and rows less the two numbers of the line
    assert_allclose(line.covariance, correction * bread @ sums.T @ sums @ bread, rtol=1e-6)


def test_names_may_stand_for_groups():
    margin, y, groups = drawn(n=400)
    names = np.array([f"uk:R{g:04d}" for g in groups], dtype=object)
    assert fit_calibration(margin, y, names, spec="exit") == fit_calibration(
        margin, y, groups, spec="exit"
    )


def test_calibration_lowers_the_brier_score_of_margins_that_are_too_wide():
    margin, y, groups = drawn(slope=0.5)
    line = fit_calibration(margin, y, groups, spec="exit")
    assert brier(y, line.probability(margin)) < brier(y, expit(margin))


def test_mean_probability_meets_the_share_of_events():
    margin, y, groups = drawn()
    line = fit_calibration(margin, y, groups, spec="exit")
    assert line.probability(margin).mean() == pytest.approx(y.mean(), abs=1e-9)


def test_the_interval_is_worked_out_from_the_covariance():
    low, high = LINE.interval(np.array([-2.0]), 0.9)
    # logit = 0.5 * -2 - 1 = -2; variance = 0.04 * 4 + 0.01 = 0.17; z of 90% = 1.644854
    reach = 1.6448536 * np.sqrt(0.17)
    assert logit(low[0]) == pytest.approx(-2 - reach, abs=1e-6)
    assert logit(high[0]) == pytest.approx(-2 + reach, abs=1e-6)


def test_the_interval_is_that_of_statsmodels():
    margin, y, groups = drawn(n=400)
    line = fit_calibration(margin, y, groups, spec="exit")
    X = np.column_stack([margin, np.ones(400)])
    fitted = sm.Logit(y, X).fit(disp=0, cov_type="cluster", cov_kwds={"groups": groups})
    linear = fitted.get_prediction(X, which="linear").summary_frame(alpha=0.1)
    low, high = line.interval(margin, 0.9)
    assert_allclose(low, expit(linear["ci_lower"]), rtol=1e-6)
    assert_allclose(high, expit(linear["ci_upper"]), rtol=1e-6)


def test_stated_intervals_cover_the_line_as_often_as_they_say():
    at = np.array([-3.0, -2.0, 0.0])
    truth = expit(0.7 * at - 0.4)
    held = []
    for seed in range(300):
        low, high = fit_calibration(*drawn(n=800, seed=seed), spec="exit").interval(at, 0.9)
        held.append((low <= truth) & (truth <= high))
    # 300 draws of a 90% interval: four standard errors are 7 points.
    assert np.abs(np.mean(held, axis=0) - 0.9).max() < 0.07


def test_a_slope_that_is_not_positive_is_refused():
    margin, y, groups = drawn()
    with pytest.raises(CalibrationReversed) as refused:
        fit_calibration(-margin, y, groups, spec="exit")
    assert refused.value.facts["slope"] == pytest.approx(-0.7, abs=0.15)


@pytest.mark.parametrize(
    "margin", [np.arange(100.0), np.ones(100), np.r_[np.zeros(99), 1.0]],
    ids=["separated", "constant", "one row alone"],
)  # fmt: skip
def test_margins_that_hold_no_line_are_refused(margin):
    y = (np.arange(100) >= 99).astype(int)
    with pytest.raises(PerfectSeparation):
        fit_calibration(margin, y, np.arange(100), spec="exit")
