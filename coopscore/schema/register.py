"""The register: who there is, what becomes of them, what they change, what they may do."""

from coopscore.language import Text
from coopscore.schema.columns import (
    MOST_ACTS,
    MOST_YEARS,
    RECORDED_AT,
    VALID_FROM,
    coded,
    count,
    dated,
    day,
    flag,
    text,
)
from coopscore.table import Derived, Table
from coopscore.vocabulary import (
    ACTIVITY_KIND,
    AREA_SCOPE,
    AUTHORITY,
    CHANGE_KIND,
    EVIDENCE_KIND,
    ISIC_GROUP,
    LICENCE_KIND,
    MEMBERSHIP,
    PROGRAMME,
    STATUS_ACTOR,
    STATUS_AXIS,
    STATUS_CODE,
)

COOPERATIVE = Table(
    name="cooperative",
    title=Text(en="Co-operatives", fa="تعاونی‌ها"),
    kind="states",
    key=("coop_id", "valid_from"),
    happened="valid_from",
    known="recorded_at",
    columns=(
        VALID_FROM,
        RECORDED_AT,
        text("name", en="Name", fa="نام", required=True),
        text("national_id", en="National id", fa="شناسهٔ ملی"),
        text("registration_no", en="Registration number", fa="شمارهٔ ثبت"),
        day("founded_on", en="Founded on", fa="تاریخ تأسیس"),
        text("legal_form", en="Legal form", fa="قالب حقوقی"),
        coded("membership", MEMBERSHIP, en="Membership", fa="نوع عضویت"),
        text("ownership", en="Owned by", fa="مالکان"),
        text("branch", en="Branch", fa="گرایش"),
        text("province", en="Province", fa="استان"),
        text("county", en="County", fa="شهرستان"),
        text("registration_office", en="Registration office", fa="ادارهٔ ثبت"),
        coded("activity_kind", ACTIVITY_KIND, en="Kind of activity", fa="نوع فعالیت"),
        coded("isic_group", ISIC_GROUP, en="Economic group", fa="گروه فعالیت اقتصادی"),
        coded("area_scope", AREA_SCOPE, en="Area of operation", fa="حوزهٔ عملیات"),
        coded("authority", AUTHORITY, en="Competent authority", fa="دستگاه متولی"),
        text("union_id", en="Union", fa="شناسهٔ اتحادیه"),
        day("registered_on", en="Entered on the register on", fa="تاریخ ثبت شرکت"),
        # 0 is a statute without a term.
        count("term_years", "years", en="Term", fa="مدت شرکت", most=MOST_YEARS),
        day("term_end", en="End of the term", fa="پایان مدت شرکت"),
        # Month and day of the Jalali calendar, "12-29"; the last of Esfand whatever the year.
        text("fiscal_year_end", en="End of the fiscal year", fa="پایان سال مالی"),
        flag("is_women", en="Women's co-operative", fa="تعاونی زنان"),
        flag("is_knowledge_based", en="Knowledge-based", fa="دانش‌بنیان"),
        flag("is_dehyari", en="Co-operative of dehyaris", fa="تعاونی دهیاری"),
        flag("is_border", en="Border dwellers' co-operative", fa="تعاونی مرزنشینان"),
        flag("is_rural_scheme", en="In the rural co-operative scheme", fa="طرح روستا تعاون"),
        flag("is_justice_share", en="Justice-share co-operative", fa="تعاونی سهام عدالت"),
        flag("is_youth", en="Youth co-operative", fa="تعاونی جوانان"),
        flag("is_home_business_hub", en="Hub of home businesses", fa="پشتیبان مشاغل خانگی"),
        flag("is_exempt_tax", en="Exempt from tax", fa="معاف از مالیات"),
        day("statute_conformed_on", en="Statute conformed on", fa="تاریخ تطبیق اساسنامه"),
    ),
    derived=(
        Derived(
            name="national_id_holds",
            type="flag",
            title=Text(en="The national id's check digit holds", fa="رقم کنترل شناسهٔ ملی درست است"),
        ),
        Derived(name="name_key", type="text", title=Text(en="Name for matching", fa="کلید نام")),
    ),
)

