"""What moved is told from what is steady, by tests that agree with others' and with counting."""

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from riskvalidation.validation.stability import psi_benchmark, stability_psi
from scipy.stats import chi2, ks_2samp

from models import metrics
from models.metrics import Verdict

COUNTS = st.lists(st.integers(5, 90), min_size=4, max_size=4)
NAN = float("nan")


@given(COUNTS, COUNTS)
def test_the_index_and_its_chance_are_those_of_riskvalidation(then, now):
    found = metrics.psi_of_counts(then, now)
    assume(found.bins == 4)  # theirs pools nothing
    theirs = stability_psi(then, now)
    assert found.value == pytest.approx(theirs.statistic)
    assert found.p == pytest.approx(theirs.p_value)
    assert found.benchmark == pytest.approx(psi_benchmark(sum(then), sum(now), bins=4))
    assert (found.value > found.benchmark) == (found.verdict == Verdict.MOVED)


def test_the_index_is_worked_out_in_the_open():
    # Shares 1/2, 1/2 then, 1/4, 3/4 now.
    found = metrics.psi_of_counts([50, 50], [25, 75])
    value = (1 / 4 - 1 / 2) * np.log(1 / 2) + (3 / 4 - 1 / 2) * np.log(3 / 2)
    assert found.value == pytest.approx(value)
    assert found.p == pytest.approx(chi2(1).sf(value / (1 / 100 + 1 / 100)))
    assert (found.verdict, found.bins, found.then, found.now) == (Verdict.MOVED, 2, 100, 100)


def test_the_index_rejects_the_truth_as_often_as_it_says():
    draw = np.random.default_rng(5)
    verdicts = [
        metrics.psi(draw.normal(size=400), draw.normal(size=600)).verdict for _ in range(400)
    ]
    # Five in a hundred, within three standard errors of 400 trials.
    assert np.mean([each == Verdict.MOVED for each in verdicts]) == pytest.approx(0.05, abs=0.033)


@given(COUNTS, COUNTS)
def test_the_index_is_the_same_both_ways_and_nothing_for_the_same_sample(then, now):
    there, back = metrics.psi_of_counts(then, now), metrics.psi_of_counts(now, then)
    assert there.value == pytest.approx(back.value)
    assert there.p == pytest.approx(back.p)
    same = metrics.psi_of_counts(then, then)
    assert (same.value, same.p) == pytest.approx((0, 1))


def test_thin_bins_are_pooled_so_that_one_odd_row_decides_nothing():
    # To expect in the smaller sample: 2 of 101 rows is 1 each; pooled with each other still 2.
    found = metrics.psi_of_counts([50, 49, 1, 1], [50, 49, 1, 1])
    assert (found.bins, found.verdict) == (2, Verdict.STEADY)
    pooled = metrics.psi_of_counts([50, 40, 3, 4, 4], [50, 49, 1, 0, 1])
    assert pooled == metrics.psi_of_counts([50, 40, 11], [50, 49, 2])
    joined = metrics.psi_of_counts([50, 40, 1], [50, 49, 1])
    assert joined == metrics.psi_of_counts([50, 41], [50, 50])


def test_a_bin_that_one_sample_lacks_counts_half_a_row_there():
    found = metrics.psi_of_counts([50, 50], [100, 0])
    by_hand = (1 - 0.5) * np.log(1 / 0.5) + (0.005 - 0.5) * np.log(0.005 / 0.5)
    assert found.value == pytest.approx(by_hand)
    assert found.verdict == Verdict.MOVED


@pytest.mark.parametrize(
    ("then", "now"), [([2, 2], [3, 2]), ([100, 100], [3, 1]), ([4], [4]), ([500, 1], [500, 0])]
)
def test_too_few_rows_are_neither_steady_nor_moved(then, now):
    assert metrics.psi_of_counts(then, now).verdict == Verdict.TOO_FEW


def test_a_constant_that_stays_is_steady_and_one_that_changes_has_moved():
    constant = np.zeros(100)
    assert metrics.psi(constant, constant).verdict == Verdict.STEADY
    assert metrics.psi(constant, constant + 1).verdict == Verdict.MOVED
    assert metrics.psi(constant, constant - 1e-9).verdict == Verdict.MOVED


def test_mostly_nought_then_and_something_else_now_has_moved():
    # Quantile edges alone would put 0 and .001 in one bin.
    then = np.r_[np.zeros(80), np.linspace(1, 2, 20)]
    now = np.r_[np.full(80, 0.001), np.linspace(1, 2, 20)]
    assert metrics.psi(then, now).verdict == Verdict.MOVED


