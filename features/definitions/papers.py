"""Papers beside the annual statement: lists, trial balances, how complete, and what is pending."""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature, Spans, States

filings = Events("filing", happened="period_end", known="received_on")
audits = filings.where(kind="audit_report")
requests = Spans("change_request", happened="submitted_on", known="recorded_at")
form = States("cooperative", happened="valid_from", known="recorded_at")

FEATURES = (
    Feature(
        name="papers_arrived_12m",
        value=filings.arrived(within=months(12)),
        unit="filings",
        missing=0,  # nothing received is a count of nothing, and a finding
        risk="falls",
        concept="filings",
        title=Text(
            en="Papers of any kind that came, last year", fa="اسناد رسیده از هر نوع در یک سال گذشته"
        ),
    ),
    Feature(
        name="insurance_lists_12m",
        value=filings.where(kind="insurance_list").arrived(within=months(12)),
        unit="filings",
        missing=0,  # nothing received is a count of nothing
        risk="none",  # whoever employs nobody owes none
        concept="filings",
        title=Text(
            en="Insurance lists that came, last year", fa="لیست‌های بیمهٔ رسیده در یک سال گذشته"
        ),
    ),
    Feature(
        name="trial_balances_12m",
        value=filings.where(kind="trial_balance").arrived(within=months(12)),
        unit="filings",
        missing=0,  # nothing received is a count of nothing, and a finding
        risk="falls",
        concept="filings",
        title=Text(
            en="Trial balances that came, last year", fa="ترازهای آزمایشی رسیده در یک سال گذشته"
        ),
    ),
    Feature(
        name="tax_returns_12m",
        value=filings.where(kind="tax_return").arrived(within=months(12)),
        unit="filings",
        missing=0,  # nothing received is a count of nothing, and a finding
        risk="falls",
        concept="filings",
        title=Text(en="Tax returns that came, last year", fa="اظهارنامه‌های رسیده در یک سال گذشته"),
    ),
    Feature(
        name="statement_completeness",
        value=filings.where(kind="statement").latest("completeness"),
        unit="share",
        missing=None,  # no statement, or none that was looked through
        risk="falls",
        concept="filings",
        title=Text(en="Completeness of the latest statement", fa="سهم تکمیل آخرین صورت مالی"),
    ),
    Feature(
        name="statute_completeness",
        value=filings.where(kind="statute_data").latest("completeness"),
        unit="share",
        missing=None,  # no statute data were ever sent
        risk="falls",
        concept="filings",
        title=Text(en="Completeness of the statute's data", fa="سهم تکمیل داده‌های اساسنامه"),
    ),
    Feature(
        name="papers_returned_36m",
        value=filings.where(state="returned").count(within=months(36)),
        unit="filings",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="filings",
        title=Text(
            en="Papers returned for correction, last 3 years", fa="اسناد برگشتی در سه سال گذشته"
        ),
    ),
    Feature(
        name="opinions_qualified_36m",
        value=audits.where(audit_opinion=("qualified", "adverse", "disclaimer")).count(
            within=months(36)
        ),
        unit="filings",
        missing=0,  # no such opinion is a count of none
        risk="rises",
        concept="filings",
        title=Text(
            en="Audit opinions that were not clean, last 3 years",
            fa="اظهارنظرهای حسابرسی غیرمقبول در سه سال گذشته",
        ),
    ),
    Feature(
        name="changes_pending",
        value=requests.open(),
        unit="requests",
        missing=0,  # nothing on record is a count of nothing
        risk="none",  # to ask for one is a sign of life
        concept="filings",
        title=Text(en="Changes asked for and not yet registered", fa="تغییرات درخواستی ثبت‌نشده"),
    ),
    Feature(
        name="changes_pending_days",
        value=requests.open_days(),
        unit="days",
        missing=0,  # none is pending
        risk="rises",
        concept="filings",
        title=Text(
            en="Days since the oldest pending change was asked for",
            fa="روزهای گذشته از قدیمی‌ترین تغییر ثبت‌نشده",
        ),
    ),
    Feature(
        name="latest_change_returned",
        value=requests.latest("returned_count"),
        unit="times",
        missing=None,  # no change was ever asked for
        risk="rises",
        concept="filings",
        title=Text(
            en="Times the latest request for a change was returned",
            fa="دفعات برگشت آخرین درخواست تغییر",
        ),
    ),
    Feature(
        name="statute_conformed_years",
        value=form.age("statute_conformed_on", unit="years"),
        unit="years",
        missing=None,  # not conformed with the law of 1393, or not told
        risk="none",
        concept="filings",
        title=Text(en="Years since the statute was conformed", fa="سال‌های گذشته از تطبیق اساسنامه"),
    ),
)
