"""What the award committee's desk refuses."""

from coopscore.errors.tree import NotFound, RunRefused
from coopscore.language import Text


class DisconnectedJury(RunRefused):
    """Marks that leave entries in groups which no juror has in common."""

    code = "disconnected_jury"
    found = Text(
        en=(
            "The jury falls apart into {count} groups, and no juror marked entries of two of them: "
            "{groups}. Whose jurors are more severe cannot be told."
        ),
        fa=(
            "هیئت داوران به {count} گروه جدا تقسیم شده و هیچ داوری به شرکت‌کنندگان دو گروه نمره "
            "نداده است: {groups}. نمی‌توان گفت داوران کدام گروه سخت‌گیرترند."
        ),
    )
    remedy = Text(
        en="Let one juror mark entries of both groups, or judge each group on its own.",
        fa="بگذارید یک داور به شرکت‌کنندگان هر دو گروه نمره دهد، یا هر گروه را جداگانه داوری کنید.",
    )


class NobodyEntered(NotFound):
    """An edition that nobody on record entered."""

    code = "nobody_entered"
    found = Text(
        en="Nobody on record entered {edition} by {day}.",
        fa="تا {day} هیچ تعاونی‌ای در {edition} ثبت‌نام نکرده است.",
    )
    remedy = Text(
        en='Take in the entries (table festival_entry), or say who = "operating" in the edition.',
        fa='ثبت‌نام‌ها (جدول festival_entry) را دریافت کنید، یا در دوره who = "operating" بگذارید.',
    )


class AwardNotRun(NotFound):
    """An edition that was asked for and that nobody has run here."""

    code = "award_not_run"
    found = Text(
        en="No edition was run here under {run}.",
        fa="در اینجا دوره‌ای با شناسهٔ {run} اجرا نشده است.",
    )
    remedy = Text(
        en="Run `coopscore awards rank EDITION.toml --out DIR`.",
        fa="دستور `coopscore awards rank EDITION.toml --out DIR` را اجرا کنید.",
    )


class AwardChanged(RunRefused):
    """A run of an edition that came to something else than before, on the same facts."""

    code = "award_changed"
    found = Text(
        en="The run {run} lies at {path} with other content than it comes to now.",
        fa="اجرای {run} در {path} محتوایی جز آنچه اکنون به دست می‌آید دارد.",
    )
    remedy = Text(
        en=(
            "Check what is on record (`coopscore audit verify`); if the program is newer, keep "
            "that file elsewhere and run the edition with --anew."
        ),
        fa=(
            "ثبت‌ها را بیازمایید (`coopscore audit verify`)؛ اگر برنامه تازه‌تر است، آن فایل را جای "
            "دیگر نگه دارید و دوره را با --anew اجرا کنید."
        ),
    )


class TooManyToCompare(RunRefused):
    """A list that is too long to be compared pair by pair over every draw of data error."""

    code = "too_many_to_compare"
    found = Text(
        en=(
            "The list of {branch} {province} has {count} entrants; Copeland's comparison is made "
            "of {most} at most."
        ),
        fa=(
            "فهرست {branch} {province} دارای {count} شرکت‌کننده است؛ مقایسهٔ کوپلند حداکثر برای "
            "{most} شرکت‌کننده انجام می‌شود."
        ),
    )
    remedy = Text(
        en="Choose the arithmetic or geometric mean, or narrow the lists by branch or stage.",
        fa="میانگین حسابی یا هندسی را برگزینید، یا فهرست‌ها را با گرایش یا مرحله کوچک‌تر کنید.",
    )
