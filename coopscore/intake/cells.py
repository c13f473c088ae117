"""One cell of text becomes a value of its column's type, or the faults that keep it from being one.

What can be meant in one way only is mended, and what was mended is told (`repair_kinds`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from coopscore.calendar import FIRST_JALALI_YEAR, LAST_GREGORIAN_YEAR, NotADay
from coopscore.identifiers import national_id_holds
from coopscore.intake.columns import named
from coopscore.intake.days import Undecided, written_day
from coopscore.intake.numbers import RoundedForShow, written_number
from coopscore.intake.repair_kinds import RepairKind
from coopscore.intake.scripts import has_odd_joiners, has_strange_letters
from coopscore.intake.spelling import spelled
from coopscore.language import matching_key, regular
from coopscore.numerals import NotANumber
from coopscore.persons import NotAPerson, full_code, is_person_key
from coopscore.table import Column, Type

Value = str | int | float | date | None

LARGEST = 2**63 - 1

_DAY_FIRST = re.compile(r"\d{1,2}[-/.](\d{1,2})[-/.]\d{4}", re.ASCII)
_WHOLE = re.compile(r"\d+\.0+|\d(?:\.\d+)?[eE]\+?\d\d?", re.ASCII)
_ONE_SHORT = re.compile(r"(\d)\.(\d{9})[eE]\+?10", re.ASCII)
_YES = frozenset({"true", "yes", "y", "1", "بله", "بلی", "آری"})
_NO = frozenset({"false", "no", "n", "0", "خیر", "نه"})


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text is no value: codes of faults with their facts.

    `candidates` are the days that it may name, where the row's other days may decide.
    """

    faults: tuple[tuple[str, Mapping[str, object]], ...]
    candidates: tuple[date, ...] = ()

    @classmethod
    def because(cls, code: str, **facts: object) -> "Unfit":
        """One fault."""
        return cls(((code, facts),))


@dataclass(frozen=True, slots=True)
class Repaired:
    """A value that took repairs to read."""

    value: Value
    kinds: tuple[RepairKind, ...]

    @classmethod
    def of(cls, value: Value, *kinds: RepairKind | None) -> "Value | Repaired":
        """The value alone where it took no repair."""
        took = tuple(kind for kind in kinds if kind is not None)
        return cls(value, took) if took else value

    def also(self, *kinds: RepairKind) -> "Repaired":
        """The same with more kinds of repair, each told once."""
        return replace(self, kinds=tuple(dict.fromkeys((*kinds, *self.kinds))))


Read = Value | Repaired | Unfit


def _nobody(_code: str) -> str:
    raise AssertionError("a column of persons is read under a home's key")


@dataclass(frozen=True, kw_only=True, slots=True)
class Premises:
    """What reading a cell rests on beside its text.

    Parameters
    ----------
    latest
        The last day that a cell of the column can name, as far as years of two digits go.
    hashed
        The keyed hash of a person's code.
    """

    latest: date = date.max
    hashed: Callable[[str], str] = _nobody


NO_PREMISES = Premises()


def read_cell(column: Column, text: str, premises: Premises = NO_PREMISES) -> Value | Unfit:
    """The value of one cell; empty is None, or a fault where the column is required."""
    read = mended_cell(column, text, premises)
    return read.value if isinstance(read, Repaired) else read


def mended_cell(column: Column, text: str, premises: Premises) -> Read:
    """The value of one cell, with the repairs that it took."""
    tidy = regular(text)
    if not tidy:
        return Unfit.because("missing_value") if column.required else None
    read = _BY_NAME.get(column.name, _READERS[column.type])(column, tidy, premises)
    return read if isinstance(read, Unfit) else with_repairs(read, *_of_letters(text))


def with_repairs(read: Value | Repaired, *kinds: RepairKind) -> Value | Repaired:
    """What was read, with more kinds of repair."""
    if not kinds:
        return read
    return (read if isinstance(read, Repaired) else Repaired(read, ())).also(*kinds)


def _of_letters(raw: str) -> tuple[RepairKind, ...]:
    if raw.isascii():
        return ()
    letters: tuple[RepairKind, ...] = ("letters",) if has_strange_letters(raw) else ()
    return (*letters, "joiners") if has_odd_joiners(raw) else letters


def _text(_column: Column, text: str, _premises: Premises) -> Read:
    if is_person_key(text):  # a row that is tried again, of which the veil hid this cell
        return Unfit.because("veiled_text")
    known = spelled(text)
    return Repaired.of(known, "joiners" if known != text else None)


def _national_id(_column: Column, text: str, _premises: Premises) -> Read:
    """An id that may have been a number for a while; lost zeros are the column's affair."""
    digits = _with_last_nought(text) or written_out(text)
    return Repaired.of(digits, "spreadsheet_number" if digits != text else None)


