"""Refusals that belong to a door, not to the field: a wrong path, a wrong option, an accident."""

from collections.abc import Mapping
from dataclasses import dataclass

from coopscore.language import Text

REFUSED = 1
WRONG_USAGE = 2


@dataclass(frozen=True, kw_only=True)
class Formality:
    """A refusal that belongs to a door and not to the field."""

    title: Text
    status: int
    found: Text
    remedy: Text
    exit_code: int = REFUSED


FORMALITIES: Mapping[str, Formality] = {
    "page_not_found": Formality(
        title=Text(en="Page not found", fa="صفحه یافت نشد"),
        status=404,
        found=Text(en="There is nothing at {path}.", fa="در نشانی {path} چیزی نیست."),
        remedy=Text(
            en="Start from the list of co-operatives at /, or read /openapi.json.",
            fa="از فهرست تعاونی‌ها در / آغاز کنید یا /openapi.json را بخوانید.",
        ),
    ),
    "method_not_allowed": Formality(
        title=Text(en="Reading only", fa="فقط خواندن"),
        status=405,
        found=Text(
            en="{method} is not answered here; the service only reads.",
            fa="به {method} پاسخ داده نمی‌شود؛ این سرویس فقط می‌خواند.",
        ),
        remedy=Text(en="Ask with GET or HEAD.", fa="با GET یا HEAD بپرسید."),
    ),
    "invalid_request": Formality(
        title=Text(en="Invalid request", fa="درخواست نادرست"),
        status=422,
        found=Text(
            en="These parts of the request do not hold: {parts}.",
            fa="این بخش‌های درخواست درست نیست: {parts}.",
        ),
        remedy=Text(
            en="Mend them; /openapi.json says what each may be.",
            fa="آن‌ها را درست کنید؛ /openapi.json می‌گوید هر یک چه می‌تواند باشد.",
        ),
    ),
    "host_not_allowed": Formality(
        title=Text(en="Host not allowed", fa="میزبان غیرمجاز"),
        status=400,
        found=Text(
            en="The service does not answer to the name {host}.",
            fa="این سرویس به نام {host} پاسخ نمی‌دهد.",
        ),
        remedy=Text(
            en="Call it as 127.0.0.1 or localhost.",
            fa="آن را با 127.0.0.1 یا localhost صدا بزنید.",
        ),
    ),
    "wrong_usage": Formality(
        title=Text(en="Wrong usage", fa="کاربرد نادرست"),
        status=422,
        found=Text(en="{message}", fa="{message}"),
        remedy=Text(en="See `{command} --help`.", fa="راهنما: `{command} --help`."),
        exit_code=WRONG_USAGE,
    ),
    "interrupted": Formality(
        title=Text(en="Interrupted", fa="متوقف شد"),
        status=503,
        found=Text(
            en="The run was stopped before its end.", fa="اجرا پیش از پایان متوقف شد."
        ),
        remedy=Text(
            en="Nothing is half written; run it again.",
            fa="چیزی نیمه‌کاره نوشته نشده است؛ دوباره اجرا کنید.",
        ),
    ),
    "unexpected": Formality(
        title=Text(en="An accident", fa="خطای پیش‌بینی‌نشده"),
        status=500,
        found=Text(
            en="Something happened that should not ({kind}); its record: {reference}.",
            fa="رویدادی رخ داد که نباید ({kind})؛ گزارش آن: {reference}.",
        ),
        remedy=Text(
            en=(
                "Try again; if it comes back, send that record, from the logs folder, or this "
                "message to whoever runs this service."
            ),
            fa=(
                "دوباره بکوشید؛ اگر تکرار شد آن گزارش را از پوشهٔ logs، یا همین پیام را، "
                "برای مسئول سامانه بفرستید."
            ),
        ),
    ),
}  # fmt: skip
