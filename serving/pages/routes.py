"""The pages: scored co-operatives, one co-operative's score, and what was measured."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from coopscore.errors import EmptyStore, UnknownCooperative
from models.scale import load_master_scale
from serving.answers import language_of
from serving.deps import (
    LANG_QUERY,
    CoopIdPath,
    LendingDep,
    PageAsOfQuery,
    ReadingsDep,
    SpecQuery,
    TodayDep,
)
from serving.i18n import Words
from serving.pages.dossier_view import dossier_view
from serving.pages.rendering import render
from serving.pages.results_page import Telling, kept
from serving.pages.score_page import score_page
from serving.pages.warning_page import warning_rows
from serving.pages.wording import code_title
from serving.readings import Filing, Readings

PAGE = 25
_LAST_PAGE = 1_000_000

router = APIRouter(default_response_class=HTMLResponse, dependencies=[LANG_QUERY])


@router.get("/")
def list_page(
    request: Request,
    readings: ReadingsDep,
    spec: SpecQuery = None,
    q: Annotated[str, Query(max_length=100)] = "",
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
) -> HTMLResponse:
    """Scored co-operatives, the riskiest first, a page at a time."""
    words = Words(language_of(request))
    scored = readings.specs()
    asked_spec = spec or next(iter(scored), "")
    found = readings.listing(asked_spec, text=q, limit=PAGE, offset=(page - 1) * PAGE)
    html = render(
        "list.html",
        words,
        path="/",
        asked={"q": q, "spec": spec, "page": page if page > 1 else None},
        q=q,
        spec=asked_spec,
        specs=[(name, readings.question_of_spec(name)) for name in scored],
        question=readings.question_of_spec(asked_spec) if asked_spec else None,
        found=found,
        page=page,
        pages=max(1, -(-found.total // PAGE)),
    )
    return _html(html, words)


@router.get("/cooperatives/{coop_id}")
def cooperative_page(
    request: Request,
    readings: ReadingsDep,
    lending: LendingDep,
    today: TodayDep,
    coop_id: CoopIdPath,
    spec: SpecQuery = None,
    as_of: PageAsOfQuery = None,
) -> HTMLResponse:
    """The score that stood on a day, its reasons, its dossier, its history, and its filings."""
    words = Words(language_of(request))
    standing = lending.standing(coop_id, spec, as_of, today=today)
    entry = standing.named.entry
    view = score_page(
        entry,
        name=readings.names().of_one(coop_id),
        question=readings.question_of(entry.score),
        history=readings.history(coop_id, entry.score.spec),
        filings=_filings(readings, coop_id, entry.score.as_of),
        scale=load_master_scale(),
        words=words,
    )
    html = render(
        "score.html",
        words,
        path=f"/cooperatives/{coop_id}",
        asked={"spec": spec, "as_of": request.query_params.get("as_of")},
        spec=spec,
        view=view,
        dossier=dossier_view(standing, words, today=today),
        title_of=lambda code: code_title(code, words),
    )
    return _html(html, words)


@router.get("/early-warning")
def warning_page(
    request: Request,
    lending: LendingDep,
    as_of: PageAsOfQuery = None,
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
) -> HTMLResponse:
    """Running loans that may be past due within the year, the likeliest first."""
    words = Words(language_of(request))
    found = lending.warnings(as_of, limit=PAGE, offset=(page - 1) * PAGE)
    asked = {"as_of": request.query_params.get("as_of"), "page": page if page > 1 else None}
    html = render(
        "warning.html",
        words,
        path="/early-warning",
        asked=asked,
        found=found,
        rows=warning_rows(found, words),
        page=page,
        pages=max(1, -(-found.total // PAGE)),
        as_of=asked["as_of"],
    )
    return _html(html, words)


@router.get("/results")
def results_page(request: Request) -> HTMLResponse:
    """Every measured figure with its interval, its reference and the commit that made it."""
    words = Words(language_of(request))
    tell = Telling(words)
    html = render("results.html", words, path="/results", tell=tell, sections=tell.sections(kept()))
    return _html(html, words)


def _filings(readings: Readings, coop_id: str, day: date) -> list[Filing]:
    try:
        return readings.filings(coop_id, day)
    except (EmptyStore, UnknownCooperative):
        return []  # a scorebook may be read where its facts are not kept


def _html(html: str, words: Words) -> HTMLResponse:
    return HTMLResponse(html, headers={"content-language": words.lang})
