"""How a co-operative answers the registrar: what it files, and how late."""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature, share

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
)
