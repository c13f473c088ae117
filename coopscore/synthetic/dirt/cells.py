"""Kinds of dirt that sit in one cell: what a clean text becomes, or nothing where it cannot be."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from coopscore.calendar import read_day
from coopscore.numerals import localised
from coopscore.table import Type

Soil = Callable[[str, np.random.Generator], str | None]

_ZWNJ = "\u200c"
_ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن",
    "اسفند",
)  # fmt: skip
_EXCEL_EPOCH = date(1899, 12, 30)


def _letters(text: str, _rng: np.random.Generator) -> str | None:
    arabic = text.translate(_ARABIC)
    return arabic if arabic != text else None


def _joiners(text: str, rng: np.random.Generator) -> str | None:
    return text.replace(_ZWNJ, "" if rng.random() < 0.6 else " ") if _ZWNJ in text else None


def _digits(text: str, rng: np.random.Generator) -> str | None:
    """All in Persian, all in Arabic-Indic, or one script after the other."""
    if not any(mark.isascii() and mark.isdigit() for mark in text):
        return None
    persian, arabic = localised(text, "fa"), text.translate(_ARABIC_DIGITS)
    half = len(text) // 2
    return (persian, arabic, persian[:half] + text[half:])[rng.integers(3)]


def _dates(text: str, rng: np.random.Generator) -> str | None:
    """Three spellings: 1399-5-14, 14 Mordad 1399 in words, and the Gregorian day."""
    year, month, day = (int(part) for part in text.split("/"))
    gregorian = read_day(text).isoformat()
    named = f"{day} {_MONTHS[month - 1]} {year}"
    return (f"{year}-{month}-{day}", named, gregorian)[rng.integers(3)]


def _two_digit_years(text: str, _rng: np.random.Generator) -> str | None:
    return text[2:]


def _excel_dates(text: str, rng: np.random.Generator) -> str | None:
    """The serial number of the day, or the day with midnight behind it."""
    day = read_day(text)
    serial = str((day - _EXCEL_EPOCH).days)
    return (serial, f"{day.isoformat()} 00:00:00")[rng.integers(2)]


def _impossible_days(text: str, rng: np.random.Generator) -> str | None:
    year = text[:4]
    return (f"{year}/13/01", f"{year}/07/31", f"{year}/00/10")[rng.integers(3)]


def _ids(text: str, rng: np.random.Generator) -> str | None:
    """A digit mistyped, the last one lost, or two exchanged; never the text itself."""
    place = int(rng.integers(10))
    other = str((int(text[place]) + int(rng.integers(1, 10))) % 10)
    return (text[:place] + other + text[place + 1 :], text[:-1])[rng.integers(2)]


# Each kind with the types of column that it sits in; `ids` has a column of its own.
CELL_KINDS: Mapping[str, tuple[frozenset[Type], Soil]] = {
    "letters": (frozenset[Type]({"text", "code"}), _letters),
    "joiners": (frozenset[Type]({"text", "code"}), _joiners),
    "digits": (frozenset[Type]({"day", "count", "amount"}), _digits),
    "dates": (frozenset[Type]({"day"}), _dates),
    "two_digit_years": (frozenset[Type]({"day"}), _two_digit_years),
    "excel_dates": (frozenset[Type]({"day"}), _excel_dates),
    "impossible_days": (frozenset[Type]({"day"}), _impossible_days),
}
ID_COLUMN = "national_id"
soil_id: Soil = _ids
