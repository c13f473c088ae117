"""The closed lists of words that a feature's definition may use: concepts and units."""

from collections.abc import Mapping

from coopscore.language import Text

CONCEPTS: Mapping[str, Text] = {
    "filings": Text(en="Filings", fa="ارسال اسناد"),
    "governance": Text(en="Governance", fa="حکمرانی و مجامع"),
    "finances": Text(en="Finances", fa="وضعیت مالی"),
    "members": Text(en="Members and staff", fa="اعضا و کارکنان"),
    "obligations": Text(en="Legal duties", fa="تکالیف قانونی"),
    "loans": Text(en="Loans and payments", fa="تسهیلات و بازپرداخت"),
    "supervision": Text(en="Findings of supervision", fa="یافته‌های نظارت"),
    "status": Text(en="Age, form and status", fa="سابقه، قالب و وضعیت"),
    "contributions": Text(en="Given to others", fa="مشارکت اجتماعی"),
    "monitoring": Text(en="Watched, never scored by", fa="برای پایش، نه برای امتیاز"),
}

UNITS: Mapping[str, Text] = {
    "statements": Text(en="statements", fa="صورت مالی"),
    "assemblies": Text(en="assemblies", fa="مجمع"),
    "days": Text(en="days", fa="روز"),
    "years": Text(en="years", fa="سال"),
    "persons": Text(en="persons", fa="نفر"),
    "currency": Text(en="units of money", fa="واحد پول"),
    "share": Text(en="share of one", fa="نسبت از یک"),
    "ratio": Text(en="ratio", fa="نسبت"),
    "filings": Text(en="filings", fa="سند"),
    "terms": Text(en="terms of office", fa="دورهٔ تصدی"),
    "obligations": Text(en="obligations", fa="تکلیف"),
    "changes": Text(en="changes", fa="تغییر"),
    "days_a_year": Text(en="days a year", fa="روز در سال"),
    "real_currency": Text(en="units of money at constant prices", fa="واحد پول به قیمت ثابت"),
    "months": Text(en="months", fa="ماه"),
    "loan_months": Text(en="months of a facility", fa="ماه تسهیلات"),
    "facilities": Text(en="facilities", fa="تسهیلات"),
    "claims": Text(en="claims", fa="مطالبه"),
    "signals": Text(en="signals", fa="نشانه"),
    "findings": Text(en="findings", fa="نقص"),
    "warnings": Text(en="warnings", fa="اخطار"),
    "complaints": Text(en="complaints", fa="شکایت"),
    "contributions": Text(en="contributions", fa="مشارکت"),
    "requests": Text(en="requests", fa="درخواست"),
    "times": Text(en="times", fa="بار"),
    "code": Text(en="code", fa="کد"),
}