def test_bins_are_those_of_then_and_the_last_is_the_missing():
    then, now = metrics.binned([1, 2, 3, 4, NAN], [0, 2.5, 9, NAN, NAN], bins=2)
    assert then.sum() == now.sum() == 5
    assert (then[-1], now[-1]) == (1, 2)
    gone, there = metrics.binned([NAN, NAN], [1, NAN])
    assert (gone.tolist(), there.tolist()) == ([0, 2], [1, 1])


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=50), st.integers(2, 10))
def test_no_row_is_lost_in_binning(values, bins):
    then, now = metrics.binned(values, values[::2], bins=bins)
    assert (then.sum(), now.sum()) == (len(values), len(values[::2]))
    assert len(then) == len(now)


def test_without_ties_a_bin_holds_its_share_of_then():
    then, _ = metrics.binned(np.arange(100.0), [1.0], bins=10)
    assert then[:-1].sum() == 100
    assert then.max() <= 11


def test_a_number_that_goes_missing_has_moved():
    then = np.random.default_rng(4).normal(size=300)
    now = np.where(np.arange(300) < 60, NAN, then)
    assert metrics.psi(then, now).verdict == Verdict.MOVED
    assert metrics.ks_shift(then, now).verdict == Verdict.STEADY


@pytest.mark.parametrize(("then", "now"), [([0, 0], [1, 1]), ([1, 1], [0, 0]), ([1, 2], [-1, 3])])
def test_an_empty_sample_and_less_than_no_rows_are_refused(then, now):
    with pytest.raises(ValueError, match="neither is empty"):
        metrics.psi_of_counts(then, now)


def test_the_distance_of_distributions_has_the_chance_that_counting_gives():
    then, now = np.array([0.1, 0.5, 0.9, 1.4]), np.array([1.1, 1.2, 1.6, 2.0, 2.5])
    pooled = np.r_[then, now]

    def distance(rows):
        first = np.isin(np.arange(9), rows)
        return max(
            abs((pooled[first] <= at).mean() - (pooled[~first] <= at).mean()) for at in pooled
        )

    seen = [distance(rows) for rows in combinations(range(9), 4)]
    found = metrics.ks_shift(then, now)
    assert found.value == pytest.approx(distance(range(4)))
    assert found.p == pytest.approx(np.mean(np.array(seen) >= found.value - 1e-9))


def test_many_rows_have_the_chance_of_scipy():
    draw = np.random.default_rng(8)
    then, now = draw.normal(size=300), draw.normal(size=200) + 0.2
    found, theirs = metrics.ks_shift(then, now), ks_2samp(then, now, method="exact")
    assert found.value == pytest.approx(theirs.statistic)
    assert found.p == pytest.approx(theirs.pvalue, rel=0.1)
    assert (found.then, found.now) == (300, 200)


def test_missing_rows_are_left_out_of_the_distance():
    draw = np.random.default_rng(8)
    then, now = draw.normal(size=60), draw.normal(size=50) + 1
    found = metrics.ks_shift(np.r_[then, [NAN] * 9], np.r_[NAN, now])
    assert found == metrics.ks_shift(then, now)
    assert found.verdict == Verdict.MOVED


def test_the_share_missing_has_the_chance_that_counting_gives():
    # 1 of 12 missing then, 6 of 10 now: margins 7 missing of 22.
    then, now = [NAN] + [1.0] * 11, [NAN] * 6 + [1.0] * 4
    found = metrics.missing_shift(then, now)
    ways = {k: comb(12, k) * comb(10, 7 - k) / comb(22, 7) for k in range(8)}
    assert found.p == pytest.approx(sum(p for p in ways.values() if p <= ways[1] * (1 + 1e-9)))
    assert found.value == pytest.approx(6 / 10 - 1 / 12)
    assert found.verdict == Verdict.MOVED


def test_nothing_missing_at_either_time_is_steady():
    found = metrics.missing_shift(np.ones(50), np.ones(60))
    assert (found.value, found.p, found.verdict) == (0, 1, Verdict.STEADY)


@pytest.mark.parametrize("shift", [metrics.ks_shift, metrics.missing_shift])
def test_rows_that_could_never_say_anything_are_too_few(shift):
    # Three and three rows: the rarest of 20 ways to deal them, both ways, is 2 / 20.
    then, now = [NAN, 1, 1, 1], [2, 2, 2]
    assert shift(then[1:], now).verdict == Verdict.TOO_FEW
    assert shift([1.0] * 4, [2.0] * 4).verdict != Verdict.TOO_FEW  # 2 / 70
    assert shift([1.0] * 4, [2.0] * 4, level=0.02).verdict == Verdict.TOO_FEW


@pytest.mark.parametrize("shift", [metrics.ks_shift, metrics.missing_shift])
def test_no_rows_at_all_are_too_few(shift):
    found = shift([1.0, 2.0], [])
    assert np.isnan(found.value)
    assert (found.p, found.verdict, found.then, found.now) == (1, Verdict.TOO_FEW, 2, 0)


def test_a_number_that_is_gone_altogether_cannot_be_compared():
    assert metrics.ks_shift(np.ones(50), np.full(50, NAN)).verdict == Verdict.TOO_FEW
    assert metrics.missing_shift(np.ones(50), np.full(50, NAN)).verdict == Verdict.MOVED
