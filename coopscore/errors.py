"""Everything coopscore refuses, as one tree.

A leaf is a noun phrase with a stable `code`, the facts of the case, and two sentences in both
languages: what was found beside what is allowed, and what to do. Facts travel as fields; words are
made at the door that shows them.
"""

from typing import ClassVar

from coopscore.language import Language, Text


class CoopscoreError(Exception):
    """A refusal that a person can act on.

    Parameters
    ----------
    **facts
        The particulars named in `found` and `remedy`.
    """

    code: ClassVar[str]
    found: ClassVar[Text]
    remedy: ClassVar[Text]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, lang: Language) -> str:
        """What was found, what is allowed, and what to do, in `lang`."""
        return f"{self.found.said(lang, **self.facts)} {self.remedy.said(lang, **self.facts)}"


# --- input -------------------------------------------------------------------------------------


class InputRefused(CoopscoreError):
    """A file or a value that cannot be taken as it stands."""


class UnreadableFile(InputRefused):
    """A file that is missing, binary, empty, or in an unknown encoding."""

    code = "unreadable_file"
    found = Text(
        en="{path} cannot be read as a table: {reason}.",
        fa="فایل {path} به صورت جدول خوانده نمی‌شود: {reason}.",
    )
    remedy = Text(
        en="Export it again as CSV in UTF-8 with a header line, and send that file.",
        fa="آن را دوباره به صورت CSV با کدگذاری UTF-8 و یک سطر عنوان خروجی بگیرید و بفرستید.",
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
        en="Name the columns as allowed; nothing of this file was taken.",
        fa="ستون‌ها را به نام‌های مجاز بنویسید؛ چیزی از این فایل پذیرفته نشد.",
    )


