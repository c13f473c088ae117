"""What a sample says of those it was drawn from, over all draws and over many."""

from itertools import combinations

import numpy as np
import pytest

from models.visits.estimate import interval, share
from models.visits.lot import APPROXIMATE, COUNTED, EXACT, NOTHING
from models.visits.sample import Sampled, pooled

NAN = np.nan


def design(*rows):
    """(stratum, probability, taken, y) row by row."""
    stratum, probability, taken, y = zip(*rows, strict=True)
    return Sampled(
        stratum=np.array(stratum, dtype=object),
        probability=np.array(probability, dtype=float),
        taken=np.array(taken),
        y=np.array(y, dtype=float),
    )


def lots(y, drawn):
    """Every design in which one certain row and so many of the others are seen."""
    for some in combinations(range(1, len(y)), drawn):
        taken = [row == 0 or row in some for row in range(len(y))]
        chance = [1.0, *[drawn / (len(y) - 1)] * (len(y) - 1)]
        yield design(
            *[("a", p, t, one if t else NAN) for p, t, one in zip(chance, taken, y, strict=True)]
        )


def test_over_all_lots_the_estimate_is_the_truth_and_its_error_the_spread():
    y = [1, 1, 0, 0, 1, 0, 0]
    found = [interval(one, 0.95) for one in lots(y, 3)]
    assert np.mean([one.value for one in found]) == pytest.approx(3 / 7)
    spread = np.var([one.value for one in found])
    assert np.mean([one.error**2 for one in found]) == pytest.approx(spread)


def test_over_all_lots_the_exact_interval_and_the_bounds_hold_the_truth():
    y = [1, 1, 0, 0, 1, 0, 0, 0, 1]
    for drawn in (1, 2, 4, 7):
        told = [share(one) for one in lots(y, drawn)]
        assert {one.method for one in told} == {EXACT}
        assert np.mean([one.low <= 4 / 9 <= one.high for one in told]) >= 0.95
        assert all(one.least <= 4 / 9 <= one.most for one in told)


def test_the_estimate_is_worked_out_in_the_open():
    told = share(
        design(
            ("a", 1.0, True, 1), ("a", 1.0, True, 0),
            ("a", 0.5, True, 1), ("a", 0.5, True, 0), *[("a", 0.5, False, NAN)] * 2,
            ("b", 0.25, True, 1), *[("b", 0.25, False, NAN)] * 3,
        )
    )  # fmt: skip
    assert told.value == pytest.approx((1 + 2 * 1 + 4 * 1) / 10)
    assert (told.hits, told.known, told.unknown, told.of) == (3, 5, 0, 10)
    assert (told.least, told.most) == (3 / 10, (10 - 2) / 10)


def test_where_all_were_seen_nothing_is_left_to_estimate():
    told = share(design(*[("a", 1.0, True, y) for y in (1, 0, 0, 1)]))
    assert (told.value, told.low, told.high, told.method) == (0.5, 0.5, 0.5, COUNTED)
    assert (told.floor, told.ceiling, told.least, told.most) == (0.5, 0.5, 0.5, 0.5)


def test_the_unreached_are_taken_as_those_beside_them_and_bound_what_can_be():
    told = share(design(*[("a", 1.0, True, y) for y in (1, 0, 1, NAN)]))
    assert told.value == pytest.approx(2 / 3)
    assert (told.floor, told.ceiling) == (0.5, 0.75) == (told.least, told.most)
    assert told.unknown == 1
    assert (told.low, told.high) == (0.5, 0.75)  # one is left open, and three say little of it


def test_a_stratum_that_nobody_was_reached_in_is_stood_for_by_the_others():
    told = share(
        design(
            ("a", 0.5, True, 1), ("a", 0.5, True, 0), *[("a", 0.5, False, NAN)] * 2,
            ("b", 0.5, True, NAN), ("b", 0.5, False, NAN),
        )
    )  # fmt: skip
    assert told.value == pytest.approx(0.5)
    assert told.floor < 0.5 < told.ceiling


