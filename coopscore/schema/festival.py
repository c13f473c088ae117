"""The festival of top co-operatives, and what co-operatives give to others."""

from coopscore.language import Text
from coopscore.schema.columns import (
    MOST_ACTS,
    RECORDED_AT,
    amount,
    coded,
    count,
    dated,
    day,
    flag,
    jalali_year,
    number,
    person,
    text,
)
from coopscore.table import Table
from coopscore.vocabulary import (
    CONTRIBUTION_EVIDENCE,
    CONTRIBUTION_KIND,
    FESTIVAL_CRITERION,
    FESTIVAL_LEVEL,
    FESTIVAL_PLACE,
    INELIGIBLE_BECAUSE,
)

# The 20th was held in 1404.
_EDITION = count(
    "edition", "edition", en="Edition", fa="دورهٔ جشنواره", least=1, most=1_000, required=True
)

FESTIVAL_EDITION = Table(
    name="festival_edition",
    about="sector",
    title=Text(en="Editions of the festival", fa="دوره‌های جشنواره"),
    kind="spans",
    key=("edition",),
    happened="opens_on",
    known="recorded_at",
    ends="closes_on",  # as planned: known with the row
    columns=(
        dated("opens_on", en="Opens on", fa="آغاز جشنواره"),
        RECORDED_AT,
        _EDITION,
        jalali_year("jalali_year", en="Year", fa="سال"),
        day("update_deadline", en="Data to be updated by", fa="مهلت به‌روزرسانی اطلاعات"),
        day("closes_on", en="Closes on", fa="پایان جشنواره"),
    ),
)

FESTIVAL_ENTRY = Table(
    name="festival_entry",
    title=Text(en="Entries to the festival", fa="ثبت‌نام‌های جشنواره"),
    kind="events",
    key=("coop_id", "edition"),
    happened="entered_on",
    known="recorded_at",
    columns=(
        dated("entered_on", en="Entered on", fa="تاریخ ثبت‌نام"),
        RECORDED_AT,
        _EDITION,
        text("branch", en="Branch", fa="گرایش"),
        coded("level", FESTIVAL_LEVEL, en="Level", fa="سطح"),
        flag("eligible", en="Eligible", fa="واجد شرایط"),
        coded(
            "ineligible_because",
            INELIGIBLE_BECAUSE,
            en="Not eligible because",
            fa="علت نداشتن شرایط",
        ),
    ),
)

FESTIVAL_MARK = Table(
    name="festival_mark",
    title=Text(en="Jurors' marks", fa="نمره‌های داوران"),
    kind="events",
    key=("coop_id", "edition", "juror_key", "criterion"),
    happened="marked_on",
    known="recorded_at",
    columns=(
        dated("marked_on", en="Marked on", fa="تاریخ داوری"),
        RECORDED_AT,
        _EDITION,
        person("juror_key", en="Juror's national code", fa="کد ملی داور"),
        coded("criterion", FESTIVAL_CRITERION, en="Criterion", fa="معیار", required=True),
        number("mark", "points", en="Mark", fa="نمره", most=100, required=True),
    ),
)

FESTIVAL_RESULT = Table(
    name="festival_result",
    title=Text(en="Results of the festival", fa="نتایج جشنواره"),
    kind="events",
    key=("coop_id", "edition", "level"),
    happened="announced_on",
    known="recorded_at",
    columns=(
        dated("announced_on", en="Announced on", fa="تاریخ اعلام نتیجه"),
        RECORDED_AT,
        _EDITION,
        coded("level", FESTIVAL_LEVEL, en="Level", fa="سطح", required=True),
        coded("place", FESTIVAL_PLACE, en="Place", fa="مقام"),
        count("rank", "rank", en="Rank", fa="رتبه", least=1, most=MOST_ACTS),
        number("points", "points", en="Points", fa="امتیاز", most=1_000),
    ),
)

SOCIAL_CONTRIBUTION = Table(
    name="social_contribution",
    title=Text(en="Social contributions", fa="مشارکت‌های اجتماعی"),
    kind="events",
    key=("coop_id", "kind", "given_on"),
    happened="given_on",
    known="recorded_at",
    columns=(
        dated("given_on", en="Given on", fa="تاریخ انجام"),
        RECORDED_AT,
        coded("kind", CONTRIBUTION_KIND, en="Kind", fa="نوع", required=True),
        coded("evidence", CONTRIBUTION_EVIDENCE, en="Evidence", fa="مستند"),
        amount("amount", en="Amount", fa="مبلغ"),
    ),
)
