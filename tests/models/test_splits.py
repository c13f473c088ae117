"""No fold is fitted on a label that was not yet known."""

from datetime import date

import pytest

from coopscore.calendar import Months, every, shift
from models.splits import days_tested, walk_forward

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


def test_a_period_is_tested_on_as_one_and_fitted_on_for_it_is_what_was_known_by_its_first_day():
    days = every(date(2011, 1, 31), date(2013, 12, 31), Months(1), "gregorian")
    januaries = {date(2012, 1, 31), date(2013, 1, 31)}
    folds = walk_forward(days, Months(6), Months(1), 9, "gregorian", januaries, Months(12))
    assert [fold.test for fold in folds] == sorted(januaries)
    for fold in folds:
        assert fold.tests == tuple(day for day in days if day.year == fold.test.year)
        assert fold.later == fold.tests[1:]
        # Seven months before the first of January's end, not before each day of the period.
        assert fold.train[-1] == date(fold.test.year - 1, 6, 30)
    assert days_tested(folds) == [day for day in days if day.year > 2011]


def test_without_a_span_a_period_is_the_day_alone():
    (fold,) = walk_forward(JUNES[:2], Months(12), Months(0), 9, "gregorian")
    assert fold.tests == (fold.test,)
    assert days_tested([fold, fold]) == [fold.test, fold.test]
