"""Days as offices write them beside year-month-day: in words, day first, as a spreadsheet has them.

What can be read in one way only is read; what leaves a choice, such as the century of a year of two
digits, is told with its choices, for the row's other days to decide.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from coopscore.calendar import FIRST_GREGORIAN_YEAR, NotADay, jalali, jalali_month, read_day
from coopscore.intake.repair_kinds import RepairKind
from coopscore.language import matching_key

# The first co-operative on record was founded in 1314 (assumed: as it is commonly told). Nothing in
# a registry speaks of an earlier year.
EARLIEST = jalali(1314, 1, 1)

# Serial numbers of spreadsheets count from here (with the 29 February 1900 that never was); these
# bounds are the years 1982 to 2064.
_EPOCH = date(1899, 12, 30).toordinal()
_SERIALS = range(30_000, 60_001)

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_TIMED = re.compile(r"(\S+?)[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_PLAIN = re.compile(r"\d{4}([-/])\d{2}\1\d{2}", re.ASCII)
_COMPACT = re.compile(r"(1[34]\d\d|19\d\d|20\d\d)(\d\d)(\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2}|\d{4}) ?([^\d]+?) ?(\d{1,2}|\d{4})", re.ASCII)
_SHORT = re.compile(r"(\d\d) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})", re.ASCII)
_CENTURIES = (1300, 1400)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day, and the repair that reading it took, if any."""

    day: date
    repair: RepairKind | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """Several days that a text may name, none of them known to be meant."""

    candidates: tuple[date, ...]


def written_day(text: str, latest: date) -> WrittenDay | Undecided:
    """The day of a regular text.

    Parameters
    ----------
    latest
        The last day that can be meant; it bears on years of two digits alone.

    Raises
    ------
    NotADay
        Where the text names none, as `read_day` does.
    """
    for read in _SPELLINGS:
        found = read(text)
        if found is not None:
            return found
    short = _SHORT.fullmatch(text)
    if short:
        return _of_short_year(text, short, latest)
    return _read(text)


def _read(text: str) -> WrittenDay:
    return WrittenDay(read_day(text), None if _PLAIN.fullmatch(text) else "day_spelling")


def _serial(text: str) -> WrittenDay | None:
    found = _SERIAL.fullmatch(text)
    if not found or int(found[1]) not in _SERIALS:
        return None
    return WrittenDay(date.fromordinal(_EPOCH + int(found[1])), "spreadsheet_day")


def _timed(text: str) -> WrittenDay | None:
    """A day with a time behind it, and no zone, which might move it to the next day."""
    found = _TIMED.fullmatch(text)
    return WrittenDay(read_day(found[1]), "spreadsheet_day") if found else None


def _compact(text: str) -> WrittenDay | None:
    found = _COMPACT.fullmatch(text)
    return WrittenDay(read_day("-".join(found.groups())), "day_spelling") if found else None


def _day_first(text: str) -> WrittenDay | None:
    """Day, month, year: nobody writes a Jalali month first, while a Gregorian one often is."""
    found = _DAY_FIRST.fullmatch(text)
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups())
    if month > 12 or (year >= FIRST_GREGORIAN_YEAR and day <= 12 and day != month):
        return None
    try:
        return WrittenDay(read_day(f"{year:04d}-{month}-{day}"), "day_spelling")
    except NotADay as none:
        if none.why == "year":
            raise
        raise NotADay(text, none.why, **none.facts) from none


def _in_words(text: str) -> WrittenDay | None:
    """`14 مرداد 1399`, with the word for month or without, or the year first."""
    found = _IN_WORDS.fullmatch(text)
    if not found:
        return None
    first, word, last = found.groups()
    month = jalali_month(matching_key(word).removeprefix("ماه").removesuffix("ماه"))
    day, year = (last, first) if len(first) == 4 else (first, last)
    if month is None or len(year) != 4 or len(day) == 4:
        return None
    return WrittenDay(jalali(int(year), month, int(day)), "day_spelling")


_SPELLINGS: tuple[Callable[[str], WrittenDay | None], ...] = (
    _serial,
    _timed,
    _compact,
    _day_first,
    _in_words,
)


def _of_short_year(text: str, found: re.Match[str], latest: date) -> WrittenDay | Undecided:
    """A day with a year of two digits, in either order, in every century that is possible."""
    first, month, last = (int(part) for part in found.groups())
    days = {*_in_centuries(first, month, last), *_in_centuries(last, month, first)}
    possible = tuple(sorted(day for day in days if EARLIEST <= day <= latest))
    if not possible:
        raise NotADay(text, "shape")
    if len(possible) > 1:
        return Undecided(possible)
    return WrittenDay(possible[0], "two_digit_year")


def _in_centuries(year: int, month: int, day: int) -> Iterator[date]:
    for century in _CENTURIES:
        try:
            yield jalali(century + year, month, day)
        except NotADay:
            continue
