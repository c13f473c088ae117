"""Cells of a file of outcomes: codes or titles, days and whole numbers, as people write them."""

from collections.abc import Callable
from datetime import date

from coopscore.calendar import NotADay
from coopscore.intake.days import Undecided, written_day
from coopscore.language import Text, matching_key
from coopscore.numerals import NotANumber, plain_number
from coopscore.vocabulary import Codes

MISSING = Text(en="it is empty", fa="خالی است")


class Unfit(Exception):
    """A cell that holds no value of its column."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def code_in(codes: Codes, *, may_be_empty: bool = False) -> Callable[[str], str]:
    """What reads a code, or its title in either language."""
    keys = {
        matching_key(name): code
        for code, title in codes.items()
        for name in (code, title.en, title.fa)
    }
    allowed = Text(
        en=", ".join(title.en for title in codes.values()),
        fa="، ".join(title.fa for title in codes.values()),
    )

    def read(text: str) -> str:
        if not text and may_be_empty:
            return ""
        found = keys.get(matching_key(text))
        if found is None:
            raise Unfit(_NO_CODE.filled(text=text, allowed=allowed) if text else MISSING)
        return found

    return read


def day_of(text: str, latest: date) -> date:
    """A day of either calendar; `latest` bears on years of two digits alone.

    Raises
    ------
    Unfit
        Where it is empty, no day, or may be several.
    """
    if not text:
        raise Unfit(MISSING)
    try:
        read = written_day(text, latest)
    except NotADay as cause:
        raise Unfit(_NO_DAY.filled(text=text)) from cause
    if isinstance(read, Undecided):
        raise Unfit(_UNDECIDED.filled(text=text))
    return read.day


def whole_of(text: str) -> int | None:
    """A whole number; None where it is empty.

    Raises
    ------
    Unfit
        Where it is anything else.
    """
    if not text:
        return None
    try:
        return int(plain_number(text))
    except (NotANumber, ValueError) as cause:
        raise Unfit(_NO_NUMBER.filled(text=text)) from cause


_NO_DAY = Text(en="{text} is not a day", fa="{text} تاریخ نیست")
_UNDECIDED = Text(
    en="{text} may be several days; write the year with four digits",
    fa="{text} چند تاریخ می‌تواند باشد؛ سال را چهاررقمی بنویسید",
)
_NO_CODE = Text(en="{text} is none of: {allowed}", fa="{text} یکی از این‌ها نیست: {allowed}")
_NO_NUMBER = Text(en="{text} is not a whole number", fa="{text} عدد صحیح نیست")
