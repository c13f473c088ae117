"""Days as people type them at a door, or a refusal that says why they are none."""

from collections.abc import Mapping
from datetime import date

from coopscore.calendar import NotADay, read_day
from coopscore.errors import InvalidDay
from coopscore.language import Text

WHY: Mapping[str, Text] = {
    "year": Text(
        en="years run from 1000 to 1599 (Jalali) or from 1600 to 2220 (Gregorian)",
        fa="سال باید از ۱۰۰۰ تا ۱۵۹۹ (شمسی) یا از ۱۶۰۰ تا ۲۲۲۰ (میلادی) باشد",
    ),
    "shape": Text(en="it is not year-month-day", fa="به شکل سال-ماه-روز نیست"),
    "month": Text(en="a year has twelve months", fa="سال دوازده ماه دارد"),
    "day": Text(en="that month has no such day", fa="آن ماه چنین روزی ندارد"),
    "leap": Text(en="that year is not a leap year", fa="آن سال کبیسه نیست"),
}


def day_asked(text: str) -> date:
    """The day that `text` names, Jalali or Gregorian.

    Raises
    ------
    InvalidDay
        Where it names none, with the reason in both languages.
    """
    try:
        return read_day(text)
    except NotADay as fault:
        raise InvalidDay(text=text, reason=WHY[fault.why]) from fault
