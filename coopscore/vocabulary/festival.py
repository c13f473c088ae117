"""Codes of the festival of top co-operatives, and of what a co-operative gives to others."""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes

FESTIVAL_LEVEL: Codes = {
    "provincial": Text(en="provincial", fa="استانی"),
    "national": Text(en="national", fa="ملی"),
}

FESTIVAL_CRITERION: Codes = {
    "economic": Text(en="economic", fa="اقتصادی"),
    "managerial": Text(en="managerial", fa="مدیریتی"),
    "performance": Text(en="performance", fa="عملکردی"),
    "obligations": Text(en="obligations met", fa="ایفای تعهدات"),
}

FESTIVAL_PLACE: Codes = {
    "top": Text(en="top co-operative", fa="تعاونی برتر"),
    "commended": Text(en="commended", fa="شایستهٔ تقدیر"),
    "none": Text(en="no place", fa="بدون مقام"),
}

CONTRIBUTION_KIND: Codes = {
    "charity": Text(en="charity", fa="امور خیریه"),
    "local_works": Text(en="local works", fa="عمران محلی"),
    "vulnerable_jobs": Text(en="jobs for the vulnerable", fa="اشتغال گروه‌های آسیب‌پذیر"),
    "emergency": Text(en="help in an emergency", fa="کمک در شرایط اضطراری"),
    "environment": Text(en="environment", fa="محیط زیست"),
    "education": Text(en="education", fa="آموزش"),
}

CONTRIBUTION_EVIDENCE: Codes = {
    "receipt": Text(en="receipt", fa="رسید"),
    "letter": Text(en="letter", fa="گواهی کتبی"),
    "none": Text(en="no evidence", fa="بدون مستند"),
}

# Why an entrant is turned away.
INELIGIBLE_BECAUSE: Codes = {
    "not_operating": Text(en="not in operation", fa="نبودن در حال بهره‌برداری"),
    "open_warning": Text(en="warning within the year", fa="داشتن اخطار در یک سال گذشته"),
    "data_not_current": Text(en="data not brought up to date", fa="به‌روز نبودن اطلاعات"),
}
