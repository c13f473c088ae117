"""What people do in a co-operative: they meet, hold office and learn."""

from coopscore.language import Text
from coopscore.schema.columns import (
    DUE_ON,
    MOST_ACTS,
    MOST_PERSONS,
    RECORDED_AT,
    coded,
    count,
    dated,
    day,
    flag,
    jalali_year,
    person,
    persons,
    text,
)
from coopscore.table import Derived, Table
from coopscore.vocabulary import ASSEMBLY_KIND, ASSEMBLY_OUTCOME, OFFICER_ROLE, TRAINING_MODE

ASSEMBLY = Table(
    name="assembly",
    title=Text(en="Assemblies", fa="مجامع عمومی"),
    kind="events",
    key=("coop_id", "kind", "held_on"),
    happened="held_on",
    known="minutes_received_on",
    columns=(
        dated("held_on", en="Held on", fa="تاریخ برگزاری"),
        dated("minutes_received_on", en="Minutes received on", fa="تاریخ دریافت صورت‌جلسه"),
        coded("kind", ASSEMBLY_KIND, en="Kind", fa="نوع", required=True),
        DUE_ON,
        persons("members_total", en="Members entitled", fa="شمار اعضای دارای حق رأی"),
        persons("members_present", en="Members present", fa="شمار حاضران"),
        jalali_year("fiscal_year", en="Fiscal year", fa="سال مالی"),
        day("called_on", en="Called on", fa="تاریخ آگهی دعوت"),
        count("call_no", "calls", en="Call", fa="نوبت دعوت", least=1, most=MOST_ACTS),
        flag("two_stage", en="Held in two stages", fa="دومرحله‌ای"),
        flag("supervised", en="Supervised", fa="با حضور ناظر"),
        flag("annulled", en="Annulled", fa="ابطال‌شده"),
        coded("outcome", ASSEMBLY_OUTCOME, en="Outcome", fa="نتیجه"),
    ),
    derived=(
        Derived(
            name="delay_days",
            type="count",
            unit="days",
            title=Text(en="Delay after the due day", fa="تأخیر پس از موعد"),
        ),
    ),
)

OFFICER_TERM = Table(
    name="officer_term",
    title=Text(en="Terms of office", fa="دوره‌های تصدی"),
    kind="spans",
    key=("coop_id", "role", "person_key", "start"),
    happened="start",
    known="registered_on",
    ends="end",  # as planned: known with the registration, and moved by a correction
    columns=(
        dated("start", en="Start of the term", fa="آغاز تصدی"),
        dated("registered_on", en="Registered on", fa="تاریخ ثبت"),
        day("end", en="End of the term", fa="پایان تصدی"),
        coded("role", OFFICER_ROLE, en="Office", fa="سمت", required=True),
        person("person_key", en="Officer's national code", fa="کد ملی شخص"),
        flag("is_second_job", en="Holds another job", fa="شغل دیگر دارد"),
    ),
)

TRAINING = Table(
    name="training",
    title=Text(en="Trainings", fa="دوره‌های آموزشی"),
    kind="events",
    key=("coop_id", "held_on", "subject"),
    happened="held_on",
    known="recorded_at",
    columns=(
        dated("held_on", en="Held on", fa="تاریخ برگزاری"),
        RECORDED_AT,
        text("subject", en="Subject", fa="موضوع آموزش"),
        persons("persons", en="Persons trained", fa="شمار آموزش‌دیدگان"),
        count(
            "person_hours",
            "person-hours",
            en="Person-hours of training",
            fa="نفرساعت آموزش",
            most=MOST_PERSONS,
        ),
        coded("mode", TRAINING_MODE, en="Mode", fa="شیوهٔ برگزاری"),
    ),
)
