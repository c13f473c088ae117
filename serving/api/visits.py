"""Plans of visits over HTTP: whom to visit, what was found, and what that taught."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from coopscore.errors import (
    EmptyStore,
    InvalidDay,
    NotEvaluated,
    OutcomeRefused,
    StoreBusy,
    UnknownPlan,
)
from serving.api.documents import documented, written
from serving.api.supervision import County, Limit, Offset, Province
from serving.days import day_asked
from serving.deps import NowDep, PlannedVisitsDep, TargetDeskDep, TodayDep
from serving.planned_visits import Part
from serving.target_desk import this_year
from serving.target_schemas import TargetsOut
from serving.visit_schemas import (
    EvaluationOut,
    OutcomeOut,
    OutcomesIn,
    OutcomesOut,
    PlanOut,
    PlanPartOut,
    PlansOut,
    ToldOut,
)
from serving.visit_targets import Period

router = APIRouter(tags=["visits"])

PlanIdPath = Annotated[str, Path(description="A plan's id, or `newest`.", max_length=100)]
Month = Annotated[
    str,
    Query(description="The first day of a Jalali month of the plan.", max_length=40),
]
Slice = Annotated[
    str, Query(alias="slice", description="duty, risk, revival or random.", max_length=20)
]
Day = Annotated[str, Query(description="A day, Jalali or Gregorian.", max_length=40)]
_NEWEST = "newest"


@router.get("/visit-plans", summary="The plans of visits on record", responses=documented())
def read_plans(
    visits: PlannedVisitsDep, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> PlansOut:
    """Plans without their acts, the last written first.

    A plan is a sampling design: `settings` hold all that decided it, beside facts and seed.
    """
    return PlansOut(plans=tuple(PlanOut.of(head) for head in visits.heads(limit)))


@router.get(
    "/visit-plans/{plan_id}",
    summary="Whom a plan wants visited",
    responses=documented(UnknownPlan, InvalidDay),
)
def read_plan(
    visits: PlannedVisitsDep,
    plan_id: PlanIdPath,
    province: Province = "",
    county: County = "",
    month: Month = "",
    of_slice: Slice = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> PlanPartOut:
    """The acts of a plan by county, month and priority, as supervisors' changes left them.

    Each act carries the probability with which its co-operative was taken, so that what is found
    can be carried over to those that were not visited.
    """
    first = day_asked(month) if month.strip() else None
    part = Part(province=province, county=county, month=first, slice=of_slice)
    found = visits.part(_id(plan_id), part, limit=limit, offset=offset)
    return PlanPartOut.of_part(found, limit=limit, offset=offset)


@router.get(
    "/visit-plans/{plan_id}/evaluation",
    summary="What a plan's visits have taught",
    responses=documented(UnknownPlan, NotEvaluated),
)
def read_evaluation(visits: PlannedVisitsDep, plan_id: PlanIdPath) -> EvaluationOut:
    """Precision with the unknown as bounds, prevalence, days earlier, and overrides' worth.

    As it was worked out by `coopscore visits evaluate`; nothing is computed here.
    """
    return EvaluationOut.of(visits.evaluation(visits.head(_id(plan_id)).plan_id))


@router.get(
    "/visit-outcomes",
    summary="What the visits of a plan found",
    responses=documented(UnknownPlan),
)
def read_outcomes(
    visits: PlannedVisitsDep,
    plan: Annotated[
        str, Query(description="A plan's id; by default the newest.", max_length=100)
    ] = "",
) -> OutcomesOut:
    """The outcomes that stand, by day: of several tellings of one act the last.

    None is ever overwritten; the earlier tellings stay in the visit book.
    """
    head = visits.head(_id(plan))
    entries = visits.outcomes(head.plan_id)
    return OutcomesOut(
        plan_id=head.plan_id, outcomes=tuple(OutcomeOut.of(entry) for entry in entries)
    )


@router.post(
    "/visit-outcomes",
    summary="Tell what visits found",
    responses=written(UnknownPlan, OutcomeRefused, StoreBusy),
)
def tell_outcomes(visits: PlannedVisitsDep, now: NowDep, told: OutcomesIn) -> ToldOut:
    """Put outcomes on record, all or none; telling the same again adds nothing.

    A later telling of the same act (plan, co-operative, kind and day) corrects the earlier one,
    which stays on record. What was told before, also where it was corrected since, adds nothing;
    to return to it, name the number of the telling that it `corrects`. Send JSON,
    with its Content-Length.
    """
    outcomes = [one.told() for one in told.outcomes]
    corrects = [one.corrects for one in told.outcomes if one.corrects is not None]
    officer = told.officer.strip()
    return ToldOut.of(visits.tell(outcomes, officer=officer, now=now, corrects=corrects))


@router.get(
    "/visit-targets",
    summary="What was planned for a period, and what is done of it",
    responses=documented(EmptyStore, InvalidDay),
)
def read_targets(
    desk: TargetDeskDep,
    today: TodayDep,
    first: Day = "",
    last: Day = "",
    province: Province = "",
    by_county: Annotated[bool, Query(description="Each county by itself.")] = False,
    times: Annotated[
        float, Query(ge=0, le=100, allow_inf_nan=False, description="So often the plan is wanted.")
    ] = 1.0,
) -> TargetsOut:
    """Acts and person-hours of training, planned and done, as the ministry counts its targets.

    An act counts as done by plan where its office marked it so. Without days, of the Jalali year
    that today lies in.
    """
    opening, closing = this_year(today)
    asked = Period(
        first=day_asked(first) if first.strip() else opening,
        last=day_asked(last) if last.strip() else closing,
        province=province or None,
        by_county=by_county,
        times=times,
    )
    return TargetsOut.of(desk.told(asked, today=today), asked, today)


def _id(plan_id: str) -> str:
    return "" if plan_id == _NEWEST else plan_id
