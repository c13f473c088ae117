"""Each figure of discrimination agrees with one that is worked out in another way."""

import numpy as np
import pytest
from drawn_rows import rated
from riskvalidation.validation.discrimination import auc_with_variance, disc_auc_vs_initial
from scipy.stats import beta, ks_2samp, somersd
from sklearn.metrics import roc_auc_score, roc_curve

from models import metrics
from models.rating_tests.clustered import auc_variance
from models.rating_tests.discrimination import (
    AUC_THEN_NOW,
    CHALLENGED,
    DISCRIMINATION,
    INFORMATION_VALUE,
    discrimination,
    partial_auc,
)
from models.rating_tests.h_measure import h_measure
from models.rating_tests.rows import Terms
from models.rating_tests.ruling import Verdict

TERMS = Terms(draws=40)


@pytest.fixture(scope="module")
def rows():
    return rated(600, days=2, level=-2.0)


def one(test, rows, *more):
    (ruling,) = test.rulings(rows, *more, terms=TERMS)
    return ruling


def test_the_accuracy_ratio_of_the_cap_is_twice_the_auc_less_one(rows):
    told = one(DISCRIMINATION["accuracy_ratio"], rows).value
    assert told == pytest.approx(2 * roc_auc_score(rows.y, rows.margin) - 1, abs=1e-12)
    assert one(DISCRIMINATION["gini"], rows).value == pytest.approx(told, abs=1e-12)


def test_somers_d_of_grades_is_scipys(rows):
    told = one(DISCRIMINATION["somers_d_grades"], rows)
    assert told.value == pytest.approx(somersd(rows.y, rows.grade).statistic, abs=1e-12)
    assert told.low < told.value < told.high


def test_the_separation_is_scipys_on_the_newest_day(rows):
    newest = rows.newest
    told = ks_2samp(newest.margin[newest.y == 1], newest.margin[newest.y == 0], method="asymp")
    ruling = one(DISCRIMINATION["ks_separation"], rows)
    assert (ruling.value, ruling.p) == pytest.approx((told.statistic, told.pvalue), abs=1e-12)
    assert ruling.verdict is Verdict.REJECTED


def expected_loss(y, score, costs):
    """Least cost over all thresholds, for each cost of calling a non-event, by brute force."""
    levels = np.r_[np.unique(score), np.inf]
    called = np.array([score >= level for level in levels])
    share = y.mean()
    missed = share * ((~called) & (y == 1)).sum(axis=1) / (y == 1).sum()
    alarmed = (1 - share) * (called & (y == 0)).sum(axis=1) / (y == 0).sum()
    return np.min(costs[:, None] * alarmed + (1 - costs[:, None]) * missed, axis=1)


def test_the_h_measure_is_the_least_cost_averaged_over_costs_by_brute_force(rows):
    y, score = rows.y[:400], rows.margin[:400].round(1)
    share = y.mean()
    costs = (np.arange(20_000) + 0.5) / 20_000
    weight = beta.pdf(costs, 1 + share, 2 - share)
    least = (weight * expected_loss(y, score, costs)).mean()
    # without an order the cheaper of calling all and calling none
    none = (weight * np.minimum(costs * (1 - share), (1 - costs) * share)).mean()
    assert h_measure(y, score) == pytest.approx(1 - least / none, abs=1e-5)


def test_the_h_measure_reads_the_order_alone_and_needs_both_outcomes(rows):
    y, score = rows.y[:400], rows.margin[:400]
    assert h_measure(y, score) == h_measure(y, np.exp(score))
    with pytest.raises(ValueError, match="events and non-events"):
        h_measure(np.zeros(5), np.arange(5.0))


def test_a_partial_auc_is_the_area_up_to_a_fifth_stretched(rows):
    alarms, found, _ = roc_curve(rows.y, rows.margin)
    at = np.linspace(0, 0.2, 200_001)
    area = np.trapezoid(np.interp(at, alarms, found), at)
    least, most = 0.2**2 / 2, 0.2
    by_hand = 0.5 * (1 + (area - least) / (most - least))
    assert partial_auc(rows.y, rows.margin) == pytest.approx(by_hand, abs=1e-5)
    with pytest.raises(ValueError, match="events and non-events"):
        partial_auc(np.zeros(5, dtype=int), np.arange(5.0))


def test_where_each_stands_once_the_clustered_error_is_delongs(rows):
    alone = rows.newest
    variance = auc_variance(alone.y, alone.margin, alone.coop_id)
    assert variance == pytest.approx(metrics.auc_se(alone.y, alone.margin) ** 2, rel=1e-3)
    assert variance == pytest.approx(auc_with_variance(alone.margin, alone.y)[1], rel=1e-3)
    rival = alone.margin + np.random.default_rng(1).normal(size=len(alone))
    told = metrics.delong(alone.y, alone.margin, rival)
    paired = auc_variance(alone.y, alone.margin, alone.coop_id, less=rival)
    assert np.sqrt(paired) == pytest.approx(told.se, rel=1e-3)


