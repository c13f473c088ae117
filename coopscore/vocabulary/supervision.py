"""Codes of supervision: who looks, at what, what is found, and the ministry's indicators."""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes

SUPERVISION_KIND: Codes = {
    "general": Text(en="general supervision", fa="نظارت عمومی"),
    "financial": Text(en="financial supervision", fa="نظارت مالی"),
    "assembly": Text(en="supervision of an assembly", fa="نظارت بر مجمع"),
    "complaint": Text(en="inquiry into a complaint", fa="رسیدگی به شکایت"),
    "audit": Text(en="audit", fa="حسابرسی"),
}

SUPERVISION_ACTOR: Codes = {
    "headquarters": Text(en="ministry's headquarters", fa="ستاد وزارتخانه"),
    "province_office": Text(en="province's office", fa="ادارهٔ کل استان"),
    "county_office": Text(en="county's office", fa="ادارهٔ شهرستان"),
    "chamber": Text(en="chamber of co-operatives", fa="اتاق تعاون"),
}

SUPERVISION_OUTCOME: Codes = {
    "clean": Text(en="no deficiency", fa="بدون نقص"),
    "notice": Text(en="notice of deficiencies", fa="ابلاغ نواقص"),
    "warning": Text(en="written warning", fa="اخطار کتبی"),
    "assembly_called": Text(en="assembly called by the ministry", fa="دعوت مجمع از سوی وزارتخانه"),
    "referral": Text(en="referred to another authority", fa="ارجاع به مرجع ذی‌صلاح"),
    "dissolution_order": Text(en="order to dissolve", fa="دستور انحلال"),
}

WARNING_REASON: Codes = {
    "assembly": Text(en="assembly not held", fa="برگزار نکردن مجمع"),
    "statement": Text(en="statement not sent", fa="ارسال نکردن صورت مالی"),
    "accounts": Text(en="books not in order", fa="نقص دفاتر و حساب‌ها"),
    "board": Text(en="board's term run out", fa="انقضای تصدی هیئت‌مدیره"),
    "other": Text(en="other", fa="سایر"),
}

COMPLAINT_SUBJECT: Codes = {
    "accounts": Text(en="accounts", fa="حساب‌ها"),
    "election": Text(en="election", fa="انتخابات"),
    "membership": Text(en="membership", fa="عضویت"),
    "distribution": Text(en="distribution", fa="توزیع"),
    "management": Text(en="management", fa="مدیریت"),
    "other": Text(en="other", fa="سایر"),
}

# The four indicators of the monitoring movement.
INDICATOR: Codes = {
    "revived": Text(en="from inactive to active", fa="تغییر وضعیت از غیرفعال به فعال"),
    "updated": Text(en="changes up to date", fa="به‌روزرسانی ثبت تغییرات"),
    "statements": Text(en="statements uploaded", fa="بارگذاری صورت‌های مالی"),
    "statute": Text(en="statute data completed", fa="تکمیل داده‌های اساسنامه"),
}
