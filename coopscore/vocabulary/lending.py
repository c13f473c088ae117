"""Codes of the lending desk: why an officer gives another grade than the model's."""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes

# What a model cannot have known, or must not weigh. None of them is an opinion alone: each says
# what there is to show for it.
OVERRIDE_REASON: Codes = {
    "newer_statement": Text(
        en="a newer audited statement that is not on record yet",
        fa="صورت مالی حسابرسی‌شدهٔ تازه‌تری که هنوز ثبت نشده است",
    ),
    "guarantee": Text(en="a guarantee or collateral of value", fa="ضمانت یا وثیقهٔ ارزنده"),
    "contract": Text(en="a signed contract of sale", fa="قرارداد فروش امضاشده"),
    "natural_damage": Text(
        en="natural damage, certified by an authority", fa="خسارت طبیعی با گواهی مرجع رسمی"
    ),
    "management_change": Text(en="a change of management", fa="تغییر مدیریت"),
    "legal_dispute": Text(
        en="a legal dispute that is not on record", fa="دعوای حقوقی‌ای که در سوابق نیست"
    ),
    "fraud_suspected": Text(en="suspected fraud", fa="ظن به تقلب"),
    "record_error": Text(
        en="an error on record that is being corrected", fa="خطای ثبتی در دست اصلاح"
    ),
}
