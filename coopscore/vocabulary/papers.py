"""Codes of what a co-operative files, of its assemblies and of its officers."""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes

FILING_KIND: Codes = {
    "statement": Text(en="annual statement", fa="صورت مالی سالانه"),
    "audit_report": Text(en="audit report", fa="گزارش حسابرسی"),
    "tax_return": Text(en="tax return", fa="اظهارنامهٔ مالیاتی"),
    "insurance_list": Text(en="insurance list", fa="لیست بیمه"),
    "trial_balance": Text(en="trial balance", fa="تراز آزمایشی"),
    "member_return": Text(en="members' return", fa="گزارش شمار اعضا"),
    "statute_data": Text(en="statute data", fa="داده‌های اساسنامه"),
}

FILING_STATE: Codes = {
    "received": Text(en="received", fa="دریافت‌شده"),
    "returned": Text(en="returned for completion", fa="برگشت برای تکمیل"),
    "accepted": Text(en="accepted", fa="تأییدشده"),
}

AUDIT_OPINION: Codes = {
    "unqualified": Text(en="unqualified", fa="مقبول"),
    "qualified": Text(en="qualified", fa="مشروط"),
    "adverse": Text(en="adverse", fa="مردود"),
    "disclaimer": Text(en="disclaimer of opinion", fa="عدم اظهارنظر"),
}

# What adds up: cash + receivables + inventory = current assets; current + fixed + other = total
# assets; current + long-term = total liabilities; capital + both reserves + earnings = members'
# funds; liabilities + members' funds = total assets; turnover - cost of sales - operating expenses
# = operating profit; operating profit - finance cost = profit before tax.
LINE_CODE: Codes = {
    "turnover": Text(en="turnover", fa="فروش"),
    "profit_before_tax": Text(en="profit before tax", fa="سود پیش از مالیات"),
    "member_funds": Text(en="members' funds", fa="حقوق اعضا"),
    "total_assets": Text(en="total assets", fa="جمع دارایی‌ها"),
    "total_liabilities": Text(en="total liabilities", fa="جمع بدهی‌ها"),
    "cash": Text(en="cash", fa="موجودی نقد"),
    "receivables": Text(en="receivables", fa="حساب‌ها و اسناد دریافتنی"),
    "inventory": Text(en="inventory", fa="موجودی مواد و کالا"),
    "current_assets": Text(en="current assets", fa="دارایی‌های جاری"),
    "fixed_assets": Text(en="fixed assets", fa="دارایی‌های ثابت مشهود"),
    "other_assets": Text(en="other assets", fa="سایر دارایی‌ها"),
    "current_liabilities": Text(en="current liabilities", fa="بدهی‌های جاری"),
    "long_term_liabilities": Text(en="long-term liabilities", fa="بدهی‌های بلندمدت"),
    "capital_paid": Text(en="paid-in capital", fa="سرمایهٔ پرداخت‌شده"),
    "legal_reserve": Text(en="legal reserve", fa="ذخیرهٔ قانونی"),
    "precaution_reserve": Text(en="precaution reserve", fa="اندوختهٔ احتیاطی"),
    "retained_earnings": Text(en="retained earnings", fa="سود و زیان انباشته"),
    "cost_of_sales": Text(en="cost of sales", fa="بهای تمام‌شدهٔ فروش"),
    "operating_expenses": Text(en="operating expenses", fa="هزینه‌های عملیاتی"),
    "operating_profit": Text(en="operating profit", fa="سود عملیاتی"),
    "finance_cost": Text(en="finance cost", fa="هزینه‌های مالی"),
    "operating_cash_flow": Text(en="operating cash flow", fa="جریان نقد عملیاتی"),
}

# The unit in which a statement was written; amounts are stored in whole rial.
MONEY_UNIT: Codes = {
    "rial": Text(en="rial", fa="ریال"),
    "toman": Text(en="toman", fa="تومان"),
    "thousand_rial": Text(en="thousand rial", fa="هزار ریال"),
    "million_rial": Text(en="million rial", fa="میلیون ریال"),
}

CURRENCY: Codes = {
    "IRR": Text(en="rial", fa="ریال"),
    "GBP": Text(en="pound sterling", fa="پوند"),
    "BRL": Text(en="Brazilian real", fa="رئال برزیل"),
}

OBLIGATION_KIND: Codes = {
    "annual_assembly": Text(en="annual assembly", fa="برگزاری مجمع عمومی سالیانه"),
    "statement": Text(en="annual statement", fa="ارسال صورت مالی سالانه"),
    "tax_return": Text(en="tax return", fa="تسلیم اظهارنامهٔ مالیاتی"),
    "board_election": Text(en="election of the board", fa="انتخاب هیئت‌مدیره"),
    "inspector_election": Text(en="election of the inspector", fa="انتخاب بازرس"),
}

ASSEMBLY_KIND: Codes = {
    "annual_ordinary": Text(en="annual ordinary assembly", fa="مجمع عمومی عادی سالیانه"),
    "ordinary": Text(en="ordinary assembly", fa="مجمع عمومی عادی"),
    "extraordinary": Text(en="extraordinary assembly", fa="مجمع عمومی فوق‌العاده"),
}

ASSEMBLY_OUTCOME: Codes = {
    "held": Text(en="held", fa="برگزار شد"),
    "not_quorate": Text(en="not quorate", fa="به حد نصاب نرسید"),
    "adjourned": Text(en="adjourned", fa="به جلسهٔ دیگر موکول شد"),
}

OFFICER_ROLE: Codes = {
    "board_main": Text(en="member of the board", fa="عضو اصلی هیئت‌مدیره"),
    "board_alternate": Text(en="alternate member of the board", fa="عضو علی‌البدل هیئت‌مدیره"),
    "ceo": Text(en="chief executive", fa="مدیرعامل"),
    "inspector": Text(en="inspector", fa="بازرس"),
}

TRAINING_MODE: Codes = {
    "in_person": Text(en="in person", fa="حضوری"),
    "remote": Text(en="remote", fa="غیرحضوری"),
}

# By what a day fell due: the ends of years, quarters, months and terms, and months after them.
DUE_RULE: Codes = {
    "year_end_4m": Text(en="four months after the fiscal year", fa="چهار ماه پس از پایان سال مالی"),
    "quarter_end_1m": Text(en="a month after the quarter", fa="یک ماه پس از پایان فصل"),
    "month_end_1m": Text(en="the end of the next month", fa="پایان ماه بعد"),
    "term_end": Text(en="end of the term of office", fa="پایان دورهٔ تصدی"),
}
