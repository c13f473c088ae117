"""Days in the spellings of offices and spreadsheets: read where they mean one day only."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.calendar import NotADay, jalali_text, jalali_words
from coopscore.intake.days import EARLIEST, Undecided, WrittenDay, written_day
from coopscore.numerals import localised

TODAY = date(2025, 7, 22)
MORDAD_14 = date(2020, 8, 4)  # 14 Mordad 1399

days = st.dates(date(1985, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("1399/05/14", None),
        ("1399-05-14", None),
        ("2020-08-04", None),
        ("1399-5-14", "day_spelling"),
        ("1399.05.14", "day_spelling"),
        ("1399/05-14", "day_spelling"),
        ("13990514", "day_spelling"),
        ("20200804", "day_spelling"),
        ("14 مرداد 1399", "day_spelling"),
        ("14 امرداد ماه 1399", "day_spelling"),
        ("1399 مرداد 14", "day_spelling"),
        ("14مرداد1399", "day_spelling"),
        ("14/05/1399", "day_spelling"),
        ("14-5-1399", "day_spelling"),
        ("44047", "spreadsheet_day"),
        ("44047.0", "spreadsheet_day"),
        ("44047.75", "spreadsheet_day"),
        ("2020-08-04 00:00:00", "spreadsheet_day"),
        ("2020-08-04T00:00", "spreadsheet_day"),
        ("1399/05/14 0:00", "spreadsheet_day"),
        ("99/05/14", "two_digit_year"),
        ("14/05/99", "two_digit_year"),
    ],
)
def test_one_day_in_many_spellings(text, repair):
    assert written_day(text, TODAY) == WrittenDay(MORDAD_14, repair)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("05/04/2020", "shape"),  # the fourth of May, or the fifth of April
        ("31/13/1404", "shape"),
        ("31/07/1403", "day"),
        ("30/12/1404", "leap"),
        ("14/05/0099", "year"),
        ("30 اسفند 1404", "leap"),
        ("14 مرداد 99", "shape"),
        ("14 January 1399", "shape"),
        ("1399 مرداد 1400", "shape"),
        ("2020-08-04T20:30:00Z", "shape"),  # the fifth, where the office is
        ("29999", "shape"),
        ("60001", "shape"),
        ("13991314", "month"),
        ("99/13/32", "shape"),
        ("soon", "shape"),
    ],
)
def test_what_names_no_day_or_more_than_one_is_refused(text, why):
    with pytest.raises(NotADay) as refused:
        written_day(text, TODAY)
    assert refused.value.why == why


def test_a_gregorian_day_first_is_read_where_it_can_be_no_month():
    assert written_day("25/04/2020", TODAY).day == date(2020, 4, 25)
    assert written_day("04/04/2020", TODAY).day == date(2020, 4, 4)


def test_a_year_of_two_digits_is_read_where_one_century_alone_is_possible():
    assert written_day("98/05/14", TODAY) == WrittenDay(date(2019, 8, 5), "two_digit_year")
    # 14 Mordad 1403, or the third of Mordad 1314.
    assert written_day("03/05/14", TODAY) == Undecided((date(1935, 7, 26), date(2024, 8, 4)))
    # What is planned may lie in 1415 or 1420, beside 1315 and 1320.
    assert len(written_day("15/05/20", date(2050, 1, 1)).candidates) == 4
    assert date(1935, 3, 22) == EARLIEST


@given(day=days, style=st.integers(0, 7), zeros=st.booleans())
def test_a_day_means_itself_however_it_is_spelt(day, style, zeros):
    year, month, in_month = jalali_text(day).split("/")
    if not zeros:
        month, in_month = str(int(month)), str(int(in_month))
    serial = (day - date(1899, 12, 30)).days
    text = (
        f"{year}/{month}/{in_month}",
        f"{year}-{month}-{in_month}",
        f"{in_month}/{month}/{year}",
        jalali_words(day),
        str(serial),
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        jalali_text(day).replace("/", ""),
    )[style]
    assert written_day(text, TODAY).day == day


@given(day=days)
def test_a_plainly_written_day_takes_no_repair(day):
    for text in (jalali_text(day), jalali_text(day).replace("/", "-"), day.isoformat()):
        assert written_day(text, TODAY) == WrittenDay(day)
    assert localised(jalali_text(day), "fa") != jalali_text(day)


@given(day=days, order=st.booleans())
def test_a_year_of_two_digits_is_never_read_as_another_day(day, order):
    year, month, in_month = jalali_text(day).split("/")
    parts = (year[2:], month, in_month) if order else (in_month, month, year[2:])
    found = written_day("/".join(parts), TODAY)
    assert day in (found.candidates if isinstance(found, Undecided) else (found.day,))


def test_the_first_and_the_last_serial_number_are_days_of_a_registry():
    first, last = (written_day(text, TODAY).day for text in ("30000", "60000"))
    assert (first, last) == (date(1982, 2, 18), date(2064, 4, 8))
    assert last - first == timedelta(days=30_000)
