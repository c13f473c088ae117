"""Codes of facilities and of what others know about a co-operative's payments."""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes

LENDER: Codes = {
    "tosee_taavon": Text(en="Bank Tose'e Ta'avon", fa="بانک توسعه تعاون"),
    "other_bank": Text(en="another bank", fa="بانک دیگر"),
    "guarantee_fund": Text(
        en="Co-operative Investment Guarantee Fund", fa="صندوق ضمانت سرمایه‌گذاری تعاون"
    ),
    "development_fund": Text(en="National Development Fund", fa="صندوق توسعهٔ ملی"),
}

CONTRACT_KIND: Codes = {
    "instalment_sale": Text(en="instalment sale", fa="فروش اقساطی"),
    "murabaha": Text(en="murabaha", fa="مرابحه"),
    "juala": Text(en="juala", fa="جعاله"),
    "musharaka": Text(en="musharaka", fa="مشارکت مدنی"),
    "mudaraba": Text(en="mudaraba", fa="مضاربه"),
    "lease": Text(en="lease ending in ownership", fa="اجاره به شرط تملیک"),
    "qard_hasan": Text(en="qard hasan", fa="قرض‌الحسنه"),
}

FACILITY_PURPOSE: Codes = {
    "working_capital": Text(en="working capital", fa="سرمایهٔ در گردش"),
    "fixed_capital": Text(en="fixed capital", fa="سرمایهٔ ثابت"),
    "construction": Text(en="construction", fa="ساخت"),
    "purchase": Text(en="purchase", fa="خرید"),
    "other": Text(en="other", fa="سایر"),
}

COLLATERAL_KIND: Codes = {
    "real_estate": Text(en="real estate", fa="ملک"),
    "deposit": Text(en="deposit", fa="سپرده"),
    "guarantee_fund": Text(en="guarantee of the fund", fa="ضمانت‌نامهٔ صندوق"),
    "cheque": Text(en="cheque", fa="چک"),
    "promissory_note": Text(en="promissory note", fa="سفته"),
    "guarantors": Text(en="guarantors", fa="ضامن"),
}

FACILITY_SCHEME: Codes = {
    "own_funds": Text(en="lender's own funds", fa="منابع داخلی"),
    "budget_note": Text(en="note of the budget act", fa="تبصرهٔ بودجه"),
    "qard_hasan": Text(en="qard hasan", fa="قرض‌الحسنه"),
    "national_line": Text(en="national credit line", fa="خط اعتباری ملی"),
}

# Central bank directive mb/2823 of 1385-12-05: up to 2 months, 6, 18, and more; written off and
# settled end a facility.
LOAN_CLASS: Codes = {
    "current": Text(en="current", fa="جاری"),
    "past_due": Text(en="past due", fa="سررسید گذشته"),
    "deferred": Text(en="deferred", fa="معوق"),
    "doubtful": Text(en="doubtful", fa="مشکوک‌الوصول"),
    "written_off": Text(en="written off", fa="سوخت‌شده"),
    "settled": Text(en="settled", fa="تسویه‌شده"),
}

CLAIM_STATE: Codes = {
    "claimed": Text(en="claimed", fa="مطالبه‌شده"),
    "paid": Text(en="paid", fa="پرداخت‌شده"),
    "refused": Text(en="refused", fa="ردشده"),
}

SIGNAL_KIND: Codes = {
    "bounced_cheque": Text(en="bounced cheque", fa="چک برگشتی"),
    "tax_debt": Text(en="tax debt", fa="بدهی مالیاتی"),
    "customs_debt": Text(en="customs debt", fa="بدهی گمرکی"),
    "judgment": Text(en="judgment debt", fa="محکومیت مالی"),
    "bureau_grade": Text(en="credit bureau's grade", fa="رتبهٔ شرکت اعتبارسنجی"),
}
