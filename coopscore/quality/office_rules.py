"""Rules of what offices, banks and juries tell: visits, loans, prizes, plans and indicators."""

from coopscore.language import Text
from coopscore.quality.rule import Rule

_LOOK = Text(en="Look at the paper, and send a correction.", fa="سند را ببینید و اصلاحیه بفرستید.")
_BANK = Text(en="Ask the bank.", fa="از بانک بپرسید.")
_ENTRY = Text(
    en="Send the entry, or correct the edition.", fa="ثبت‌نام را بفرستید یا دوره را درست کنید."
)

SUPERVISION_RULES = (
    Rule(
        code="remedy_after_act",
        table="supervision_act",
        dimension="valid",
        title=Text(en="Time to remedy ends after the act", fa="مهلت رفع نواقص پس از نظارت است"),
        remedy=_LOOK,
        holds="remedy_due >= happened",
        asked="remedy_due IS NOT NULL",
        source="supervision_act",
        column="remedy_due",
    ),
    Rule(
        code="nothing_found_no_deficiency",
        table="supervision_act",
        dimension="consistent",
        title=Text(en="Severity and deficiencies agree", fa="شدت نواقص با فهرست نواقص می‌خواند"),
        remedy=_LOOK,
        holds="(severity = 0) = (coalesce(deficiency_codes, '') = '')",
        source="supervision_act",
        column="severity",
    ),
    Rule(
        code="warnings_counted",
        table="warning",
        dimension="consistent",
        title=Text(
            en="Warnings of twelve months are counted right",
            fa="شمار اخطارهای دوازده ماه درست است",
        ),
        remedy=_LOOK,
        holds="seq_in_12m = counted",
        source="warning_in_turn",
        column="seq_in_12m",
    ),
    Rule(
        code="upheld_once_decided",
        table="complaint",
        dimension="valid",
        title=Text(en="Upheld only once it is decided", fa="وارد بودن شکایت پس از رأی گفته می‌شود"),
        remedy=_LOOK,
        holds="decided_on IS NOT NULL",
        asked="upheld IS NOT NULL",
        source="complaint",
        column="upheld",
    ),
    Rule(
        code="hours_for_persons",
        table="training",
        dimension="valid",
        title=Text(
            en="Persons trained have an hour each at least",
            fa="هر آموزش‌دیده دست‌کم یک ساعت آموزش دارد",
        ),
        remedy=_LOOK,
        holds="person_hours >= persons",
        source="training",
        column="person_hours",
    ),
)

LOAN_RULES = (
    Rule(
        code="month_of_a_loan",
        table="facility_month",
        dimension="consistent",
        title=Text(
            en="The month belongs to a facility on record",
            fa="ماه به تسهیلاتی که در سوابق هست تعلق دارد",
        ),
        remedy=_BANK,
        holds="lent",
        source="month_with_loan",
        column="facility_id",
    ),
    Rule(
        code="balance_within_loan",
        table="facility_month",
        dimension="consistent",
        title=Text(
            en="No more owed than lent with its profit",
            fa="مانده بیش از اصل و سود تسهیلات نیست",
        ),
        remedy=_BANK,
        holds="balance <= most * 1.001",
        asked="lent",
        source="month_with_loan",
        column="balance",
    ),
    Rule(
        code="month_within_loan",
        table="facility_month",
        dimension="consistent",
        title=Text(
            en="Nothing is owed before the loan or after its settlement",
            fa="پیش از پرداخت و پس از تسویه بدهی نیست",
        ),
        remedy=_BANK,
        holds="happened >= disbursed_on - 31 AND"
        " (coalesce(happened < settled_on, TRUE) OR balance = 0)",
        asked="lent",
        source="month_with_loan",
        column="balance",
    ),
    Rule(
        code="overdue_within_balance",
        table="facility_month",
        dimension="valid",
        title=Text(en="No more overdue than owed", fa="بدهی سررسیدشده بیش از مانده نیست"),
        remedy=_BANK,
        holds="overdue_amount <= balance",
        source="facility_month",
        column="overdue_amount",
    ),
    Rule(
        code="class_by_months",
        table="facility_month",
        dimension="consistent",
        title=Text(
            en="The class is no better than the months past due",
            fa="طبقهٔ مطالبات از ماه‌های تأخیر بهتر نیست",
        ),
        remedy=_BANK,
        # Directive mb/2823 of the central bank: up to 2 months, 6, 18, and more.
        holds="CASE \"class\" WHEN 'current' THEN months_past_due <= 2"
        " WHEN 'past_due' THEN months_past_due <= 6 WHEN 'deferred' THEN months_past_due <= 18"
        " ELSE TRUE END",
        asked="NOT coalesce(rescheduled, FALSE) AND NOT coalesce(decree, FALSE)",
        source="facility_month",
        column="class",
    ),
    Rule(
        code="claim_on_a_loan",
        table="guarantee_claim",
        dimension="consistent",
        title=Text(
            en="The claim is on a facility on record, after it was lent",
            fa="مطالبه بر تسهیلاتی در سوابق و پس از پرداخت آن است",
        ),
        remedy=_BANK,
        holds="lent AND coalesce(happened >= disbursed_on, FALSE)",
        source="claim_with_loan",
        column="facility_id",
    ),
    Rule(
        code="share_of_guarantee",
        table="facility",
        dimension="valid",
        title=Text(
            en="Guaranteed by the fund where it is the collateral",
            fa="سهم صندوق ضمانت با نوع وثیقه می‌خواند",
        ),
        remedy=_BANK,
        holds="guarantee_fund_share > 0",
        asked="collateral_kind = 'guarantee_fund'",
        source="facility",
        column="guarantee_fund_share",
    ),
)

FESTIVAL_RULES = tuple(
    Rule(
        code=f"{table}_of_an_entry",
        table=table,
        dimension="consistent",
        title=Text(en="Who is judged has entered", fa="داوری‌شده ثبت‌نام کرده است"),
        remedy=_ENTRY,
        holds="entered",
        source=source,
        column="edition",
    )
    for table, source in (
        ("festival_mark", "mark_with_entry"),
        ("festival_result", "result_with_entry"),
    )
)

SECTOR_RULES = (
    Rule(
        code="indicator_in_range",
        table="province_indicator",
        dimension="valid",
        title=Text(en="The numerator is within the denominator", fa="صورت کسر از مخرج بیشتر نیست"),
        remedy=_LOOK,
        holds="numerator <= denominator",
        source="province_indicator",
        column="numerator",
    ),
    Rule(
        code="indicator_is_its_ratio",
        table="province_indicator",
        dimension="consistent",
        title=Text(
            en="The value is numerator over denominator, within a hundredth",
            fa="مقدار شاخص تا یک‌صدم برابر نسبت صورت به مخرج است",
        ),
        remedy=_LOOK,
        holds="abs(value - numerator / nullif(denominator, 0)) <= 0.01",
        source="province_indicator",
        column="value",
    ),
    Rule(
        code="employed_within_active",
        table="employment_base",
        dimension="valid",
        title=Text(en="No more employed than active", fa="شاغلان بیش از جمعیت فعال نیستند"),
        remedy=_LOOK,
        holds="employed <= active_population",
        source="employment_base",
        column="employed",
    ),
)
