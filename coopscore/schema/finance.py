"""Facilities, what becomes of them month by month, and what others know of payments and sales."""

from coopscore.language import Text
from coopscore.schema.columns import (
    MOST_DAYS,
    MOST_MONTHS,
    MOST_UNITS,
    RECORDED_AT,
    YEAR_END,
    amount,
    coded,
    count,
    dated,
    day,
    flag,
    number,
    share,
    text,
)
from coopscore.table import Table
from coopscore.vocabulary import (
    CLAIM_STATE,
    COLLATERAL_KIND,
    CONTRACT_KIND,
    FACILITY_PURPOSE,
    FACILITY_SCHEME,
    LENDER,
    LOAN_CLASS,
    SIGNAL_KIND,
)

_FACILITY_ID = text("facility_id", en="Facility", fa="شمارهٔ تسهیلات", required=True)

FACILITY = Table(
    name="facility",
    title=Text(en="Facilities", fa="تسهیلات"),
    kind="spans",
    key=("coop_id", "facility_id"),
    happened="disbursed_on",
    known="recorded_at",
    ends="settled_on",
    ends_known="settled_known_on",
    columns=(
        dated("disbursed_on", en="Disbursed on", fa="تاریخ پرداخت"),
        RECORDED_AT,
        _FACILITY_ID,
        coded("lender", LENDER, en="Lender", fa="تسهیلات‌دهنده"),
        coded("contract_kind", CONTRACT_KIND, en="Contract", fa="نوع عقد"),
        coded("purpose", FACILITY_PURPOSE, en="Purpose", fa="محل مصرف"),
        amount("principal", en="Principal", fa="اصل تسهیلات", required=True),
        count("tenor_months", "months", en="Tenor", fa="مدت بازپرداخت", most=MOST_MONTHS),
        number("rate", "share a year", en="Rate of profit", fa="نرخ سود", most=1),
        coded("collateral_kind", COLLATERAL_KIND, en="Collateral", fa="نوع وثیقه"),
        share("guarantee_fund_share", en="Share guaranteed by the fund", fa="سهم ضمانت صندوق"),
        coded("scheme", FACILITY_SCHEME, en="Source of funds", fa="محل تأمین منابع"),
        text("credit_line", en="Credit line", fa="خط اعتباری"),
        day("settled_on", en="Settled on", fa="تاریخ تسویه"),
        day("settled_known_on", en="Settlement known on", fa="تاریخ آگاهی از تسویه"),
    ),
)

FACILITY_MONTH = Table(
    name="facility_month",
    title=Text(en="Facilities by month", fa="وضعیت ماهانهٔ تسهیلات"),
    kind="states",
    series=("facility_id",),
    key=("coop_id", "facility_id", "month_end"),
    happened="month_end",
    known="recorded_at",
    columns=(
        dated("month_end", en="End of the month", fa="پایان ماه"),
        RECORDED_AT,
        _FACILITY_ID,
        amount("balance", en="Balance", fa="مانده"),
        amount("overdue_amount", en="Overdue amount", fa="بدهی سررسیدشده"),
        count("dpd_days", "days", en="Days past due", fa="روزهای تأخیر", most=MOST_DAYS),
        count(
            "months_past_due", "months", en="Months past due", fa="ماه‌های تأخیر", most=MOST_MONTHS
        ),
        coded("class", LOAN_CLASS, en="Class of the claim", fa="طبقهٔ مطالبات", required=True),
        flag("rescheduled", en="Rescheduled", fa="امهال‌شده"),
        flag("decree", en="Rescheduled by decree", fa="امهال با مصوبهٔ دولت"),
    ),
)

GUARANTEE_CLAIM = Table(
    name="guarantee_claim",
    title=Text(en="Claims on the guarantee fund", fa="مطالبات از صندوق ضمانت"),
    kind="events",
    key=("coop_id", "facility_id", "claimed_on"),
    happened="claimed_on",
    known="recorded_at",
    columns=(
        dated("claimed_on", en="Claimed on", fa="تاریخ مطالبه"),
        RECORDED_AT,
        _FACILITY_ID,
        amount("amount", en="Amount", fa="مبلغ"),
        coded("state", CLAIM_STATE, en="State", fa="وضعیت مطالبه"),
    ),
)

EXTERNAL_SIGNAL = Table(
    name="external_signal",
    title=Text(en="Signals from outside", fa="نشانه‌های بیرونی"),
    kind="events",
    key=("coop_id", "kind", "seen_on"),
    happened="seen_on",
    known="recorded_at",
    columns=(
        dated("seen_on", en="Seen on", fa="تاریخ مشاهده"),
        RECORDED_AT,
        coded("kind", SIGNAL_KIND, en="Kind", fa="نوع", required=True),
        amount("amount", en="Amount", fa="مبلغ"),
        text("grade", en="Grade", fa="رتبه"),
    ),
)

EXPORT_YEAR = Table(
    name="export_year",
    title=Text(en="Exports by year", fa="صادرات سالانه"),
    kind="states",
    key=("coop_id", "year_end"),
    happened="year_end",
    known="recorded_at",
    columns=(
        YEAR_END,
        RECORDED_AT,
        number("value_usd", "US dollars", en="Value", fa="ارزش صادرات به دلار", most=MOST_UNITS),
        count("destinations", "countries", en="Destinations", fa="شمار کشورهای مقصد", most=300),
    ),
)
