"""A dear list is better than a plain one where that is shown, and no better where it is not."""

import numpy as np
import pytest

from models.rating_tests.intervals import newcombe
from models.visits.redundancy import compare

NAN = np.nan


def flags(text):
    return np.array([mark == "x" for mark in text])


def test_one_and_the_same_list_is_no_better_than_itself():
    told = compare(np.array([1.0, 0, 1]), np.ones(3), flags("xx."), flags("xx."))
    assert (told.jaccard, told.common, told.difference, told.bound) == (1.0, 2, 0.0, 0.0)
    assert told.no_better


def test_where_all_were_seen_the_interval_is_that_of_two_shares():
    y = np.array([1.0] * 24 + [0.0] * 6 + [1.0] * 9 + [0.0] * 21 + [1.0] * 10)
    dear = np.arange(70) < 30
    plain = (np.arange(70) >= 30) & (np.arange(70) < 60)
    both = np.arange(70) >= 60
    told = compare(y, np.ones(70), dear | both, plain | both)
    low, high = newcombe(24, 30, 9, 30, 0.95)
    assert told.difference == pytest.approx((24 - 9) / 40)
    assert (told.low, told.high) == (pytest.approx(low * 30 / 40), pytest.approx(high * 30 / 40))
    assert told.low < told.bound < told.difference
    assert told.jaccard == pytest.approx(10 / 70)
    assert not told.no_better


def test_a_list_as_good_as_the_other_is_no_better():
    y = np.array([1.0, 0] * 60)
    told = compare(y, np.ones(120), np.arange(120) < 60, np.arange(120) >= 60)
    assert (told.difference, told.no_better) == (0.0, True)


def test_what_a_lot_saw_stands_for_the_rest_of_the_plain_list():
    y = np.array([1.0, 1, 1, 0, 1, 0, NAN, NAN])
    weight = np.array([1.0, 1, 1, 1, 3, 1, 4, 4])
    told = compare(y, weight, flags("xxxx...."), flags("....xxxx"))
    assert told.difference == pytest.approx(3 / 4 - 3 / 4)
    assert (told.seen_dear, told.seen_plain) == (4, 2)


def test_where_nobody_saw_the_plain_list_nothing_is_shown():
    y = np.array([1.0] * 30 + [NAN] * 30)
    told = compare(y, np.ones(60), np.arange(60) < 30, np.arange(60) >= 30)
    assert (told.difference, told.seen_plain, told.no_better) == (None, 0, True)
    assert told.low <= 0 <= told.high


def drawn(rate, runs, seed):
    """Verdicts over runs: a list of 260 with hit rate .4 beside one of which a tenth is seen."""
    rng = np.random.default_rng(seed)
    for _ in range(runs):
        seen = np.r_[np.ones(260), rng.random(260) < 0.1].astype(bool)
        y = np.r_[rng.random(260) < 0.4, rng.random(260) < rate].astype(float)
        weight = np.r_[np.ones(260), np.full(260, 10.0)]
        at = np.arange(520) < 260
        yield compare(np.where(seen, y, NAN), weight, at, ~at).no_better


def test_a_list_that_is_no_better_is_rarely_called_better_and_a_good_one_often():
    assert np.mean(list(drawn(0.4, 400, seed=1))) >= 0.93
    assert np.mean(list(drawn(0.1, 400, seed=2))) <= 0.2


@pytest.mark.parametrize(("dear", "plain"), [("...", "..."), ("xx.", "x..")])
def test_lists_of_no_length_or_of_two_are_refused(dear, plain):
    with pytest.raises(ValueError, match="one length"):
        compare(np.zeros(3), np.ones(3), flags(dear), flags(plain))
