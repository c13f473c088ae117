"""The pages of the supervisors' desk."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from serving.answers import language_of
from serving.deps import LANG_QUERY, PageAsOfQuery, ReadingsDep, SupervisionDep
from serving.i18n import Words
from serving.pages.rendering import render
from serving.pages.unproved_page import gap_rows, unproved_rows
from serving.pages.watch_page import province_title, watch_rows
from serving.supervision import REVIVAL, SILENCE, Asked, Supervision, WatchList

PAGE = 25
_LAST_PAGE = 1_000_000

_SAID = ("title", "intro", "expected", "expected_here")

router = APIRouter(default_response_class=HTMLResponse, dependencies=[LANG_QUERY])

PageQuery = Annotated[int, Query(ge=1, le=_LAST_PAGE)]
ProvinceQuery = Annotated[str, Query(max_length=10)]
CountyQuery = Annotated[str, Query(max_length=80)]


def _asked(province: ProvinceQuery = "", county: CountyQuery = "", page: PageQuery = 1) -> Asked:
    return Asked(province=province, county=county, limit=PAGE, offset=(page - 1) * PAGE)


AskedDep = Annotated[Asked, Depends(_asked)]


@router.get("/watch-list")
def watch_page(
    request: Request, supervision: SupervisionDep, asked: AskedDep, as_of: PageAsOfQuery = None
) -> HTMLResponse:
    """Who may fall silent, the likeliest first, with the curve of each and why."""
    return _listed("watch", request, supervision, *_found(supervision, SILENCE, as_of, asked))


@router.get("/revival-list")
def revival_page(
    request: Request, supervision: SupervisionDep, asked: AskedDep, as_of: PageAsOfQuery = None
) -> HTMLResponse:
    """Which of the silent may truly be revived, the likeliest first, and why."""
    return _listed("revival", request, supervision, *_found(supervision, REVIVAL, as_of, asked))


@router.get("/revival-list/unproved")
def unproved_page(
    request: Request,
    supervision: SupervisionDep,
    readings: ReadingsDep,
    province: ProvinceQuery = "",
    page: PageQuery = 1,
) -> HTMLResponse:
    """Revivals that no sign of life followed, by office, for a person to look at."""
    words = Words(language_of(request))
    found, first = supervision.unproved(), (page - 1) * PAGE
    entries = [one for one in found.not_proved if province in ("", one.office)]
    html = render(
        "unproved.html",
        words,
        path="/revival-list/unproved",
        asked={"province": province, "page": page if page > 1 else None},
        found=found,
        rows=unproved_rows(entries[first : first + PAGE], readings.names(), words),
        gaps=gap_rows(found, words),
        total=len(entries),
        part={"province": province},
        page=page,
        pages=max(1, -(-len(entries) // PAGE)),
        provinces=[(gap.office, province_title(gap.office, words)) for gap in found.gaps],
    )
    return HTMLResponse(html, headers={"content-language": words.lang})


def _found(
    supervision: Supervision, spec: str, as_of: date | None, asked: Asked
) -> tuple[Asked, WatchList]:
    """The list and what was asked of it; a county that the province has not is left out."""
    found = supervision.watched(spec, as_of, asked)
    if asked.county in ("", *supervision.counties(found.as_of).get(asked.province, ())):
        return asked, found
    whole = replace(asked, county="")
    return whole, supervision.watched(spec, as_of, whole)


def _listed(
    name: str, request: Request, supervision: Supervision, asked: Asked, found: WatchList
) -> HTMLResponse:
    """A page of one of the two lists, `/{name}-list`."""
    words = Words(language_of(request))
    page = asked.offset // PAGE + 1
    part = {
        "as_of": request.query_params.get("as_of"),
        "province": asked.province,
        "county": asked.county,
    }
    counties = supervision.counties(found.as_of)
    html = render(
        "watch.html",
        words,
        path=f"/{name}-list",
        asked={**part, "page": page if page > 1 else None},
        list_name=name,
        says={part: f"desk_{name}_{part}" for part in _SAID},
        found=found,
        rows=watch_rows(found, words),
        part=part,
        page=page,
        pages=max(1, -(-found.total // PAGE)),
        provinces=[(code, province_title(code, words)) for code in counties],
        counties=counties.get(asked.province, ()),
    )
    return HTMLResponse(html, headers={"content-language": words.lang})
