from datetime import date

from coopscore.calendar import jalali
from coopscore.synthetic.years import Years, jalali_year

YEARS = Years(first=1402, until=date(2025, 9, 22))  # 31 Shahrivar 1404


def test_the_last_year_is_that_of_the_last_day():
    assert YEARS.numbers.tolist() == [1402, 1403, 1404]
    assert jalali_year(date(2025, 3, 20)) == 1403  # 30 Esfand of a leap year


def test_openings_are_first_days_of_farvardin_and_one_more():
    assert YEARS.openings().tolist() == [
        jalali(y, 1, 1).toordinal() for y in (1402, 1403, 1404, 1405)
    ]


def test_a_year_from_farvardin_ends_in_esfand_and_is_due_at_the_end_of_tir():
    ends, due = YEARS.ends(1)
    assert ends.tolist() == [
        jalali(1402, 12, 29).toordinal(),
        jalali(1403, 12, 30).toordinal(),
        jalali(1404, 12, 29).toordinal(),
    ]
    assert due.tolist() == [jalali(y, 4, 31).toordinal() for y in (1403, 1404, 1405)]


def test_a_year_from_mehr_ends_in_shahrivar_and_is_due_at_the_end_of_dey():
    ends, due = YEARS.ends(7)
    assert date.fromordinal(int(ends[0])) == jalali(1403, 6, 31)
    assert date.fromordinal(int(due[0])) == jalali(1403, 10, 30)
