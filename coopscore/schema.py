"""The tables of the registry.

More are to come (loans, supervision, campaigns); a new table is an entry here, and intake, facts
and engines know it from then on.
"""

from collections.abc import Mapping

from coopscore.language import Text
from coopscore.table import Column, Derived, Table
from coopscore.vocabulary import (
    ASSEMBLY_KIND,
    CURRENCY,
    FILING_KIND,
    LINE_CODE,
    MEMBERSHIP,
    OBLIGATION_KIND,
    OFFICER_ROLE,
    STATUS_ACTOR,
    STATUS_AXIS,
    STATUS_CODE,
    Codes,
)

# No true number is near these, and a sum of a co-operative's rows stays exact below them.
MOST_PERSONS = 10**9
MOST_UNITS = 10**15  # of money, either way
MOST_VERSIONS = 10**6


def _coded(name: str, codes: Codes, title: Text, *, required: bool = False) -> Column:
    """A closed list of codes."""
    return Column(
        name=name, type="code", required=required, allowed=tuple(codes), titles=codes, title=title
    )


def _persons(name: str, title: Text) -> Column:
    """A count of persons."""
    return Column(
        name=name, type="count", unit="persons", minimum=0, maximum=MOST_PERSONS, title=title
    )


def _dated(name: str, en: str, fa: str) -> Column:
    """A day that every row needs."""
    return Column(name=name, type="day", required=True, title=Text(en=en, fa=fa))


_VALID_FROM = _dated("valid_from", "In force from", "تاریخ اثر")
_RECORDED_AT = _dated("recorded_at", "Recorded on", "تاریخ ثبت")
_PERIOD_END = _dated("period_end", "End of the period", "پایان دوره")
_RECEIVED_ON = _dated("received_on", "Received on", "تاریخ دریافت")
_DUE_ON = Column(name="due_on", type="day", title=Text(en="Due on", fa="موعد"))

COOPERATIVE = Table(
    name="cooperative",
    title=Text(en="Co-operatives", fa="تعاونی‌ها"),
    kind="states",
    key=("coop_id", "valid_from"),
    happened="valid_from",
    known="recorded_at",
    columns=(
        _VALID_FROM,
        _RECORDED_AT,
        Column(name="name", type="text", required=True, title=Text(en="Name", fa="نام")),
        Column(name="national_id", type="text", title=Text(en="National id", fa="شناسهٔ ملی")),
        Column(
            name="registration_no",
            type="text",
            title=Text(en="Registration number", fa="شمارهٔ ثبت"),
        ),
        Column(name="founded_on", type="day", title=Text(en="Founded on", fa="تاریخ تأسیس")),
        Column(name="legal_form", type="text", title=Text(en="Legal form", fa="قالب حقوقی")),
        _coded("membership", MEMBERSHIP, Text(en="Membership", fa="نوع عضویت")),
        Column(name="ownership", type="text", title=Text(en="Owned by", fa="مالکان")),
        Column(name="branch", type="text", title=Text(en="Branch", fa="گرایش")),
        Column(name="province", type="text", title=Text(en="Province", fa="استان")),
        Column(name="county", type="text", title=Text(en="County", fa="شهرستان")),
    ),
    derived=(
        Derived(
            name="national_id_holds",
            type="flag",
            title=Text(en="The national id's check digit holds", fa="رقم کنترل شناسهٔ ملی درست است"),
        ),
        Derived(name="name_key", type="text", title=Text(en="Name for matching", fa="کلید نام")),
    ),
)

STATUS_EVENT = Table(
    name="status_event",
    title=Text(en="Changes of status", fa="تغییرات وضعیت"),
    kind="states",
    series=("axis",),
    key=("coop_id", "axis", "to_code", "valid_from"),
    happened="valid_from",
    known="recorded_at",
    columns=(
        _VALID_FROM,
        _RECORDED_AT,
        _coded("axis", STATUS_AXIS, Text(en="Axis", fa="محور"), required=True),
        _coded("to_code", STATUS_CODE, Text(en="New status", fa="وضعیت تازه"), required=True),
        Column(name="reason", type="text", title=Text(en="Reason", fa="علت")),
        _coded("actor", STATUS_ACTOR, Text(en="Decided by", fa="مرجع")),
    ),
)

FILING = Table(
    name="filing",
    title=Text(en="Filings", fa="اسناد ارسالی"),
    kind="events",
    key=("coop_id", "kind", "period_end"),
    happened="period_end",
    known="received_on",
    columns=(
        _PERIOD_END,
        _RECEIVED_ON,
        _coded("kind", FILING_KIND, Text(en="Kind", fa="نوع"), required=True),
        _DUE_ON,
        Column(name="audited", type="flag", title=Text(en="Audited", fa="حسابرسی‌شده")),
    ),
    derived=(
        Derived(
            name="delay_days",
            type="count",
            unit="days",
            title=Text(en="Delay after the due day", fa="تأخیر پس از موعد"),
        ),
    ),
)

