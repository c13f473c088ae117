"""Digits of three scripts: read any, write the reader's."""

import re
from typing import Literal

from persiantools import digits

# Groups of three may be parted by a Latin or Persian comma or the Arabic thousands sign; the
# decimal sign is a point or the Arabic one (U+066B).
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:[,،٬]\d{3})+|\d+)(?:[.٫](\d+))?", re.ASCII)
_GROUPING = str.maketrans("", "", ",،٬")


class NotANumber(ValueError):
    """Text that is no number written in digits."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a number")
        self.text = text


def latin_digits(text: str) -> str:
    """The text with Persian and Arabic-Indic digits turned into ASCII."""
    return text if text.isascii() else str(digits.fa_to_en(digits.ar_to_fa(text)))


def localised(number: str, lang: Literal["fa", "en"]) -> str:
    """A number already written out, in the digits of `lang`."""
    return str(digits.en_to_fa(number)) if lang == "fa" else number


def plain_number(text: str) -> str:
    """A number as it is typed, `۱٬۲۳۴٫۵` or `-1,234.5`, written plainly: `1234.5`, `-1234.5`.

    Raises
    ------
    NotANumber
        Where the text holds anything else, a unit or a word among them.
    """
    found = _NUMBER.fullmatch(latin_digits(text).strip().replace("\N{MINUS SIGN}", "-"))
    if not found:
        raise NotANumber(text)
    sign, whole, fraction = found.groups()
    plain = sign.removeprefix("+") + whole.translate(_GROUPING)
    return f"{plain}.{fraction}" if fraction else plain
