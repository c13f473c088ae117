"""Each figure agrees with an implementation that is not ours."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import expit, logit
from scipy.stats import mannwhitneyu, somersd

from models import metrics

DRAW = np.random.default_rng(11)
SCORE = DRAW.normal(size=900).round(1)  # rounded, so that ties are met
PROBABILITY = expit(SCORE - 2)
Y = (DRAW.random(900) < expit(0.7 * SCORE - 1.5)).astype(int)
GROUPS = np.arange(900) // 3


def test_the_auc_is_the_share_of_ordered_pairs():
    events, others = SCORE[Y == 1], SCORE[Y == 0]
    wins = mannwhitneyu(events, others).statistic
    assert metrics.auc(Y, SCORE) == pytest.approx(wins / (len(events) * len(others)))


@pytest.mark.parametrize(
    ("score", "auc"), [([1, 2, 3, 4], 1.0), ([4, 3, 2, 1], 0.0), ([5, 5, 5, 5], 0.5)]
)
def test_the_ends_of_the_auc(score, auc):
    assert metrics.auc([0, 0, 1, 1], score) == auc


def test_one_class_has_no_auc():
    with pytest.raises(ValueError, match="non-events"):
        metrics.auc([0, 0], [1.0, 2.0])


def test_the_gini_is_somers_d():
    assert metrics.gini(Y, SCORE) == pytest.approx(somersd(Y, SCORE).statistic)


def test_the_ks_is_the_largest_gap_of_the_two_step_functions():
    gaps = [
        abs((SCORE[Y == 1] <= at).mean() - (SCORE[Y == 0] <= at).mean()) for at in np.unique(SCORE)
    ]
    assert metrics.ks(Y, SCORE) == pytest.approx(max(gaps))


def test_brier_and_log_loss_are_their_formulas():
    assert metrics.brier(Y, PROBABILITY) == pytest.approx(np.mean((Y - PROBABILITY) ** 2))
    nats = -np.mean(Y * np.log(PROBABILITY) + (1 - Y) * np.log(1 - PROBABILITY))
    assert metrics.log_loss(Y, PROBABILITY) == pytest.approx(nats)


def test_the_ece_is_worked_out_in_bins_of_equal_mass():
    # Two bins of two rows: means .1 and .6 against event shares 0 and .5: (.1 + .1) / 2 = .1
    assert metrics.ece([0, 0, 1, 0], [0.05, 0.15, 0.5, 0.7], bins=2) == pytest.approx(0.1)


def test_the_ece_of_more_bins_than_rows_is_row_by_row():
    assert metrics.ece([0, 1], [0.1, 0.7], bins=10) == pytest.approx((0.1 + 0.3) / 2)


def test_the_calibration_line_is_that_of_statsmodels():
    fitted = sm.Logit(Y, np.column_stack([logit(PROBABILITY), np.ones(900)])).fit(disp=0)
    assert metrics.calibration_slope(Y, PROBABILITY) == pytest.approx(fitted.params[0], abs=1e-6)
    assert metrics.calibration_intercept(Y, PROBABILITY) == pytest.approx(
        fitted.params[1], abs=1e-6
    )


@pytest.mark.parametrize(
    ("y", "probability"),
    [([0, 0, 0], [0.1, 0.2, 0.3]), ([0, 0, 1], [0.1, 0.2, 0.3]), ([0, 1, 0], [0.2, 0.2, 0.2])],
    ids=["one class", "no error", "no spread"],
)
def test_what_holds_no_line_is_refused(y, probability):
    with pytest.raises(ValueError, match="no calibration line"):
        metrics.calibration_line(y, probability)


def test_the_same_seed_gives_the_same_interval():
    ask = {"draws": 50, "seed": 3}
    assert metrics.cluster_bootstrap(metrics.auc, Y, SCORE, GROUPS, **ask) == (
        metrics.cluster_bootstrap(metrics.auc, Y, SCORE, GROUPS, **ask)
    )


def test_the_interval_holds_the_figure_and_widens_with_the_level():
    narrow, wide = (
        metrics.cluster_bootstrap(metrics.auc, Y, SCORE, GROUPS, draws=200, seed=3, level=level)
        for level in (0.5, 0.95)
    )
    assert wide.low < narrow.low < metrics.auc(Y, SCORE) < narrow.high < wide.high
    assert wide.draws == 200


def test_rows_of_one_cooperative_are_drawn_together():
    # Nine copies of each row are no new evidence: the interval stays as wide as of one copy.
    y, score, groups = Y[::3], SCORE[::3], np.arange(300)
    once = metrics.cluster_bootstrap(metrics.auc, y, score, groups, draws=300, seed=3)
    copies = (np.tile(part, 9) for part in (y, score, groups))
    nine = metrics.cluster_bootstrap(metrics.auc, *copies, draws=300, seed=3)
    assert nine.high - nine.low == pytest.approx(once.high - once.low, rel=0.02)


def test_the_interval_is_as_wide_as_the_standard_error_of_hanley_and_mcneil_says():
    y, score = Y[::3], SCORE[::3]
    found = metrics.cluster_bootstrap(metrics.auc, y, score, np.arange(300), draws=600, seed=3)
    auc, n1, n0 = metrics.auc(y, score), y.sum(), (1 - y).sum()
    q1, q2 = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    variance = auc * (1 - auc) + (n1 - 1) * (q1 - auc**2) + (n0 - 1) * (q2 - auc**2)
    se = np.sqrt(variance / (n1 * n0))
    assert (found.high - found.low) / 3.92 == pytest.approx(se, rel=0.2)


def test_redraws_without_an_event_are_left_out_and_counted():
    y, score = np.r_[1, np.zeros(9, int)], np.arange(10.0)[::-1]
    found = metrics.cluster_bootstrap(metrics.auc, y, score, np.arange(10), draws=100, seed=3)
    # The event is drawn with chance 1 - .9**10 = .65
    assert 50 < found.draws < 80


def test_a_metric_that_no_redraw_defines_is_refused():
    with pytest.raises(ValueError, match="any redraw"):
        metrics.cluster_bootstrap(metrics.auc, [0, 0], [1.0, 2.0], ["a", "b"], draws=5, seed=3)


def test_the_difference_is_measured_on_the_same_redraws():
    other = SCORE + np.random.default_rng(5).normal(size=900)
    ask = {"draws": 60, "seed": 3}
    found = metrics.paired_cluster_bootstrap(metrics.auc, Y, SCORE, other, GROUPS, **ask)
    assert found.difference == pytest.approx(metrics.auc(Y, SCORE) - metrics.auc(Y, other))
    assert found.low < found.bound < found.difference < found.high
    alone = metrics.paired_cluster_bootstrap(metrics.auc, Y, SCORE, SCORE, GROUPS, **ask)
    assert (alone.low, alone.bound, alone.high, alone.draws) == (0, 0, 0, 60)