def test_where_nobody_was_reached_nothing_is_told_but_the_bounds():
    told = share(design(("a", 0.5, True, NAN), ("a", 0.5, False, NAN)))
    assert (told.value, told.low, told.high, told.method) == (None, None, None, NOTHING)
    assert (told.least, told.most) == (0.0, 1.0)


def test_where_nobody_was_reached_by_lot_nothing_speaks_of_the_rest():
    told = share(design(("a", 1.0, True, 1), ("a", 0.5, True, NAN), ("a", 0.5, False, NAN)))
    assert (told.value, told.method, told.known) == (None, NOTHING, 1)
    assert (told.least, told.most) == (1 / 3, 1.0)


def test_one_visit_by_lot_of_unlike_weights_says_next_to_nothing():
    told = interval(design(("a", 1.0, True, 1), ("a", 0.5, True, 0), ("a", 0.5, False, NAN)), 0.95)
    assert told.method == EXACT
    lone = design(("a", 0.5, True, 0), ("a", 0.5, False, NAN), ("b", 1.0, True, NAN),
                  ("b", 1.0, True, 1), ("b", 1.0, True, 0))  # fmt: skip
    assert interval(lone, 0.95).method == APPROXIMATE
    assert interval(lone, 0.95).low < 0.25 < interval(lone, 0.95).high


def redrawn(sizes, drawn, rate, draws, seed):
    """Intervals of a population over redraws of its lots, and its truth."""
    rng = np.random.default_rng(seed)
    strata = np.repeat(np.arange(len(sizes)), sizes)
    y = (rng.random(len(strata)) < np.repeat(rate, sizes)).astype(float)
    chance = np.repeat(np.array(drawn) / np.array(sizes), sizes)
    starts = np.cumsum([0, *sizes])
    for _ in range(draws):
        taken = np.zeros(len(y), dtype=bool)
        for start, size, n in zip(starts, sizes, drawn, strict=False):
            taken[start + rng.choice(size, n, replace=False)] = True
        whole = Sampled(stratum=strata, probability=chance, taken=taken, y=np.where(taken, y, NAN))
        yield interval(whole, 0.95), y.mean()


def test_strata_of_few_visits_are_covered_as_often_as_is_said():
    sizes, drawn = [40] * 12 + [90] * 6, [2] * 12 + [4] * 6
    found = list(redrawn(sizes, drawn, np.linspace(0.1, 0.4, 18), 600, seed=3))
    values, truth = np.array([one.value for one, _ in found]), found[0][1]
    assert {one.method for one, _ in found} == {APPROXIMATE}
    assert abs(values.mean() - truth) < 0.12 * values.std()
    assert 0.93 <= np.mean([one.low <= truth <= one.high for one, _ in found]) <= 0.975


def test_a_stratum_with_one_visit_is_joined_to_the_next_and_not_told_too_sure():
    sizes, drawn = [30, 50, 20] * 15, [1] * 45
    found = list(redrawn(sizes, drawn, np.tile([0.1, 0.4, 0.2], 15), 600, seed=4))
    truth = found[0][1]
    spread = np.std([one.value for one, _ in found])
    error = np.sqrt(np.mean([one.error**2 for one, _ in found]))
    assert error > 0.95 * spread
    assert np.mean([one.low <= truth <= one.high for one, _ in found]) > 0.935