def _with_last_nought(text: str) -> str | None:
    """The id of a number without its last nought, which no spreadsheet shows in `1.038028479E+10`.

    The check digit says whether it was a nought.
    """
    found = _ONE_SHORT.fullmatch(text)
    digits = f"{found[1]}{found[2]}0" if found else ""
    return digits if national_id_holds(digits) else None


def written_out(text: str) -> str:
    """The digits of an id that passed through a spreadsheet as a number.

    One that shows fewer digits than it has is left as it is.
    """
    if not _WHOLE.fullmatch(text):
        return text
    try:
        plain, _ = written_number(text, None)
    except RoundedForShow:
        return text
    whole, _, fraction = plain.partition(".")
    return text if fraction.strip("0") else whole


def _code(column: Column, text: str, _premises: Premises) -> Read:
    allowed = column.allowed or (text,)
    if text in allowed:
        return text
    meant = {matching_key(code): code for code in allowed}
    spellings = {code.casefold() for code in allowed}
    for code, title in column.titles.items():
        meant |= {matching_key(title.en): code, matching_key(title.fa): code}
        spellings |= {regular(title.en).casefold(), regular(title.fa)}
    found = meant.get(matching_key(text))
    if found is not None:
        return Repaired.of(found, None if text.casefold() in spellings else "joiners")
    if text.isdecimal() and text.zfill(2) in allowed:
        return Repaired(text.zfill(2), ("leading_zero",))  # a province that was taken for a number
    told = [named(code, column.titles.get(code)) for code in allowed]
    return Unfit.because("unknown_code", allowed=told)


def _day(_column: Column, text: str, premises: Premises) -> Read:
    try:
        written = written_day(text, premises.latest)
    except NotADay as unread:
        return _unfit_day(text, unread)
    if isinstance(written, Undecided):
        faults = (("day_century", {"candidates": list(written.candidates)}),)
        return Unfit(faults, written.candidates)
    return Repaired.of(written.day, written.repair)


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


def _whole(column: Column, text: str, _premises: Premises) -> Read:
    try:
        plain, repair = written_number(text, column.unit)
    except NotANumber as unread:
        return _no_number(unread)
    whole, _, fraction = plain.partition(".")
    if fraction.strip("0"):
        return Unfit.because("not_whole")
    # The length is looked at first: Python refuses to convert thousands of digits.
    if len(whole.lstrip("-0")) > len(str(LARGEST)) or abs(int(whole)) > LARGEST:
        return Unfit.because("number_too_large", largest=LARGEST)
    return _within(column, int(whole), repair)


def _no_number(unread: NotANumber) -> Unfit:
    is_rounded = isinstance(unread, RoundedForShow)
    return Unfit.because("rounded_for_show" if is_rounded else "not_a_number")


def _number(column: Column, text: str, _premises: Premises) -> Read:
    try:
        plain, repair = written_number(text, column.unit)
    except NotANumber as unread:
        return _no_number(unread)
    number = float(plain)
    if number in (float("inf"), float("-inf")):
        return Unfit.because("number_too_large", largest="1.8e308")
    return _within(column, number + 0.0, repair)  # there is no minus nought on record


def _within(column: Column, number: int | float, repair: RepairKind | None) -> Read:
    if column.minimum is not None and number < column.minimum:
        return Unfit.because("below_minimum", minimum=column.minimum)
    if column.maximum is not None and number > column.maximum:
        return Unfit.because("above_maximum", maximum=column.maximum)
    return Repaired.of(number, repair)


def _flag(_column: Column, text: str, _premises: Premises) -> Read:
    word = text.casefold()
    if word in _YES:
        return True
    return False if word in _NO else Unfit.because("not_a_flag")


def _person(_column: Column, text: str, premises: Premises) -> Read:
    if is_person_key(text):
        return text
    digits = written_out(text)
    if _WHOLE.fullmatch(digits):
        return Unfit.because("rounded_for_show")
    try:
        code = full_code(digits)
    except NotAPerson:
        return Unfit.because("not_a_person")
    return Repaired.of(
        premises.hashed(code),
        "spreadsheet_number" if digits != text else None,
        "leading_zero" if len(digits.replace("-", "")) < len(code) else None,
    )


_READERS: Mapping[Type, Callable[[Column, str, Premises], Read]] = {
    "text": _text,
    "code": _code,
    "day": _day,
    "count": _whole,
    "amount": _whole,
    "number": _number,
    "flag": _flag,
    "person": _person,
}
_BY_NAME: Mapping[str, Callable[[Column, str, Premises], Read]] = {"national_id": _national_id}
