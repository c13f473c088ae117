"""What the receipt of the UK register says: each convention, with the number of cases it met."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from coopscore.adapters.uk_accounts import KNOWN_AFTER_MONTHS, Accounts, Outlets
from coopscore.adapters.uk_register import ABSENT, AHEAD, RESTORED, UNDATED, Register
from coopscore.intake.receipt import Note
from coopscore.language import Text

_EDITION = Text(
    en=(
        "Edition {edition}: {organisations} organisations, {live} of them live and {dead} dead; "
        "known on the first of that month."
    ),
    fa=(
        "ویرایش {edition}: {organisations} تشکل، {live} دایر و {dead} برچیده؛ "
        "تاریخ آگاهی، روز نخست همان ماه است."
    ),
)
_HINDSIGHT = Text(
    en=(
        "What the first edition dates counts as known on its own day; "
        "attributes are as of the edition (declared hindsight)."
    ),
    fa=(
        "آنچه نخستین ویرایش با تاریخ آورده است در همان تاریخ دانسته‌شده به شمار می‌آید؛ "
        "ویژگی‌ها مربوط به زمان ویرایش است (تاریخ اظهاری)."
    ),
)

# By what was counted while walking through the editions; told where there was a case.
_FOUND: Mapping[str, Text] = {
    "no_incorporation_day": Text(
        en="No day of incorporation; where live, on the register from the first edition: {count}.",
        fa="بی تاریخ ثبت؛ اگر دایر باشد، از نخستین ویرایش ثبت‌شده به شمار می‌آید: {count}.",
    ),
    UNDATED: Text(
        en="Dead without a day of dissolution; never counted as registered: {count}.",
        fa="برچیدهٔ بی تاریخ انحلال؛ در هیچ روزی ثبت‌شده به شمار نمی‌آید: {count}.",
    ),
    "live_with_an_end": Text(
        en="Live, yet with a day of dissolution; the day was believed: {count}.",
        fa="دایر ولی دارای تاریخ انحلال؛ تاریخ معتبر گرفته شد: {count}.",
    ),
    "dissolved_since": Text(
        en="Standing in one edition and dissolved by the next: {count}.",
        fa="برقرار در یک ویرایش و منحل‌شده تا ویرایش بعد: {count}.",
    ),
    "late_reported": Text(
        en="Of these late-reported, dissolved before the edition that lists them live: {count}.",
        fa="از این میان دیر گزارش‌شده، یعنی منحل پیش از ویرایشی که دایرشان می‌خواند: {count}.",
    ),
    AHEAD: Text(
        en="Dead, with a day after the edition's own; put on the edition's day: {count}.",
        fa="برچیده با تاریخی پس از روز ویرایش؛ روز ویرایش به جای آن نشست: {count}.",
    ),
    "entered_after_edition": Text(
        en="Incorporated after the edition's day; known on their own day: {count}.",
        fa="ثبت‌شده پس از روز ویرایش؛ تاریخ آگاهی همان روز ثبت است: {count}.",
    ),
    ABSENT: Text(
        en="Live, and missing from the next edition; activity unknown from then on: {count}.",
        fa="دایر ولی غایب در ویرایش بعد؛ وضعیت فعالیت از آن پس نامعلوم است: {count}.",
    ),
    RESTORED: Text(
        en="Ended, and listed live again: {count}.",
        fa="پایان‌یافته‌ای که دوباره دایر خوانده شده است: {count}.",
    ),
    "changed": Text(
        en="Attributes that differ from the edition before: {count} organisations.",
        fa="تشکل‌هایی که ویژگی‌هایشان با ویرایش قبلی فرق دارد: {count}.",
    ),
    "days_corrected": Text(
        en="Days of incorporation or dissolution that a later edition corrects: {count}.",
        fa="تاریخ‌های ثبت یا انحلال که ویرایش بعد اصلاح کرده است: {count}.",
    ),
    "mended_names": Text(
        en="Names that lost a letter in the export; the earlier spelling was kept: {count}.",
        fa="نام‌هایی که در خروجی حرفی از دست داده‌اند؛ نگارش پیشین حفظ شد: {count}.",
    ),
}

_ACCOUNTS = Text(
    en=(
        "{distinct} distinct accounts (id and year end), {aside} of them totals under N/a that "
        "were set aside; {carried} rows carry an account forward and repeat it."
    ),
    fa=(
        "{distinct} حساب متمایز (شناسه و پایان سال)، {aside} مورد از آن‌ها جمع‌های N/a که کنار "
        "گذاشته شد؛ {carried} ردیف تکرار حسابی پیشین است."
    ),
)
_YEAR_ENDS = Text(
    en=(
        "{without_year_end} rows without a year end were set aside; "
        "{without_time} of the others spell it without the time and were read."
    ),
    fa=(
        "{without_year_end} ردیف بی تاریخ پایان سال کنار گذاشته شد؛ "
        "{without_time} ردیف دیگر تاریخ را بی ساعت نوشته‌اند و خوانده شدند."
    ),
)
_RECEIPT_DAY = Text(
    en="The files give no day of receipt: an account is known {months} months after its year end.",
    fa="در فایل‌ها تاریخ دریافت نیست: هر حساب {months} ماه پس از پایان سالش دانسته می‌شود.",
)
_OUTLETS = Text(
    en="{alike} outlets share name and place with another of their owner; each was kept.",
    fa="نام و محل {alike} واحد فروش با واحد دیگری از همان مالک یکی است؛ همه حفظ شدند.",
)


def notes(
    registers: Sequence[Register], accounts: Sequence[Accounts], outlets: Sequence[Outlets]
) -> tuple[Note, ...]:
    """Everything that the receipt should say of this delivery."""
    return (
        *(_edition(register) for register in registers),
        Note.of("declared_hindsight", _HINDSIGHT),
        *_found(registers),
        *(note for found in accounts for note in _accounts(found)),
        *(Note.of("outlets_alike", _OUTLETS, alike=found.alike) for found in outlets),
    )


def _edition(register: Register) -> Note:
    live = Counter(entry.live for entry in register.edition.entries.values())
    return Note.of(
        "edition",
        _EDITION,
        edition=f"{register.edition.day:%Y-%m}",
        organisations=live.total(),
        live=live[True],
        dead=live[False],
    )


def _found(registers: Sequence[Register]) -> Iterator[Note]:
    total: Counter[str] = sum((register.found for register in registers), Counter())
    return (Note.of(code, text, count=total[code]) for code, text in _FOUND.items() if total[code])


def _accounts(found: Accounts) -> Iterator[Note]:
    yield Note.of(
        "accounts",
        _ACCOUNTS,
        distinct=len(found.distinct),
        aside=found.distinct_aside,
        carried=found.repeated,
    )
    yield Note.of(
        "year_ends",
        _YEAR_ENDS,
        without_year_end=found.without_year_end,
        without_time=found.without_time,
    )
    yield Note.of("declared_receipt_day", _RECEIPT_DAY, months=KNOWN_AFTER_MONTHS)
