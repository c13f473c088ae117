"""Overrides that help are told from those that hurt, and from those that do neither."""

import numpy as np
import pytest

from models.visits.overriders import (
    CANNOT_BE_TOLD,
    HELPED,
    HURT,
    TOO_FEW,
    Pairs,
    Side,
    override_values,
)

NAN = np.nan


def side(y, chance=1.0, risk=NAN):
    y = np.asarray(y, dtype=float)
    return Side(y=y, chance=np.full(len(y), chance), risk=np.full(len(y), risk))


def pairs(added, replaced, office=None):
    names = np.full(len(added.y), "P", dtype=object) if office is None else np.array(office, object)
    return Pairs(office=names, added=added, replaced=replaced)


def both_seen(worth, overrides, runs, seed):
    """Verdicts of runs in which both of each pair are seen; those replaced hit at .2 to .3."""
    rng = np.random.default_rng(seed)
    for _ in range(runs):
        base = rng.uniform(0.2, 0.3, overrides)
        y = [(rng.random(overrides) < chance).astype(float) for chance in (base + worth, base)]
        yield override_values(pairs(side(y[0]), side(y[1])))[0].verdict


def test_with_a_hundred_overrides_good_and_bad_are_found_and_random_is_called_neither():
    found = {worth: list(both_seen(worth, 100, 1000, seed=7)) for worth in (0.2, 0.0, -0.2)}
    assert np.mean([one == HELPED for one in found[0.2]]) >= 0.9
    assert np.mean([one == HURT for one in found[-0.2]]) >= 0.9
    assert np.mean([one == CANNOT_BE_TOLD for one in found[0.0]]) >= 0.88


def test_a_value_is_worked_out_in_the_open():
    told = override_values(pairs(side([1, 1, 0, 1]), side([0, 1, 0, 0])), least=4)[0]
    assert (told.added, told.replaced, told.value) == (0.75, 0.25, 0.5)
    assert (told.overrides, told.told, told.by_risk) == (4, 4, 0)
    # Differences 1, 0, 0, 1: standard error 1 / sqrt(12), Student's t of three degrees 2.3534.
    assert told.low == pytest.approx(0.5 - 2.3534 / 12**0.5, abs=1e-4)


def test_under_the_least_number_an_office_has_no_figure():
    office = ["P"] * 30 + ["Q"] * 29
    told = override_values(pairs(side([1.0] * 59), side([0.0] * 59), office))
    assert [(one.office, one.verdict) for one in told] == [("P", HELPED), ("Q", TOO_FEW)]
    assert (told[1].value, told[1].low, told[1].added) == (None, None, None)


def test_a_pair_of_which_one_side_stays_in_the_dark_is_left_out_and_counted():
    told = override_values(pairs(side([1, NAN, 0, 1]), side([0, 1, NAN, 0])), least=2)[0]
    assert (told.overrides, told.told, told.value) == (4, 2, 1.0)


def test_a_coin_for_each_override_is_right_in_the_mean_whatever_the_risk_is_worth():
    rng, found = np.random.default_rng(3), []
    for _ in range(300):
        coin = rng.random(200) < 0.5
        y = [(rng.random(200) < chance).astype(float) for chance in (0.5, 0.3)]
        added = side(np.where(coin, y[0], NAN), 0.5, risk=0.9)  # far off
        replaced = side(np.where(coin, NAN, y[1]), 0.5, risk=0.1)
        found.append(override_values(pairs(added, replaced))[0].value)
    assert np.mean(found) == pytest.approx(0.2, abs=4 * np.std(found) / 300**0.5)


def test_a_risk_that_nobody_checks_is_set_right_and_its_error_is_added():
    pair = pairs(side([1.0, 0] * 50), side([NAN] * 100, 0.0, risk=0.2))
    plain, mended, unsure = (
        override_values(pair, shift=shift, shift_error=error)[0]
        for shift, error in ((0.0, 0.0), (0.1, 0.0), (0.1, 0.05))
    )
    assert (plain.value, mended.value) == (pytest.approx(0.3), pytest.approx(0.2))
    assert mended.by_risk == 100
    assert unsure.high - unsure.low > mended.high - mended.low


def test_pairs_of_unlike_lengths_are_refused():
    with pytest.raises(ValueError, match="one row an override"):
        pairs(side([1.0, 0]), side([1.0]))


def test_nothing_is_told_where_nobody_changed_anything():
    assert override_values(pairs(side([]), side([]))) == ()
