"""What a co-operative files, what its papers say, and what it owes."""

from coopscore.language import Text
from coopscore.schema.columns import (
    DUE_ON,
    MOST_PERSONS,
    MOST_UNITS,
    PERIOD_END,
    RECEIVED_ON,
    RECORDED_AT,
    YEAR_END,
    amount,
    coded,
    count,
    dated,
    day,
    flag,
    persons,
    share,
    text,
)
from coopscore.table import Derived, Table
from coopscore.vocabulary import (
    AUDIT_OPINION,
    CURRENCY,
    DUE_RULE,
    FILING_KIND,
    FILING_STATE,
    LINE_CODE,
    MONEY_UNIT,
    OBLIGATION_KIND,
)

FILING = Table(
    name="filing",
    title=Text(en="Filings", fa="اسناد ارسالی"),
    kind="events",
    key=("coop_id", "kind", "period_end"),
    happened="period_end",
    known="received_on",
    columns=(
        PERIOD_END,
        RECEIVED_ON,
        coded("kind", FILING_KIND, en="Kind", fa="نوع", required=True),
        DUE_ON,
        flag("audited", en="Audited", fa="حسابرسی‌شده"),
        coded("due_rule", DUE_RULE, en="Rule of the due day", fa="مبنای موعد"),
        coded("state", FILING_STATE, en="State", fa="وضعیت بررسی"),
        share("completeness", en="Completeness", fa="سهم تکمیل"),
        coded("audit_opinion", AUDIT_OPINION, en="Audit opinion", fa="اظهارنظر حسابرس"),
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
        PERIOD_END,
        RECEIVED_ON,
        coded("line_code", LINE_CODE, en="Line", fa="ردیف", required=True),
        amount("amount", en="Amount", fa="مبلغ", unit="currency", least=-MOST_UNITS, required=True),
        coded("currency", CURRENCY, en="Currency", fa="واحد پول", required=True),
        coded("unit_seen", MONEY_UNIT, en="Unit as written", fa="واحد مندرج در سند"),
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
        YEAR_END,
        RECEIVED_ON,
        persons("members", en="Members", fa="شمار اعضا"),
        persons("employees", en="Employees", fa="شمار کارکنان"),
        persons("women_members", en="Women members", fa="شمار اعضای زن"),
        count("jobs_planned", "jobs", en="Jobs planned", fa="اشتغال پیش‌بینی‌شده", most=MOST_PERSONS),
        persons("insured", en="Insured employees", fa="شمار بیمه‌شدگان"),
        amount("capital_registered", en="Registered capital", fa="سرمایهٔ ثبت‌شده"),
        amount("capital_paid", en="Paid-in capital", fa="سرمایهٔ پرداخت‌شده"),
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
        dated("due_on", en="Due on", fa="موعد"),
        RECORDED_AT,
        coded("kind", OBLIGATION_KIND, en="Kind", fa="نوع", required=True),
        PERIOD_END,
        coded("due_rule", DUE_RULE, en="Rule of the due day", fa="مبنای موعد"),
        day("fulfilled_on", en="Fulfilled on", fa="تاریخ انجام"),
        day("fulfilled_known_on", en="Fulfilment known on", fa="تاریخ آگاهی از انجام"),
        text("fulfilled_by", en="Fulfilled by", fa="سند انجام"),
    ),
)
