"""Each figure of the order of rows agrees with an implementation that is not ours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from riskvalidation.validation.discrimination import (
    auc_with_variance,
    cap_accuracy_ratio,
    disc_delong,
    structural_components,
)
from scipy.stats import ks_2samp, mannwhitneyu, somersd
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from models import metrics

# Few levels, so that ties are the rule.
ROWS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5)), min_size=4, max_size=40).filter(
    lambda rows: 2 <= sum(y for y, _ in rows) <= len(rows) - 2
)
RANKINGS = [metrics.auc, metrics.gini, metrics.ks, metrics.average_precision]


def split(rows):
    y, score = np.array(rows).T
    return y, score.astype(float)


def test_the_auc_is_the_share_of_ordered_pairs(sample):
    events, others = sample.score[sample.y == 1], sample.score[sample.y == 0]
    wins = mannwhitneyu(events, others).statistic
    assert metrics.auc(sample.y, sample.score) == pytest.approx(wins / (len(events) * len(others)))


@given(ROWS)
def test_the_auc_is_that_of_scikit_learn(rows):
    y, score = split(rows)
    assert metrics.auc(y, score) == pytest.approx(roc_auc_score(y, score))


@pytest.mark.parametrize(
    ("score", "auc"), [([1, 2, 3, 4], 1.0), ([4, 3, 2, 1], 0.0), ([5, 5, 5, 5], 0.5)]
)
def test_the_ends_of_the_auc(score, auc):
    assert metrics.auc([0, 0, 1, 1], score) == auc


@pytest.mark.parametrize("metric", [metrics.auc, metrics.gini, metrics.ks])
@pytest.mark.parametrize("y", [[0, 0], [1, 1]])
def test_one_class_has_no_auc_and_no_ks(metric, y):
    with pytest.raises(ValueError, match="non-events"):
        metric(y, [1.0, 2.0])


def test_the_gini_is_somers_d(sample):
    theirs = somersd(sample.y, sample.score).statistic
    assert metrics.gini(sample.y, sample.score) == pytest.approx(theirs)


@given(ROWS)
def test_the_gini_is_the_accuracy_ratio(rows):
    y, score = split(rows)
    assert metrics.gini(y, score) == pytest.approx(cap_accuracy_ratio(score, y))


def test_the_ks_is_the_largest_gap_of_the_two_step_functions(sample):
    y, score = sample.y, sample.score
    gaps = [abs((score[y == 1] <= at).mean() - (score[y == 0] <= at).mean()) for at in set(score)]
    assert metrics.ks(y, score) == pytest.approx(max(gaps))


@given(ROWS)
def test_the_ks_is_that_of_scipy_and_of_the_roc_curve(rows):
    y, score = split(rows)
    found = metrics.ks(y, score)
    assert found == pytest.approx(ks_2samp(score[y == 1], score[y == 0]).statistic)
    false, true, _ = roc_curve(y, score)
    assert found == pytest.approx(np.abs(true - false).max())


@given(ROWS)
def test_the_average_precision_is_that_of_scikit_learn(rows):
    y, score = split(rows)
    assert metrics.average_precision(y, score) == pytest.approx(average_precision_score(y, score))


def test_no_event_has_no_average_precision():
    with pytest.raises(ValueError, match="events"):
        metrics.average_precision([0, 0], [1.0, 2.0])


@pytest.mark.parametrize("metric", RANKINGS)
@given(rows=ROWS)
def test_only_the_order_counts(metric, rows):
    y, score = split(rows)
    assert metric(y, np.exp(score / 3) - 7) == pytest.approx(metric(y, score))


@pytest.mark.parametrize("metric", RANKINGS)
@given(rows=ROWS, seed=st.integers(0, 99))
def test_neither_the_place_of_a_row_nor_rows_counted_twice_matter(metric, rows, seed):
    y, score = split(rows)
    mixed = np.random.default_rng(seed).permutation(len(y))
    assert metric(y[mixed], score[mixed]) == pytest.approx(metric(y, score))
    assert metric(np.tile(y, 2), np.tile(score, 2)) == pytest.approx(metric(y, score))


@given(ROWS)
def test_turning_the_score_over_turns_the_auc_over(rows):
    y, score = split(rows)
    assert metrics.auc(y, -score) == pytest.approx(1 - metrics.auc(y, score))
    assert metrics.auc(1 - y, score) == pytest.approx(1 - metrics.auc(y, score))
    assert metrics.ks(y, -score) == pytest.approx(metrics.ks(y, score))


@given(ROWS)
def test_placements_count_the_rows_that_stand_below_and_above(rows):
    y, score = split(rows)
    below, above = metrics.placements(y, score)
    events, others = score[y == 1], score[y == 0]
    assert below == pytest.approx([np.mean((others < e) + (others == e) / 2) for e in events])
    assert above == pytest.approx([np.mean((events > o) + (events == o) / 2) for o in others])
    theirs = structural_components(events, others)
    assert below == pytest.approx(theirs[0])
    assert above == pytest.approx(theirs[1])


@given(ROWS)
def test_the_standard_error_is_that_of_the_european_central_bank(rows):
    y, score = split(rows)
    _, variance, _, _ = auc_with_variance(score, y)
    assert metrics.auc_se(y, score) == pytest.approx(np.sqrt(variance))


def test_the_standard_error_is_what_the_auc_varies_by_over_fresh_samples():
    draw = np.random.default_rng(7)
    y = np.r_[np.ones(60, int), np.zeros(140, int)]
    scores = [y + draw.normal(size=200) for _ in range(400)]
    spread = np.std([metrics.auc(y, score) for score in scores])
    stated = np.mean([metrics.auc_se(y, score) for score in scores])
    assert stated == pytest.approx(spread, rel=0.1)


def test_one_event_has_no_standard_error():
    with pytest.raises(ValueError, match="two events"):
        metrics.auc_se([1, 0, 0], [1.0, 2.0, 3.0])


def test_the_paired_test_is_that_of_riskvalidation(sample):
    found = metrics.delong(sample.y, sample.score, sample.untied)
    theirs = disc_delong(sample.score, sample.untied, sample.y)
    assert found.difference == pytest.approx(
        metrics.auc(sample.y, sample.score) - metrics.auc(sample.y, sample.untied)
    )
    assert found.difference == pytest.approx(theirs.extras["difference"])
    assert found.se**2 == pytest.approx(theirs.extras["variance"])
    assert found.p == pytest.approx(theirs.p_value)


def test_the_paired_error_is_that_of_leaving_out_one_row_at_a_time(sample):
    # The jackknife over rows of both classes: an independent road to the same variance.
    y, a, b = sample.y[:200], sample.score[:200], sample.untied[:200]

    def difference(keep):
        return roc_auc_score(y[keep], a[keep]) - roc_auc_score(y[keep], b[keep])

    variance = 0.0
    for kind in (0, 1):
        rows = np.flatnonzero(y == kind)
        left = np.array([difference(np.arange(200) != row) for row in rows])
        variance += (len(rows) - 1) / len(rows) * ((left - left.mean()) ** 2).sum()
    assert metrics.delong(y, a, b).se == pytest.approx(np.sqrt(variance), rel=1e-6)


def test_the_paired_test_looks_the_same_from_the_other_side(sample):
    one = metrics.delong(sample.y, sample.score, sample.untied)
    other = metrics.delong(sample.y, sample.untied, sample.score)
    assert (other.difference, other.se, other.p) == pytest.approx((-one.difference, one.se, one.p))


def test_the_same_ranking_differs_by_nothing(sample):
    same = metrics.delong(sample.y, sample.score, 2 * sample.score + 1)
    assert (same.difference, same.se, same.p) == (0, 0, 1)


def test_a_difference_without_any_spread_has_no_error():
    with pytest.raises(ValueError, match="no standard error"):
        metrics.delong([0, 0, 1, 1], [1, 1, 2, 2], [2, 2, 1, 1])
