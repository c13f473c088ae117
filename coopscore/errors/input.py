"""Files and values that cannot be taken as they stand."""

from coopscore.errors.tree import InputRefused
from coopscore.language import Text


class UnreadableFile(InputRefused):
    """A path that is missing, binary, empty, in an unknown encoding, or otherwise no table.

    `what_to_do` is the remedy of the `reason`.
    """

    code = "unreadable_file"
    found = Text(
        en="{path} cannot be read as a table: {reason}.",
        fa="فایل {path} به صورت جدول خوانده نمی‌شود: {reason}.",
    )
    remedy = Text(
        en="{what_to_do} Nothing was taken.",
        fa="{what_to_do} چیزی پذیرفته نشد.",
    )


class WrongColumns(InputRefused):
    """A table whose header lacks required columns, repeats one, or has unknown ones."""

    code = "wrong_columns"
    found = Text(
        en=(
            "{path}: the header does not fit the table {table}. Missing: {missing}. "
            "Unknown: {unknown}. Repeated: {repeated}. Allowed: {allowed}."
        ),
        fa=(
            "{path}: عنوان ستون‌ها با جدول {table} جور نیست. ناموجود: {missing}. "
            "ناشناخته: {unknown}. تکراری: {repeated}. مجاز: {allowed}."
        ),
    )
    remedy = Text(
        en="Name the columns as allowed; nothing of the whole delivery was taken.",
        fa="ستون‌ها را به نام‌های مجاز بنویسید؛ از هیچ‌یک از فایل‌های ارسالی چیزی پذیرفته نشد.",
    )


class MostlyAtFault(InputRefused):
    """A file with so many rows at fault that it hardly is the table that it is called.

    `example` is what was found in the first of the rows with the fault that most of them have.
    """

    code = "mostly_at_fault"
    found = Text(
        en=(
            "{path} does not look like the table that it is named after: {bad} of its {rows} rows "
            "are at fault. Most often ({often} rows), as in row {row}: {example}"
        ),
        fa=(
            "{path} به جدولی که نامش را دارد نمی‌ماند: از {rows} ردیف آن {bad} ردیف ایراد دارد. "
            "فراوان‌ترین ایراد ({often} ردیف)، از جمله در ردیف {row}: {example}"
        ),
    )
    remedy = Text(
        en=(
            "Check the name, the columns and what has to come first; where the file is right, "
            "raise COOPSCORE_MOST_BAD_ROWS ({limit}). Nothing was taken."
        ),
        fa=(
            "نام و ستون‌ها و آنچه باید پیش از آن برسد را بررسی کنید؛ اگر فایل درست است مقدار "
            "COOPSCORE_MOST_BAD_ROWS ({limit}) را بالا ببرید. چیزی پذیرفته نشد."
        ),
    )


class UnknownTable(InputRefused):
    """A file whose name is not that of a table."""

    code = "unknown_table"
    found = Text(
        en="{path} names no table. Tables: {allowed}.",
        fa="نام {path} نام هیچ جدولی نیست. جدول‌ها: {allowed}.",
    )
    remedy = Text(
        en="Name each file after its table, for example filing.csv; nothing was taken.",
        fa="هر فایل را به نام جدولش بنامید، مانند filing.csv؛ چیزی پذیرفته نشد.",
    )


class NotAMendingFile(InputRefused):
    """A file that does not name the rows set aside that it mends."""

    code = "not_a_mending_file"
    found = Text(
        en="{path} has no column {column}, which names the rows that it mends.",
        fa="فایل {path} ستون {column} را ندارد که ردیف‌های اصلاح‌شده را نام می‌برد.",
    )
    remedy = Text(
        en="Mend a file of the quarantine folder and keep its columns; nothing was taken.",
        fa="فایلی از پوشهٔ قرنطینه را اصلاح کنید و ستون‌هایش را نگه دارید؛ چیزی پذیرفته نشد.",
    )


class UnknownAdapter(InputRefused):
    """A registry format that no adapter reads."""

    code = "unknown_adapter"
    found = Text(
        en="There is no adapter {adapter}. Adapters: {allowed}.",
        fa="مبدل {adapter} وجود ندارد. مبدل‌ها: {allowed}.",
    )
    remedy = Text(en="Choose one of them.", fa="یکی از آن‌ها را برگزینید.")


class InvalidDay(InputRefused):
    """Text that names no day of either calendar."""

    code = "invalid_day"
    found = Text(
        en="{text} is not a day: {reason}.",
        fa="{text} یک روز نیست: {reason}.",
    )
    remedy = Text(
        en="Write year-month-day, Jalali (1404-04-12) or Gregorian (2025-07-03).",
        fa="سال-ماه-روز بنویسید، شمسی (1404-04-12) یا میلادی (2025-07-03).",
    )


class InvalidSpec(InputRefused):
    """A spec with unknown keys, missing ones, or values out of range."""

    code = "invalid_spec"
    found = Text(
        en=(
            "The spec {path} does not hold. Unknown keys: {unknown}. "
            "Missing: {missing}. Not allowed: {refused}."
        ),
        fa=(
            "مشخصات {path} درست نیست. کلیدهای ناشناخته: {unknown}. "
            "ناموجود: {missing}. غیرمجاز: {refused}."
        ),
    )
    remedy = Text(
        en="Mend each named key; docs/specs.md lists what a spec may say.",
        fa="هر کلید نام‌برده را درست کنید؛ docs/specs.md می‌گوید چه چیزهایی مجاز است.",
    )


class InvalidDefinition(InputRefused):
    """A feature, cohort or label that asks for what no table holds, or leaves out a decision."""

    code = "invalid_definition"
    found = Text(
        en="The definition {name} does not hold: {fault}.",
        fa="تعریف {name} درست نیست: {fault}.",
    )
    remedy = Text(
        en="Mend the definition; docs/tables.md lists the tables, their columns and codes.",
        fa="تعریف را درست کنید؛ docs/tables.md جدول‌ها، ستون‌ها و کدها را فهرست می‌کند.",
    )


class InvalidSetting(InputRefused):
    """A setting that is unknown or of the wrong form."""

    code = "invalid_setting"
    found = Text(
        en="The setting {name} cannot be {value}. Allowed: {allowed}.",
        fa="مقدار {value} برای تنظیم {name} پذیرفته نیست. مجاز: {allowed}.",
    )
    remedy = Text(en="Set it to an allowed value.", fa="مقداری مجاز بگذارید.")
