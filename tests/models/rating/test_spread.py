"""The spread goes straight between knots, and a row is told the same alone as among many."""

import numpy as np
import pytest
from scipy.stats import norm

from models.rating.spread import Knots, Spread

SPREAD = Spread(
    knots=(
        Knots(group="farm", margins=(-3.0, -1.0, 2.0), sds=(0.4, 0.2, 0.3)),
        Knots(group="trade", margins=(-2.0,), sds=(0.25,)),
    )
)
MARGINS = np.linspace(-5, 4, 400)


def test_between_knots_the_spread_goes_straight_and_beyond_them_it_stays():
    ours = SPREAD.knots[0].at(MARGINS)
    assert ours == pytest.approx(np.interp(MARGINS, [-3, -1, 2], [0.4, 0.2, 0.3]), abs=1e-15)
    assert SPREAD.knots[0].at(np.array([-9.0, -3.0, -2.0, 2.0, 9.0])).tolist() == pytest.approx(
        [0.4, 0.4, 0.3, 0.3, 0.3]
    )


def test_a_group_that_was_not_met_has_the_widest_spread_at_its_margin():
    margin = np.array([-3.0, -1.0])
    assert SPREAD.sd(margin, np.array(["", "mine"], dtype=object)).tolist() == [0.4, 0.25]
    assert SPREAD.sd(margin, np.array(["farm", "trade"], dtype=object)).tolist() == [0.4, 0.25]


def test_a_row_alone_has_the_same_interval_to_the_bit():
    groups = np.array(["farm", "trade", "mine", ""] * 100, dtype=object)
    low, high = SPREAD.interval(MARGINS, MARGINS - 1, groups, 0.9)
    for place in range(0, 400, 7):
        row = slice(place, place + 1)
        alone = SPREAD.interval(MARGINS[row], MARGINS[row] - 1, groups[row], 0.9)
        assert (alone[0][0], alone[1][0]) == (low[place], high[place])


def test_an_interval_is_that_of_the_normal_law_in_log_odds():
    margin, groups = np.array([-2.0]), np.array(["trade"], dtype=object)
    low, high = SPREAD.interval(margin, np.array([-3.0]), groups, 0.8)
    ends = norm.interval(0.8, loc=-3.0, scale=0.25)
    assert (np.log(low / (1 - low)), np.log(high / (1 - high))) == pytest.approx(ends)


def test_it_reads_itself_back():
    assert Spread.of(SPREAD.content()) == SPREAD