def test_the_clustered_error_is_obuchowskis_by_hand(rows):
    few = rows.take(np.isin(rows.coop_id, [f"c{n}" for n in range(80)]))
    y, score, who = few.y, few.margin, few.coop_id
    above = {
        row: np.mean([(score[row] > s) + 0.5 * (score[row] == s) for s in score[y == 0]])
        for row in np.flatnonzero(y == 1)
    }
    below = {
        row: np.mean([(score[row] < s) + 0.5 * (score[row] == s) for s in score[y == 1]])
        for row in np.flatnonzero(y == 0)
    }
    theta, m, n = roc_auc_score(y, score), len(above), len(below)
    names = sorted(set(who))
    tens = {name: [v - theta for row, v in above.items() if who[row] == name] for name in names}
    ones = {name: [v - theta for row, v in below.items() if who[row] == name] for name in names}
    with_event, without = sum(map(bool, tens.values())), sum(map(bool, ones.values()))
    s10 = with_event / ((with_event - 1) * m) * sum(sum(v) ** 2 for v in tens.values())
    s01 = without / ((without - 1) * n) * sum(sum(v) ** 2 for v in ones.values())
    s11 = len(names) / (len(names) - 1) * sum(sum(tens[k]) * sum(ones[k]) for k in names)
    by_hand = s10 / m + s01 / n + 2 * s11 / (m * n)
    assert auc_variance(y, score, who) == pytest.approx(by_hand, rel=1e-10)


def test_an_error_needs_two_cooperatives_of_each_kind():
    who = np.array(["a", "a", "b"], dtype=object)
    with pytest.raises(ValueError, match="two co-operatives"):
        auc_variance(np.array([1, 1, 0]), np.array([1.0, 2.0, 0.0]), who)


def test_a_fall_of_the_auc_is_the_librarys_where_each_stands_once(rows):
    now, then = rows.newest, rated(600, seed=8, level=-2.0)
    first, variance, *_ = auc_with_variance(then.margin, then.y)
    told = disc_auc_vs_initial(first, now.margin, now.y, auc_initial_variance=variance)
    ruling = one(AUC_THEN_NOW, now, then)
    assert ruling.statistic == pytest.approx(told.statistic, rel=1e-3)
    assert ruling.p == pytest.approx(told.p_value, abs=1e-3)
    assert ruling.value == pytest.approx(roc_auc_score(now.y, now.margin) - first, abs=1e-12)
    assert ruling.low < ruling.value < ruling.high


def test_two_perfect_aucs_have_no_error_to_fall_by(rows):
    perfect = rated(200, level=-1.0)
    sure = perfect.take(np.arange(200))
    sharp = type(sure)(**{**vars(sure), "margin": sure.y.astype(float)})
    assert one(AUC_THEN_NOW, sharp, sharp).verdict is Verdict.NOT_DECIDABLE


def test_a_noisier_challenger_is_told_from_the_champion(rows):
    rival = rows.margin + 2 * np.random.default_rng(1).normal(size=len(rows))
    for test in CHALLENGED.values():
        worse, same = test.rulings(rows, {"noisy": rival, "itself": rows.margin}, terms=TERMS)
        assert (worse.by, worse.verdict) == ("noisy", Verdict.REJECTED)
        assert worse.low <= worse.value <= worse.high
        assert (same.value, same.verdict) == (0.0, Verdict.HOLDS)


def test_an_information_value_is_its_formula(rows):
    newest = rows.newest
    column = np.digitize(newest.margin, [-3, -2, -1]).astype(float)
    good, bad = (
        np.array([(column[newest.y == side] == v).sum() for v in range(4)]) for side in (0, 1)
    )
    shares = good / good.sum(), bad / bad.sum()
    by_hand = ((shares[0] - shares[1]) * np.log(shares[0] / shares[1])).sum()
    told = one(INFORMATION_VALUE, newest, {"binned": column})
    assert (told.by, told.value) == ("binned", pytest.approx(by_hand, abs=1e-12))


def test_figures_lie_inside_their_intervals_and_every_part_is_ruled_on(rows):
    rulings = discrimination(
        rows, terms=TERMS, development=rated(400, seed=3),
        challengers={"other": -rows.margin}, inputs={"margin": rows.margin},
    )  # fmt: skip
    names = {ruling.name for ruling in rulings}
    assert names == {*DISCRIMINATION, *CHALLENGED, "auc_then_now", "information_value"}
    for ruling in rulings:
        if ruling.name in ("auc", "auc_standard_error", "average_precision", "partial_auc"):
            assert ruling.low < ruling.value < ruling.high
