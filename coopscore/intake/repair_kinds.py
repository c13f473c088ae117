"""What intake mends by itself, as data: the kinds of repair, with their words."""

from collections.abc import Mapping
from typing import Literal, get_args

from coopscore.language import Text

RepairKind = Literal[
    "letters",
    "joiners",
    "digits",
    "day_spelling",
    "two_digit_year",
    "spreadsheet_day",
    "leading_zero",
    "unit_words",
    "spreadsheet_number",
    "swapped_columns",
    "withheld_id",
]
REPAIR_KINDS: tuple[RepairKind, ...] = get_args(RepairKind)

REPAIRS: Mapping[RepairKind, Text] = {
    "letters": Text(en="Arabic letters", fa="حروف عربی"),
    "joiners": Text(en="joiners of known words", fa="نیم‌فاصلهٔ واژه‌های شناخته"),
    "digits": Text(en="digits of another script", fa="رقم‌های خط دیگر"),
    "day_spelling": Text(en="spelling of days", fa="شکل نوشتن تاریخ"),
    "two_digit_year": Text(en="years of two digits", fa="سال دورقمی"),
    "spreadsheet_day": Text(en="days of a spreadsheet", fa="تاریخ صفحه‌گسترده"),
    "leading_zero": Text(en="lost leading zeros", fa="صفر آغازین جاافتاده"),
    "unit_words": Text(en="words of a unit", fa="واژهٔ واحد"),
    "spreadsheet_number": Text(en="numbers of a spreadsheet", fa="عدد صفحه‌گسترده"),
    "swapped_columns": Text(en="exchanged columns", fa="ستون‌های جابه‌جا"),
    "withheld_id": Text(
        en="ids whose check digit fails, set aside", fa="شناسهٔ کنارگذاشته با رقم کنترل نادرست"
    ),
}
