"""What supervision found and the co-operative has to answer for.

Only what was found: defects that are open, warnings, complaints that were upheld. How often an
office comes is left out, since a co-operative cannot answer for it (docs/architecture.md, 9).
"""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature, Spans

acts = Spans("supervision_act", happened="act_on", known="recorded_at")
# A clean act finds nothing that could stay open.
found = acts.where(
    outcome=("notice", "warning", "assembly_called", "referral", "dissolution_order")
)
warnings = Events("warning", happened="issued_on", known="recorded_at")
complaints = Spans("complaint", happened="filed_on", known="recorded_at")

FEATURES = (
    Feature(
        name="findings_open",
        value=found.open(),
        unit="findings",
        missing=0,  # nothing found is a count of nothing
        risk="rises",
        concept="supervision",
        title=Text(en="Findings of supervision not yet remedied", fa="نواقص نظارتی رفع‌نشده"),
    ),
    Feature(
        name="findings_open_days",
        value=found.open_days(),
        unit="days",
        missing=0,  # nothing is open
        risk="rises",
        concept="supervision",
        title=Text(
            en="Days since the oldest open finding", fa="روزهای گذشته از قدیمی‌ترین نقص رفع‌نشده"
        ),
    ),
    Feature(
        name="severe_findings_open",
        value=found.where(severity=(2, 3)).open(),
        unit="findings",
        missing=0,  # nothing found is a count of nothing
        risk="rises",
        concept="supervision",
        title=Text(en="Severe findings not yet remedied", fa="نواقص شدید رفع‌نشده"),
    ),
    Feature(
        name="warnings_12m",
        value=warnings.count(within=months(12)),
        unit="warnings",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="supervision",
        title=Text(en="Written warnings, last year", fa="اخطارهای کتبی در یک سال گذشته"),
    ),
    Feature(
        name="warnings_36m",
        value=warnings.count(within=months(36)),
        unit="warnings",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="supervision",
        title=Text(en="Written warnings, last 3 years", fa="اخطارهای کتبی در سه سال گذشته"),
    ),
    Feature(
        name="complaints_upheld_36m",
        value=complaints.where(upheld=True).count(within=months(36)),
        unit="complaints",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="supervision",
        title=Text(en="Complaints upheld, last 3 years", fa="شکایت‌های واردشده در سه سال گذشته"),
    ),
)
