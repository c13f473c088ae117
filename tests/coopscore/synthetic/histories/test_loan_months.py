"""Months in arrears, balances and classes, worked out by hand for one facility at a time."""

from datetime import date

import numpy as np
import pytest

from coopscore.calendar import jalali
from coopscore.synthetic.histories.loan_months import (
    ENDLESS,
    MONTHS,
    NO_MONTH,
    Calendar,
    Reset,
    Standing,
    arrears,
    class_by_months,
    course,
    first_month,
)
from coopscore.synthetic.histories.loan_running import NO_MARK

FIRST = 13  # the second cycle


def _standing(*, since=0, arrears=0, left=10, unit=100, balance=1_005):
    return Standing(
        since=np.array([since]),
        arrears=np.array([arrears]),
        left=np.array([left]),
        unit=np.array([unit]),
        balance=np.array([balance]),
        frozen=np.array([NO_MARK]),
    )


def _reset(month=NO_MONTH, more=0, *, held=False):
    return Reset(month=np.array([month]), more=np.array([more]), held=np.array([held]))


def _ceiling(*levels):
    return np.array([levels])


@pytest.mark.parametrize(
    ("number", "last_day"),
    [
        (0, jalali(1392, 7, 30)),
        (1, jalali(1392, 8, 30)),
        (5, jalali(1392, 12, 29)),
        (6, jalali(1393, 1, 31)),
        (41, jalali(1395, 12, 30)),  # a leap year
        (-12, jalali(1391, 7, 30)),
    ],
)
def test_months_are_numbered_from_the_end_of_mehr_1392(number, last_day):
    calendar = Calendar.drawn()
    assert date.fromordinal(int(calendar.end(np.array(number)))) == last_day
    assert int(calendar.of(np.array(last_day.toordinal()))) == number
    assert int(calendar.start(np.array(number))) == int(calendar.end(np.array(number - 1))) + 1
    assert int(calendar.of(np.array(last_day.toordinal() + 1))) == number + 1


def test_a_class_is_left_after_two_six_and_eighteen_months():
    assert class_by_months(np.array([0, 2, 3, 6, 7, 18, 19])).tolist() == [0, 0, 1, 1, 2, 2, 3]


def test_arrears_grow_by_one_a_month_where_nothing_is_paid():
    assert arrears(np.array([2]), _ceiling(*[ENDLESS] * 12)).tolist() == [list(range(3, 15))]


def test_arrears_come_up_to_what_is_let_come_up_and_are_then_paid():
    levels = _ceiling(0, 0, 2, 2, 2, 2, 0, 0, 5, 5, 1, 1)
    assert arrears(np.array([1]), levels).tolist() == [[0, 0, 1, 2, 2, 2, 0, 0, 1, 2, 1, 1]]


def test_a_balance_falls_by_an_instalment_for_each_one_paid():
    # Two are paid in the first month (one of them old), none in the second, two in the third.
    way = course(_standing(arrears=1), _ceiling(0, 1, 0, *[0] * 9), _reset(), FIRST)
    assert way.balance[0, :4].tolist() == [805, 805, 605, 505]
    assert way.overdue()[0, :4].tolist() == [0, 100, 0, 0]
    assert way.left[0, :4].tolist() == [8, 8, 6, 5]
    # The last instalment takes what rounding left over.
    assert way.left[0, 7:9].tolist() == [1, 0]
    assert way.balance[0, 7:9].tolist() == [105, 0]


def test_all_that_is_left_is_overdue_once_the_last_instalment_has_fallen_due():
    standing = _standing(left=2, balance=205)
    way = course(standing, _ceiling(*[ENDLESS] * 12), _reset(), FIRST)
    assert way.overdue()[0, :4].tolist() == [100, 205, 205, 205]
    assert way.balance[0].tolist() == [205] * 12


def test_a_facility_owes_nothing_before_the_month_after_it_is_paid_out():
    way = course(_standing(since=4), _ceiling(*[0] * 4, *[ENDLESS] * 8), _reset(), FIRST)
    assert way.arrears[0, 3:7].tolist() == [0, 1, 2, 3]
    assert way.balance[0, :5].tolist() == [1_005] * 5


@pytest.mark.parametrize("month", [1, 3])
def test_rescheduling_spreads_the_balance_and_wipes_the_arrears(month):
    levels = np.full((1, 12), ENDLESS)
    levels[:, month - 1 :] = 0
    way = course(_standing(arrears=7), levels, _reset(month, 5, held=True), FIRST)
    assert way.arrears[0, month - 1 :].tolist() == [0] * (13 - month)
    # 1,005 in 15 instalments of 67, from the month after.
    assert way.balance[0, month - 1 : month + 2].tolist() == [1_005, 1_005 - 67, 1_005 - 134]
    classes = way.classes(FIRST)[0]
    assert classes[month - 1 : month + 5].tolist() == [2] * 6  # held deferred for six months
    assert classes[month + 5 :].tolist() == [0] * (12 - month - 5)


def test_the_first_month_is_the_first_in_which_it_holds_or_none():
    happens = np.array([[m in (4, 9) for m in MONTHS], [False] * 12])
    assert first_month(happens).tolist() == [4, NO_MONTH]
