"""Rates with their intervals, held against other implementations."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from models.provinces.figures import means, share, shares


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_shares_have_wilsons_interval(level):
    part, whole = np.array([0, 3, 17, 40, 1]), np.array([9, 9, 17, 311, 100])
    found = shares(part, whole, level)
    for one, hits, of in zip(found, part, whole, strict=True):
        low, high = proportion_confint(hits, of, alpha=1 - level, method="wilson")
        other = stats.binomtest(int(hits), int(of)).proportion_ci(level, method="wilson")
        assert (one.low, one.high) == pytest.approx((low, high), abs=1e-12)
        assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-12)
        assert one.value == hits / of
        assert one.error > 0


def test_means_have_the_normal_interval():
    values = np.array([0.1, 0.4, 0.8, 0.9, 0.35])
    one = means(np.array([values.sum()]), np.array([(values**2).sum()]), np.array([5.0]), 0.95)[0]
    low, high = DescrStatsW(values).zconfint_mean(alpha=0.05)
    assert one.value == pytest.approx(values.mean())
    assert (one.low, one.high) == pytest.approx((low, high))


def test_of_nobody_there_is_no_value_and_of_one_no_interval_of_a_mean():
    nobody = share(0, 0, 0.95)
    assert (nobody.value, nobody.low, nobody.high, nobody.error) == (None, None, None, None)
    alone = means(np.array([0.5]), np.array([0.25]), np.array([1.0]), 0.95)[0]
    assert (alone.value, alone.low) == (0.5, None)


def test_a_part_above_its_whole_is_misuse():
    with pytest.raises(ValueError, match="none to all"):
        share(3, 2, 0.95)


def test_figures_that_are_all_alike_are_not_known_exactly():
    """Ten complete ones of ten say less than four thousand of four thousand."""
    few, many = (
        means(np.array([n * 1.0]), np.array([n * 1.0]), np.array([n]), 0.95)[0] for n in (10, 4000)
    )
    likely = 10.5 / 11
    assert few.error == pytest.approx(np.sqrt(likely * (1 - likely) / 10))
    assert 0 < many.error < few.error
    assert few.low < many.low < 1
