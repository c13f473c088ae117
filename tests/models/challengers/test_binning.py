"""Cuts follow the direction that was asked for, keep their size, and do not hang on the clock."""

import numpy as np
import pytest

from models.challengers import binning
from models.challengers.binning import Binning

BINS = Binning(max_bins=8, min_bin_share=0.05, max_pvalue=0.05)


def made(n=4000, seed=3):
    draw = np.random.default_rng(seed)
    x = draw.normal(size=n)
    y = (draw.random(n) < 1 / (1 + np.exp(2 - x))).astype(float)
    x[draw.random(n) < 0.2] = np.nan
    return x, y


@pytest.mark.parametrize("monotone", [1, 0])
def test_bins_are_few_large_and_rise_where_the_risk_does(monotone):
    x, y = made()
    cuts = BINS.cuts(x, y, monotone)
    known = ~np.isnan(x)
    places = np.searchsorted(cuts, x[known], side="right")
    assert 3 <= len(cuts) + 1 <= 8
    assert np.bincount(places).min() >= 0.05 * len(x)
    shares = [y[known][places == place].mean() for place in range(len(cuts) + 1)]
    assert (np.diff(shares) > 0).all()


def test_a_direction_that_the_rows_deny_leaves_one_bin():
    x, y = made()
    assert BINS.cuts(x, y, -1) == ()


def test_the_same_rows_are_cut_alike_twice():
    x, y = made()
    assert BINS.cuts(x, y, 0) == BINS.cuts(x, y, 0)


def test_noise_is_not_cut():
    draw = np.random.default_rng(9)
    y = (draw.random(4000) < 0.1).astype(float)
    cut = [len(BINS.cuts(draw.normal(size=4000), y, 0)) for _ in range(8)]
    loose = Binning(max_bins=8, min_bin_share=0.05, max_pvalue=1.0)
    assert sum(cut) < 8 < sum(len(loose.cuts(draw.normal(size=4000), y, 0)) for _ in range(8))


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.full(200, np.nan), np.arange(200) % 2),
        (np.ones(200), np.arange(200) % 2),
        (np.r_[np.arange(5.0), np.full(195, np.nan)], np.r_[np.zeros(5), np.ones(195)]),
        (np.r_[np.arange(5.0), np.full(195, np.nan)], np.arange(200) % 2),
    ],
    ids=["unknown", "constant", "one class among the known", "too few known"],
)
def test_a_number_that_tells_nothing_is_not_cut(x, y):
    assert BINS.cuts(x, y.astype(float), 1) == ()
    assert BINS.groups(x - 0.0, y.astype(float), 5).tolist() == [0] * 5


def test_the_values_of_a_category_are_grouped_by_their_share_of_events():
    draw = np.random.default_rng(5)
    codes = draw.integers(0, 6, 6000).astype(float)
    chance = np.array([0.05, 0.3, 0.05, 0.3, 0.15, 0.15])[codes.astype(int)]
    y = (draw.random(6000) < chance).astype(float)
    codes[::9] = np.nan
    bins = BINS.groups(codes, y, 7)  # the seventh value is never met
    assert max(bins[0], bins[2]) < min(bins[4], bins[5])
    assert max(bins[4], bins[5]) < min(bins[1], bins[3])
    assert bins[6] == 0


def test_an_answer_that_the_clock_ended_is_refused(monkeypatch):
    monkeypatch.setattr(binning, "_SECONDS", 0.0)
    with pytest.raises(TimeoutError):
        BINS.cuts(*made(), 0)
