"""One cell of text becomes a value of its column's type, or the faults that keep it from being one.

A column is read through its distinct texts: a register of 100,000 rows holds a few thousand
different days and a handful of codes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.calendar import FIRST_JALALI_YEAR, LAST_GREGORIAN_YEAR, NotADay, read_day
from coopscore.language import matching_key, regular
from coopscore.numerals import NotANumber, plain_number
from coopscore.table import Column, Type

Value = str | int | float | date | None

LARGEST = 2**63 - 1

_DAY_FIRST = re.compile(r"\d{1,2}[-/.](\d{1,2})[-/.]\d{4}", re.ASCII)
_YES = frozenset({"true", "yes", "y", "1", "بله", "بلی", "آری"})
_NO = frozenset({"false", "no", "n", "0", "خیر", "نه"})


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text is no value: codes of faults with their facts."""

    faults: tuple[tuple[str, Mapping[str, object]], ...]

    @classmethod
    def because(cls, code: str, **facts: object) -> "Unfit":
        """One fault."""
        return cls(((code, facts),))


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """The values of a column by row, None where empty or unfit, and the rows that are unfit."""

    values: list[Value]
    unfit: Mapping[int, Unfit]


def read_column(column: Column, texts: Sequence[str]) -> ReadColumn:
    """Read each distinct text of a column once."""
    read = {text: read_cell(column, text) for text in set(texts)}
    unfit = {text: value for text, value in read.items() if isinstance(value, Unfit)}
    fit = {text: None if isinstance(value, Unfit) else value for text, value in read.items()}
    at_fault = (
        {row: unfit[text] for row, text in enumerate(texts) if text in unfit} if unfit else {}
    )
    return ReadColumn([fit[text] for text in texts], at_fault)


def read_cell(column: Column, text: str) -> Value | Unfit:
    """The value of one cell; empty is None, or a fault where the column is required."""
    tidy = regular(text)
    if not tidy:
        return Unfit.because("missing_value") if column.required else None
    return _READERS[column.type](column, tidy)


def _text(_column: Column, text: str) -> Value | Unfit:
    return text


def _code(column: Column, text: str) -> Value | Unfit:
    allowed = column.allowed or (text,)
    if text in allowed:
        return text
    meant = {matching_key(code): code for code in allowed}
    for code, title in column.titles.items():
        meant |= {matching_key(title.en): code, matching_key(title.fa): code}
    return meant.get(matching_key(text)) or Unfit.because("unknown_code", allowed=allowed)


def _day(_column: Column, text: str) -> Value | Unfit:
    try:
        return read_day(text)
    except NotADay as unread:
        return _unfit_day(text, unread)


def _unfit_day(text: str, unread: NotADay) -> Unfit:
    if unread.why == "year":
        years = {"first": FIRST_JALALI_YEAR, "last": LAST_GREGORIAN_YEAR}
        return Unfit.because("day_year", **unread.facts, **years)
    day_first = _DAY_FIRST.fullmatch(text)
    if unread.why == "shape" and day_first:
        faults: list[tuple[str, Mapping[str, object]]] = [("day_order", {})]
        if (month := int(day_first[1])) > 12:
            faults.append(("day_month", {"month": month}))
        return Unfit(tuple(faults))
    return Unfit.because(_DAY_FAULTS[unread.why], **unread.facts)


_DAY_FAULTS: Mapping[str, str] = {
    "shape": "day_shape",
    "month": "day_month",
    "day": "day_number",
    "leap": "day_leap",
}


def _whole(column: Column, text: str) -> Value | Unfit:
    try:
        whole, _, fraction = plain_number(text).partition(".")
    except NotANumber:
        return Unfit.because("not_a_number")
    if fraction.strip("0"):
        return Unfit.because("not_whole")
    # The length is looked at first: Python refuses to convert thousands of digits.
    if len(whole.lstrip("-0")) > len(str(LARGEST)) or abs(int(whole)) > LARGEST:
        return Unfit.because("number_too_large", largest=LARGEST)
    return _within(column, int(whole))


def _number(column: Column, text: str) -> Value | Unfit:
    try:
        number = float(plain_number(text))
    except NotANumber:
        return Unfit.because("not_a_number")
    if number in (float("inf"), float("-inf")):
        return Unfit.because("number_too_large", largest="1.8e308")
    return _within(column, number + 0.0)  # there is no minus nought on record


def _within(column: Column, number: int | float) -> Value | Unfit:
    if column.minimum is not None and number < column.minimum:
        return Unfit.because("below_minimum", minimum=column.minimum)
    if column.maximum is not None and number > column.maximum:
        return Unfit.because("above_maximum", maximum=column.maximum)
    return number


def _flag(_column: Column, text: str) -> Value | Unfit:
    word = text.casefold()
    if word in _YES:
        return True
    return False if word in _NO else Unfit.because("not_a_flag")


_READERS: Mapping[Type, Callable[[Column, str], Value | Unfit]] = {
    "text": _text,
    "code": _code,
    "day": _day,
    "count": _whole,
    "amount": _whole,
    "number": _number,
    "flag": _flag,
    "person": _text,
}
