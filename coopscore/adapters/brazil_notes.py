"""What the receipt of the Brazilian files says: each convention, with the cases it met."""

from collections.abc import Iterator, Mapping

from coopscore.adapters.brazil_register import (
    ACTIVE,
    CLOSED,
    EDITION,
    SUSPENDED,
    UNFIT,
    VOID,
    Establishments,
)
from coopscore.adapters.brazil_returns import (
    KNOWN_AFTER_MONTHS,
    SILENT_AFTER_MONTHS,
    Returns,
)
from coopscore.intake.receipt import Note
from coopscore.language import Text

_REGISTER = Text(
    en=(
        "Tax register: {heads} co-operatives by their head offices, {active} active, "
        "{suspended} suspended, {unfit} unfit, {closed} closed and {void} void; the file names no "
        "day and is taken as of {edition}."
    ),
    fa=(
        "ثبت مالیاتی: {heads} تعاونی بر پایهٔ دفتر مرکزی، {active} فعال، {suspended} معلق، "
        "{unfit} فاقد صلاحیت، {closed} بسته و {void} باطل؛ فایل تاریخی ندارد و وضعیت {edition} "
        "به شمار می‌آید."
    ),
)
_HINDSIGHT = Text(
    en=(
        "What the register dates counts as known on its own day; "
        "activities are as of the register (declared hindsight)."
    ),
    fa=(
        "آنچه ثبت مالیاتی با تاریخ آورده است در همان تاریخ دانسته‌شده به شمار می‌آید؛ "
        "رشته‌های فعالیت مربوط به زمان ثبت است (تاریخ اظهاری)."
    ),
)
_NO_NAMES = Text(
    en=(
        "Neither file gives names, places or legal forms: a co-operative is called by the root of "
        "its tax number."
    ),
    fa="در فایل‌ها نام، محل و قالب حقوقی نیست: هر تعاونی به ریشهٔ شمارهٔ مالیاتی‌اش خوانده می‌شود.",
)
_PADDED = Text(
    en="Numbers that lost leading noughts in the export; these were put back: {count}.",
    fa="شماره‌هایی که صفرهای آغازشان در خروجی افتاده بود و بازگردانده شد: {count}.",
)
_WAVE = Text(
    en=(
        "Unfit for not filing with the tax office: {count}, of them {wave} in {year}, a wave of "
        "the office's own; activity is unknown from then on, and not called dormant."
    ),
    fa=(
        "فاقد صلاحیت به سبب نفرستادن اظهارنامهٔ مالیاتی: {count}، {wave} مورد در سال {year} که موجی "
        "اداری است؛ وضعیت فعالیت از آن پس نامعلوم است و راکد خوانده نمی‌شود."
    ),
)
_AGAIN = Text(
    en="Suspended or unfit, and filing returns since; operating again from the first: {count}.",
    fa="معلق یا فاقد صلاحیتی که پس از آن گزارش داده است؛ از نخستین گزارش دایر است: {count}.",
)
_STILL_FILING = Text(
    en="Closed, and filing for a month that ended later; the register's day was believed: {count}.",
    fa="بسته‌ای که برای ماهی پس از آن هم گزارش داده است؛ تاریخ ثبت معتبر گرفته شد: {count}.",
)
_CLOSED = Text(
    en=(
        "Closings are taken as dissolutions: the file does not part mergers from failures, and "
        "tells of none after {edition}."
    ),
    fa=(
        "بسته‌شدن انحلال به شمار می‌آید: فایل ادغام را از شکست جدا نمی‌کند و پس از {edition} چیزی "
        "نمی‌گوید."
    ),
)
_OUTLETS = Text(
    en=(
        "{count} branch offices, seen on the day they opened; {strange} were set aside, as their "
        "head office is not in the files, and the {alike} that look alike were each kept; their "
        "closing has no place in the tables."
    ),
    fa=(
        "{count} شعبه که در روز گشایش دیده شده به شمار می‌آید؛ {strange} مورد که دفتر مرکزی‌اش در "
        "فایل‌ها نیست کنار گذاشته شد؛ {alike} شعبهٔ همسان همگی حفظ شد؛ بسته‌شدن شعبه در جدول‌ها جایی "
        "ندارد."
    ),
)
_RETURNS = Text(
    en=(
        "Returns of {cooperatives} co-operatives for the months {first} to {last}; members are "
        "figures at each month's end, persons, firms, women and men are not read."
    ),
    fa=(
        "گزارش {cooperatives} تعاونی برای ماه‌های {first} تا {last}؛ شمار اعضا آمار پایان هر ماه "
        "است و تفکیک اشخاص، شرکت‌ها، زنان و مردان خوانده نمی‌شود."
    ),
)
_RECEIPT_DAY = Text(
    en=(
        "The file gives no day of receipt: a return is known by the end of the month after its "
        "own ({months} month later), as it is due on the 22nd."
    ),
    fa=(
        "در فایل تاریخ دریافت نیست: هر گزارش در پایان ماه بعد ({months} ماه دیرتر) دانسته می‌شود، "
        "زیرا موعد آن روز ۲۲ همان ماه است."
    ),
)
_STRANGERS = Text(
    en="Filing, and not in the tax register; registered since their first return: {count}.",
    fa="گزارش‌دهنده‌ای که در ثبت مالیاتی نیست؛ از نخستین گزارش ثبت‌شده به شمار می‌آید: {count}.",
)
_SILENT = Text(
    en=(
        "{months} months running without a return, silent since the first of them: {count}; "
        "{returned} of them filed again, and were never silent from then on."
    ),
    fa=(
        "{months} ماه پیاپی بی گزارش، و از نخستین آن‌ها بی‌گزارش: {count}؛ "
        "{returned} مورد باز گزارش داد و از آن پس هرگز بی‌گزارش نبوده است."
    ),
)
_SHORT = Text(
    en="Shorter gaps, from which nothing is concluded: {count}.",
    fa="وقفه‌های کوتاه‌تر که چیزی از آن‌ها نتیجه نمی‌شود: {count}.",
)
_UNRIPE = Text(
    en=(
        "Missing at the file's end, too short to tell: {count}; the last month was copied while "
        "its returns still came in, and being missing there says nothing."
    ),
    fa=(
        "غایب در پایان فایل، زودتر از آنکه معلوم شود: {count}؛ ماه آخر هنگامی برداشته شده که "
        "گزارش‌هایش هنوز می‌رسید و غیبت در آن چیزی نمی‌گوید."
    ),
)


