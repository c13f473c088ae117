"""Refusals as HTTP answers: problem+json for machines, a page for people.

Under `/v1` every refusal is problem+json. Elsewhere a reader whose browser asks for HTML gets a
page in their language.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from coopscore.errors import CoopscoreError
from coopscore.language import LANGUAGES, Language, Text
from serving.i18n import Words, preferred
from serving.pages.rendering import render
from serving.problems import MEDIA_TYPE, Problem, formality, refusal

# Browsers in Persian offices mostly ask for English, so pages do not follow them unless told to;
# programs that ask for nothing are read by whoever writes them.
PAGES: Language = "fa"
PROGRAMS: Language = "en"
API = "/v1"

_BY_STATUS: Mapping[int, str] = {404: "page_not_found", 405: "method_not_allowed"}
_FAULTS: Mapping[str, Text] = {
    "missing": Text(en="is missing", fa="داده نشده است"),
    "literal_error": Text(en="is not one of the allowed words", fa="از واژه‌های مجاز نیست"),
    "int_parsing": Text(en="is not a whole number", fa="عدد صحیح نیست"),
    "greater_than_equal": Text(en="is too small", fa="بیش از اندازه کوچک است"),
    "less_than_equal": Text(en="is too large", fa="بیش از اندازه بزرگ است"),
    "string_too_long": Text(en="is too long", fa="بیش از اندازه بلند است"),
    "string_too_short": Text(en="is too short", fa="بیش از اندازه کوتاه است"),
    "string_pattern_mismatch": Text(en="has another form", fa="به شکل دیگری است"),
}
_OTHERWISE = Text(en="does not hold", fa="درست نیست")


def language_of(request: Request) -> Language:
    """The language asked for: `?lang=`, else Accept-Language under `/v1` and Persian on pages."""
    asked = request.query_params.get("lang")
    for lang in LANGUAGES:
        if asked == lang:
            return lang
    if _is_api(request):
        return preferred(request.headers.get("accept-language", ""), PROGRAMS)
    return PAGES


def formal_answer(request: Request, code: str, **facts: object) -> Response:
    """The answer to a request that a door refuses by itself."""
    return _answer(request, formality(code, language_of(request), **facts))


async def refused(request: Request, error: Exception) -> Response:
    """The answer where a leaf of `coopscore.errors` was raised."""
    assert isinstance(error, CoopscoreError)
    return _answer(request, refusal(error, language_of(request)))


async def not_routed(request: Request, error: Exception) -> Response:
    """The answer where no route fits the path."""
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(error.status_code, "page_not_found")
    return formal_answer(request, code, path=request.url.path, method=request.method)


async def not_valid(request: Request, error: Exception) -> Response:
    """The answer where parameters do not have the declared form."""
    assert isinstance(error, RequestValidationError)
    parts = _parts(error.errors(), language_of(request))
    return formal_answer(request, "invalid_request", parts=parts)


def _parts(faults: Sequence[Any], lang: Language) -> list[str]:
    return [
        f"{fault['loc'][-1]} {_FAULTS.get(fault['type'], _OTHERWISE).said(lang)}"
        for fault in faults
    ]


def _answer(request: Request, problem: Problem) -> Response:
    lang = language_of(request)
    if _is_api(request) or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(
            problem.body(),
            status_code=problem.status,
            media_type=MEDIA_TYPE,
            headers={"content-language": lang},
        )
    asked = {name: value for name, value in request.query_params.items() if name != "lang"}
    page = render("problem.html", Words(lang), path=request.url.path, asked=asked, problem=problem)
    return HTMLResponse(page, status_code=problem.status, headers={"content-language": lang})


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(f"{API}/")
