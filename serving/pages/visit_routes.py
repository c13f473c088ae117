"""The pages of the month's plan, and of what its visits found."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, Cookie, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from coopscore.vocabulary import SUPERVISION_OUTCOME, VISIT_FOUND
from serving.answers import formal_answer, language_of
from serving.days import day_asked
from serving.deps import LANG_QUERY, FormTokensDep, NowDep, PlannedVisitsDep, TodayDep
from serving.i18n import Words
from serving.pages.design_lines import (
    change_lines,
    design_lines,
    rival_rows,
    rule_line,
    scored_lines,
)
from serving.pages.evaluation_page import evaluation_view
from serving.pages.outcome_page import MOST_NAME, Desk, Sent, corrected, read_form, read_outcome
from serving.pages.plan_page import (
    counties,
    month_choices,
    month_shown,
    month_title,
    plan_choices,
    slices,
    titles,
)
from serving.pages.rendering import href, render
from serving.pages.supervisor_routes import CountyQuery, PageQuery, ProvinceQuery
from serving.pages.watch_page import province_title
from serving.planned_visits import Part, PlannedVisits, PlanPart

ON_PLAN, ON_FORMS = 200, 25
MOST_PLANS = 50  # to choose from, the last written first
ALL_MONTHS = "all"
_PATH = "/visit-plan/outcomes"
_AT = ("province", "county", "month", "page")  # where on the page of forms somebody was

router = APIRouter(default_response_class=HTMLResponse, dependencies=[LANG_QUERY])

PlanQuery = Annotated[str, Query(max_length=100)]
MonthQuery = Annotated[str, Query(max_length=40)]
CoopQuery = Annotated[str, Query(max_length=100)]


async def _body(request: Request) -> bytes:
    return await request.body()


@router.get("/visit-plan")
def plan_page(
    request: Request,
    visits: PlannedVisitsDep,
    today: TodayDep,
    plan: PlanQuery = "",
    province: ProvinceQuery = "",
    county: CountyQuery = "",
    month: MonthQuery = "",
    page: PageQuery = 1,
) -> HTMLResponse:
    """A month of a plan by county: whom to visit, for what, how likely, and why."""
    words = Words(language_of(request))
    plan_id = visits.head(plan).plan_id
    shown = _part(visits, plan_id, province, county, month, today)
    found = visits.part(plan_id, shown, limit=ON_PLAN, offset=(page - 1) * ON_PLAN)
    rivals = rival_rows(found.head.settings, words)
    context = {
        "counties": counties(found, words),
        "slices": slices(found, words),
        "design": [
            *scored_lines(found.head, words),
            *design_lines(found.head.settings, words),
        ],
        "rivals": rivals,
        "rule": rule_line(rivals, words),
        "changes": change_lines(found.changes, words),
        "plans": plan_choices(visits.heads(MOST_PLANS), words),
        "month": shown.month,
        "month_name": month_title(shown.month, words) if shown.month else "",
    }
    return _html("plan.html", words, found, plan, shown, page, ON_PLAN, context)


@router.get("/visit-plan/evaluation")
def evaluation_page(
    request: Request, visits: PlannedVisitsDep, plan: PlanQuery = ""
) -> HTMLResponse:
    """What a plan's visits have taught, as it was last worked out."""
    words = Words(language_of(request))
    head = visits.head(plan)
    entry = visits.evaluation(head.plan_id)
    html = render(
        "evaluation.html",
        words,
        path="/visit-plan/evaluation",
        asked={"plan": plan},
        head=head,
        plans=plan_choices(visits.heads(MOST_PLANS), words),
        written=entry.written_at.date(),
        view=evaluation_view(entry.content, words),
    )
    return HTMLResponse(html, headers={"content-language": words.lang})


@router.get(_PATH)
def outcome_page(
    request: Request,
    visits: PlannedVisitsDep,
    tokens: FormTokensDep,
    today: TodayDep,
    plan: PlanQuery = "",
    province: ProvinceQuery = "",
    county: CountyQuery = "",
    month: MonthQuery = "",
    coop: CoopQuery = "",
    told: Annotated[str, Query(max_length=100)] = "",
    page: PageQuery = 1,
    officer: Annotated[str, Cookie(max_length=1_000)] = "",
) -> HTMLResponse:
    """A form for each act of a plan, open for one co-operative where it is named."""
    plan_id = visits.head(plan).plan_id
    words = Words(language_of(request))
    desk = Desk(plan_id=plan_id, today=today, officer=_named(officer), tokens=tokens, words=words)
    part = _part(visits, plan_id, province, county, month or (ALL_MONTHS if coop else ""), today)
    shown = Part(**{**vars(part), "coop_id": coop})
    return _forms(visits, desk, plan, shown, page, told=told, sent=None)


