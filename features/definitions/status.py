"""What a co-operative is: its age, its form and trade, and what it is doing.

Province, county and whoever inspects it are left out on purpose: a co-operative cannot answer for
them.
"""

from coopscore.calendar import months
from coopscore.language import Text
from features.signs import OPEN_CYCLE
from features.spec import Events, Feature, States

changes = Events("status_event", happened="valid_from", known="recorded_at")
registration = States("cooperative", happened="valid_from", known="recorded_at")
activity = States("status_event", happened="valid_from", known="recorded_at").where(
    axis="activity_status"
)

FEATURES = (
    Feature(
        name="age_years",
        value=registration.age("founded_on", unit="years"),
        unit="years",
        missing=None,  # the founding day is not on record
        risk="none",  # the young and the old leave more often than those between
        concept="status",
        title=Text(en="Age", fa="سابقهٔ فعالیت از تأسیس"),
    ),
    Feature(
        name="legal_form",
        value=registration.latest("legal_form"),
        unit="code",
        missing=None,  # not on record
        risk="none",
        concept="status",
        title=Text(en="Legal form", fa="قالب حقوقی"),
        type="category",
    ),
    Feature(
        name="ownership",
        value=registration.latest("ownership"),
        unit="code",
        missing=None,  # not on record
        risk="none",
        concept="status",
        title=Text(en="Owned by", fa="مالکان"),
        type="category",
    ),
    Feature(
        name="branch",
        value=registration.latest("branch"),
        unit="code",
        missing=None,  # not on record
        risk="none",
        concept="status",
        title=Text(en="Branch", fa="گرایش"),
        type="category",
    ),
    Feature(
        name="isic_group",
        value=registration.latest("isic_group"),
        unit="code",
        missing=None,  # not on record
        risk="none",
        concept="status",
        title=Text(en="Economic group", fa="گروه فعالیت اقتصادی"),
        type="category",
    ),
    Feature(
        name="activity_status",
        value=activity.latest("to_code"),
        unit="code",
        missing=None,  # no status was ever recorded
        risk="none",
        concept="status",
        title=Text(en="Activity", fa="وضعیت فعالیت"),
        type="category",
    ),
    Feature(
        name="days_in_activity_status",
        value=activity.since(),
        unit="days",
        missing=None,  # no status was ever recorded
        risk="none",  # long in operation is good, long dormant is not
        concept="status",
        title=Text(
            en="Days in the present activity status", fa="روزهای سپری‌شده در وضعیت فعالیت کنونی"
        ),
    ),
    Feature(
        name="membership",
        value=registration.latest("membership"),
        unit="code",
        missing=None,  # not on record
        risk="none",
        concept="status",
        title=Text(en="Membership", fa="نوع عضویت"),
        type="category",
    ),
    Feature(
        name="status_changes_36m",
        value=changes.where(axis="activity_status").count(within=months(36)),
        unit="changes",
        missing=0,  # no change on record is a count of nothing
        risk="rises",
        concept="status",
        title=Text(
            en="Changes of activity status, last 3 years",
            fa="تغییرات وضعیت فعالیت در سه سال گذشته",
        ),
    ),
    Feature(
        name="times_dormant",
        value=changes.where(axis="activity_status", to_code="dormant").count(),
        unit="changes",
        missing=0,  # never recorded dormant is a count of nothing
        risk="rises",
        concept="status",
        title=Text(en="Times recorded as dormant", fa="دفعات ثبت به‌عنوان راکد"),
    ),
    Feature(
        name="months_to_grid_day",
        value=OPEN_CYCLE,
        unit="months",
        missing=None,  # never: a year ends with Esfand where no other end is on record
        risk="falls",  # once a sign was seen a whole cycle more lies ahead; without, time runs out
        concept="status",
        title=Text(
            en="Months to the end of the cycle that is still open",
            fa="ماه‌های مانده تا پایان دورهٔ هنوز باز",
        ),
    ),
)
