"""No fold is fitted on a label that was not yet known."""

from datetime import date

import pytest

from coopscore.calendar import Months, every, shift
from models.splits import walk_forward

JUNES = [date(year, 6, 1) for year in (2011, 2012, 2013, 2014)]


def test_each_day_is_tested_by_the_days_whose_labels_were_known():
    folds = walk_forward(JUNES, Months(12), Months(0), 9, "gregorian")
    assert [(len(fold.train), fold.test.year) for fold in folds] == [
        (1, 2012),
        (2, 2013),
        (3, 2014),
    ]
    assert folds[-1].train == tuple(JUNES[:3])


def test_maturity_widens_the_gap():
    folds = walk_forward(JUNES, Months(12), Months(1), 9, "gregorian")
    assert [(fold.train[-1].year, fold.test.year) for fold in folds] == [(2011, 2013), (2012, 2014)]


def test_the_newest_folds_are_kept():
    folds = walk_forward(reversed(JUNES), Months(12), Months(0), 2, "gregorian")
    assert [fold.test.year for fold in folds] == [2013, 2014]


@pytest.mark.parametrize("days", [[], JUNES[:1]])
def test_too_short_a_history_has_no_folds(days):
    assert walk_forward(days, Months(12), Months(0), 5, "gregorian") == ()


def test_in_the_jalali_calendar_the_gap_holds_through_leap_years():
    days = every(date(2013, 3, 20), date(2024, 3, 20), Months(6), "jalali")
    for fold in walk_forward(days, Months(12), Months(3), 50, "jalali"):
        assert max(shift(day, 15, "jalali") for day in fold.train) <= fold.test
        assert fold.test not in fold.train
