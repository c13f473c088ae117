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
            en="{method} is not answered here; this path is only for reading.",
            fa="در این نشانی به {method} پاسخ داده نمی‌شود؛ اینجا فقط برای خواندن است.",
        ),
        remedy=Text(en="Ask with GET or HEAD.", fa="با GET یا HEAD بپرسید."),
    ),
    "origin_not_allowed": Formality(
        title=Text(en="Sent from elsewhere", fa="ارسال از جای دیگر"),
        status=403,
        found=Text(
            en="This was not sent by a page of this service, but by {origin}.",
            fa="این درخواست را صفحه‌ای از این سرویس نفرستاده است، بلکه {origin}.",
        ),
        remedy=Text(
            en="Open the page of this service itself, and send its form.",
            fa="صفحهٔ خود این سرویس را باز کنید و فرم آن را بفرستید.",
        ),
    ),
    "form_not_ours": Formality(
        title=Text(en="Form not known", fa="فرم ناشناخته"),
        status=403,
        found=Text(
            en="The form's mark is not one of this service, or is older than a day.",
            fa="نشان این فرم از این سرویس نیست یا بیش از یک روز از آن گذشته است.",
        ),
        remedy=Text(
            en="Open the form again and send it; nothing was written.",
            fa="فرم را دوباره باز کنید و بفرستید؛ چیزی ثبت نشده است.",
        ),
    ),
    "media_type_not_allowed": Formality(
        title=Text(en="Another kind of content", fa="نوع محتوای نادرست"),
        status=415,
        found=Text(
            en="What was sent is {sent}; this path takes {allowed}.",
            fa="محتوای ارسالی {sent} است؛ این نشانی {allowed} می‌پذیرد.",
        ),
        remedy=Text(en="Send it as {allowed}.", fa="آن را به شکل {allowed} بفرستید."),
    ),
    "length_not_told": Formality(
        title=Text(en="Length not told", fa="اندازهٔ نامعلوم"),
        status=411,
        found=Text(
            en="The request does not say how long it is.", fa="درخواست اندازهٔ خود را نمی‌گوید."
        ),
        remedy=Text(
            en="Send it whole, with its Content-Length.",
            fa="آن را یکجا و با Content-Length بفرستید.",
        ),
    ),
    "body_too_large": Formality(
        title=Text(en="Too much at once", fa="بیش از اندازه"),
        status=413,
        found=Text(
            en="The request is longer than {most} bytes.", fa="درخواست از {most} بایت بلندتر است."
        ),
        remedy=Text(
            en="Send less at a time, or take a file in by `coopscore outcomes import`.",
            fa="کمتر بفرستید یا فایل را با `coopscore outcomes import` وارد کنید.",
        ),
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
