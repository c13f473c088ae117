"""The smallest change that swaps two is found exactly, and told as none where there is none."""

import numpy as np
import pytest

from models.awards.swaps import smallest_swap
from models.awards.weight_space import admissible, admissible_weights, around

NAN = np.nan
ANY = admissible(np.zeros(3), np.ones(3))


def test_of_two_indicators_the_change_is_worked_out_by_hand():
    # .8 w + .2 (1 - w) against .5: level where w = .5; from .6 a tenth of the weight moves.
    told = smallest_swap(np.array([0.8, 0.2]), np.array([0.5, 0.5]), np.array([6.0, 4]),
                         admissible(np.zeros(2), np.ones(2)))  # fmt: skip
    assert told.weights == pytest.approx([0.5, 0.5])
    assert told.change == pytest.approx([-0.1, 0.1])
    assert (told.moved, told.largest, told.height) == pytest.approx((0.1, 0.1, 50))


def test_by_the_sum_of_changes_weight_moves_where_it_is_worth_most():
    # First less second: .3, .1, -.5, by equal weights -.1/3 behind... in all .3 + .1 - .2 ahead.
    first, second = np.array([0.6, 0.4, 0.3]), np.array([0.3, 0.3, 0.5])
    lead = (0.3 + 0.1 - 0.2) / 3
    told = smallest_swap(first, second, np.ones(3), ANY)
    # From where the first leads by .3 to where it trails by .2: each unit moved is worth .5.
    assert told.moved == pytest.approx(lead / 0.5)
    assert told.change == pytest.approx([-lead / 0.5, 0, lead / 0.5])


@pytest.mark.parametrize("gaps", ["reweight", "worst"])
@pytest.mark.parametrize("norm", ["l1", "largest"])
def test_no_drawn_weights_are_nearer_and_those_found_are_admissible_and_level(norm, gaps):
    rng, size = (
        np.random.default_rng(1),
        {"l1": lambda c: np.abs(c).sum(axis=-1), "largest": lambda c: np.abs(c).max(axis=-1)}[norm],
    )
    swapped = 0
    for run in range(8):
        stated, pair = rng.dirichlet(np.full(4, 5.0)), rng.random((2, 4))
        if run % 2:
            pair[rng.integers(2), rng.integers(4)] = NAN

        def lead(weights, pair=pair):
            known = ~np.isnan(pair) if gaps == "reweight" else np.ones_like(pair)
            points = (weights @ np.nan_to_num(pair).T) / (weights @ known.T)
            return points[..., 0] - points[..., 1]

        pair = pair if lead(stated) > 0 else pair[::-1]
        space = around(stated, 0.8)
        told = smallest_swap(*pair, stated, space, gaps=gaps, norm=norm)
        drawn = admissible_weights(space, draws=20_000)
        over = drawn[lead(drawn, pair) <= 0]
        assert (told is None) == (len(over) == 0)
        if told is not None:
            swapped += 1
            assert ((told.weights >= space.low - 1e-9) & (told.weights <= space.high + 1e-9)).all()
            assert told.weights.sum() == pytest.approx(1.0)
            assert lead(told.weights, pair) == pytest.approx(0.0, abs=1e-7)
            nearest = size(over - stated).min()
            assert nearest - 0.1 <= size(told.change) <= nearest + 1e-7
            assert told.largest == pytest.approx(np.abs(told.change).max())
    assert swapped >= 3


def test_where_the_second_is_worse_in_all_no_weights_swap_them():
    worse = np.array([0.1, 0.2, 0.3])
    assert smallest_swap(worse + 0.1, worse, np.ones(3), ANY) is None
    # Nor where it is better in one whose weight cannot grow enough.
    near = around(np.ones(3), 0.1)
    assert (
        smallest_swap(np.array([0.9, 0.9, 0.1]), np.array([0.1, 0.1, 0.2]), np.ones(3), near)
        is None
    )


def test_with_different_gaps_the_second_that_is_worse_in_all_stays_behind():
    first, second = np.array([0.9, 0.8, NAN]), np.array([0.2, NAN, 0.3])
    assert smallest_swap(first, second, np.ones(3), ANY) is None


def test_where_the_second_is_level_already_nothing_moves():
    told = smallest_swap(np.array([0.2, 0.4, NAN]), np.array([0.4, 0.2, NAN]), np.ones(3), ANY)
    assert (told.moved, told.height) == pytest.approx((0.0, 30))


def test_a_norm_and_a_treatment_of_gaps_that_are_none_are_refused():
    for wrong in ({"norm": "l2"}, {"gaps": "median"}):
        with pytest.raises(ValueError, match="no change is smallest"):
            smallest_swap(np.ones(3), np.zeros(3), np.ones(3), ANY, **wrong)