STATUS_EVENT = Table(
    name="status_event",
    title=Text(en="Changes of status", fa="تغییرات وضعیت"),
    kind="states",
    series=("axis",),
    key=("coop_id", "axis", "to_code", "valid_from"),
    happened="valid_from",
    known="recorded_at",
    columns=(
        VALID_FROM,
        RECORDED_AT,
        coded("axis", STATUS_AXIS, en="Axis", fa="محور", required=True),
        coded("to_code", STATUS_CODE, en="New status", fa="وضعیت تازه", required=True),
        text("reason", en="Reason", fa="علت"),
        coded("actor", STATUS_ACTOR, en="Decided by", fa="مرجع"),
        coded("from_code", STATUS_CODE, en="Old status", fa="وضعیت پیشین"),
        text("campaign_id", en="Campaign", fa="شناسهٔ پایش"),
        coded("evidence_kind", EVIDENCE_KIND, en="Evidence", fa="مستند"),
    ),
)

CHANGE_REQUEST = Table(
    name="change_request",
    title=Text(en="Requests to register changes", fa="درخواست‌های ثبت تغییرات"),
    kind="spans",  # pending until registered
    key=("coop_id", "kind", "submitted_on"),
    happened="submitted_on",
    known="recorded_at",
    ends="registered_on",
    ends_known="registered_known_on",
    columns=(
        dated("submitted_on", en="Submitted on", fa="تاریخ درخواست"),
        RECORDED_AT,
        coded("kind", CHANGE_KIND, en="Kind", fa="نوع تغییر", required=True),
        day("approved_on", en="Approved on", fa="تاریخ تأیید"),
        day("registered_on", en="Registered on", fa="تاریخ ثبت تغییر"),
        day("registered_known_on", en="Registration known on", fa="تاریخ آگاهی از ثبت تغییر"),
        count("returned_count", "times", en="Times returned", fa="دفعات برگشت", most=MOST_ACTS),
    ),
)

LICENCE = Table(
    name="licence",
    title=Text(en="Licences", fa="پروانه‌ها و مجوزها"),
    kind="spans",
    key=("coop_id", "kind", "issued_on"),
    happened="issued_on",
    known="recorded_at",
    ends="expires_on",  # as planned: known with the row
    columns=(
        dated("issued_on", en="Issued on", fa="تاریخ صدور"),
        RECORDED_AT,
        coded("kind", LICENCE_KIND, en="Kind", fa="نوع مجوز", required=True),
        day("expires_on", en="Expires on", fa="تاریخ انقضا"),
    ),
)

PROGRAMME_MEMBERSHIP = Table(
    name="programme_membership",
    title=Text(en="Memberships of programmes", fa="عضویت در طرح‌ها"),
    kind="spans",
    key=("coop_id", "programme", "joined_on"),
    happened="joined_on",
    known="recorded_at",
    ends="left_on",
    ends_known="left_known_on",
    columns=(
        dated("joined_on", en="Joined on", fa="تاریخ پیوستن"),
        RECORDED_AT,
        coded("programme", PROGRAMME, en="Programme", fa="طرح", required=True),
        day("left_on", en="Left on", fa="تاریخ خروج"),
        day("left_known_on", en="Leaving known on", fa="تاریخ آگاهی از خروج"),
    ),
)

OUTLET = Table(
    name="outlet",
    title=Text(en="Trading outlets", fa="واحدهای فروش"),
    kind="events",
    key=("coop_id", "name", "place"),
    happened="seen_on",
    known="recorded_at",
    columns=(
        dated("seen_on", en="Seen on", fa="تاریخ مشاهده"),
        RECORDED_AT,
        text("name", en="Name", fa="نام", required=True),
        text("place", en="Place", fa="محل"),
    ),
)
