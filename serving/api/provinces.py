"""How provinces stand over HTTP, as `coopscore provinces` left it; nothing is computed here."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from coopscore.errors import ProvincesNotMeasured, UnknownName
from models.provinces.states import LIVING
from serving.api.documents import documented
from serving.deps import ProvinceDeskDep
from serving.province_schemas import FlowOut, FlowsOut, ProvinceRunsOut, ProvincesOut
from serving.provinces.selection import Selection, choose

router = APIRouter(tags=["provinces"])


def _selection(
    desk: ProvinceDeskDep,
    run: Annotated[str, Query(description="A run; by default the newest.", max_length=100)] = "",
    group: Annotated[
        str,
        Query(description="all, branch:NAME or programme:CODE.", max_length=100),
    ] = "all",
    level: Annotated[str, Query(description="province or county.", max_length=20)] = "province",
    province: Annotated[str, Query(description="A code; empty for all.", max_length=10)] = "",
) -> Selection:
    run_id, content = desk.run(run)
    return choose(run_id, content, group=group, level=level, province=province)


SelectionDep = Annotated[Selection, Depends(_selection)]


@router.get(
    "/province-runs",
    summary="Periods that provinces were measured for",
    responses=documented(),
)
def read_runs(desk: ProvinceDeskDep) -> ProvinceRunsOut:
    """The names of runs: first day, last day, day of knowledge, and a hash of all they hold."""
    return ProvinceRunsOut(runs=tuple(desk.runs()))


@router.get(
    "/provinces",
    summary="How provinces stand in a period",
    responses=documented(ProvincesNotMeasured, UnknownName),
)
def read_provinces(found: SelectionDep) -> ProvincesOut:
    """Indicators with intervals and rank sets, stocks, jobs, members, formed, exports, plans.

    Counts of the register are exact and have no interval; rates and ranks have one.
    """
    return ProvincesOut.of(found)


@router.get(
    "/provinces/flows",
    summary="What has become of whom between two days",
    responses=documented(ProvincesNotMeasured, UnknownName),
)
def read_flows(found: SelectionDep) -> FlowsOut:
    """The matrix of status at the start by status at the end, place by place."""
    content = found.content
    return FlowsOut(
        run=found.run_id,
        first=content["first"],
        last=content["last"],
        as_of=content["as_of"],
        kind=found.group["kind"],
        code=found.group["code"],
        level=found.level,
        places=tuple(FlowOut.of(row, LIVING) for row in found.rows),
        together=FlowOut.of(found.group["together"], LIVING),
    )
