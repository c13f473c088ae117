"""Days, months and fiscal years: Gregorian inside, Jalali at the doors.

Month arithmetic is done in the calendar that the law or the source counts in, and clamps to the
month's last day: one month after 31 Shahrivar is 30 Mehr.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from persiantools.jdatetime import JalaliDate

from coopscore.numerals import latin_digits

Calendar = Literal["jalali", "gregorian"]

# Years under this are Jalali, from it on Gregorian: 1599 Jalali is 2220, and 1600 is before any
# registry. What lies outside these years is a slip of the pen (two digits, a phone number).
FIRST_JALALI_YEAR = 1000
FIRST_GREGORIAN_YEAR = 1600
LAST_GREGORIAN_YEAR = 2220
_DAY = re.compile(r"^\s*(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*$")
_MONTHS_FA = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip

# Another spelling of the fifth month, older and quite as usual.
_OTHER_MONTHS_FA = {"امرداد": 5}

YearMonthDay = tuple[int, int, int]


class NotADay(ValueError):
    """Text that names no day.

    `why` is `shape` (not year-month-day), `year` (out of any registry's time), `month` (there is
    no such month), `day` (the month is shorter) or `leap` (the year is a common one); `facts`
    holds the numbers to say so: `year`, `month`, `days` of that month.
    """

    def __init__(self, text: str, why: str, **facts: int) -> None:
        super().__init__(f"{text!r} names no day ({why})")
        self.text = text
        self.why = why
        self.facts = facts


@dataclass(frozen=True)
class Months:
    """A length of time counted in calendar months; none is a length too."""

    value: int

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"a span of {self.value} months is negative")

    def __add__(self, other: "Months") -> "Months":
        return Months(self.value + other.value)

    def __str__(self) -> str:
        return f"{self.value} months"


def months(value: int) -> Months:
    """`months(36)` reads as it is said in a definition."""
    return Months(value)


def read_months(text: str) -> Months:
    """`"12 months"` as it is written in a spec.

    Raises
    ------
    ValueError
        Where the text is not a whole number of months.
    """
    found = re.fullmatch(r"\s*(\d{1,4})\s*months?\s*", text)
    if not found:
        raise ValueError(f"{text!r} is not a number of months, such as '12 months'")
    return Months(int(found[1]))


def _gregorian_parts(day: date) -> YearMonthDay:
    return day.year, day.month, day.day


def _jalali_parts(day: date) -> YearMonthDay:
    jalali = JalaliDate.to_jalali(day)
    return jalali.year, jalali.month, jalali.day


def _jalali_days_in(year: int, month: int) -> int:
    return int(JalaliDate.days_in_month(month, year))


def _gregorian_days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _from_jalali(year: int, month: int, day: int) -> date:
    gregorian: date = JalaliDate(year, month, day).to_gregorian()
    return gregorian


@dataclass(frozen=True)
class _Reckoning:
    """How one calendar takes a day apart, counts a month's days, and puts a day together."""

    parts: Callable[[date], YearMonthDay]
    days_in: Callable[[int, int], int]
    day: Callable[[int, int, int], date]


CALENDARS: dict[Calendar, _Reckoning] = {
    "jalali": _Reckoning(_jalali_parts, _jalali_days_in, _from_jalali),
    "gregorian": _Reckoning(_gregorian_parts, _gregorian_days_in, date),
}


@lru_cache(maxsize=100_000)  # the same few days are shifted for every co-operative
def shift(day: date, by: int, calendar: Calendar) -> date:
    """The same day of the month, `by` months later (earlier where negative), clamped to its end.

    Never decreasing in `day`, so that windows can be found by search on a grid of days.
    """
    reckoning = CALENDARS[calendar]
    year, month, in_month = reckoning.parts(day)
    later = year * 12 + (month - 1) + by
    year, month = divmod(later, 12)
    return reckoning.day(year, month + 1, min(in_month, reckoning.days_in(year, month + 1)))


def every(first: date, last: date, step: Months, calendar: Calendar) -> tuple[date, ...]:
    """`first`, and each whole number of `step`s after it, up to and with `last`.

    Each day is counted from `first`, not from the one before, so that a 31st does not decay.
    """
    if step.value < 1:
        raise ValueError("days that stand still never reach the last one: step at least one month")
    days: list[date] = []
    while (day := shift(first, len(days) * step.value, calendar)) <= last:
        days.append(day)
    return tuple(days)


