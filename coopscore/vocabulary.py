"""The closed lists of codes that facts may use, each with its two titles.

Two axes of state are kept apart: the stage on the register, and what the co-operative does.
Sources: the Co-operative Sector Act and its by-laws, and the definitions used by the ministry.
"""

from collections.abc import Mapping

from coopscore.language import Text

Codes = Mapping[str, Text]

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

MEMBERSHIP: Codes = {
    "open": Text(en="open to the public", fa="عام"),
    "restricted": Text(en="restricted", fa="خاص"),
}

FILING_KIND: Codes = {
    "statement": Text(en="annual statement", fa="صورت مالی سالانه"),
    "audit_report": Text(en="audit report", fa="گزارش حسابرسی"),
    "tax_return": Text(en="tax return", fa="اظهارنامهٔ مالیاتی"),
    "insurance_list": Text(en="insurance list", fa="لیست بیمه"),
    "trial_balance": Text(en="trial balance", fa="تراز آزمایشی"),
    "member_return": Text(en="members' return", fa="گزارش شمار اعضا"),
    "statute_data": Text(en="statute data", fa="داده‌های اساسنامه"),
}

ASSEMBLY_KIND: Codes = {
    "annual_ordinary": Text(en="annual ordinary assembly", fa="مجمع عمومی عادی سالیانه"),
    "ordinary": Text(en="ordinary assembly", fa="مجمع عمومی عادی"),
    "extraordinary": Text(en="extraordinary assembly", fa="مجمع عمومی فوق‌العاده"),
}

OFFICER_ROLE: Codes = {
    "board_main": Text(en="member of the board", fa="عضو اصلی هیئت‌مدیره"),
    "board_alternate": Text(en="alternate member of the board", fa="عضو علی‌البدل هیئت‌مدیره"),
    "ceo": Text(en="chief executive", fa="مدیرعامل"),
    "inspector": Text(en="inspector", fa="بازرس"),
}

OBLIGATION_KIND: Codes = {
    "annual_assembly": Text(en="annual assembly", fa="برگزاری مجمع عمومی سالیانه"),
    "statement": Text(en="annual statement", fa="ارسال صورت مالی سالانه"),
    "tax_return": Text(en="tax return", fa="تسلیم اظهارنامهٔ مالیاتی"),
    "board_election": Text(en="election of the board", fa="انتخاب هیئت‌مدیره"),
    "inspector_election": Text(en="election of the inspector", fa="انتخاب بازرس"),
}

LINE_CODE: Codes = {
    "turnover": Text(en="turnover", fa="فروش"),
    "profit_before_tax": Text(en="profit before tax", fa="سود پیش از مالیات"),
    "member_funds": Text(en="members' funds", fa="حقوق اعضا"),
    "total_assets": Text(en="total assets", fa="جمع دارایی‌ها"),
    "total_liabilities": Text(en="total liabilities", fa="جمع بدهی‌ها"),
}

CURRENCY: Codes = {
    "IRR": Text(en="rial", fa="ریال"),
    "GBP": Text(en="pound sterling", fa="پوند"),
    "BRL": Text(en="Brazilian real", fa="رئال برزیل"),
}

# ISO 3166-2:IR as recoded on 2020-11-24; text, so that "00" survives.
PROVINCE: Codes = {
    "00": Text(en="Markazi", fa="مرکزی"),
    "01": Text(en="Gilan", fa="گیلان"),
    "02": Text(en="Mazandaran", fa="مازندران"),
    "03": Text(en="East Azerbaijan", fa="آذربایجان شرقی"),
    "04": Text(en="West Azerbaijan", fa="آذربایجان غربی"),
    "05": Text(en="Kermanshah", fa="کرمانشاه"),
    "06": Text(en="Khuzestan", fa="خوزستان"),
    "07": Text(en="Fars", fa="فارس"),
    "08": Text(en="Kerman", fa="کرمان"),
    "09": Text(en="Razavi Khorasan", fa="خراسان رضوی"),
    "10": Text(en="Isfahan", fa="اصفهان"),
    "11": Text(en="Sistan and Baluchestan", fa="سیستان و بلوچستان"),
    "12": Text(en="Kurdistan", fa="کردستان"),
    "13": Text(en="Hamadan", fa="همدان"),
    "14": Text(en="Chaharmahal and Bakhtiari", fa="چهارمحال و بختیاری"),
    "15": Text(en="Lorestan", fa="لرستان"),
    "16": Text(en="Ilam", fa="ایلام"),
    "17": Text(en="Kohgiluyeh and Boyer-Ahmad", fa="کهگیلویه و بویراحمد"),
    "18": Text(en="Bushehr", fa="بوشهر"),
    "19": Text(en="Zanjan", fa="زنجان"),
    "20": Text(en="Semnan", fa="سمنان"),
    "21": Text(en="Yazd", fa="یزد"),
    "22": Text(en="Hormozgan", fa="هرمزگان"),
    "23": Text(en="Tehran", fa="تهران"),
    "24": Text(en="Ardabil", fa="اردبیل"),
    "25": Text(en="Qom", fa="قم"),
    "26": Text(en="Qazvin", fa="قزوین"),
    "27": Text(en="Golestan", fa="گلستان"),
    "28": Text(en="North Khorasan", fa="خراسان شمالی"),
    "29": Text(en="South Khorasan", fa="خراسان جنوبی"),
    "30": Text(en="Alborz", fa="البرز"),
}
