"""The closed lists of words that a feature's definition may use: concepts and units."""

from collections.abc import Mapping

from coopscore.language import Text

CONCEPTS: Mapping[str, Text] = {
    "filings": Text(en="Filings", fa="ارسال اسناد"),
    "governance": Text(en="Governance", fa="حکمرانی و مجامع"),
    "finances": Text(en="Finances", fa="وضعیت مالی"),
    "members": Text(en="Members and staff", fa="اعضا و کارکنان"),
    "status": Text(en="Age, form and status", fa="سابقه، قالب و وضعیت"),
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
    "code": Text(en="code", fa="کد"),
}
