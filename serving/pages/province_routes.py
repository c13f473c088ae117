"""The page of provinces, and its tables as files; it reads runs that jobs kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from coopscore.vocabulary import INDICATOR, PROVINCE
from serving.answers import language_of
from serving.deps import LANG_QUERY, ProvinceDeskDep
from serving.i18n import Words
from serving.pages.province_lists import group_choices, run_title
from serving.pages.provinces_page import provinces_page
from serving.pages.rendering import render
from serving.pages.watch_page import province_title
from serving.provinces.files import WRITERS
from serving.provinces.selection import LEVELS, Selection, check_indicator, choose, code_of

router = APIRouter(default_response_class=HTMLResponse, dependencies=[LANG_QUERY])

Typed = Annotated[str, Query(max_length=100)]
_MEDIA: Mapping[str, str] = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the form asks for."""

    run: str
    group: str
    level: str
    province: str
    indicator: str


def _chosen(
    run: Typed = "",
    group: Typed = "",
    level: Typed = "",
    province: Typed = "",
    indicator: Typed = "",
) -> Chosen:
    """A form that is sent with empty fields asks for the newest run, all of it, by province.

    Counties are told of all co-operatives together: another group is told by province.
    """
    whole = group in ("", "all")
    return Chosen(
        run=run,
        group=group,
        level=(level or LEVELS[0]) if whole else LEVELS[0],
        province=province,
        indicator=check_indicator(indicator or "updated"),
    )


ChosenDep = Annotated[Chosen, Depends(_chosen)]


@router.get("/provinces")
def show_provinces(request: Request, desk: ProvinceDeskDep, chosen: ChosenDep) -> HTMLResponse:
    """How provinces stand in the newest run or another, and how firm their places are."""
    words = Words(language_of(request))
    found = _found(desk, chosen)
    asked = {
        "run": chosen.run, "group": chosen.group, "level": chosen.level,
        "province": chosen.province, "indicator": chosen.indicator,
    }  # fmt: skip
    html = render(
        "provinces.html",
        words,
        path="/provinces",
        asked=asked,
        view=provinces_page(found, chosen.indicator, words),
        chosen=code_of(found.group),
        level=found.level,
        province=found.province,
        run=found.run_id,
        formulas=found.content["formulas"]["version"],
        runs=[(run, run_title(run, words)) for run in desk.runs()],
        groups=group_choices(found.content, words),
        levels=[(level, words(f"province_level_{level}")) for level in LEVELS],
        provinces=[(code, province_title(code, words)) for code in PROVINCE],
        indicators=[(code, words.text(title)) for code, title in INDICATOR.items()],
    )
    return HTMLResponse(html, headers={"content-language": words.lang})


@router.get("/provinces.xlsx")
def provinces_xlsx(request: Request, desk: ProvinceDeskDep, chosen: ChosenDep) -> Response:
    """The same as a workbook."""
    return _file(request, desk, chosen, ".xlsx")


@router.get("/provinces.csv")
def provinces_csv(request: Request, desk: ProvinceDeskDep, chosen: ChosenDep) -> Response:
    """The same as lines with commas."""
    return _file(request, desk, chosen, ".csv")


def _file(request: Request, desk: ProvinceDeskDep, chosen: Chosen, ending: str) -> Response:
    words = Words(language_of(request))
    found = _found(desk, chosen)
    name = f"provinces_{found.run_id}{ending}"
    return Response(
        WRITERS[ending](found, words),
        media_type=_MEDIA[ending],
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "content-language": words.lang,
        },
    )


def _found(desk: ProvinceDeskDep, chosen: Chosen) -> Selection:
    run_id, content = desk.run(chosen.run)
    return choose(run_id, content, group=chosen.group, level=chosen.level, province=chosen.province)
