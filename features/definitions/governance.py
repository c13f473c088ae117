"""Whether members meet: assemblies held, how late, and who came."""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature, mean, ratio, share, slope, spread

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
    Feature(
        name="assembly_delay_mean_days",
        value=mean(annual.recent("delay_days", last=3)),
        unit="days",
        missing=None,  # none on record, or no due day: unknown, not punctual
        risk="rises",
        concept="governance",
        title=Text(
            en="Mean delay of the last three annual assemblies",
            fa="میانگین تأخیر سه مجمع عمومی سالیانهٔ آخر",
        ),
    ),
    Feature(
        name="assembly_gap_days",
        value=annual.gap(),
        unit="days",
        missing=None,  # one assembly has no gap before it
        risk="rises",
        concept="governance",
        title=Text(
            en="Days between the last two annual assemblies",
            fa="فاصلهٔ دو مجمع عمومی سالیانهٔ آخر به روز",
        ),
    ),
    Feature(
        name="assembly_gap_spread",
        value=spread(annual.gaps(last=3)),
        unit="ratio",
        missing=None,  # fewer than three assemblies show no rhythm
        risk="rises",
        concept="governance",
        title=Text(
            en="Irregularity of the gaps between annual assemblies",
            fa="بی‌نظمی فاصلهٔ مجامع عمومی سالیانه",
        ),
    ),
    Feature(
        name="members_present_trend",
        value=ratio(
            slope(annual.recent("members_present", last=3)),
            mean(annual.recent("members_present", last=3)),
        ),
        unit="ratio",
        missing=None,  # minutes without numbers show no direction
        risk="falls",
        concept="governance",
        title=Text(
            en="Change of members present an assembly over their mean, last three assemblies",
            fa="تغییر شمار حاضران از هر مجمع به بعدی نسبت به میانگین آن، سه مجمع سالیانهٔ آخر",
        ),
    ),
    Feature(
        name="extraordinary_assemblies_36m",
        value=assemblies.where(kind="extraordinary").count(within=months(36)),
        unit="assemblies",
        missing=0,  # no minutes received is a count of nothing
        risk="none",  # called to renew the statute as well as to end
        concept="governance",
        title=Text(
            en="Extraordinary assemblies held, last 3 years",
            fa="مجامع عمومی فوق‌العادهٔ سه سال گذشته",
        ),
    ),
)
