"""Values that a file holds as numbers, days or yes and no, as the text that a person would type."""

from datetime import date, datetime, time
from decimal import Decimal


def value_text(value: object) -> str:
    """A value as a cell of text; nothing is empty.

    Whole numbers have no decimal point, others as many digits as they need and no exponent. A day
    is ISO text; a moment at midnight is a day, as spreadsheets hold days.

    Examples
    --------
    >>> value_text(12.0), value_text(1e-7), value_text(True)
    ('12', '0.0000001', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        return _plainly(value)
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _plainly(value: float | Decimal) -> str:
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    whole = number == number.to_integral_value() if number.is_finite() else False
    text = format(number, "f")
    return text.partition(".")[0] if whole else text
