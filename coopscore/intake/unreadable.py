"""Why a path holds no table that can be read, each reason with what to do about it."""

from dataclasses import dataclass
from pathlib import Path

from coopscore.errors import UnreadableFile
from coopscore.language import Text


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What was found, and what to do."""

    found: Text
    remedy: Text

    def refusal(self, path: Path, **facts: object) -> UnreadableFile:
        """The refusal of a path for this reason, its places filled with `facts`."""
        return UnreadableFile(
            path=str(path),
            reason=self.found.filled(**facts),
            what_to_do=self.remedy.filled(**facts),
        )


_SAVE_AS_CSV = Text(
    en="Save it as CSV in UTF-8 with a header line, and send that file.",
    fa="آن را به صورت CSV با کدگذاری UTF-8 و یک سطر عنوان ذخیره کنید و بفرستید.",
)

MISSING = Reason(
    found=Text(en="there is no such file", fa="چنین فایلی وجود ندارد"),
    remedy=Text(en="Check the path.", fa="نشانی فایل را بررسی کنید."),
)
FORBIDDEN = Reason(
    found=Text(en="it cannot be opened", fa="فایل باز نمی‌شود"),
    remedy=Text(
        en="Check that it is a file and that you may read it.",
        fa="بررسی کنید که نشانی از آن یک فایل باشد و اجازهٔ خواندنش را داشته باشید.",
    ),
)
EMPTY = Reason(
    found=Text(en="it is empty", fa="فایل خالی است"),
    remedy=Text(
        en="Look whether the export was cut short; at least a header line is needed.",
        fa="ببینید خروجی ناقص نمانده باشد؛ دست‌کم یک سطر عنوان لازم است.",
    ),
)
BINARY = Reason(
    found=Text(
        en="it is binary, as a spreadsheet or a picture is, not text",
        fa="فایل متنی نیست و دودویی است، مانند فایل اکسل یا تصویر",
    ),
    remedy=_SAVE_AS_CSV,
)
UNDECODABLE = Reason(
    found=Text(
        en="line {line} is not text in {encoding}",
        fa="سطر {line} متنی با کدگذاری {encoding} نیست",
    ),
    remedy=_SAVE_AS_CSV,
)
NEITHER_ENCODING = Reason(
    found=Text(
        en="line {line} is not text in {utf_8}, and line {other} is none in {windows}",
        fa="سطر {line} متنی با کدگذاری {utf_8} نیست و سطر {other} متنی با {windows} نیست",
    ),
    remedy=Text(
        en="Save it as CSV in UTF-8 from one program, and send that file.",
        fa="آن را با یک برنامه به صورت CSV با کدگذاری UTF-8 ذخیره کنید و بفرستید.",
    ),
)
TOO_WIDE = Reason(
    found=Text(
        en="it has more than {most} columns, and no table has as many",
        fa="بیش از {most} ستون دارد و هیچ جدولی چنین پهن نیست",
    ),
    remedy=Text(
        en="Delete what stands to the right of the table, and send only its columns.",
        fa="آنچه را سمت راست جدول افزوده شده پاک کنید و تنها ستون‌های آن را بفرستید.",
    ),
)
CHANGED = Reason(
    found=Text(
        en="it changed while it was read, or is no longer there",
        fa="هنگام خواندن تغییر کرد یا دیگر سر جایش نیست",
    ),
    remedy=Text(
        en="Wait until it has been copied whole and no program writes to it; take it in again.",
        fa="صبر کنید تا کپی آن تمام شود و برنامه‌ای در آن ننویسد؛ سپس دوباره دریافتش کنید.",
    ),
)
BROKEN_HEADER = Reason(
    found=Text(
        en="the quotation marks of its header do not close",
        fa="گیومه‌های سطر عنوان آن بسته نمی‌شود",
    ),
    remedy=Text(
        en="Close them, or take them out of the header.",
        fa="آن‌ها را ببندید یا از سطر عنوان بردارید.",
    ),
)
OTHER_DELIMITER = Reason(
    found=Text(
        en="its header is one cell, with {delimiter} in the place of commas",
        fa="سطر عنوان آن یک خانه بیش ندارد و جای ویرگول لاتین، {delimiter} نشسته است",
    ),
    remedy=Text(
        en="Save it as CSV with commas (,) between the cells.",
        fa="آن را به صورت CSV با ویرگول لاتین (,) میان خانه‌ها ذخیره کنید.",
    ),
)
NO_TABLES = Reason(
    found=Text(
        en="the folder holds no CSV, XLSX or Parquet file",
        fa="پوشه هیچ فایل CSV یا XLSX یا Parquet ندارد",
    ),
    remedy=Text(
        en="Put in it a file for each table, named after the table: {tables}.",
        fa="برای هر جدول یک فایل به نام همان جدول در آن بگذارید: {tables}.",
    ),
)