@router.post(_PATH)
def enter_outcome(
    request: Request,
    visits: PlannedVisitsDep,
    tokens: FormTokensDep,
    today: TodayDep,
    now: NowDep,
    body: Annotated[bytes, Depends(_body)],
) -> Response:
    """Put one form's outcome on record, and lead back to the page; sent again it adds nothing."""
    words, fields = Words(language_of(request)), read_form(body)
    bound = [fields.get(name, "") for name in ("plan", "coop", "kind")]
    if not tokens.holds(fields.get("token", ""), *bound, today=today):
        return formal_answer(request, "form_not_ours")
    plan_id, coop_id, _ = bound
    planned_on = visits.head(plan_id).as_of
    outcome, faults = read_outcome(fields, today=today, planned_on=planned_on, words=words)
    officer = fields.get("officer", "").strip()
    if outcome is None:
        desk = Desk(plan_id=plan_id, today=today, officer=officer, tokens=tokens, words=words)
        sent = Sent(fields=fields, faults=faults)
        return _forms(visits, desk, plan_id, Part(coop_id=coop_id), 1, told="", sent=sent)
    visits.tell([outcome], officer=officer, now=now, corrects=corrected(fields))
    at = {name: fields.get(f"at_{name}", "") for name in _AT}
    back = RedirectResponse(href(words, _PATH, plan=plan_id, told=coop_id, **at), status_code=303)
    back.set_cookie("officer", quote(officer), path=_PATH, httponly=True, samesite="strict")
    return back


def _forms(
    visits: PlannedVisits,
    desk: Desk,
    plan: str,
    part: Part,
    page: int,
    *,
    told: str,
    sent: Sent | None,
) -> HTMLResponse:
    found = visits.part(desk.plan_id, part, limit=ON_FORMS, offset=(page - 1) * ON_FORMS)
    words = desk.words
    context = {
        "forms": [
            desk.form(act, opened=act.planned.coop_id == part.coop_id, sent=sent)
            for act in found.acts
        ],
        "told": words("outcome_told", coop_id=told) if told else "",
        "found_titles": titles(VISIT_FOUND, words),
        "outcome_titles": titles(SUPERVISION_OUTCOME, words),
        "example_day": words.short_day(desk.today),
        "plans": plan_choices(visits.heads(MOST_PLANS), words),
    }
    status = 422 if sent else 200
    return _html("outcomes.html", words, found, plan, part, page, ON_FORMS, context, status)


def _part(
    visits: PlannedVisits, plan_id: str, province: str, county: str, month: str, today: Any
) -> Part:
    """What is asked for; without a month the one that today lies in.

    A county that the province has not is left out: the form still names that of another province.
    """
    if county not in visits.counties(plan_id).get(province, ()):
        county = ""
    if month == ALL_MONTHS:
        chosen = None
    elif month.strip():
        chosen = day_asked(month)
    else:
        chosen = month_shown(visits.months(plan_id), today)
    return Part(province=province, county=county, month=chosen)


def _html(
    template: str,
    words: Words,
    found: PlanPart,
    plan: str,
    shown: Part,
    page: int,
    rows: int,
    context: Mapping[str, object],
    status: int = 200,
) -> HTMLResponse:
    path = _PATH if template == "outcomes.html" else "/visit-plan"
    part = {
        "plan": plan,
        "province": shown.province,
        "county": shown.county,
        "month": shown.month.isoformat() if shown.month else ALL_MONTHS,
    }
    html = render(
        template,
        words,
        path=path,
        asked={**part, "coop": shown.coop_id, "page": page if page > 1 else None},
        found=found,
        part=part,
        entering={**part, "page": page if page > 1 and path == _PATH else ""},
        back=part,
        page=page,
        pages=max(1, -(-found.total // rows)),
        months=month_choices(found.months, words),
        provinces=[(code, province_title(code, words)) for code in found.counties],
        county_names=found.counties.get(shown.province, ()),
        **context,
    )
    return HTMLResponse(html, status_code=status, headers={"content-language": words.lang})


def _named(cookie: str) -> str:
    """Whoever told an outcome before on this machine; nothing that is no name."""
    return unquote(cookie)[:MOST_NAME].strip()
