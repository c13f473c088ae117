"""The earliest lawful days: after the day, on working days, with their notice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coopscore.calendar import jalali, month_end, shift
from models.recourse.law import INSPECTOR_MONTHS, NOTICE_DAYS, REPORTED_DAYS, Dates, working_day

DAYS = st.dates(date(2014, 3, 21), date(2035, 3, 20))
WORKING = {"Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"}


def named(day):
    return day.strftime("%A")


@given(DAYS)
def test_a_working_day_is_the_first_on_which_offices_are_open(day):
    found = working_day(day)
    assert named(found) in WORKING
    assert all(named(day + timedelta(n)) not in WORKING for n in range((found - day).days))


@given(DAYS)
def test_nothing_is_done_by_the_day_itself_and_every_step_has_its_notice(day):
    dates = Dates.after(day)
    assert dates.first > day
    assert dates.elected - dates.first >= timedelta(NOTICE_DAYS)
    assert dates.annual >= dates.elected
    assert dates.annual >= shift(dates.first, INSPECTOR_MONTHS, "jalali")
    # An assembly that elects meets at most forty days after its call.
    assert dates.annual - dates.first <= timedelta(40)
    assert dates.month_end == month_end(dates.first, "jalali") >= dates.first
    assert dates.reported >= dates.month_end + timedelta(REPORTED_DAYS)
    for held in (dates.annual, dates.elected):
        assert held < dates.minutes(held) < dates.registered(held) < dates.term_end(held)
        known = (dates.first, dates.reported, dates.minutes(held), dates.registered(held))
        assert {named(one) for one in known} <= WORKING


def test_a_worked_example():
    dates = Dates.after(jalali(1404, 7, 30))  # a Wednesday; the office opens on Saturday
    assert dates.first == jalali(1404, 8, 3)
    assert dates.elected == jalali(1404, 8, 23)  # twenty days after the call
    assert dates.annual == jalali(1404, 9, 3)  # a month after the inspector had the statement
    assert dates.month_end == jalali(1404, 8, 30)
    assert dates.reported == jalali(1404, 9, 25)
    assert dates.minutes(dates.annual) == jalali(1404, 9, 17)
    assert dates.registered(dates.annual) == jalali(1404, 11, 4)
    assert dates.term_end(dates.annual) == jalali(1407, 9, 3)
