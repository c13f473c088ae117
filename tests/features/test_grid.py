"""Days of a grid: features look back, outcomes look ahead, and month ends are clamped once."""

from datetime import date

import pytest

from coopscore.calendar import months
from features.grid import BEGINNING, Days, Grid, matured_on

GRID = Grid.of(["b", "a", "b"], [date(2016, 6, 1), date(2015, 6, 1)], "gregorian")


def test_a_grid_holds_each_cooperative_and_day_once_and_in_order():
    assert GRID.coop_ids == ("a", "b")
    assert GRID.as_ofs == (date(2015, 6, 1), date(2016, 6, 1))


def test_features_see_nothing_past_the_as_of_day():
    days = GRID.looking_back()
    assert days.knowledge == days.until == GRID.as_ofs
    assert set(days.after) == {BEGINNING}
    assert days.opening(months(12)) == (date(2014, 6, 1), date(2015, 6, 1))


def test_outcomes_see_the_horizon_as_it_was_known_when_mature():
    days = GRID.looking_ahead(months(12), months(3))
    assert days.after == days.opening(None) == GRID.as_ofs
    assert days.until == (date(2016, 6, 1), date(2017, 6, 1))
    assert days.knowledge == (date(2016, 9, 1), date(2017, 9, 1))


def test_looking_again_sees_the_as_of_day_as_it_was_known_when_mature():
    days = GRID.looking_again(months(12), months(3))
    assert days.until == GRID.as_ofs
    assert days.knowledge == (date(2016, 9, 1), date(2017, 9, 1))


def test_horizon_and_maturity_are_one_step_so_that_a_month_end_is_clamped_once():
    # One month and then one more would give 28 March.
    assert matured_on(date(2015, 1, 31), months(1), months(1), "gregorian") == date(2015, 3, 31)


def test_chunks_hold_everyone_once():
    grid = Grid.of([f"c{n}" for n in range(5)], GRID.as_ofs, "jalali")
    chunks = list(grid.chunks(2))
    assert [len(chunk.coop_ids) for chunk in chunks] == [2, 2, 1]
    assert sum((chunk.coop_ids for chunk in chunks), ()) == grid.coop_ids
    assert {chunk.as_ofs for chunk in chunks} == {grid.as_ofs}


def test_days_out_of_order_are_our_own_mistake():
    days = (date(2016, 1, 1), date(2015, 1, 1))
    with pytest.raises(AssertionError, match="in order"):
        Days(knowledge=days, after=days, until=days, calendar="gregorian")
