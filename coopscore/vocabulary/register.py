"""Codes of the register: what a co-operative is, what becomes of it, and who says so.

Two axes of state are kept apart: the stage on the register, and what the co-operative does.
Sources: the Co-operative Sector Act and its by-laws, and the definitions used by the ministry.
"""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes

REGISTRY_STAGE: Codes = {
    "forming": Text(en="forming", fa="در شرف تأسیس"),
    "registered": Text(en="registered", fa="ثبت‌شده"),
    "in_liquidation": Text(en="in liquidation", fa="در حال تصفیه"),
    "dissolved": Text(en="dissolved", fa="منحل"),
    "merged": Text(en="merged", fa="ادغام‌شده"),
}

ACTIVITY_STATUS: Codes = {
    "under_implementation": Text(en="under implementation", fa="در دست اجرا"),
    "operating": Text(en="operating", fa="در حال بهره‌برداری"),
    "semi_active": Text(en="semi-active", fa="نیمه‌فعال"),
    "dormant": Text(en="dormant", fa="راکد"),
    "silent": Text(en="silent", fa="بی‌گزارش"),
    "unknown": Text(en="unknown", fa="نامعلوم"),
}

STATUS_AXIS: Codes = {
    "registry_stage": Text(en="stage on the register", fa="مرحلهٔ ثبتی"),
    "activity_status": Text(en="activity", fa="وضعیت فعالیت"),
}

STATUS_CODE: Codes = {**REGISTRY_STAGE, **ACTIVITY_STATUS}

STATUS_ACTOR: Codes = {
    "ministry": Text(en="ministry", fa="وزارتخانه"),
    "chamber": Text(en="chamber of co-operatives", fa="اتاق تعاون"),
    "court": Text(en="court", fa="دادگاه"),
    "registry": Text(en="companies registry", fa="ادارهٔ ثبت شرکت‌ها"),
    "source": Text(en="the source's publisher", fa="ناشر منبع"),
}

EVIDENCE_KIND: Codes = {
    "declared": Text(en="declared by the co-operative", fa="خوداظهاری تعاونی"),
    "visit": Text(en="visit", fa="بازدید"),
    "filing": Text(en="filing", fa="سند ارسالی"),
    "court_order": Text(en="court order", fa="حکم دادگاه"),
    "campaign_review": Text(en="review in a campaign", fa="بررسی در نهضت پایش"),
    "migrated": Text(en="carried over from an older system", fa="انتقال از سامانهٔ پیشین"),
}

# Why a co-operative ended; Article 54 of the Act, and the two ends that are no failure. The
# column `status_event.reason` stays text, since other registries give reasons of their own.
EXIT_REASON: Codes = {
    "voluntary": Text(en="decided by the assembly", fa="تصمیم مجمع عمومی فوق‌العاده"),
    "members_below_floor": Text(en="too few members", fa="کاهش اعضا از حد نصاب"),
    "term_expired": Text(en="term of the statute run out", fa="انقضای مدت اساسنامه"),
    "stopped_over_1y": Text(en="stopped for over a year", fa="توقف فعالیت بیش از یک سال"),
    "three_warnings": Text(en="three written warnings in a year", fa="سه اخطار کتبی در یک سال"),
    "bankruptcy": Text(en="bankruptcy", fa="ورشکستگی"),
    "purpose_completed": Text(en="purpose completed", fa="تحقق هدف تعاونی"),
    "merged": Text(en="merged into another", fa="ادغام در تعاونی دیگر"),
}

MEMBERSHIP: Codes = {
    "open": Text(en="open to the public", fa="عام"),
    "restricted": Text(en="restricted", fa="خاص"),
}

# The column `cooperative.legal_form` stays text, since other registries have forms of their own;
# these are the forms of the Iranian sector.
LEGAL_FORM: Codes = {
    "conventional": Text(en="conventional", fa="متعارف"),
    "public_share": Text(en="public-share", fa="سهامی عام"),
    "national_inclusive": Text(en="national inclusive", fa="فراگیر ملی"),
    "county_development": Text(en="county development", fa="توسعه و عمران شهرستانی"),
    "county_union": Text(en="county union", fa="اتحادیهٔ شهرستانی"),
    "provincial_union": Text(en="provincial union", fa="اتحادیهٔ استانی"),
    "national_union": Text(en="national union", fa="اتحادیهٔ سراسری"),
}

ACTIVITY_KIND: Codes = {
    "production": Text(en="production", fa="تولیدی"),
    "distribution": Text(en="distribution", fa="توزیعی"),
    "production_distribution": Text(en="production and distribution", fa="تولیدی توزیعی"),
}

# The grouping of the ministry's statistics, after ISIC.
ISIC_GROUP: Codes = {
    "agriculture": Text(en="agriculture, hunting and forestry", fa="کشاورزی، شکار و جنگلداری"),
    "industry": Text(en="industry and mining", fa="صنعت و معدن"),
    "construction": Text(en="construction", fa="ساختمان"),
    "trade": Text(en="wholesale and retail trade", fa="عمده‌فروشی و خرده‌فروشی"),
    "transport": Text(en="transport, storage, communication", fa="حمل‌ونقل، انبارداری و ارتباطات"),
    "finance": Text(en="financial intermediation", fa="واسطه‌گری‌های مالی"),
    "real_estate_business": Text(en="real estate and business", fa="مستغلات، اجاره و کسب‌وکار"),
    "other_services": Text(en="other services", fa="سایر خدمات عمومی، اجتماعی و شخصی"),
}

AREA_SCOPE: Codes = {
    "county": Text(en="one county", fa="شهرستانی"),
    "province": Text(en="one province", fa="استانی"),
    "provinces": Text(en="several provinces", fa="فرااستانی"),
    "nation": Text(en="the nation", fa="سراسری"),
}

AUTHORITY: Codes = {
    "mcls": Text(
        en="ministry of co-operatives, labour and social welfare",
        fa="وزارت تعاون، کار و رفاه اجتماعی",
    ),
    "corc": Text(
        en="central organisation for rural co-operatives", fa="سازمان مرکزی تعاون روستایی"
    ),
}

CHANGE_KIND: Codes = {
    "board": Text(en="board and inspectors", fa="هیئت‌مدیره و بازرسان"),
    "capital": Text(en="capital", fa="سرمایه"),
    "address": Text(en="address", fa="نشانی"),
    "subject": Text(en="subject of activity", fa="موضوع فعالیت"),
    "name": Text(en="name", fa="نام"),
    "term": Text(en="term", fa="مدت"),
    "statute": Text(en="statute", fa="اساسنامه"),
}

LICENCE_KIND: Codes = {
    "operation": Text(en="operating licence", fa="پروانهٔ بهره‌برداری"),
    "establishment": Text(en="establishment permit", fa="جواز تأسیس"),
    "guild": Text(en="guild licence", fa="پروانهٔ کسب"),
    "health": Text(en="health licence", fa="پروانهٔ بهداشتی"),
    "standard": Text(en="standard mark licence", fa="پروانهٔ استاندارد"),
}

PROGRAMME: Codes = {
    "rural_cooperative": Text(en="rural co-operative scheme", fa="روستا تعاون"),
    "credit_line": Text(en="credit line", fa="خط اعتباری"),
    "empowerment": Text(en="empowerment", fa="توانمندسازی"),
    "incubator": Text(en="incubator", fa="مرکز رشد"),
    "export_support": Text(en="export support", fa="حمایت از صادرات"),
}
