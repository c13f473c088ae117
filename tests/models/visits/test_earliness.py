"""How much sooner silent ones are found, against another order of the same visits."""

import numpy as np
import pytest

from models.visits.earliness import days_in_order, earliness, first_half_end


def test_it_is_worked_out_in_the_open():
    # Found silent on days 1, 3 and 9 of ten, in the other order on days 7, 5 and 2.
    y = np.array([1.0, 1, 0, 1, np.nan])
    told = earliness(
        y, np.array([1.0, 3, 4, 9, 10]), np.array([7.0, 5, 1, 2, 3]), half=5, seed=1, draws=200
    )
    assert told.days_earlier.value == pytest.approx(((7 - 1) + (5 - 3) + (2 - 9)) / 3)
    assert (told.first_half.value, told.first_half_before.value) == (2 / 3, pytest.approx(2 / 3))
    assert told.gain.value == 0
    assert (told.hits, told.unknown) == (3, 1)
    assert told.days_earlier.low < told.days_earlier.value < told.days_earlier.high


def test_an_order_beside_itself_gains_nothing_surely():
    day = np.arange(1.0, 61)
    told = earliness((day % 3 == 0).astype(float), day, day, half=30, seed=1)
    assert (told.days_earlier.low, told.days_earlier.high) == (0.0, 0.0)
    assert (told.gain.low, told.gain.high) == (0.0, 0.0)


def test_without_a_hit_nothing_is_told():
    told = earliness(np.zeros(3), np.arange(3.0), np.arange(3.0), half=1, seed=1)
    assert (told.hits, told.days_earlier.value, told.gain.low) == (0, None, None)


def test_the_same_seed_gives_the_same_interval():
    y, day = np.tile([1.0, 0], 30), np.arange(60.0)
    found = [earliness(y, day, day[::-1], half=30, seed=seed) for seed in (1, 1, 2)]
    assert found[0] == found[1]
    assert found[0].days_earlier != found[2].days_earlier


def test_the_interval_holds_the_true_gain_as_often_as_is_said():
    rng, held = np.random.default_rng(5), []
    for run in range(150):
        # Half of the hits come in the first half by lot; ours puts 7 in 10 of them there.
        hit = np.ones(80)
        day = np.where(rng.random(80) < 0.7, rng.uniform(0, 30, 80), rng.uniform(30, 60, 80))
        told = earliness(hit, day, rng.uniform(0, 60, 80), half=30, seed=run, draws=300)
        held.append(told.gain.low <= 0.2 <= told.gain.high)
    assert 0.9 <= np.mean(held) <= 0.99


def test_another_order_leaves_each_office_its_days():
    office = np.array(["x", "x", "x", "y", "y"], dtype=object)
    days = np.array([10.0, 20, 30, 5, 6])
    was = days_in_order(list("abcde"), office, days, ["c", "e", "a"])
    # x: c first, then a, then b, whom the order does not name; y: e before d.
    assert list(was) == [20, 30, 10, 6, 5]


def test_the_first_half_of_thirty_days_is_fifteen_and_of_thirty_one_too():
    assert first_half_end(1, 30) == 15
    assert first_half_end(1, 31) == 15