def notes(register: Establishments, told: Returns) -> tuple[Note, ...]:
    """Everything that the receipt should say of this delivery."""
    return (*_of_register(register, told), *_of_returns(register, told))


def _of_register(register: Establishments, told: Returns) -> Iterator[Note]:
    count: Mapping[str, int] = register.statuses
    edition = EDITION.isoformat()
    yield Note.of(
        "register",
        _REGISTER,
        heads=sum(count.values()),
        active=count[ACTIVE],
        suspended=count[SUSPENDED],
        unfit=count[UNFIT],
        closed=count[CLOSED],
        void=count[VOID],
        edition=edition,
    )
    yield Note.of("declared_hindsight", _HINDSIGHT)
    yield Note.of("no_names", _NO_NAMES)
    yield Note.of("lost_noughts", _PADDED, count=register.padded)
    if register.unfit_years:
        year, wave = max(register.unfit_years.items(), key=lambda item: (item[1], item[0]))
        yield Note.of("unfit", _WAVE, count=count[UNFIT], wave=wave, year=year)
    yield Note.of("operating_again", _AGAIN, count=told.again)
    yield Note.of("closed", _CLOSED, edition=edition)
    known = register.registered | told.months.keys()
    yield Note.of(
        "outlets",
        _OUTLETS,
        count=len(register.outlets),
        strange=sum(draft.values["coop_id"] not in known for draft in register.outlets),
        alike=register.alike,
    )


def _of_returns(register: Establishments, told: Returns) -> Iterator[Note]:
    months = told.span
    yield Note.of(
        "returns",
        _RETURNS,
        cooperatives=len(told.months),
        first=f"{months[0]:%Y-%m}" if months else None,
        last=f"{months[-1]:%Y-%m}" if months else None,
    )
    yield Note.of("declared_receipt_day", _RECEIPT_DAY, months=KNOWN_AFTER_MONTHS)
    yield Note.of(
        "not_in_register", _STRANGERS, count=len(told.months.keys() - register.registered)
    )
    filing_since_closed = sum(
        max(told.months[coop]) > day for coop, day in register.closed.items() if coop in told.months
    )
    yield Note.of("closed_yet_filing", _STILL_FILING, count=filing_since_closed)
    yield Note.of(
        "silent",
        _SILENT,
        months=SILENT_AFTER_MONTHS,
        count=len(told.silences),
        returned=sum(gap.until is not None for gap in told.silences),
    )
    yield Note.of("short_gaps", _SHORT, count=told.short_gaps)
    yield Note.of("too_short_to_tell", _UNRIPE, count=told.unripe)
