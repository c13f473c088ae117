"""Indicators come on one scale, fitted on the peers, and no draw moves the yardstick."""

import numpy as np
import pandas as pd
import pytest
from skcriteria import mkdm
from skcriteria.preprocessing.scalers import MinMaxScaler, StandarScaler

from models.awards.normalisation import METHODS, fit, normalised, scales_of

NAN = np.nan


def drawn(n=60, m=4, seed=1):
    return np.random.default_rng(seed).gamma(2.0, 3.0, (n, m))


def test_min_max_agrees_with_scikit_criteria():
    values = drawn()
    theirs = MinMaxScaler("matrix").transform(mkdm(values, [max] * 4)).matrix.to_numpy()
    ours = normalised(values, scales_of(values, method="min_max", directions=[1] * 4))
    assert ours == pytest.approx(theirs, abs=1e-12)


def test_z_scores_are_those_of_scikit_criteria_and_three_deviations_are_the_end():
    values = drawn(seed=2)
    theirs = StandarScaler("matrix").transform(mkdm(values, [max] * 4)).matrix.to_numpy()
    ours = normalised(values, scales_of(values, method="z_score", directions=[1] * 4))
    assert ours == pytest.approx(np.clip(0.5 + theirs / 6, 0, 1), abs=1e-12)
    assert (np.abs(theirs) > 3).any()  # some are cut


def test_a_percentile_is_the_mid_rank_of_pandas_and_lies_between_those_of_its_neighbours():
    values = np.array([3.0, 1, 1, 7, NAN, 5, 5, 5])
    known = pd.Series(values)
    expected = (known.rank(method="average") - 0.5) / known.count()
    scale = fit(values, method="percentile")
    assert scale.apply(values) == pytest.approx(expected.to_numpy(), nan_ok=True)
    # A third of the way from 1 (mid-rank 1/7) to 3 (2.5/7) and beyond both ends.
    got = scale.apply(np.array([1 + 2 / 3, -9.0, 99.0]))
    assert got == pytest.approx([(1 + 0.5) / 7, 1 / 7, 6.5 / 7])


@pytest.mark.parametrize("method", METHODS)
def test_less_is_better_mirrors_more_is_better(method):
    values = drawn()[:, 0]
    up, down = fit(values, method=method), fit(values, method=method, direction=-1)
    assert down.apply(values) == pytest.approx(1 - up.apply(values), abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_more_than_the_target_earns_nothing_more(method):
    values = np.array([0.2, 0.5, 0.8, 1.0, 1.4, 3.0])
    got = fit(values, method=method, target=1.0).apply(values)
    assert got[3] == got[4] == got[5]
    assert (np.diff(got[:4]) > 0).all()


def test_by_target_the_worst_peer_has_nothing_and_who_reaches_it_has_all():
    got = fit(np.array([10.0, 4, 2]), method="target", direction=-1, target=0.0)
    assert got.apply(np.array([10.0, 4, 0, -1, 12])) == pytest.approx([0, 0.6, 1, 1, 0])


def test_outliers_are_drawn_in_to_the_quantile_and_no_further():
    values = np.append(np.arange(1.0, 41.0), 1e6)
    scale = fit(values, method="min_max", winsorise=0.025)
    low, high = np.quantile(values, [0.025, 0.975])
    expected = (np.clip(values, low, high) - low) / (high - low)
    assert scale.apply(values) == pytest.approx(expected, abs=1e-12)


def test_z_scores_are_of_the_values_that_were_drawn_in():
    values = np.append(np.arange(1.0, 41.0), 1e6)
    inner = np.clip(values, *np.quantile(values, [0.05, 0.95]))
    expected = 0.5 + (inner - inner.mean()) / inner.std() / 6
    got = fit(values, method="z_score", winsorise=0.05).apply(values)
    assert got == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_a_scale_is_of_its_peers_alone_and_stays_when_others_change(method):
    values, peers = drawn()[:, 0], np.arange(60) < 40
    scale = fit(values, peers, method=method)
    assert scale.peers == 40
    moved = np.where(peers, values, values * 50)
    assert np.array_equal(fit(moved, peers, method=method).points, scale.points)
    draws = np.random.default_rng(5).normal(values, 2.0, (7, 60))
    got = scale.apply(draws)
    assert got.shape == (7, 60)
    assert ((got >= 0) & (got <= 1)).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("peers", [[4.0, 4, 4], [4.0], [NAN, NAN], [4.0, NAN]])
def test_an_indicator_in_which_no_peers_differ_tells_nobody_apart(method, peers):
    scale = fit(np.array(peers), method=method)
    assert scale.apply(np.array([4.0, 9.0, NAN])) == pytest.approx([0.5, 0.5, NAN], nan_ok=True)
    reached = fit(np.array([4.0, 5.0]), method=method, target=4.0)
    assert reached.apply(np.array([4.0])) == [1.0]


@pytest.mark.parametrize(
    "wrong", [{"method": "rank"}, {"method": "min_max", "direction": 0},
              {"method": "z_score", "winsorise": 0.5}],
)  # fmt: skip
def test_a_scale_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="no scale"):
        fit(np.arange(4.0), **wrong)
    with pytest.raises(ValueError, match="1 scales for 2"):
        normalised(np.ones((3, 2)), [fit(np.arange(4.0), method="min_max")])
