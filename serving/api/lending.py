"""The lending desk: a co-operative's dossier, and the early-warning list of running loans."""

from typing import Annotated

from fastapi import APIRouter, Query

from coopscore.errors import InvalidDay, NotScored, UnknownCooperative, UnknownSpec
from serving.api.documents import documented
from serving.deps import AsOfQuery, CoopIdPath, LendingDep, SpecQuery, TodayDep
from serving.lending_schemas import DossierOut, WarningListOut

router = APIRouter(tags=["lending"])

_LARGEST_OFFSET = 10_000_000


@router.get(
    "/cooperatives/{coop_id}/dossier",
    summary="All that stands behind the standing score",
    responses=documented(UnknownCooperative, NotScored, UnknownSpec, InvalidDay),
)
def read_dossier(
    coop_id: CoopIdPath,
    lending: LendingDep,
    today: TodayDep,
    spec: SpecQuery = None,
    as_of: AsOfQuery = None,
) -> DossierOut:
    """The score with its coded reasons, peers, bridge, recourse, evidence and overrides.

    Reads the records and computes nothing. Where no dossier was made of the score, its parts are
    empty and `digest` is null.
    """
    return DossierOut.of(lending.standing(coop_id, spec, as_of, today=today))


@router.get(
    "/early-warning",
    summary="Running loans by how likely they are to be past due",
    responses=documented(NotScored, InvalidDay),
)
def read_early_warning(
    lending: LendingDep,
    as_of: AsOfQuery = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=_LARGEST_OFFSET)] = 0,
) -> WarningListOut:
    """Co-operatives in good standing that may be over two months past due within the year.

    The list is that of the newest day that was scored, up to `as_of`; the likeliest first.
    """
    return WarningListOut.of(
        lending.warnings(as_of, limit=limit, offset=offset), limit=limit, offset=offset
    )
