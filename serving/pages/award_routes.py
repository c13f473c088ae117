"""The pages of the award committee's desk, and the public result of an edition."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, Response

from coopscore.errors import UnknownCooperative
from serving.answers import language_of
from serving.awards.pages import book_page, entrant_page, result_page
from serving.awards.wording import AwardWords
from serving.awards.workbook import workbook
from serving.deps import LANG_QUERY, AwardDeskDep, CoopIdPath
from serving.i18n import Words
from serving.pages.rendering import render

router = APIRouter(default_response_class=HTMLResponse, dependencies=[LANG_QUERY])

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RunPath = Annotated[
    str, Path(description="The run's id.", max_length=120, examples=["festival_20-0123456789ab"])
]


@router.get("/awards")
def awards_page(request: Request, desk: AwardDeskDep) -> HTMLResponse:
    """Every edition that was run here."""
    words = Words(language_of(request))
    html = render("awards.html", words, path="/awards", a=AwardWords(words), runs=desk.runs())
    return _said(html, words)


@router.get("/awards/{run_id}")
def award_result_page(request: Request, desk: AwardDeskDep, run_id: RunPath) -> HTMLResponse:
    """The public result of a run."""
    words = Words(language_of(request))
    return _said(result_page(run_id, desk.run(run_id), words, alone=False), words)


@router.get("/awards/{run_id}/book")
def award_book_page(request: Request, desk: AwardDeskDep, run_id: RunPath) -> HTMLResponse:
    """The committee's book of a run."""
    words = Words(language_of(request))
    return _said(book_page(run_id, desk.run(run_id), words, alone=False), words)


@router.get("/awards/{run_id}/book.xlsx", response_class=Response)
def award_workbook(request: Request, desk: AwardDeskDep, run_id: RunPath) -> Response:
    """The committee's workbook of a run."""
    words = Words(language_of(request))
    made = workbook(desk.run(run_id), AwardWords(words))
    headers = {"content-disposition": f'attachment; filename="{run_id}.{words.lang}.xlsx"'}
    return Response(made, media_type=_XLSX, headers=headers)


@router.get("/awards/{run_id}/entrants/{coop_id}")
def award_entrant_page(
    request: Request, desk: AwardDeskDep, run_id: RunPath, coop_id: CoopIdPath
) -> HTMLResponse:
    """One entrant's file: gates with their facts, places, figures."""
    words = Words(language_of(request))
    html = entrant_page(run_id, desk.run(run_id), coop_id, words)
    if html is None:
        raise UnknownCooperative(coop_id=coop_id)
    return _said(html, words)


def _said(html: str, words: Words) -> HTMLResponse:
    return HTMLResponse(html, headers={"content-language": words.lang})