STATEMENT_LINE = Table(
    name="statement_line",
    title=Text(en="Lines of statements", fa="ردیف‌های صورت مالی"),
    kind="events",
    key=("coop_id", "line_code", "period_end"),
    happened="period_end",
    known="received_on",
    columns=(
        _PERIOD_END,
        _RECEIVED_ON,
        _coded("line_code", LINE_CODE, Text(en="Line", fa="ردیف"), required=True),
        Column(
            name="amount",
            type="amount",
            required=True,
            unit="currency",
            minimum=-MOST_UNITS,
            maximum=MOST_UNITS,
            title=Text(en="Amount", fa="مبلغ"),
        ),
        _coded("currency", CURRENCY, Text(en="Currency", fa="واحد پول"), required=True),
    ),
)

YEARLY_FIGURES = Table(
    name="yearly_figures",
    title=Text(en="Yearly figures", fa="آمار سالانه"),
    kind="states",
    key=("coop_id", "year_end"),
    happened="year_end",
    known="received_on",
    columns=(
        _dated("year_end", "End of the year", "پایان سال"),
        _RECEIVED_ON,
        _persons("members", Text(en="Members", fa="شمار اعضا")),
        _persons("employees", Text(en="Employees", fa="شمار کارکنان")),
    ),
)

ASSEMBLY = Table(
    name="assembly",
    title=Text(en="Assemblies", fa="مجامع عمومی"),
    kind="events",
    key=("coop_id", "kind", "held_on"),
    happened="held_on",
    known="minutes_received_on",
    columns=(
        _dated("held_on", "Held on", "تاریخ برگزاری"),
        _dated("minutes_received_on", "Minutes received on", "تاریخ دریافت صورت‌جلسه"),
        _coded("kind", ASSEMBLY_KIND, Text(en="Kind", fa="نوع"), required=True),
        _DUE_ON,
        _persons("members_total", Text(en="Members entitled", fa="شمار اعضای دارای حق رأی")),
        _persons("members_present", Text(en="Members present", fa="شمار حاضران")),
    ),
    derived=(
        Derived(
            name="delay_days",
            type="count",
            unit="days",
            title=Text(en="Delay after the due day", fa="تأخیر پس از موعد"),
        ),
    ),
)

OFFICER_TERM = Table(
    name="officer_term",
    title=Text(en="Terms of office", fa="دوره‌های تصدی"),
    kind="spans",
    key=("coop_id", "role", "person_key", "start"),
    happened="start",
    known="registered_on",
    ends="end",  # as planned: known with the registration, and moved by a correction
    columns=(
        _dated("start", "Start of the term", "آغاز تصدی"),
        _dated("registered_on", "Registered on", "تاریخ ثبت"),
        Column(name="end", type="day", title=Text(en="End of the term", fa="پایان تصدی")),
        _coded("role", OFFICER_ROLE, Text(en="Office", fa="سمت"), required=True),
        # Never a name or a national code: a hash under a key that lies outside the facts, so that
        # a person is forgotten when the key is.
        Column(name="person_key", type="text", title=Text(en="Person's key", fa="کلید شخص")),
    ),
)

OBLIGATION = Table(
    name="obligation",
    title=Text(en="Obligations", fa="تکالیف"),
    kind="spans",
    key=("coop_id", "kind", "period_end"),
    happened="due_on",  # open from the day on which it falls due: overdue, that is
    known="recorded_at",
    ends="fulfilled_on",
    ends_known="fulfilled_known_on",
    ends_early=True,
    columns=(
        _dated("due_on", "Due on", "موعد"),
        _RECORDED_AT,
        _coded("kind", OBLIGATION_KIND, Text(en="Kind", fa="نوع"), required=True),
        _PERIOD_END,
        Column(name="due_rule", type="text", title=Text(en="Rule of the due day", fa="مبنای موعد")),
        Column(name="fulfilled_on", type="day", title=Text(en="Fulfilled on", fa="تاریخ انجام")),
        Column(
            name="fulfilled_known_on",
            type="day",
            title=Text(en="Fulfilment known on", fa="تاریخ آگاهی از انجام"),
        ),
        Column(name="fulfilled_by", type="text", title=Text(en="Fulfilled by", fa="سند انجام")),
    ),
)

OUTLET = Table(
    name="outlet",
    title=Text(en="Trading outlets", fa="واحدهای فروش"),
    kind="events",
    key=("coop_id", "name", "place"),
    happened="seen_on",
    known="recorded_at",
    columns=(
        _dated("seen_on", "Seen on", "تاریخ مشاهده"),
        _RECORDED_AT,
        Column(name="name", type="text", required=True, title=Text(en="Name", fa="نام")),
        Column(name="place", type="text", title=Text(en="Place", fa="محل")),
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        COOPERATIVE,
        STATUS_EVENT,
        FILING,
        STATEMENT_LINE,
        YEARLY_FIGURES,
        ASSEMBLY,
        OUTLET,
        OFFICER_TERM,
        OBLIGATION,
    )
}

# Columns that any file may carry beside its table's own.
OPTIONAL: tuple[Column, ...] = (
    Column(name="record_id", type="text", title=Text(en="Record id", fa="شناسهٔ رکورد")),
    Column(
        name="version",
        type="count",
        minimum=1,
        maximum=MOST_VERSIONS,
        title=Text(en="Version", fa="نسخه"),
    ),
    Column(name="voided", type="flag", title=Text(en="Void", fa="باطل")),
    Column(name="hindsight", type="flag", title=Text(en="Declared hindsight", fa="تاریخ اظهاری")),
)
