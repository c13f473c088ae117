"""What a co-operative owes to lenders, and how it has paid: facilities, months, claims, signals.

Behaviour before ratios: prior arrears and bounced cheques tell most of default, a long relation and
instalments paid in time speak for the borrower. Two studies disagree on the tenor, so no direction
is claimed for it. Sources: domain study 9.6 (bank clients in Iran), 10.6.
"""

from coopscore.calendar import months
from coopscore.language import Text
from features.signs import CREDIT, OVERDUE
from features.spec import Events, Feature, Spans, ratio, share
from features.values import Difference

facilities = Spans("facility", happened="disbursed_on", known="recorded_at")
late = CREDIT.where(months_past_due=(1, 2))
claims = Events("guarantee_claim", happened="claimed_on", known="recorded_at")
signals = Events("external_signal", happened="seen_on", known="recorded_at")
lines = Events("statement_line", happened="period_end", known="received_on")
turnover = lines.where(line_code="turnover")

FEATURES = (
    Feature(
        name="facilities_open",
        value=facilities.open(),
        unit="facilities",
        missing=0,  # none on record is a count of none
        risk="none",  # to borrow is no fault
        concept="loans",
        title=Text(en="Facilities running", fa="تسهیلات در جریان"),
    ),
    Feature(
        name="facilities_taken_36m",
        value=facilities.count(within=months(36)),
        unit="facilities",
        missing=0,  # none on record is a count of none
        risk="none",
        concept="loans",
        title=Text(en="Facilities taken, last 3 years", fa="تسهیلات دریافتی در سه سال گذشته"),
    ),
    Feature(
        name="facilities_settled",
        value=Difference(facilities.count(), facilities.open()),
        unit="facilities",
        missing=0,  # none on record is a count of none
        risk="falls",
        concept="loans",
        title=Text(en="Facilities paid back", fa="تسهیلات تسویه‌شده"),
    ),
    Feature(
        name="borrowing_days",
        value=facilities.days(),
        unit="days",
        missing=0,  # never borrowed
        risk="falls",  # a long relation with a lender speaks for the borrower
        concept="loans",
        title=Text(
            en="Days of borrowing, over all facilities", fa="روزهای برخورداری از تسهیلات، در مجموع"
        ),
    ),
    Feature(
        name="latest_tenor_months",
        value=facilities.latest("tenor_months"),
        unit="months",
        missing=None,  # no facility on record
        risk="none",  # studies disagree
        concept="loans",
        title=Text(en="Tenor of the latest facility", fa="مدت بازپرداخت آخرین تسهیلات"),
    ),
    Feature(
        name="latest_collateral",
        value=facilities.latest("collateral_kind"),
        unit="code",
        missing=None,  # no facility on record
        risk="none",
        concept="loans",
        title=Text(en="Collateral of the latest facility", fa="نوع وثیقهٔ آخرین تسهیلات"),
        type="category",
    ),
    Feature(
        name="latest_scheme",
        value=facilities.latest("scheme"),
        unit="code",
        missing=None,  # no facility on record
        risk="none",
        concept="loans",
        title=Text(en="Source of funds of the latest facility", fa="محل تأمین منابع آخرین تسهیلات"),
        type="category",
    ),
    Feature(
        name="latest_lender",
        value=facilities.latest("lender"),
        unit="code",
        missing=None,  # no facility on record
        risk="none",
        concept="loans",
        title=Text(en="Lender of the latest facility", fa="تسهیلات‌دهندهٔ آخرین تسهیلات"),
        type="category",
    ),
    Feature(
        name="principal_to_turnover",
        value=ratio(facilities.latest("principal"), turnover.latest("amount")),
        unit="ratio",
        missing=None,  # no facility, or no turnover reported
        risk="rises",
        concept="loans",
        title=Text(en="Latest facility over turnover", fa="نسبت آخرین تسهیلات به فروش"),
    ),
    Feature(
        name="months_on_time_share_12m",
        value=share(
            CREDIT.where(dpd_days=0).count(within=months(12)),
            CREDIT.with_values("dpd_days").count(within=months(12)),
        ),
        unit="share",
        missing=None,  # no month of a facility on record
        risk="falls",
        concept="loans",
        title=Text(
            en="Share of loan months without arrears, last year",
            fa="سهم ماه‌های بی‌تأخیر تسهیلات در یک سال گذشته",
        ),
    ),
    Feature(
        name="months_on_time_share_36m",
        value=share(
            CREDIT.where(dpd_days=0).count(within=months(36)),
            CREDIT.with_values("dpd_days").count(within=months(36)),
        ),
        unit="share",
        missing=None,  # no month of a facility on record
        risk="falls",
        concept="loans",
        title=Text(
            en="Share of loan months without arrears, last 3 years",
            fa="سهم ماه‌های بی‌تأخیر تسهیلات در سه سال گذشته",
        ),
    ),
    Feature(
        name="months_late_3m",
        value=late.count(within=months(3)),
        unit="loan_months",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(
            en="Loan months up to two months late, last quarter",
            fa="ماه‌های تأخیر تا دو ماه در سه ماه گذشته",
        ),
    ),
    Feature(
        name="months_two_late_12m",
        value=CREDIT.where(months_past_due=2).count(within=months(12)),
        unit="loan_months",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(
            en="Loan months two months late, last year", fa="ماه‌های با دو ماه تأخیر در یک سال گذشته"
        ),
    ),
    Feature(
        name="months_past_due_36m",
        value=CREDIT.where(**OVERDUE).count(within=months(36)),
        unit="loan_months",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(
            en="Loan months past due, last 3 years", fa="ماه‌های سررسید گذشته در سه سال گذشته"
        ),
    ),
    Feature(
        name="overdue_to_balance",
        value=ratio(
            CREDIT.sum("overdue_amount", within=months(2)), CREDIT.sum("balance", within=months(2))
        ),
        unit="ratio",
        missing=None,  # no month of a facility is known, or all is paid back
        risk="rises",
        concept="loans",
        title=Text(
            en="Overdue over balance of facilities", fa="نسبت بدهی سررسیدشده به ماندهٔ تسهیلات"
        ),
    ),
    Feature(
        name="reschedulings_36m",
        value=CREDIT.where(rescheduled=True, decree=False).count(within=months(36)),
        unit="loan_months",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(
            en="Loan months rescheduled, not by decree, last 3 years",
            fa="ماه‌های امهال‌شده، جز به مصوبهٔ دولت، در سه سال گذشته",
        ),
    ),
    Feature(
        name="guarantee_claims_60m",
        value=claims.count(within=months(60)),
        unit="claims",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(
            en="Claims on the guarantee fund, last 5 years",
            fa="مطالبات از صندوق ضمانت در پنج سال گذشته",
        ),
    ),
    Feature(
        name="bounced_cheques_36m",
        value=signals.where(kind="bounced_cheque").count(within=months(36)),
        unit="signals",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(en="Bounced cheques, last 3 years", fa="چک‌های برگشتی در سه سال گذشته"),
    ),
    Feature(
        name="debts_to_the_state_36m",
        value=signals.where(kind=("tax_debt", "customs_debt")).count(within=months(36)),
        unit="signals",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(
            en="Debts to tax or customs on record, last 3 years",
            fa="بدهی‌های مالیاتی و گمرکی ثبت‌شده در سه سال گذشته",
        ),
    ),
    Feature(
        name="judgments_36m",
        value=signals.where(kind="judgment").count(within=months(36)),
        unit="signals",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="loans",
        title=Text(en="Judgments against it, last 3 years", fa="محکومیت‌های قضایی در سه سال گذشته"),
    ),
)
