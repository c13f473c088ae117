"""Delay is told in reversed time, so that what is still to come does not shorten it."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.status.delays import LEAST, Reported


def test_the_product_of_reverse_hazards_is_that_worked_out_by_hand():
    # One of four waited 20 days, and all could have; of the other three, one waited 10.
    delay, room = np.array([5, 5, 10, 20]), np.array([100, 100, 100, 100])
    known = Reported.of(delay, room)
    assert known.delay.tolist() == [5, 10, 20]
    assert_allclose(known.share, [0.5, 0.75, 1.0])


def test_what_could_not_have_waited_so_long_is_not_at_risk():
    # Both that waited 5 days happened 7 days ago: only one entry could have waited 10.
    known = Reported.of(np.array([5, 5, 5, 10]), np.array([7, 7, 100, 100]))
    assert_allclose(known.share, [0.5, 1.0])


def test_it_finds_the_law_of_delay_though_the_recent_are_cut():
    rng = np.random.default_rng(4)
    room = rng.integers(0, 400, 60_000)
    delay = rng.geometric(1 / 60, 60_000) - 1
    seen = (delay <= room) & (delay <= 300)
    found = Reported.of(delay[seen], room[seen]).within(np.array([30, 90, 200]))
    whole = 1 - (1 - 1 / 60) ** 301
    law = (1 - (1 - 1 / 60) ** np.array([31, 91, 201])) / whole
    assert_allclose(found, law, atol=0.02)
    # The mean of what has been seen would promise too much.
    naive = np.mean(delay[seen & (room < 60)] <= 30)
    assert naive > law[0] + 0.1


def test_a_share_is_never_smaller_than_can_be_told():
    known = Reported.of(np.array([50, 60]), np.array([100, 100]))
    assert known.within(np.array([10]))[0] == LEAST
    assert known.within(np.array([1000]))[0] == 1.0


def test_without_entries_nothing_is_raised():
    none = np.zeros(0, dtype=np.int64)
    assert_allclose(Reported.of(none, none).within(np.array([3, 400])), 1.0)


def test_an_entry_from_the_future_is_refused():
    with pytest.raises(ValueError, match="longer"):
        Reported.of(np.array([9]), np.array([8]))
