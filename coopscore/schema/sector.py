"""The sector as a whole: campaigns, plans and indicators of offices, and reference tables.

None of these rows is about one co-operative. States of a province are a series of their own, so
that a plan of one province does not take the place of another's.
"""

from coopscore.language import Text
from coopscore.schema.columns import (
    MOST_ACTS,
    MOST_PERSONS,
    PERIOD_END,
    PERIOD_START,
    RECORDED_AT,
    VALID_FROM,
    YEAR_END,
    coded,
    count,
    dated,
    day,
    jalali_year,
    number,
    persons,
    share,
    text,
)
from coopscore.table import Table
from coopscore.vocabulary import INDICATOR, ISIC_GROUP, SUPERVISION_KIND

_PROVINCE = text("province", en="Province", fa="استان", required=True)

CAMPAIGN = Table(
    name="campaign",
    about="sector",
    title=Text(en="Monitoring campaigns", fa="دوره‌های نهضت پایش"),
    kind="spans",
    key=("campaign_id",),
    happened="starts_on",
    known="recorded_at",
    ends="ends_on",  # as planned: known with the row
    columns=(
        dated("starts_on", en="Starts on", fa="تاریخ آغاز"),
        RECORDED_AT,
        text("campaign_id", en="Campaign", fa="شناسهٔ پایش", required=True),
        text("name", en="Name", fa="نام", required=True),
        # Two-digit codes, parted by spaces.
        text("provinces", en="Provinces", fa="استان‌ها"),
        share("looked_at", en="Share of files opened", fa="سهم پرونده‌های بررسی‌شده"),
        day("ends_on", en="Ends on", fa="تاریخ پایان"),
    ),
)

SUPERVISION_PLAN = Table(
    name="supervision_plan",
    about="sector",
    title=Text(en="Plans of supervision", fa="برنامه‌های نظارت"),
    kind="states",
    series=("province", "county", "kind"),
    key=("province", "county", "kind", "period_start"),
    happened="period_start",
    known="recorded_at",
    columns=(
        PERIOD_START,
        RECORDED_AT,
        _PROVINCE,
        text("county", en="County", fa="شهرستان"),
        coded("kind", SUPERVISION_KIND, en="Kind", fa="نوع نظارت", required=True),
        count(
            "planned_acts",
            "acts",
            en="Acts planned",
            fa="شمار نظارت‌های برنامه‌ریزی‌شده",
            most=MOST_ACTS,
            required=True,
        ),
    ),
)

TRAINING_PLAN = Table(
    name="training_plan",
    about="sector",
    title=Text(en="Plans of training", fa="برنامه‌های آموزش"),
    kind="states",
    series=("province",),
    key=("province", "period_start"),
    happened="period_start",
    known="recorded_at",
    columns=(
        PERIOD_START,
        RECORDED_AT,
        _PROVINCE,
        count(
            "person_hours",
            "person-hours",
            en="Person-hours of training",
            fa="نفرساعت آموزش",
            most=MOST_PERSONS,
            required=True,
        ),
    ),
)

FORMATION_PLAN = Table(
    name="formation_plan",
    about="sector",
    title=Text(en="Plans of formation", fa="برنامه‌های تشکیل"),
    kind="states",
    series=("province",),
    key=("province", "period_start"),
    happened="period_start",
    known="recorded_at",
    columns=(
        PERIOD_START,
        RECORDED_AT,
        _PROVINCE,
        count(
            "cooperatives",
            "co-operatives",
            en="Co-operatives to be formed",
            fa="شمار تعاونی‌های در برنامهٔ تشکیل",
            most=MOST_ACTS,
            required=True,
        ),
        count("jobs", "jobs", en="Jobs planned", fa="اشتغال پیش‌بینی‌شده", most=MOST_PERSONS),
    ),
)

EMPLOYMENT_BASE = Table(
    name="employment_base",
    about="sector",
    title=Text(en="Employment of provinces", fa="اشتغال استان‌ها"),
    kind="states",
    series=("province",),
    key=("province", "year_end"),
    happened="year_end",
    known="recorded_at",
    columns=(
        YEAR_END,
        RECORDED_AT,
        _PROVINCE,
        persons("employed", en="Employed", fa="شمار شاغلان", required=True),
        persons("active_population", en="Active population", fa="جمعیت فعال"),
    ),
)

PROVINCE_INDICATOR = Table(
    name="province_indicator",
    about="sector",
    title=Text(en="Indicators of provinces", fa="شاخص‌های استان‌ها"),
    kind="states",
    series=("province", "indicator"),
    key=("province", "indicator", "period_end"),
    happened="period_end",
    known="recorded_at",
    columns=(
        PERIOD_END,
        RECORDED_AT,
        _PROVINCE,
        coded("indicator", INDICATOR, en="Indicator", fa="شاخص", required=True),
        count("numerator", "co-operatives", en="Numerator", fa="صورت کسر", most=MOST_ACTS),
        count("denominator", "co-operatives", en="Denominator", fa="مخرج کسر", most=MOST_ACTS),
        share("value", en="Value", fa="مقدار"),
        count("rank", "rank", en="Rank", fa="رتبه", least=1, most=31),
        text("formula_version", en="Version of the formula", fa="نسخهٔ فرمول"),
    ),
)

PROVINCE = Table(
    name="province",
    about="sector",
    title=Text(en="Provinces", fa="استان‌ها"),
    kind="states",
    series=("province",),
    key=("province", "valid_from"),
    happened="valid_from",
    known="recorded_at",
    columns=(
        VALID_FROM,
        RECORDED_AT,
        text("province", en="Province code", fa="کد استان", required=True),
        text("name", en="Name", fa="نام", required=True),
        text("iso", en="ISO 3166-2 code", fa="کد ایزو"),
    ),
)

GERAYESH_MAP = Table(
    name="gerayesh_map",
    about="sector",
    title=Text(en="Branches by economic group", fa="گرایش‌ها به تفکیک گروه فعالیت"),
    kind="states",
    series=("branch",),
    key=("branch",),
    happened="valid_from",
    known="recorded_at",
    columns=(
        VALID_FROM,
        RECORDED_AT,
        text("branch", en="Branch", fa="گرایش", required=True),
        coded("isic_group", ISIC_GROUP, en="Economic group", fa="گروه فعالیت", required=True),
    ),
)

CPI_INDEX = Table(
    name="cpi_index",
    about="sector",
    title=Text(en="Consumer price index", fa="شاخص قیمت مصرف‌کننده"),
    kind="states",
    series=("series",),
    key=("series", "year_end"),
    happened="year_end",
    known="published_on",
    columns=(
        YEAR_END,
        dated("published_on", en="Published on", fa="تاریخ انتشار"),
        text("series", en="Series", fa="سری", required=True),
        jalali_year("jalali_year", en="Year", fa="سال", required=True),
        number(
            "index", "index points", en="Index", fa="عدد شاخص", most=MOST_PERSONS, required=True
        ),
    ),
)
