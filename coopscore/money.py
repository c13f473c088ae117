"""Money: whole rial inside; toman, scale words and the reader's digits only at the doors.

One toman is ten rial. Offices write either, often with a scale word ("107 million toman"), and a
forgotten unit is an error of ten times: so a unit is read, never guessed.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from coopscore.language import Language, Text, regular
from coopscore.numerals import NotANumber, localised, plain_number

MoneyUnit = Literal["rial", "toman"]

UNITS: Mapping[MoneyUnit, Text] = {
    "rial": Text(en="rial", fa="ریال"),
    "toman": Text(en="toman", fa="تومان"),
}
RIAL_IN: Mapping[MoneyUnit, int] = {"rial": 1, "toman": 10}

_SCALES: Mapping[str, int] = {
    "": 1,
    "thousand": 10**3,
    "هزار": 10**3,
    "million": 10**6,
    "میلیون": 10**6,
    "billion": 10**9,
    "میلیارد": 10**9,
    "trillion": 10**12,
    "تریلیون": 10**12,
}
_UNIT_WORDS: Mapping[str, MoneyUnit] = {
    word: unit for unit, text in UNITS.items() for word in (text.en, text.fa)
}
_AMOUNT = re.compile(
    rf"(?P<number>\S+) ?(?P<scale>{'|'.join(filter(None, _SCALES))})? ?"
    rf"(?P<unit>{'|'.join(_UNIT_WORDS)})"
)


class NotMoney(ValueError):
    """Text that names no whole number of rial together with its unit."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not an amount of rial or toman")
        self.text = text


def read_rial(text: str) -> int:
    """Whole rial from `1,250,000 rial`, `۱۰۷ میلیون تومان` or `1.5 billion toman`.

    Raises
    ------
    NotMoney
        Where the number or the unit is missing, or a part of a rial would be left over.
    """
    found = _AMOUNT.fullmatch(regular(text).casefold())
    if not found:
        raise NotMoney(text)
    try:
        number = Decimal(plain_number(found["number"]))
    except NotANumber as cause:
        raise NotMoney(text) from cause
    rial = number * _SCALES[found["scale"] or ""] * RIAL_IN[_UNIT_WORDS[found["unit"]]]
    if rial != rial.to_integral_value():
        raise NotMoney(text)
    return int(rial)


def money_text(rial: int, lang: Language, unit: MoneyUnit = "rial") -> str:
    """An amount with its unit, grouped by three: `1,250,000 rial`, `۱۲۵٬۰۰۰ تومان`."""
    whole, rest = divmod(abs(rial), RIAL_IN[unit])
    number = f"{'-' if rial < 0 else ''}{whole:,}" + (f".{rest}" if rest else "")
    if lang == "fa":
        number = localised(number.replace(",", "٬").replace(".", "٫"), lang)
    return f"{number} {UNITS[unit].said(lang)}"
