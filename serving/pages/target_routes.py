"""The page of targets: what was planned for a period, and what is done of it."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from coopscore.vocabulary import PROVINCE
from serving.answers import language_of
from serving.days import day_asked
from serving.deps import LANG_QUERY, TargetDeskDep, TodayDep
from serving.i18n import Words
from serving.pages.rendering import render
from serving.pages.supervisor_routes import ProvinceQuery
from serving.pages.targets_page import target_lines, target_rows, training_rows
from serving.pages.watch_page import province_title
from serving.target_desk import this_year
from serving.visit_targets import Period

router = APIRouter(default_response_class=HTMLResponse, dependencies=[LANG_QUERY])

DayQuery = Annotated[str, Query(max_length=40)]
TimesQuery = Annotated[float, Query(ge=0, le=100, allow_inf_nan=False)]


@router.get("/visits/targets")
def targets_page(
    request: Request,
    desk: TargetDeskDep,
    today: TodayDep,
    first: DayQuery = "",
    last: DayQuery = "",
    province: ProvinceQuery = "",
    times: TimesQuery | Literal[""] = 1.0,
) -> HTMLResponse:
    """Planned against done by kind of act, this year or another period, with person-hours."""
    words = Words(language_of(request))
    opening, closing = this_year(today)
    begins, ends = _day(first, opening), _day(last, closing)
    asked = Period(
        first=begins, last=ends, province=province or None, times=1.0 if times == "" else times
    )
    found = desk.told(asked, today=today)
    html = render(
        "targets.html",
        words,
        path="/visits/targets",
        asked={"first": first, "last": last, "province": province, "times": times},
        period=asked,
        rows=target_rows(found, words),
        training=training_rows(found, words),
        lines=target_lines(found, words),
        provinces=[(code, province_title(code, words)) for code in PROVINCE],
        today=today,
    )
    return HTMLResponse(html, headers={"content-language": words.lang})


def _day(typed: str, otherwise: date) -> date:
    """A form that is sent with an empty field asks for no day."""
    return day_asked(typed) if typed.strip() else otherwise
