"""What offices look at when they plan visits: where a co-operative lies, what is due, what is open.

None of this is in the catalogue, so that no model can ask for it: a co-operative cannot answer for
its county, nor for when somebody last came.
"""

from collections.abc import Mapping

from coopscore.calendar import months
from coopscore.language import Text
from features.catalogue import select
from features.cohorts import Cohort, cohort_named
from features.conditions import Condition
from features.definitions.supervision import acts, complaints, warnings
from features.spec import Events, Feature, States

registration = States("cooperative", happened="valid_from", known="recorded_at")
trainings = Events("training", happened="held_on", known="recorded_at")

# Rural co-operatives answer to another ministry, and its offices visit them.
VISITED = Cohort(
    name="visited",
    title=Text(
        en="Registered co-operatives that the ministry's offices visit",
        fa="تعاونی‌های ثبت‌شده‌ای که ادارات وزارتخانه از آن‌ها بازدید می‌کنند",
    ),
    conditions=(
        *cohort_named("registered").conditions,
        Condition(value=registration.latest("authority"), among=("mcls",)),
    ),
)


def _code(name: str, en: str, fa: str) -> Feature:
    return Feature(
        name=name,
        value=registration.latest(name),
        unit="code",
        missing=None,  # not on record
        risk="none",
        concept="monitoring",
        title=Text(en=en, fa=fa),
        type="category",
    )


VISITING: tuple[Feature, ...] = (
    _code("province", "Province", "استان"),
    _code("county", "County", "شهرستان"),
    *select(
        [
            "status.months_to_grid_day",
            "duties.duties_overdue",
            "duties.longest_overdue_days",
            "duties.statements_overdue",
            "duties.assemblies_overdue",
            "supervision.findings_open",
            "supervision.severe_findings_open",
            "supervision.warnings_12m",
        ]
    ),
    Feature(
        name="complaints_open",
        value=complaints.open(),
        unit="complaints",
        missing=0,  # nothing on record is a count of nothing
        risk="none",
        concept="monitoring",
        title=Text(en="Complaints not decided yet", fa="شکایت‌های رسیدگی‌نشده"),
    ),
    Feature(
        name="article_5",
        value=acts.with_values("art5").latest("art5"),
        unit="code",
        missing=None,  # nobody has said
        risk="none",
        concept="monitoring",
        title=Text(en="Subject to Article 5", fa="مشمول مادهٔ ۵"),
    ),
    Feature(
        name="article_5_days",
        value=acts.with_values("art5").since(),
        unit="days",
        missing=None,  # nobody has said
        risk="none",
        concept="monitoring",
        title=Text(en="Days since that was said last", fa="روزهای گذشته از اعلام آن"),
    ),
    Feature(
        name="term_end_days",
        value=registration.age("term_end"),
        unit="days",
        missing=None,  # a statute without a term, or the day is not on record
        risk="none",
        concept="monitoring",
        title=Text(
            en="Days since the statute's term ended (under nought: still to run)",
            fa="روزهای گذشته از پایان مدت اساسنامه (منفی: باقی‌مانده)",
        ),
    ),
    Feature(
        name="warning_days",
        value=warnings.since(),
        unit="days",
        missing=None,  # never warned
        risk="none",
        concept="monitoring",
        title=Text(en="Days since the latest warning", fa="روزهای گذشته از آخرین اخطار"),
    ),
    Feature(
        name="trainings_36m",
        value=trainings.count(within=months(36)),
        unit="times",
        missing=0,  # nothing on record is a count of nothing
        risk="none",
        concept="monitoring",
        title=Text(en="Trainings, last 3 years", fa="دوره‌های آموزشی در سه سال گذشته"),
    ),
    Feature(
        name="act_days",
        value=acts.since(),
        unit="days",
        missing=None,  # nobody ever came
        risk="none",
        concept="monitoring",
        title=Text(en="Days since the latest act of supervision", fa="روزهای گذشته از آخرین نظارت"),
    ),
)

# Which things on record ask for which kind of act: one of them that is not nought will do.
OCCASIONS: Mapping[str, tuple[str, ...]] = {
    "general": ("findings_open",),
    "financial": ("statements_overdue",),
    "assembly": ("assemblies_overdue",),
    "complaint": ("complaints_open",),
    "audit": ("severe_findings_open",),
    "consulting": ("duties_overdue",),
}
# And which kind is asked for where nothing of the sort is on record.
LACKING: Mapping[str, str] = {"training": "trainings_36m"}

# Art. 18 of the by-law: the ministry may order dissolution where a term has run out for so long.
TERM_GRACE = months(2)
WARNINGS = 3  # within twelve months, by Art. 54
