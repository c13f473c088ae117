"""What a co-operative gives to others: asked by award committees, and by no model of risk.

Only what is proved counts: a receipt or a letter. These features stand outside the catalogue, so
that no spec of a score can take them in.
"""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature

_proved = Events("social_contribution", happened="given_on", known="recorded_at").where(
    evidence=("receipt", "letter")
)

FEATURES = (
    Feature(
        name="vulnerable_jobs_36m",
        value=_proved.where(kind="vulnerable_jobs").count(within=months(36)),
        unit="contributions",
        missing=0,  # nothing proved is a count of nothing
        risk="none",
        concept="contributions",
        title=Text(
            en="Jobs given to the weak and marginal, proved, last 3 years",
            fa="ایجاد اشتغال مستند برای گروه‌های آسیب‌پذیر در سه سال گذشته",
        ),
    ),
    Feature(
        name="emergency_help_36m",
        value=_proved.where(kind="emergency").count(within=months(36)),
        unit="contributions",
        missing=0,  # nothing proved is a count of nothing
        risk="none",
        concept="contributions",
        title=Text(
            en="Help in emergencies, proved, last 3 years",
            fa="کمک‌های مستند در حوادث و شرایط اضطراری در سه سال گذشته",
        ),
    ),
)