def shifted(days: Sequence[date], by: int, calendar: Calendar) -> list[date]:
    """`shift` for each of `days`."""
    return [shift(day, by, calendar) for day in days]


def month_end(day: date, calendar: Calendar) -> date:
    """The last day of the month that `day` lies in."""
    reckoning = CALENDARS[calendar]
    year, month, _ = reckoning.parts(day)
    return reckoning.day(year, month, reckoning.days_in(year, month))


def months_to_end(day: date, month: int) -> int:
    """Months begun from a day to the last day of a Jalali month (1-12) that comes next, 1 to 12.

    12 on such a last day itself: of 30 Mehr and the seventh month it is 12, of 29 Mehr 1, of
    1 Aban 12, of 31 Shahrivar 1.
    """
    year, of_day, in_month = _jalali_parts(day)
    ended = in_month == _jalali_days_in(year, of_day)
    return (month - of_day - ended) % 12 + 1


def jalali(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Jalali one.

    Raises
    ------
    NotADay
        Where the Jalali calendar has no such day.
    """
    text = f"{year:04d}/{month:02d}/{day:02d}"
    if not FIRST_JALALI_YEAR <= year < FIRST_GREGORIAN_YEAR:
        raise NotADay(text, "year", year=year)
    is_last_of_leap_year = (month, day) == (12, 30)
    return _checked("jalali", text, year, month, day, is_leap_day=is_last_of_leap_year)


def _gregorian(year: int, month: int, day: int) -> date:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    if year > LAST_GREGORIAN_YEAR:
        raise NotADay(text, "year", year=year)
    return _checked("gregorian", text, year, month, day, is_leap_day=(month, day) == (2, 29))


def _checked(
    calendar: Calendar, text: str, year: int, month: int, day: int, *, is_leap_day: bool
) -> date:
    reckoning = CALENDARS[calendar]
    if not 1 <= month <= 12:
        raise NotADay(text, "month", month=month)
    days = reckoning.days_in(year, month)
    if not 1 <= day <= days:
        why = "leap" if is_leap_day else "day"
        raise NotADay(text, why, year=year, month=month, days=days)
    return reckoning.day(year, month, day)


def read_day(text: str) -> date:
    """A day as people write it: `1404/04/12`, `1404-4-12`, `۱۴۰۴/۰۴/۱۲` or `2025-07-03`.

    Year, month, day in that order; years 1000 to 1599 are Jalali, 1600 to 2220 Gregorian.

    Raises
    ------
    NotADay
        Where the text has another shape, or the calendar has no such day.
    """
    found = _DAY.match(latin_digits(text))
    if not found:
        raise NotADay(text, "shape")
    year, month, day = (int(part) for part in found.groups())
    reader = jalali if year < FIRST_GREGORIAN_YEAR else _gregorian
    return reader(year, month, day)


def jalali_text(day: date) -> str:
    """`1404/04/12`, with ASCII digits."""
    year, month, in_month = _jalali_parts(day)
    return f"{year:04d}/{month:02d}/{in_month:02d}"


def jalali_words(day: date) -> str:
    """`12 تیر 1404`, with ASCII digits."""
    year, month, in_month = _jalali_parts(day)
    return f"{in_month} {_MONTHS_FA[month - 1]} {year}"


def jalali_month(word: str) -> int | None:
    """The number, 1-12, of a Jalali month by its Persian name; None where it names none."""
    if word in _MONTHS_FA:
        return _MONTHS_FA.index(word) + 1
    return _OTHER_MONTHS_FA.get(word)


def fiscal_year(day: date, first_month: int = 1) -> tuple[date, date]:
    """First and last day of the Jalali fiscal year that holds `day`.

    Parameters
    ----------
    day : date
        Any day of the year.
    first_month : int, 1-12
        The Jalali month whose first day opens the year; 1 (Farvardin) where the statute says
        nothing else.
    """
    year, month, _ = _jalali_parts(day)
    opening = jalali(year if month >= first_month else year - 1, first_month, 1)
    following = shift(opening, 12, "jalali")
    return opening, date.fromordinal(following.toordinal() - 1)
