"""Why a workbook or a Parquet file is refused, each reason with what to do about it."""

from coopscore.intake.unreadable import Reason
from coopscore.language import Text

_SAVE_ANEW = Text(
    en="Open it in a spreadsheet program, save it as a new XLSX workbook, and send that.",
    fa="آن را در برنامهٔ صفحهٔ گسترده باز و به صورت فایل XLSX تازه ذخیره کنید و بفرستید.",
)
_VALUES_ONLY = Text(
    en="Copy the sheet and paste it as values into a new XLSX workbook, or save it as CSV.",
    fa="برگه را کپی و تنها مقادیرش را در فایل XLSX تازه بچسبانید، یا آن را CSV ذخیره کنید.",
)

DAMAGED_WORKBOOK = Reason(
    found=Text(
        en="it is no XLSX workbook, or is damaged or cut off",
        fa="فایل XLSX نیست، یا آسیب دیده یا بریده است",
    ),
    remedy=_SAVE_ANEW,
)
OLD_WORKBOOK = Reason(
    found=Text(
        en="it is a workbook of a kind that is not read (XLS, XLSB, ODS or Strict Open XML)",
        fa="نوع این فایل صفحهٔ گسترده خوانده نمی‌شود (XLS یا XLSB یا ODS یا Strict Open XML)",
    ),
    remedy=_SAVE_ANEW,
)
MACROS = Reason(
    found=Text(
        en="it holds macros ({part}), and files with programs in them are not opened",
        fa="ماکرو دارد ({part}) و فایلی که برنامه در خود داشته باشد باز نمی‌شود",
    ),
    remedy=_VALUES_ONLY,
)
FORMULAS = Reason(
    found=Text(
        en="these of its cells hold formulas, which are not worked out: {cells}",
        fa="این خانه‌هایش فرمول دارد و فرمول محاسبه نمی‌شود: {cells}",
    ),
    remedy=_VALUES_ONLY,
)
BOMB = Reason(
    found=Text(
        en=(
            "it unpacks to more than a workbook may hold ({most} MiB, and {ratio} times its packed "
            "size; {parts} parts)"
        ),
        fa=(
            "حجم بازشدهٔ آن از اندازهٔ مجاز بیشتر است ({most} مبی‌بایت و {ratio} برابر حجم فشرده؛ "
            "{parts} جزء)"
        ),
    ),
    remedy=Text(
        en="Send the sheets as CSV or Parquet; if it was small, do not trust where it came from.",
        fa="برگه‌ها را CSV یا Parquet بفرستید؛ اگر فایل کوچک بود به فرستنده‌اش اعتماد نکنید.",
    ),
)
NESTED = Reason(
    found=Text(
        en="another packed file lies within it ({part})",
        fa="فایل فشردهٔ دیگری درون آن است ({part})",
    ),
    remedy=_VALUES_ONLY,
)
ENTITIES = Reason(
    found=Text(
        en="its part {part} declares a document type (DOCTYPE), which no workbook does",
        fa="جزء {part} آن نوع سند (DOCTYPE) اعلام می‌کند که در هیچ فایل XLSX نیست",
    ),
    remedy=_SAVE_ANEW,
)
LOCKED = Reason(
    found=Text(
        en="it is locked with a password, and none was given",
        fa="با گذرواژه قفل شده و گذرواژه‌ای داده نشده است",
    ),
    remedy=Text(
        en="Set the password in COOPSCORE_FILE_PASSWORD, or save the workbook without one.",
        fa="گذرواژه را در COOPSCORE_FILE_PASSWORD بگذارید یا فایل را بی گذرواژه ذخیره کنید.",
    ),
)
WRONG_PASSWORD = Reason(
    found=Text(
        en="the password given does not open it",
        fa="با گذرواژهٔ داده‌شده باز نمی‌شود",
    ),
    remedy=Text(
        en="Correct COOPSCORE_FILE_PASSWORD, or save the workbook without a password.",
        fa="مقدار COOPSCORE_FILE_PASSWORD را درست کنید یا فایل را بی گذرواژه ذخیره کنید.",
    ),
)
DAMAGED_PARQUET = Reason(
    found=Text(
        en="it is no Parquet file, or is damaged or cut off",
        fa="فایل Parquet نیست، یا آسیب دیده یا بریده است",
    ),
    remedy=Text(en="Write it anew, and send it whole.", fa="آن را از نو بسازید و کامل بفرستید."),
)
ODD_COLUMN = Reason(
    found=Text(
        en="its column {column} is of the type {kind}, of which no cell can be made",
        fa="نوع ستون {column} آن {kind} است و از آن خانه‌ای ساخته نمی‌شود",
    ),
    remedy=Text(
        en="Write texts, numbers, days and yes or no, one in each cell.",
        fa="در هر خانه یک متن یا عدد یا تاریخ یا بله/خیر بنویسید.",
    ),
)
TOO_LARGE = Reason(
    found=Text(
        en="it holds {rows} rows that unpack to {size} MiB; at most {most} rows and {room} MiB",
        fa="{rows} ردیف با {size} مبی‌بایت دادهٔ بازشده دارد؛ حداکثر {most} ردیف و {room} مبی‌بایت",
    ),
    remedy=Text(
        en="Part it into several files: filing-001.parquet, filing-002.parquet.",
        fa="آن را به چند فایل بخش کنید: filing-001.parquet و filing-002.parquet.",
    ),
)
