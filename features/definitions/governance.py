"""Whether members meet: assemblies held, how late, and who came."""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature, share

assemblies = Events("assembly", happened="held_on", known="minutes_received_on")
annual = assemblies.where(kind="annual_ordinary")
attended = assemblies.with_values("members_present", "members_total")

FEATURES = (
    Feature(
        name="assemblies_held_36m",
        value=assemblies.count(within=months(36)),
        unit="assemblies",
        missing=0,  # no minutes received is a count of nothing, and a finding
        risk="falls",
        concept="governance",
        title=Text(
            en="General assemblies held, last 3 years",
            fa="مجامع عمومی برگزارشده در سه سال گذشته",
        ),
    ),
    Feature(
        name="days_since_annual_assembly",
        value=annual.since(),
        unit="days",
        missing=None,  # none on record: a young co-operative has not owed one yet
        risk="rises",
        concept="governance",
        title=Text(
            en="Days since the last annual assembly",
            fa="روزهای گذشته از آخرین مجمع عمومی سالیانه",
        ),
    ),
    Feature(
        name="latest_assembly_delay_days",
        value=annual.latest("delay_days"),
        unit="days",
        missing=None,  # none on record, or no due day: unknown, not punctual
        risk="rises",
        concept="governance",
        title=Text(en="Delay of the latest annual assembly", fa="تأخیر آخرین مجمع عمومی سالیانه"),
    ),
    Feature(
        name="attendance_share_36m",
        value=share(
            attended.sum("members_present", within=months(36)),
            attended.sum("members_total", within=months(36)),
        ),
        unit="share",
        missing=None,  # minutes without numbers say nothing of attendance
        risk="falls",
        concept="governance",
        title=Text(
            en="Share of members present at assemblies, last 3 years",
            fa="سهم اعضای حاضر در مجامع سه سال گذشته",
        ),
    ),
)
