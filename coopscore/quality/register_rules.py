"""Rules of the register: who a co-operative is, what it is called, and how it ends."""

from coopscore.language import Text
from coopscore.quality.rule import Rule

_LOOK = Text(en="Look at the paper, and send a correction.", fa="سند را ببینید و اصلاحیه بفرستید.")
_COMPARE = Text(
    en="Compare the two papers, and correct the wrong one.",
    fa="دو سند را با هم بسنجید و نادرست را اصلاح کنید.",
)

REGISTER_RULES = (
    Rule(
        code="cooperative_national_id_holds",
        table="cooperative",
        dimension="valid",
        title=Text(en="The national id's check digit holds", fa="رقم کنترل شناسهٔ ملی درست است"),
        remedy=Text(
            en="Look the id up in the registry of legal persons.",
            fa="شناسه را در سامانهٔ اشخاص حقوقی ببینید.",
        ),
        holds="national_id_holds",
        source="cooperative",
        column="national_id",
    ),
    Rule(
        code="cooperative_keeps_its_id",
        table="cooperative",
        dimension="consistent",
        title=Text(
            en="All entries of a co-operative have one national id",
            fa="همهٔ ثبت‌های یک تعاونی یک شناسهٔ ملی دارد",
        ),
        remedy=_COMPARE,
        holds="CASE WHEN told > 1 THEN same END",
        asked="national_id IS NOT NULL",
        source="entry_with_others",
        column="national_id",
    ),
    Rule(
        code="cooperative_days_in_order",
        table="cooperative",
        dimension="valid",
        title=Text(en="Founded no later than registered", fa="تاریخ تأسیس پس از تاریخ ثبت نیست"),
        remedy=_LOOK,
        holds="founded_on <= registered_on",
        source="cooperative",
        column="founded_on",
    ),
    Rule(
        code="cooperative_province_code",
        table="cooperative",
        dimension="valid",
        title=Text(en="The province is a code of two digits", fa="استان کد دورقمی است"),
        remedy=_LOOK,
        holds="regexp_full_match(province, '[0-3][0-9]')",
        source="cooperative",
        column="province",
    ),
    Rule(
        code="cooperative_id_of_its_own",
        table="cooperative",
        dimension="unique",
        title=Text(
            en="No other co-operative has its national id",
            fa="تعاونی دیگری همین شناسهٔ ملی را ندارد",
        ),
        remedy=_COMPARE,
        holds="CASE WHEN national_id IS NOT NULL THEN same_id = 1 END",
        source="standing_in_turn",
        column="national_id",
    ),
    Rule(
        code="cooperative_name_of_its_own",
        table="cooperative",
        dimension="unique",
        title=Text(
            en="No other co-operative of the county has its name",
            fa="تعاونی دیگری در شهرستان همین نام را ندارد",
        ),
        remedy=_COMPARE,
        holds="CASE WHEN county IS NOT NULL THEN same_name = 1 END",
        source="standing_in_turn",
        column="name",
    ),
    Rule(
        code="dormant_without_acts",
        table="status_event",
        dimension="consistent",
        title=Text(
            en="Who is called dormant has left no paper since",
            fa="تعاونی راکد از آن پس سندی نداده است",
        ),
        remedy=Text(
            en="Review the status: the co-operative acts.",
            fa="وضعیت را بازبینی کنید: تعاونی فعالیت دارد.",
        ),
        holds="last_act IS NULL OR last_act <= first_known",
        asked="to_code IN ('dormant', 'silent')",
        source="status_with_acts",
        column="to_code",
    ),
    Rule(
        code="operating_with_acts",
        table="status_event",
        dimension="consistent",
        title=Text(
            en="Who is called operating left a paper in the last three years",
            fa="تعاونی در حال بهره‌برداری در سه سال گذشته سندی داده است",
        ),
        remedy=Text(
            en="Review the status: nothing was heard of it.",
            fa="وضعیت را بازبینی کنید: از تعاونی خبری نیست.",
        ),
        holds="coalesce($as_of - last_act <= 1096, FALSE)",
        asked="to_code = 'operating' AND $as_of - founded_on > 1096",
        source="status_with_acts",
        column="to_code",
    ),
    *(
        Rule(
            code=f"{table}_before_the_end",
            table=table,
            dimension="consistent",
            title=Text(
                en="Nothing is done after the end", fa="پس از انحلال یا ادغام چیزی ثبت نشده است"
            ),
            remedy=_COMPARE,
            holds="happened <= ended_on",
            asked=f"source = '{table}' AND ended_on IS NOT NULL",
            source="act_with_ending",
            column="",
        )
        for table in ("assembly", "filing", "change_request")
    ),
)
