"""How a co-operative answers the registrar: what it files, and how late."""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature, greatest, mean, share, spread

filings = Events("filing", happened="period_end", known="received_on")
statements = filings.where(kind="statement")

FEATURES = (
    Feature(
        name="statements_received_36m",
        value=statements.count(within=months(36)),
        unit="statements",
        missing=0,  # nothing received is a count of nothing, and a finding
        risk="falls",
        concept="filings",
        title=Text(
            en="Annual statements received, last 3 years",
            fa="صورت‌های مالی سالانهٔ رسیده در سه سال گذشته",
        ),
    ),
    Feature(
        name="days_since_statement",
        value=statements.since(),
        unit="days",
        missing=None,  # never filed is unknown, not long ago
        # A publisher that collects more slowly each year moves this for everybody, and then it
        # misleads out of time; a spec decides whether its source may use it.
        risk="none",
        concept="filings",
        title=Text(
            en="Days since the end of the last period filed for",
            fa="روزهای گذشته از پایان آخرین دورهٔ دارای صورت مالی",
        ),
    ),
    Feature(
        name="latest_statement_delay_days",
        value=statements.latest("delay_days"),
        unit="days",
        missing=None,  # never filed, or no due day on record: unknown, not punctual
        risk="rises",
        concept="filings",
        title=Text(en="Delay of the latest statement", fa="تأخیر آخرین صورت مالی"),
    ),
    Feature(
        name="audited_share_36m",
        value=share(
            statements.where(audited=True).count(within=months(36)),
            statements.with_values("audited").count(within=months(36)),
        ),
        unit="share",
        missing=None,  # no statement says whether it was audited
        risk="falls",
        concept="filings",
        title=Text(
            en="Share of statements audited, last 3 years",
            fa="سهم صورت‌های مالی حسابرسی‌شده در سه سال گذشته",
        ),
    ),
    Feature(
        name="statements_on_record",
        value=statements.count(),
        unit="statements",
        missing=0,  # nothing received is a count of nothing, and a finding
        risk="none",  # grows with age and with how long the source has collected
        concept="filings",
        title=Text(en="Annual statements on record", fa="شمار صورت‌های مالی سالانهٔ موجود"),
    ),
    Feature(
        name="statement_gap_days",
        value=statements.gap(),
        unit="days",
        missing=None,  # one statement has no gap before it
        risk="none",  # a short gap is a year changed, a long one a year left out
        concept="filings",
        title=Text(
            en="Days between the last two periods filed for",
            fa="فاصلهٔ دو دورهٔ آخر دارای صورت مالی به روز",
        ),
    ),
    Feature(
        name="statement_gap_greatest_days",
        value=greatest(statements.gaps(last=3)),
        unit="days",
        missing=None,  # one statement has no gap before it
        risk="rises",
        concept="filings",
        title=Text(
            en="Longest gap between the last four periods filed for",
            fa="بلندترین فاصله میان چهار دورهٔ آخر دارای صورت مالی",
        ),
    ),
    Feature(
        name="statement_gap_spread",
        value=spread(statements.gaps(last=3)),
        unit="ratio",
        missing=None,  # fewer than three statements show no rhythm
        risk="rises",
        concept="filings",
        title=Text(
            en="Irregularity of the gaps between periods filed for",
            fa="بی‌نظمی فاصلهٔ دوره‌های دارای صورت مالی",
        ),
    ),
    Feature(
        name="statement_delay_mean_days",
        value=mean(statements.recent("delay_days", last=3)),
        unit="days",
        missing=None,  # never filed, or no due day on record: unknown, not punctual
        risk="rises",
        concept="filings",
        title=Text(
            en="Mean delay of the last three statements", fa="میانگین تأخیر سه صورت مالی آخر"
        ),
    ),
    Feature(
        name="audit_reports_received_36m",
        value=filings.where(kind="audit_report").count(within=months(36)),
        unit="filings",
        missing=0,  # nothing received is a count of nothing, and a finding
        risk="falls",
        concept="filings",
        title=Text(
            en="Audit reports received, last 3 years",
            fa="گزارش‌های حسابرسی رسیده در سه سال گذشته",
        ),
    ),
    Feature(
        name="tax_returns_received_36m",
        value=filings.where(kind="tax_return").count(within=months(36)),
        unit="filings",
        missing=0,  # nothing received is a count of nothing, and a finding
        risk="falls",
        concept="filings",
        title=Text(
            en="Tax returns received, last 3 years",
            fa="اظهارنامه‌های مالیاتی رسیده در سه سال گذشته",
        ),
    ),
)