@pytest.mark.parametrize(
    ("small", "low", "high"), [(30, 0.95, 1.0), (60, 0.925, 0.97)], ids=["few", "many"]
)
def test_a_large_stratum_of_few_visits_is_not_told_too_sure(small, low, high):
    # Half of the large are silent and next to none of the small: weights alone tell it too sure.
    sizes, drawn = [3000] + [100] * small, [small // 6] + [1] * small
    found = list(redrawn(sizes, drawn, [0.5] + [0.02] * small, 800, seed=6))
    truth = found[0][1]
    assert low <= np.mean([one.low <= truth <= one.high for one, _ in found]) <= high


def test_what_strata_gain_is_told_once_visits_are_many():
    # The large are all alike and the small are not: weights alone tell it twice as wide.
    rates = [0.02] + [0.5] * 60
    found = list(redrawn([3000] + [100] * 60, [10] + [1] * 60, rates, 800, seed=7))
    truth = found[0][1]
    assert 0.94 <= np.mean([one.low <= truth <= one.high for one, _ in found]) <= 0.98
    assert np.mean([one.high - one.low for one, _ in found]) < 0.2
    few = list(redrawn([3000] + [100] * 30, [5] + [1] * 30, rates[:31], 400, seed=7))
    assert np.mean([one.low <= few[0][1] <= one.high for one, _ in few]) >= 0.95


def test_a_stratum_that_the_lot_left_out_bars_an_exact_interval_and_widens_the_outer_one():
    # Twelve of 100 seen, nobody of the other 900: nothing in the design speaks of those.
    seen = [("a", 0.12, row < 12, float(row < 1) if row < 12 else NAN) for row in range(100)]
    told = share(design(*seen, *[("b", 0.5, False, NAN)] * 900))
    alone = share(design(*seen))
    assert (told.method, alone.method) == (APPROXIMATE, EXACT)
    assert told.value == pytest.approx(1 / 12)
    assert (told.floor, told.ceiling) == (
        pytest.approx(alone.low / 10), pytest.approx(alone.high / 10 + 0.9)
    )  # fmt: skip
    assert told.floor <= 0.9 <= told.ceiling
    lone = share(design(("a", 0.5, True, 1), ("a", 0.5, False, NAN), *[("b", 0.5, False, NAN)] * 2))
    assert (lone.method, lone.floor, lone.ceiling) == (APPROXIMATE, 0.25, 1.0)
    assert lone.low < 0.5


def test_a_stratum_left_out_beside_others_that_are_known_is_all_that_is_open():
    told = share(design(*[("a", 1.0, True, y) for y in (1, 0)], *[("b", 0.5, False, NAN)] * 2))
    assert (told.value, told.floor, told.ceiling) == (None, 0.25, 0.75)


def test_lots_in_proportion_over_strata_have_an_interval_of_unlike_chances():
    some = design(*[(name, 0.25, row < 2, 1.0 if row == 0 else 0.0 if row == 1 else NAN)
                    for name in "abc" for row in range(8)])  # fmt: skip
    assert interval(some, 0.95).method == EXACT
    assert interval(some, 0.95).low == pytest.approx(0.1181, abs=1e-4)  # 3 of 6


def test_visits_that_found_nothing_still_leave_an_interval():
    taken = [place < 45 for place in range(450)]
    chance = [0.1 if place % 9 else 0.2 for place in range(450)]
    rows = zip(range(450), chance, taken, strict=True)
    some = design(*[(f"{at % 9}", p, is_in, 0.0 if is_in else NAN) for at, p, is_in in rows])
    told = interval(some, 0.95)
    assert (told.value, told.low, told.method) == (0.0, 0.0, APPROXIMATE)
    assert 0.03 < told.high < 0.12


def test_pooled_plans_keep_their_strata_apart():
    one = design(("a", 0.5, True, 1), ("a", 0.5, False, NAN))
    both = pooled([one, one])
    assert list(both.stratum) == ["0/a", "0/a", "1/a", "1/a"]
    assert share(both).value == 1.0


@pytest.mark.parametrize(
    "row", [("a", 0.0, True, 1), ("a", 1.5, True, 1), ("a", 1.0, False, NAN)], ids=str
)
def test_a_design_that_could_not_have_been_is_refused(row):
    with pytest.raises(ValueError, match="taken"):
        design(row)


def test_columns_of_unlike_lengths_are_refused():
    with pytest.raises(ValueError, match="one value a row"):
        Sampled(stratum=np.array(["a"], dtype=object), probability=np.ones(2),
                taken=np.ones(2, dtype=bool), y=np.ones(2))  # fmt: skip
