from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coopscore.calendar import (
    CALENDARS,
    Months,
    NotADay,
    every,
    fiscal_year,
    jalali,
    jalali_text,
    jalali_words,
    month_end,
    months,
    months_to_end,
    read_day,
    read_months,
    shift,
    shifted,
)
from coopscore.numerals import localised

days = st.dates(min_value=date(1700, 1, 1), max_value=date(2200, 1, 1))
calendars = st.sampled_from(sorted(CALENDARS))
# Ends of months, where clamping happens, are drawn as often as all other days together.
edges = st.one_of(days, st.builds(month_end, days, calendars))


@given(day=edges)
def test_calendars_round_trip(day):
    assert read_day(jalali_text(day)) == day
    assert read_day(localised(jalali_text(day), "fa")) == day
    assert read_day(day.isoformat()) == day


@given(one=edges, other=edges, by=st.integers(-240, 240), calendar=calendars)
def test_shift_never_turns_two_days_round(one, other, by, calendar):
    earlier, later = sorted((one, other))
    assert shift(earlier, by, calendar) <= shift(later, by, calendar)


@given(day=edges, by=st.integers(0, 240), calendar=calendars)
def test_shift_moves_whole_months_and_clamps_to_the_end(day, by, calendar):
    parts = CALENDARS[calendar].parts
    moved = shift(day, by, calendar)
    (year, month, in_month), (new_year, new_month, new_in_month) = parts(day), parts(moved)
    assert (new_year * 12 + new_month) - (year * 12 + month) == by
    assert new_in_month == in_month or moved == month_end(moved, calendar)
    assert new_in_month <= in_month


@given(day=edges, by=st.integers(1, 240), calendar=calendars)
def test_shifting_back_comes_home_unless_the_day_was_clamped(day, by, calendar):
    moved = shift(day, by, calendar)
    assume(CALENDARS[calendar].parts(moved)[2] == CALENDARS[calendar].parts(day)[2])
    assert shift(moved, -by, calendar) == day


@given(day=edges, first_month=st.integers(1, 12))
def test_a_fiscal_year_holds_its_day_and_is_followed_by_the_next(day, first_month):
    first, last = fiscal_year(day, first_month)
    assert first <= day <= last
    following = date.fromordinal(last.toordinal() + 1)
    assert fiscal_year(following, first_month)[0] == following
    assert (last - first).days + 1 in (365, 366)


@pytest.mark.parametrize(
    ("day", "by", "calendar", "expected"),
    [
        (jalali(1403, 6, 31), 1, "jalali", jalali(1403, 7, 30)),
        (jalali(1403, 11, 30), 1, "jalali", jalali(1403, 12, 30)),  # a leap year
        (jalali(1404, 11, 30), 1, "jalali", jalali(1404, 12, 29)),
        (jalali(1404, 1, 31), -1, "jalali", jalali(1403, 12, 30)),
        (date(2024, 1, 31), 1, "gregorian", date(2024, 2, 29)),
        (date(2023, 1, 31), 1, "gregorian", date(2023, 2, 28)),
        (date(2023, 3, 31), -1, "gregorian", date(2023, 2, 28)),
        (date(2023, 12, 15), 13, "gregorian", date(2025, 1, 15)),
    ],
)
def test_a_month_later_is_counted_in_the_calendar_asked_for(day, by, calendar, expected):
    assert shift(day, by, calendar) == expected


def test_shifted_shifts_each_day():
    found = shifted([date(2024, 1, 31), date(2024, 3, 1)], -12, "gregorian")
    assert found == [date(2023, 1, 31), date(2023, 3, 1)]


def test_a_thirty_first_does_not_decay_when_days_are_laid_out():
    found = every(date(2023, 1, 31), date(2023, 5, 1), months(1), "gregorian")
    assert [day.isoformat() for day in found] == [
        "2023-01-31",
        "2023-02-28",
        "2023-03-31",
        "2023-04-30",
    ]


def test_days_that_stand_still_are_refused():
    with pytest.raises(ValueError, match="at least one month"):
        every(date(2023, 1, 1), date(2024, 1, 1), months(0), "gregorian")


def test_leap_years_are_those_of_the_official_calendar():
    thirtieths = [year for year in range(1370, 1410) if _has_thirtieth_of_esfand(year)]
    assert thirtieths == [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408]


def _has_thirtieth_of_esfand(year: int) -> bool:
    try:
        jalali(year, 12, 30)
    except NotADay:
        return False
    return True


@pytest.mark.parametrize(
    "text", ["1404/04/12", "1404-4-12", " ۱۴۰۴/۰۴/۱۲ ", "١٤٠٤.٠٤.١٢", "2025-07-03", "2025/7/3"]
)
def test_a_day_is_read_as_people_write_it(text):
    assert read_day(text) == date(2025, 7, 3)


@pytest.mark.parametrize(
    ("text", "why", "facts"),
    [
        ("31/13/1404", "shape", {}),
        ("98/05/14", "shape", {}),
        ("", "shape", {}),
        ("yesterday", "shape", {}),
        ("1404/04/12 10:00", "shape", {}),
        ("1404-13-01", "month", {"month": 13}),
        ("2025-00-01", "month", {"month": 0}),
        ("1404-12-30", "leap", {"year": 1404, "month": 12, "days": 29}),
        ("2025-02-29", "leap", {"year": 2025, "month": 2, "days": 28}),
        ("1404-07-31", "day", {"year": 1404, "month": 7, "days": 30}),
        ("2025-04-31", "day", {"year": 2025, "month": 4, "days": 30}),
        ("1404-01-00", "day", {"year": 1404, "month": 1, "days": 31}),
        ("0098-05-14", "year", {"year": 98}),
        ("2221-01-01", "year", {"year": 2221}),
        ("0000-01-01", "year", {"year": 0}),
    ],
)
def test_text_that_names_no_day_is_refused_with_the_reason(text, why, facts):
    with pytest.raises(NotADay, match=why) as refused:
        read_day(text)
    assert (refused.value.why, refused.value.facts) == (why, facts)


def test_a_jalali_day_is_written_in_figures_and_in_words():
    assert jalali_text(date(2025, 7, 3)) == "1404/04/12"
    assert jalali_words(date(2025, 7, 3)) == "12 تیر 1404"


def test_months_are_read_added_and_said():
    assert read_months("12 months") + read_months(" 1 month ") == Months(13)
    assert str(months(3)) == "3 months"
    assert read_months("0 months") == months(0)


@pytest.mark.parametrize("text", ["a year", "12", "-1 months", "1.5 months"])
def test_other_lengths_of_time_are_refused(text):
    with pytest.raises(ValueError, match="not a number of months"):
        read_months(text)


def test_a_negative_span_is_refused():
    with pytest.raises(ValueError, match="negative"):
        months(-1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((1400, 7, 30), 12),
        ((1400, 7, 29), 1),
        ((1400, 8, 1), 12),
        ((1400, 6, 31), 1),
        ((1400, 12, 29), 7),
        ((1399, 12, 29), 8),  # a leap year: its Esfand has thirty days
        ((1399, 12, 30), 7),
    ],
)
def test_months_to_the_end_of_a_month_are_counted_as_begun(day, expected):
    assert months_to_end(jalali(*day), 7) == expected
