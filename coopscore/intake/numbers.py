"""Numbers as offices write them: with the words of a unit, or as a spreadsheet shows them."""

import re
from collections.abc import Mapping
from decimal import Decimal, localcontext

from coopscore.intake.repair_kinds import RepairKind
from coopscore.language import matching_key
from coopscore.numerals import NotANumber, plain_number

# One significant digit before the point, as spreadsheets write it; an exponent of more than two
# digits is no number of a registry, and would make an integer of millions of digits.
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.(\d+))?[eE]([+-]?\d{1,2})", re.ASCII)
_WITH_WORDS = re.compile(
    r"(?P<before>[^\d+-]*)(?P<number>[+-]?\d[\d,،٬.٫]*)(?P<after>\D*)", re.ASCII
)

_MULTIPLES = {"": 1, "هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
_RIAL = {
    **{f"{multiple}{word}": by for multiple, by in _MULTIPLES.items() for word in ("ریال", "rial")},
    "rials": 1,
    "irr": 1,
}
_TOMAN = {
    f"{multiple}{word}": 10 * by
    for multiple, by in _MULTIPLES.items()
    for word in ("تومان", "تومن", "toman", "tomans")
}
_PERCENT = dict.fromkeys(("%", "٪", "درصد", "percent"), Decimal("0.01"))
# What one of the words counts, in the unit of the column.
_UNITS: Mapping[str, Mapping[str, int | Decimal]] = {
    "rial": {**_RIAL, **_TOMAN},
    "currency": {**_RIAL, **_TOMAN},
    "persons": {"نفر": 1, "persons": 1},
    "months": {"ماه": 1, "months": 1},
    "days": {"روز": 1, "days": 1},
    "person-hours": {"نفرساعت": 1, "ساعت": 1},
    "years": {"سال": 1, "years": 1},
    "share": _PERCENT,
    "share a year": _PERCENT,
    "jobs": {"نفر": 1, "شغل": 1, "jobs": 1},
}


class RoundedForShow(NotANumber):
    """A number of a spreadsheet that shows fewer digits than it has: the others are not known."""


def written_number(text: str, unit: str | None) -> tuple[str, RepairKind | None]:
    """A number of a regular text, written plainly, and the repair that it took, if any.

    Parameters
    ----------
    unit
        What the column counts: words of that unit may stand beside the number, and multiples of
        it. Toman are ten rial each, and are told apart by their word alone.

    Raises
    ------
    RoundedForShow
        Where a spreadsheet's number shows fewer digits than it has: `1.25E+10` may be any of a
        hundred million.
    NotANumber
        Where the text holds anything else.
    """
    try:
        return plain_number(text), None
    except NotANumber:
        shown = _SCIENTIFIC.fullmatch(text)
        if shown:
            if len(shown[1] or "") < int(shown[2]) and Decimal(text):
                raise RoundedForShow(text) from None
            return f"{Decimal(text):f}", "spreadsheet_number"
        return _without_words(text, _UNITS.get(unit or "", {})), "unit_words"


def _without_words(text: str, words: Mapping[str, int | Decimal]) -> str:
    found = _WITH_WORDS.fullmatch(text)
    if not found:
        raise NotANumber(text)
    before, after = (matching_key(found[side]) for side in ("before", "after"))
    by = words.get(before or after) if not (before and after) else None
    if by is None:
        raise NotANumber(text)
    with localcontext(prec=400):  # as many digits as are read, none rounded away
        return f"{Decimal(plain_number(found['number'])) * by:f}"
