"""The words for the faults of cells and of a row's shape, by code, in both languages.

`{column}` and `{value}` are at hand in each; the other places are named by whoever finds the fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coopscore.language import Text


@dataclass(frozen=True, kw_only=True)
class FaultKind:
    """What was found beside what is allowed, and what to do."""

    found: Text
    remedy: Text


_WRITE_A_DAY = Text(
    en="Write year-month-day, Jalali (1404-04-12) or Gregorian (2025-07-03).",
    fa="سال-ماه-روز بنویسید، شمسی (1404-04-12) یا میلادی (2025-07-03).",
)

CELL_FAULTS: Mapping[str, FaultKind] = {
    "missing_value": FaultKind(
        found=Text(
            en="The column {column} is empty, and every row needs it.",
            fa="ستون {column} خالی است، حال آنکه در هر ردیف لازم است.",
        ),
        remedy=Text(en="Fill it in.", fa="آن را پر کنید."),
    ),
    "day_shape": FaultKind(
        found=Text(
            en="{column}: “{value}” is not a day; year-month-day is expected.",
            fa="{column}: «{value}» تاریخ نیست؛ ترتیب سال-ماه-روز لازم است.",
        ),
        remedy=_WRITE_A_DAY,
    ),
    "day_order": FaultKind(
        found=Text(
            en="{column}: “{value}” begins with the day; year-month-day is expected.",
            fa="{column}: «{value}» با روز آغاز شده است؛ ترتیب سال-ماه-روز لازم است.",
        ),
        remedy=_WRITE_A_DAY,
    ),
    "day_year": FaultKind(
        found=Text(
            en="{column}: the year {year} in “{value}” lies outside {first} to {last}.",
            fa="{column}: سال {year} در «{value}» بیرون از بازهٔ {first} تا {last} است.",
        ),
        remedy=_WRITE_A_DAY,
    ),
    "day_month": FaultKind(
        found=Text(
            en="{column}: month {month} in “{value}” does not exist; a year has 12 months.",
            fa="{column}: ماه {month} در «{value}» وجود ندارد؛ سال ۱۲ ماه دارد.",
        ),
        remedy=_WRITE_A_DAY,
    ),
    "day_number": FaultKind(
        found=Text(
            en="{column}: “{value}” does not exist; month {month} of {year} has {days} days.",
            fa="{column}: «{value}» وجود ندارد؛ ماه {month} سال {year} دارای {days} روز است.",
        ),
        remedy=Text(en="Correct the day.", fa="روز را اصلاح کنید."),
    ),
    "day_leap": FaultKind(
        found=Text(
            en=(
                "{column}: “{value}” does not exist; {year} is a common year, "
                "its month {month} has {days} days."
            ),
            fa=(
                "{column}: «{value}» وجود ندارد؛ سال {year} کبیسه نیست "
                "و ماه {month} آن {days} روز دارد."
            ),
        ),
        remedy=Text(en="Correct the day or the year.", fa="روز یا سال را اصلاح کنید."),
    ),
    "day_century": FaultKind(
        found=Text(
            en="{column}: “{value}” has a year of two digits, and may mean: {candidates}.",
            fa="{column}: سال «{value}» دورقمی است و شاید یکی از این‌ها باشد: {candidates}.",
        ),
        remedy=Text(
            en="Write the year with four digits.",
            fa="سال را با چهار رقم بنویسید.",
        ),
    ),
    "not_a_person": FaultKind(
        found=Text(
            en="{column}: what is written is no national code; ten digits are expected.",
            fa="{column}: آنچه نوشته شده کد ملی نیست؛ ده رقم لازم است.",
        ),
        remedy=Text(
            en="Write the person's national code, never a name; leave it empty where unknown.",
            fa="کد ملی شخص را بنویسید و نه نام او را؛ اگر معلوم نیست خالی بگذارید.",
        ),
    ),
    "swapped_cells": FaultKind(
        found=Text(
            en="{column} (“{value}”) and {other} (“{beside}”) stand in each other's place.",
            fa="{column} («{value}») و {other} («{beside}») جای یکدیگر نشسته‌اند.",
        ),
        remedy=Text(en="Exchange the two cells.", fa="جای دو خانه را با هم عوض کنید."),
    ),
    "not_a_number": FaultKind(
        found=Text(
            en="{column}: “{value}” is not a number.",
            fa="{column}: «{value}» عدد نیست.",
        ),
        remedy=Text(
            en="Write digits only, without unit or words; leave it empty where unknown.",
            fa="تنها رقم بنویسید، بی واحد و بی حرف؛ اگر معلوم نیست خالی بگذارید.",
        ),
    ),
    "rounded_for_show": FaultKind(
        found=Text(
            en="{column}: “{value}” shows fewer digits than the number has; the others are lost.",
            fa="{column}: «{value}» رقم‌های کمتری از خود عدد نشان می‌دهد؛ بقیه از دست رفته است.",
        ),
        remedy=Text(
            en="Widen the column or format it as a number, and write all digits.",
            fa="ستون را پهن‌تر کنید یا قالب آن را «عدد» بگذارید و همهٔ رقم‌ها را بنویسید.",
        ),
    ),
    "veiled_text": FaultKind(
        found=Text(
            en="{column}: what stood here looked like a person's code, and was not written down.",
            fa="{column}: آنچه اینجا بود به کد ملی شخص می‌ماند و نگه داشته نشد.",
        ),
        remedy=Text(
            en="Where it is no person's code, write it again; else leave the cell empty.",
            fa="اگر کد ملی شخص نیست دوباره بنویسید؛ وگرنه خانه را خالی بگذارید.",
        ),
    ),
    "not_whole": FaultKind(
        found=Text(
            en="{column}: “{value}” is not a whole number.",
            fa="{column}: «{value}» عدد صحیح نیست.",
        ),
        remedy=Text(en="Write a whole number.", fa="عدد صحیح بنویسید."),
    ),
    "number_too_large": FaultKind(
        found=Text(
            en="{column}: “{value}” is larger than any number that can be kept ({largest}).",
            fa="{column}: «{value}» از بزرگ‌ترین عدد پذیرفتنی ({largest}) بزرگ‌تر است.",
        ),
        remedy=Text(
            en="Look for digits too many, or a slip of the unit.",
            fa="به دنبال رقم‌های اضافی یا اشتباه در واحد بگردید.",
        ),
    ),
    "above_maximum": FaultKind(
        found=Text(
            en="{column}: {value} is more than {maximum}, the most allowed.",
            fa="{column}: {value} از بیشترین مقدار مجاز، {maximum}، بیشتر است.",
        ),
        remedy=Text(
            en="Look for digits too many, or a slip of the unit.",
            fa="به دنبال رقم‌های اضافی یا اشتباه در واحد بگردید.",
        ),
    ),
    "below_minimum": FaultKind(
        found=Text(
            en="{column}: {value} is less than {minimum}, the least allowed.",
            fa="{column}: {value} از کمترین مقدار مجاز، {minimum}، کمتر است.",
        ),
        remedy=Text(
            en="Write the true number; leave it empty where unknown.",
            fa="عدد درست را بنویسید؛ اگر معلوم نیست خالی بگذارید.",
        ),
    ),
    "unknown_code": FaultKind(
        found=Text(
            en="{column}: “{value}” is not one of: {allowed}.",
            fa="{column}: «{value}» هیچ‌یک از این‌ها نیست: {allowed}.",
        ),
        remedy=Text(en="Write one of them.", fa="یکی از آن‌ها را بنویسید."),
    ),
    "not_a_flag": FaultKind(
        found=Text(
            en="{column}: “{value}” is neither yes nor no.",
            fa="{column}: «{value}» نه بله است و نه خیر.",
        ),
        remedy=Text(
            en="Write yes or no; leave it empty where unknown.",
            fa="بله یا خیر بنویسید؛ اگر معلوم نیست خالی بگذارید.",
        ),
    ),
    "too_few_cells": FaultKind(
        found=Text(
            en="The row has {cells} cells, fewer than the {columns} columns of the header.",
            fa="این ردیف {cells} خانه دارد، کمتر از {columns} ستون عنوان.",
        ),
        remedy=Text(
            en="Look for a missing comma, or a line broken in two.",
            fa="به دنبال ویرگول جاافتاده یا سطر دوپاره بگردید.",
        ),
    ),
    "too_many_cells": FaultKind(
        found=Text(
            en="The row has {cells} cells, more than the {columns} columns of the header.",
            fa="این ردیف {cells} خانه دارد، بیشتر از {columns} ستون عنوان.",
        ),
        remedy=Text(
            en="Put text that holds a comma in quotation marks.",
            fa='متنی را که ویرگول دارد در گیومهٔ لاتین (") بگذارید.',
        ),
    ),
    "cell_too_long": FaultKind(
        found=Text(
            en="A cell holds {length} characters; at most {longest} are read.",
            fa="یک خانه {length} نویسه دارد؛ بیش از {longest} نویسه خوانده نمی‌شود.",
        ),
        remedy=Text(
            en="Shorten it, or look for a quotation mark that does not close.",
            fa="آن را کوتاه کنید یا به دنبال گیومه‌ای بگردید که بسته نشده است.",
        ),
    ),
    "broken_quotes": FaultKind(
        found=Text(
            en="A quotation mark on this line does not close, or text follows where it closes.",
            fa="گیومه‌ای در این سطر بسته نشده یا پس از بسته شدن آن متنی آمده است.",
        ),
        remedy=Text(
            en='Close it, and write a quotation mark inside a cell twice ("").',
            fa='آن را ببندید و گیومهٔ درون خانه را دو بار ("") بنویسید.',
        ),
    ),
    "cut_off": FaultKind(
        found=Text(
            en="The file seems cut off: it ends within this row, before the end of its line.",
            fa="فایل بریده به نظر می‌رسد: در همین ردیف و پیش از پایان سطر تمام می‌شود.",
        ),
        remedy=Text(
            en="Send the whole file; where it is whole, end its last line with a line break.",
            fa="فایل کامل را بفرستید؛ اگر کامل است سطر آخر را با رفتن به سطر بعد پایان دهید.",
        ),
    ),
    "error_value": FaultKind(
        found=Text(
            en="{column}: the spreadsheet holds the error “{value}” there, and no value.",
            fa="{column}: در صفحهٔ گسترده به جای مقدار، خطای «{value}» نشسته است.",
        ),
        remedy=Text(
            en="Write the value itself; leave it empty where unknown.",
            fa="خود مقدار را بنویسید؛ اگر معلوم نیست خالی بگذارید.",
        ),
    ),
}
