"""What is usual is told by the weeks around, never by the weeks that are judged."""

import numpy as np
import pytest
from status_world import ENDS, office_work

from models.status.changes import SLEPT, STREAMS, changes_of
from models.status.counts import Counts

SLEEP = 2 * SLEPT


def flat(level, weeks=520, offices=1):
    entered = np.zeros((offices, STREAMS, weeks))
    entered[:, SLEEP] = level
    usual = np.concatenate([np.zeros((STREAMS, 1)), np.cumsum(entered.sum(0), axis=1)], axis=1)
    return Counts(entered=entered, usual=usual, share=np.full(offices, 1 / offices))


def looked(counts, start, stop, free=None):
    free = np.ones(counts.weeks, bool) if free is None else free
    seen, expected = counts.beside(0, np.array([start]), np.array([stop]), free)
    return seen[SLEEP, 0], expected[SLEEP, 0]


def test_a_level_office_is_expected_to_enter_what_it_enters():
    assert looked(flat(2.0), 200, 210) == pytest.approx((20.0, 20.0))


def test_a_window_does_not_tell_what_is_usual_in_it():
    counts = flat(2.0)
    counts.entered[0, SLEEP, 200:210] = 30.0
    assert looked(counts, 200, 210) == pytest.approx((300.0, 20.0))


def test_the_busier_side_counts_so_that_a_level_that_rose_is_no_burst():
    counts = flat(2.0)
    counts.entered[0, SLEEP, 260:] = 6.0
    _, expected = looked(counts, 260, 270)
    assert expected == pytest.approx(10 * (104 * 6 + 26 * 2) / 130)


def test_weeks_of_another_burst_tell_nothing():
    counts, free = flat(2.0), np.ones(520, bool)
    counts.entered[0, SLEEP, 150:180] = 50.0
    free[150:180] = False
    assert looked(counts, 200, 210, free)[1] == pytest.approx(20.0)


def test_what_the_country_usually_enters_is_not_moved_by_one_year():
    table, offices, _ = office_work(burst=("a", 200, 220, 9))
    plain, _, _ = office_work()
    one, other = (Counts.of(changes_of(each, offices, ENDS)) for each in (table, plain))
    assert one.usual[SLEEP, -1] == pytest.approx(other.usual[SLEEP, -1], rel=0.1)


def test_entries_by_chance_vary_as_chance_does_and_entries_in_heaps_more():
    rng = np.random.default_rng(5)
    counts, heaped = flat(0.0, offices=20), flat(0.0, offices=20)
    counts.entered[:, SLEEP] = rng.poisson(1.0, (20, 520))
    heaped.entered[:, SLEEP, ::13] = 13 * rng.poisson(1.0, (20, 40))
    free = np.ones((20, 520), bool)
    assert counts.spread(free)[SLEEP] == pytest.approx(1.0, abs=0.15)
    assert heaped.spread(free)[SLEEP] > 8
    assert counts.spread(~free)[SLEEP] == 1.0  # nothing is known of it
