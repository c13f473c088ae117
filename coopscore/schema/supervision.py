"""What offices do about a co-operative, what they find, and what they are told of it."""

from coopscore.language import Text
from coopscore.schema.columns import (
    MOST_ACTS,
    RECORDED_AT,
    coded,
    count,
    dated,
    day,
    flag,
    person,
    text,
)
from coopscore.table import Table
from coopscore.vocabulary import (
    COMPLAINT_SUBJECT,
    SUPERVISION_ACTOR,
    SUPERVISION_KIND,
    SUPERVISION_OUTCOME,
    WARNING_REASON,
)

SUPERVISION_ACT = Table(
    name="supervision_act",
    title=Text(en="Supervision acts", fa="اقدامات نظارتی"),
    kind="spans",  # its findings are open until they are remedied
    key=("coop_id", "kind", "act_on"),
    happened="act_on",
    known="recorded_at",
    ends="remedied_on",
    ends_known="remedied_known_on",
    columns=(
        dated("act_on", en="Done on", fa="تاریخ نظارت"),
        RECORDED_AT,
        coded("kind", SUPERVISION_KIND, en="Kind", fa="نوع نظارت", required=True),
        flag("planned", en="Planned", fa="مطابق برنامه"),
        flag("art5", en="Under Article 5", fa="مشمول مادهٔ ۵"),
        coded("actor", SUPERVISION_ACTOR, en="Done by", fa="دستگاه ناظر"),
        person("inspector_key", en="Inspector's national code", fa="کد ملی ناظر"),
        # Codes of the office's own list, parted by spaces.
        text("deficiency_codes", en="Deficiencies", fa="نواقص"),
        # 0 is nothing found, 1 slight, 2 grave, 3 endangers the co-operative.
        count("severity", "level", en="Severity", fa="شدت نواقص", most=3),
        flag("found_active", en="Found active", fa="فعال یافته شد"),
        coded("outcome", SUPERVISION_OUTCOME, en="Outcome", fa="نتیجه"),
        day("remedy_due", en="To be remedied by", fa="مهلت رفع نواقص"),
        day("remedied_on", en="Remedied on", fa="تاریخ رفع نواقص"),
        day("remedied_known_on", en="Remedy known on", fa="تاریخ آگاهی از رفع نواقص"),
    ),
)

WARNING = Table(
    name="warning",
    title=Text(en="Written warnings", fa="اخطارهای کتبی"),
    kind="events",
    key=("coop_id", "issued_on"),
    happened="issued_on",
    known="recorded_at",
    columns=(
        dated("issued_on", en="Issued on", fa="تاریخ ابلاغ"),
        RECORDED_AT,
        # Three in a year lead to dissolution (Article 54).
        count(
            "seq_in_12m",
            "warnings",
            en="Warnings in twelve months",
            fa="شمار اخطارهای دوازده ماه",
            least=1,
            most=MOST_ACTS,
        ),
        coded("reason", WARNING_REASON, en="Reason", fa="علت"),
    ),
)

COMPLAINT = Table(
    name="complaint",
    title=Text(en="Complaints", fa="شکایات"),
    kind="spans",  # pending until decided
    key=("coop_id", "filed_on", "subject"),
    happened="filed_on",
    known="recorded_at",
    ends="decided_on",
    ends_known="decided_known_on",
    columns=(
        dated("filed_on", en="Filed on", fa="تاریخ شکایت"),
        RECORDED_AT,
        coded("subject", COMPLAINT_SUBJECT, en="Subject", fa="موضوع شکایت", required=True),
        # Empty until it is decided: a correction tells of it.
        flag("upheld", en="Upheld", fa="وارد دانسته شد"),
        day("decided_on", en="Decided on", fa="تاریخ رأی"),
        day("decided_known_on", en="Decision known on", fa="تاریخ آگاهی از رأی"),
    ),
)

QUALITY_ISSUE = Table(
    name="quality_issue",
    title=Text(en="Doubts about data", fa="تردیدهای کیفیت داده"),
    kind="events",
    key=("coop_id", "about_table", "about_record", "fault"),
    happened="found_on",
    known="recorded_at",
    columns=(
        dated("found_on", en="Found on", fa="تاریخ یافتن"),
        RECORDED_AT,
        text("about_table", en="In the table", fa="جدول", required=True),
        text("about_record", en="In the record", fa="رکورد", required=True),
        text("about_column", en="In the column", fa="ستون"),
        text("fault", en="Fault", fa="ایراد", required=True),
        text("value", en="Value", fa="مقدار"),
    ),
)
