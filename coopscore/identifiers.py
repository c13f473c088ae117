"""The legal person's national id: eleven digits, the last of which checks the others.

The rule is that of the national registry of legal persons, as published in the open source
library persian-tools (`src/modules/legalId`); 10380284790 is that library's own example.
"""

LEGAL_ID_DIGITS = 11
_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def national_id_holds(text: str) -> bool:
    """Whether the text is eleven digits whose check digit holds.

    False is a reason to look again, never to refuse: ids are mistyped more often than companies
    are invented.
    """
    if len(text) != LEGAL_ID_DIGITS or not (text.isascii() and text.isdecimal()):
        return False
    if text[3:9] == "000000":
        return False
    return text[10] == make_check_digit(text[:10])


def make_check_digit(first_ten: str) -> str:
    """The eleventh digit that belongs to the first ten."""
    assert len(first_ten) == 10, "the check digit follows ten digits"
    digits = [int(digit) for digit in first_ten]
    added = digits[9] + 2
    total = sum((digit + added) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return str(total % 11 % 10)
