"""Codes of the supervisors' desk: acts that are planned, why, and what was found and changed."""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes
from coopscore.vocabulary.supervision import SUPERVISION_KIND

# What an office has people for: acts of supervision, and what it does for a co-operative's good.
ACT_KIND: Codes = {
    **SUPERVISION_KIND,
    "training": Text(en="training", fa="آموزش"),
    "consulting": Text(en="consulting", fa="مشاوره"),
    "empowerment": Text(en="empowerment support", fa="حمایت توانمندسازی"),
}

# Why a co-operative is in a plan; it is in one slice only, the first that takes it.
VISIT_SLICE: Codes = {
    "duty": Text(en="legal duty", fa="تکلیف قانونی"),
    "risk": Text(en="may fall silent", fa="در خطر سکوت"),
    "revival": Text(en="may be revived", fa="قابل احیا"),
    "random": Text(en="drawn by lot", fa="قرعه"),
}

# Duties that leave an office no choice (Art. 5 of the rules of supervision, Art. 54 of the act).
VISIT_DUTY: Codes = {
    "article_5": Text(en="subject to Art. 5", fa="مشمول مادهٔ ۵"),
    "term_expired": Text(en="statute's term run out", fa="انقضای مدت اساسنامه"),
    "three_warnings": Text(en="three warnings in a year", fa="سه اخطار در یک سال"),
}

# What somebody who went there saw. Only the first three say whether it is at work; the last takes
# back what was told of that act and day.
VISIT_FOUND: Codes = {
    "active": Text(en="at work", fa="فعال"),
    "silent": Text(en="not at work", fa="غیرفعال"),
    "gone": Text(en="no longer there", fa="در نشانی حاضر نبود"),
    "not_reached": Text(en="not reached", fa="مراجعه انجام نشد"),
    "withdrawn": Text(en="told in error", fa="ثبت آن اشتباه بود"),
}

# Why a supervisor takes a co-operative off a plan, or puts one on it.
PLAN_CHANGE_REASON: Codes = {
    "visited_lately": Text(en="visited lately", fa="به‌تازگی بازدید شده است"),
    "known_at_work": Text(en="known to be at work", fa="فعال بودن آن دانسته است"),
    "known_ended": Text(en="known to have ended", fa="پایان یافتن آن دانسته است"),
    "complaint": Text(en="a complaint that is not on record", fa="شکایتی که در سوابق نیست"),
    "local_report": Text(en="a report from the place", fa="گزارش محلی"),
    "out_of_reach": Text(en="out of reach this month", fa="در این ماه دور از دسترس است"),
    "record_error": Text(
        en="an error on record that is being corrected", fa="خطای ثبتی در دست اصلاح"
    ),
}