class UnknownTable(InputRefused):
    """A file whose name is not that of a table."""

    code = "unknown_table"
    found = Text(
        en="{path} names no table. Tables: {allowed}.",
        fa="نام {path} نام هیچ جدولی نیست. جدول‌ها: {allowed}.",
    )
    remedy = Text(
        en="Name the file after its table, for example filing.csv.",
        fa="فایل را به نام جدولش بنامید، مانند filing.csv.",
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


class InvalidSetting(InputRefused):
    """A setting that is unknown or of the wrong form."""

    code = "invalid_setting"
    found = Text(
        en="The setting {name} cannot be {value}. Allowed: {allowed}.",
        fa="مقدار {value} برای تنظیم {name} پذیرفته نیست. مجاز: {allowed}.",
    )
    remedy = Text(en="Set it to an allowed value.", fa="مقداری مجاز بگذارید.")


# --- not there ---------------------------------------------------------------------------------


class NotFound(CoopscoreError):
    """Something asked for that is not on record."""


class UnknownCooperative(NotFound):
    """An id that no registered co-operative carries."""

    code = "unknown_cooperative"
    found = Text(
        en="No co-operative {coop_id} is on record.",
        fa="تعاونی {coop_id} در سوابق نیست.",
    )
    remedy = Text(
        en="Check the id, or ingest the registry file that holds it.",
        fa="شناسه را بررسی کنید یا فایل ثبتی آن را وارد کنید.",
    )


class NotScored(NotFound):
    """A co-operative without a score on the day asked for."""

    code = "not_scored"
    found = Text(
        en="{coop_id} has no {spec} score on or before {as_of}.",
        fa="تعاونی {coop_id} تا تاریخ {as_of} امتیاز {spec} ندارد.",
    )
    remedy = Text(
        en="Run `coopscore score {spec} --as-of DAY`, or ask for a later day.",
        fa="دستور `coopscore score {spec} --as-of DAY` را اجرا کنید یا روزی دیرتر بخواهید.",
    )


class UnknownSpec(NotFound):
    """A spec name that stands for no file."""

    code = "unknown_spec"
    found = Text(
        en="There is no spec {spec}. Specs: {allowed}.",
        fa="مشخصات {spec} وجود ندارد. موجود: {allowed}.",
    )
    remedy = Text(
        en="Name one of them, or give the path of a TOML file.",
        fa="یکی از آن‌ها یا نشانی یک فایل TOML را بدهید.",
    )


class UnknownName(NotFound):
    """A feature, cohort, label or engine that no definition carries."""

    code = "unknown_name"
    found = Text(
        en="There is no {kind} {name}. Known: {allowed}.",
        fa="{kind} با نام {name} وجود ندارد. موجود: {allowed}.",
    )
    remedy = Text(en="Choose a known name.", fa="نامی موجود را برگزینید.")


class NoBundle(NotFound):
    """A spec that was never trained in this home."""

    code = "no_bundle"
    found = Text(
        en="No model has been trained for {spec} yet.",
        fa="هنوز مدلی برای {spec} ساخته نشده است.",
    )
    remedy = Text(
        en="Run `coopscore train {spec}` first.",
        fa="نخست `coopscore train {spec}` را اجرا کنید.",
    )


# --- refused runs ------------------------------------------------------------------------------


class RunRefused(CoopscoreError):
    """Work that would give a wrong or empty answer, and so is not done."""


class StoreBusy(RunRefused):
    """Another process is writing facts."""

    code = "store_busy"
    found = Text(
        en="Another run is writing to {path}; this one waited {seconds} s.",
        fa="اجرای دیگری در حال نوشتن در {path} است؛ این اجرا {seconds} ثانیه منتظر ماند.",
    )
    remedy = Text(en="Try again when it has ended.", fa="پس از پایان آن دوباره اجرا کنید.")


class EmptyStore(RunRefused):
    """A home without a sealed batch of facts."""

    code = "empty_store"
    found = Text(
        en="{path} holds no facts yet.",
        fa="در {path} هنوز داده‌ای نیست.",
    )
    remedy = Text(
        en="Run `coopscore ingest PATH` or `coopscore demo` first.",
        fa="نخست `coopscore ingest PATH` یا `coopscore demo` را اجرا کنید.",
    )


class EmptyCohort(RunRefused):
    """A day on which nobody belongs to the cohort."""

    code = "empty_cohort"
    found = Text(
        en="Nobody belongs to the cohort {cohort} on {as_of}.",
        fa="در {as_of} هیچ تعاونی در گروه {cohort} نیست.",
    )
    remedy = Text(
        en="Ask for a day inside the registry's history.",
        fa="روزی در بازهٔ سوابق ثبت بخواهید.",
    )


class TooFewEvents(RunRefused):
    """Too few outcomes to fit or calibrate a model."""

    code = "too_few_events"
    found = Text(
        en=(
            "{spec}: {fitting} co-operatives with a known event to fit on and {calibrating} to "
            "calibrate on; at least {needed} of each are needed."
        ),
        fa=(
            "{spec}: {fitting} تعاونی با رخداد معلوم برای برازش و {calibrating} تعاونی برای "
            "واسنجی هست؛ از هر کدام دست‌کم {needed} لازم است."
        ),
    )
    remedy = Text(
        en="Train on a longer history, or with a later --until.",
        fa="با تاریخچهٔ بلندتر یا --until دیرتر آموزش دهید.",
    )


class CalibrationReversed(RunRefused):
    """A calibration slope that is not positive."""

    code = "calibration_reversed"
    found = Text(
        en="{spec}: out of time, higher margins do not mean higher risk (slope {slope}).",
        fa="{spec}: بیرون از زمان آموزش، حاشیهٔ بیشتر به معنای خطر بیشتر نیست (شیب {slope}).",
    )
    remedy = Text(
        en="The features do not predict this outcome; no model was kept.",
        fa="ویژگی‌ها این پیامد را پیش‌بینی نمی‌کنند؛ مدلی نگه داشته نشد.",
    )


class PerfectSeparation(RunRefused):
    """Margins that tell events from non-events without one error: an input knows the outcome."""

    code = "perfect_separation"
    found = Text(
        en="{spec}: out of time, the margin separates events without one error; nothing to fit.",
        fa="{spec}: بیرون از زمان آموزش، حاشیه رخدادها را بی هیچ خطایی جدا می‌کند.",
    )
    remedy = Text(
        en="Look for an input that already holds the outcome; no model was kept.",
        fa="به دنبال ورودی‌ای بگردید که خودِ پیامد را در بر دارد؛ مدلی نگه داشته نشد.",
    )


class ReasonsDoNotAdd(RunRefused):
    """A score whose base and reasons miss its points."""

    code = "reasons_do_not_add"
    found = Text(
        en="{version}: base and reasons of {coop_id} miss its points by {gap} (allowed {allowed}).",
        fa="{version}: جمع پایه و دلیل‌های {coop_id} با امتیازش {gap} فاصله دارد (مجاز {allowed}).",
    )
    remedy = Text(
        en="No score of this run was kept; report this, it should not happen.",
        fa="هیچ امتیازی از این اجرا نگه داشته نشد؛ این مورد را گزارش کنید، نباید رخ دهد.",
    )


class SumTooLarge(RunRefused):
    """A sum of money beyond what whole numbers hold exactly (2^53)."""

    code = "sum_too_large"
    found = Text(
        en="{coop_id}: the sum of {table}.{column} exceeds 9,007,199,254,740,992.",
        fa="{coop_id}: جمع {table}.{column} از 9,007,199,254,740,992 بیشتر است.",
    )
    remedy = Text(
        en="Look for a unit slip in that co-operative's amounts and correct them.",
        fa="در مبالغ این تعاونی به دنبال لغزش واحد بگردید و آن را اصلاح کنید.",
    )


class CatalogueMoved(RunRefused):
    """A model that was trained on other definitions of its features."""

    code = "catalogue_moved"
    found = Text(
        en="{version} was trained on other definitions of: {features}.",
        fa="{version} با تعریف‌های دیگری از این ویژگی‌ها ساخته شده است: {features}.",
    )
    remedy = Text(
        en="Train the spec again before scoring.",
        fa="پیش از امتیازدهی دوباره آموزش دهید.",
    )


class BrokenBundle(RunRefused):
    """A model folder that is incomplete or was changed after it was written."""

    code = "broken_bundle"
    found = Text(
        en="The model in {path} is not what was written: {reason}.",
        fa="مدل موجود در {path} همان نیست که نوشته شده بود: {reason}.",
    )
    remedy = Text(
        en="Train again, or restore the folder.", fa="دوباره آموزش دهید یا پوشه را بازگردانید."
    )


class AlreadyWritten(RunRefused):
    """A score that claims a key which holds other numbers."""

    code = "already_written"
    found = Text(
        en="{coop_id} already has another {version} score for {as_of} from batch {batch}.",
        fa="تعاونی {coop_id} برای {as_of} از دستهٔ {batch} امتیاز دیگری از {version} دارد.",
    )
    remedy = Text(
        en="Scores are never overwritten; report this, it should not happen.",
        fa="امتیازها بازنویسی نمی‌شوند؛ این مورد را گزارش کنید، نباید رخ دهد.",
    )


class BrokenChain(RunRefused):
    """An audit log whose entries no longer hash together."""

    code = "broken_chain"
    found = Text(
        en="The audit log is broken at entry {entry}.",
        fa="دفتر بازرسی در ردیف {entry} شکسته است.",
    )
    remedy = Text(
        en="Restore the records from backup and find out who changed them.",
        fa="سوابق را از پشتیبان بازگردانید و ببینید چه کسی آن را تغییر داده است.",
    )


class BrokenFacts(RunRefused):
    """A file of facts that differs from what its batch was sealed with."""

    code = "broken_facts"
    found = Text(
        en="{path} is not what batch {batch} was sealed with.",
        fa="فایل {path} همان نیست که دستهٔ {batch} با آن مهر شد.",
    )
    remedy = Text(en="Restore the facts from backup.", fa="داده‌ها را از پشتیبان بازگردانید.")


class AddressNotAllowed(RunRefused):
    """A service address that other machines could reach."""

    code = "address_not_allowed"
    found = Text(
        en="The service may not listen on {host}: there is no access control yet.",
        fa="سرویس نمی‌تواند روی {host} گوش دهد: هنوز کنترل دسترسی نیست.",
    )
    remedy = Text(en="Use 127.0.0.1.", fa="از 127.0.0.1 استفاده کنید.")


# --- usable but doubtful -----------------------------------------------------------------------


class CoopscoreWarning(UserWarning):
    """Something usable but doubtful; its code is stored with the score."""

    code: ClassVar[str]
    found: ClassVar[Text]


class ThinHistory(CoopscoreWarning):
    """A score that rests on age and form alone."""

    code = "thin_history"
    found = Text(
        en="Nothing this co-operative did is on record; the score rests on its age and form.",
        fa="از کارهای این تعاونی چیزی ثبت نشده است؛ امتیاز تنها بر سن و شکل آن تکیه دارد.",
    )


class UnseenValue(CoopscoreWarning):
    """An input whose value the model never met."""

    code = "unseen_value"
    found = Text(
        en="An input has a value that the model has not met; it was read as unknown.",
        fa="یک ورودی مقداری دارد که مدل ندیده است؛ نامعلوم گرفته شد.",
    )


WARNINGS: dict[str, type[CoopscoreWarning]] = {
    kind.code: kind for kind in (ThinHistory, UnseenValue)
}
