"""Medians, spreads and densities agree with other implementations."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from coopscore.quality.robust import (
    earlier,
    log_density,
    median,
    medians,
    of_peers,
    spread,
    threshold,
)


@pytest.fixture
def holed(rng):
    values = rng.normal(size=(7, 40))
    values[rng.random(values.shape) < 0.4] = np.nan
    values[:, 3] = np.nan
    return values


def test_medians_are_those_of_each_column_without_what_is_missing(holed):
    expected = pd.DataFrame(holed).median(axis=0, skipna=True)
    np.testing.assert_allclose(medians(holed), expected)
    assert np.isnan(medians(holed)[3])


def test_a_spread_is_the_scaled_median_absolute_deviation(rng):
    values = rng.normal(3, 2, 500)
    expected = stats.median_abs_deviation(values, scale="normal")
    assert spread(np.append(values, np.nan), 0.1) == pytest.approx(expected, rel=1e-4)
    assert spread(np.full(9, 5.0), 0.1) == 0.1
    assert spread(np.array([np.nan]), 0.2) == 0.2
    assert np.isnan(median(np.array([np.nan])))


def test_the_density_is_students_with_three_degrees_of_freedom(rng):
    at = rng.normal(0, 10, 100)
    np.testing.assert_allclose(log_density(at), stats.t(3).logpdf(at))


def test_what_is_usual_is_the_median_of_the_last_values_of_the_same_owner(rng):
    owner = np.sort(rng.integers(0, 12, 90))
    values = np.where(rng.random(90) < 0.2, np.nan, rng.normal(size=90))
    expected = (
        pd.Series(values)
        .groupby(owner)
        .transform(lambda each: each.shift().rolling(5, min_periods=3).median())
    )
    np.testing.assert_allclose(earlier(values, owner, remembered=5, least=3), expected)
    one = earlier(np.array([1.0]), np.array([0]), remembered=5, least=1)
    assert np.isnan(one).all()


def test_peers_tell_where_there_are_enough_of_them(rng):
    group = rng.integers(0, 9, 200)
    values = np.where(rng.random(200) < 0.3, np.nan, rng.normal(size=200))
    grouped = pd.Series(values).groupby(group)
    expected = grouped.transform("median").where(grouped.transform("count") >= 15)
    assert expected.isna().any()
    assert expected.notna().any()
    np.testing.assert_allclose(of_peers(values, group, least=15), expected)


def test_a_threshold_is_reached_by_no_more_than_the_share_borne(rng):
    scores = np.round(rng.normal(size=1000), 1)  # with ties
    for share in (0.0, 0.001, 0.01, 0.2):
        assert (scores >= threshold(scores, share)).mean() <= share
    assert (scores >= threshold(scores, 0.2)).mean() > 0.15
    assert threshold(scores, 1.0) == -np.inf
