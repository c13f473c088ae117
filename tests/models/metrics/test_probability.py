"""Each figure of stated probabilities agrees with an implementation that is not ours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_diagnostics.scoring import SquaredError, decompose
from riskvalidation.validation.calibration import pd_brier, pd_ece, pd_spiegelhalter
from scipy.stats import norm
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

from models import metrics

# Few levels, the ends of the range among them.
ROWS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([0.0, 0.05, 0.2, 0.25, 0.5, 0.9, 1.0])),
    min_size=1,
    max_size=40,
)
BOTH = ROWS.filter(lambda rows: 0 < sum(y for y, _ in rows) < len(rows))
LOSSES = [
    metrics.brier, metrics.log_loss, metrics.brier_miscalibration, metrics.brier_discrimination,
    metrics.brier_uncertainty,
]  # fmt: skip


def split(rows):
    y, probability = np.array(rows).T
    return y.astype(int), probability


def test_brier_and_log_loss_are_their_formulas(sample):
    y, p = sample.y, sample.probability
    assert metrics.brier(y, p) == pytest.approx(np.mean((y - p) ** 2))
    nats = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    assert metrics.log_loss(y, p) == pytest.approx(nats)


@given(ROWS)
def test_brier_and_log_loss_are_those_of_scikit_learn(rows):
    y, p = split(rows)
    assert metrics.brier(y, p) == pytest.approx(brier_score_loss(y, p, labels=[0, 1]))
    assert metrics.log_loss(y, p) == pytest.approx(log_loss(y, p, labels=[0, 1]), abs=1e-12)


@pytest.mark.parametrize("probability", [-0.01, 1.01])
@pytest.mark.parametrize("metric", [metrics.brier, metrics.ece, metrics.corp, metrics.murphy])
def test_what_is_no_probability_is_refused(metric, probability):
    with pytest.raises(ValueError, match="between 0 and 1"):
        metric([0, 1], [0.5, probability])


@given(BOTH)
def test_the_skill_is_what_is_saved_of_a_constant(rows):
    y, p = split(rows)
    constant = brier_score_loss(y, np.full(len(y), y.mean()))
    assert metrics.brier_skill(y, p) == pytest.approx(1 - brier_score_loss(y, p) / constant)
    assert metrics.brier_skill(y, p) == pytest.approx(pd_brier_skill(y, p))


def pd_brier_skill(y, p):
    return pd_brier(y, np.clip(p, 1e-15, 1 - 1e-15)).extras["brier_skill"]


def test_the_skill_of_the_truth_is_one_and_of_the_constant_none():
    assert metrics.brier_skill([0, 1, 1], [0, 1, 1]) == 1
    assert metrics.brier_skill([0, 1, 0, 1], [0.5] * 4) == 0
    with pytest.raises(ValueError, match="non-events"):
        metrics.brier_skill([1, 1], [0.5, 0.5])


def test_the_ece_is_worked_out_in_bins_of_equal_mass():
    # Two bins of two rows: means .1 and .6 against event shares 0 and .5: (.1 + .1) / 2 = .1
    assert metrics.ece([0, 0, 1, 0], [0.05, 0.15, 0.5, 0.7], bins=2) == pytest.approx(0.1)


def test_the_ece_of_more_bins_than_rows_is_row_by_row():
    assert metrics.ece([0, 1], [0.1, 0.7], bins=10) == pytest.approx((0.1 + 0.3) / 2)


def test_tied_rows_share_their_events_over_the_bins_they_fall_in():
    # Four rows at .5 with one event, two bins: each bin has half an event of two rows, .25.
    for y in ([1, 0, 0, 0], [0, 0, 0, 1]):
        assert metrics.ece(y, [0.5] * 4, bins=2) == pytest.approx(0.25)


@pytest.mark.parametrize("bins", [1, 7, 10, 899, 2000])
def test_the_ece_without_ties_is_that_of_riskvalidation(sample, bins):
    theirs = pd_ece(sample.y, sample.smooth, bins=bins).metric
    assert metrics.ece(sample.y, sample.smooth, bins=bins) == pytest.approx(theirs)


@given(rows=ROWS, bins=st.integers(1, 12), seed=st.integers(0, 99))
def test_the_order_of_rows_is_of_no_account_to_the_ece(rows, bins, seed):
    y, p = split(rows)
    mixed = np.random.default_rng(seed).permutation(len(y))
    assert metrics.ece(y[mixed], p[mixed], bins) == pytest.approx(metrics.ece(y, p, bins))


@given(rows=ROWS, bins=st.integers(1, 12))
def test_the_parts_of_murphy_add_up_to_the_brier_score(rows, bins):
    y, p = split(rows)
    parts = metrics.murphy(y, p, bins)
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert total == pytest.approx(brier_score_loss(y, p, labels=[0, 1]))


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.1, 0.4, 0.7])), max_size=8))
def test_bins_of_one_probability_leave_nothing_within(bins):
    # Bins of four rows, each with its number of events and one probability.
    bins = sorted([(2, 0.05), *bins], key=lambda each: each[1])
    y = np.concatenate([np.arange(4) < events for events, _ in bins]).astype(int)
    p = np.repeat([probability for _, probability in bins], 4)
    parts = metrics.murphy(y, p, len(bins))
    assert parts.within == pytest.approx(0, abs=1e-12)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(
        brier_score_loss(y, p, labels=[0, 1])
    )


@pytest.mark.parametrize("bins", [1, 10, 37])
def test_the_parts_of_murphy_are_those_of_riskvalidation(sample, bins):
    theirs = pd_brier(sample.y, sample.smooth, bins=bins).extras
    parts = metrics.murphy(sample.y, sample.smooth, bins)
    for part in ("reliability", "resolution", "uncertainty"):
        assert getattr(parts, part) == pytest.approx(theirs[part])


def test_the_parts_without_bins_are_those_of_model_diagnostics(sample):
    for p in (sample.probability, sample.smooth):
        theirs = decompose(sample.y, p, scoring_function=SquaredError()).row(0, named=True)
        parts = metrics.corp(sample.y, p)
        for part in ("miscalibration", "discrimination", "uncertainty"):
            assert getattr(parts, part) == pytest.approx(theirs[part])


@given(ROWS)
def test_the_parts_without_bins_add_up_and_none_is_negative(rows):
    y, p = split(rows)
    parts = metrics.corp(y, p)
    assert parts.miscalibration - parts.discrimination + parts.uncertainty == pytest.approx(
        brier_score_loss(y, p, labels=[0, 1])
    )
    assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= 0
    found = (
        metrics.brier_miscalibration(y, p), metrics.brier_discrimination(y, p),
        metrics.brier_uncertainty(y, p),
    )  # fmt: skip
    assert found == (parts.miscalibration, parts.discrimination, parts.uncertainty)


@given(BOTH)
def test_recalibrated_probabilities_are_without_miscalibration(rows):
    y, p = split(rows)
    best = np.clip(IsotonicRegression().fit_transform(p, y), 0, 1)
    assert metrics.brier_miscalibration(y, best) == pytest.approx(0, abs=1e-12)
    assert metrics.brier_miscalibration(y, p) == pytest.approx(
        brier_score_loss(y, p) - brier_score_loss(y, best)
    )


@given(BOTH)
def test_the_recalibration_is_the_least_of_the_greatest_means(rows):
    # Isotonic regression by its min-max formula, over every stretch of levels.
    y, p = split(rows)
    levels = np.unique(p)
    best = {
        at: max(
            min(y[(p >= low) & (p <= high)].mean() for high in levels if high >= at)
            for low in levels
            if low <= at
        )
        for at in levels
    }
    least = np.mean([(best[at] - outcome) ** 2 for outcome, at in zip(y, p, strict=True)])
    assert metrics.brier_discrimination(y, p) == pytest.approx(
        y.mean() * (1 - y.mean()) - least, abs=1e-12
    )


@pytest.mark.parametrize("metric", LOSSES)
@given(rows=ROWS)
def test_rows_counted_twice_change_nothing(metric, rows):
    y, p = split(rows)
    assert metric(np.tile(y, 2), np.tile(p, 2)) == pytest.approx(metric(y, p), abs=1e-12)


def test_spiegelhalters_z_is_its_formula_and_that_of_riskvalidation(sample):
    y, p = sample.y, sample.probability
    found = metrics.spiegelhalter(y, p)
    by_hand = ((y - p) * (1 - 2 * p)).sum() / np.sqrt(((1 - 2 * p) ** 2 * p * (1 - p)).sum())
    assert found.statistic == pytest.approx(by_hand)
    theirs = pd_spiegelhalter(y, p)
    assert found.statistic == pytest.approx(theirs.statistic)
    # Theirs looks upwards only, ours both ways.
    assert found.p == pytest.approx(2 * min(theirs.p_value, 1 - theirs.p_value))
    assert found.p == pytest.approx(2 * norm.sf(abs(by_hand)))


def test_spiegelhalters_test_rejects_the_truth_as_often_as_it_says():
    draw = np.random.default_rng(5)
    p = draw.uniform(0.02, 0.3, size=400)
    ps = [metrics.spiegelhalter(draw.random(400) < p, p).p for _ in range(500)]
    # Five in a hundred, within three standard errors of 500 trials.
    assert np.mean(np.array(ps) < 0.05) == pytest.approx(0.05, abs=0.03)
    assert metrics.spiegelhalter(draw.random(4000) < 0.3, np.full(4000, 0.2)).p < 1e-6


def test_certainty_and_a_coin_promise_no_spread():
    with pytest.raises(ValueError, match="no spread"):
        metrics.spiegelhalter([0, 1, 1], [0.0, 0.5, 1.0])
