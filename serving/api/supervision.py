"""The supervisors' desk: who may fall silent, and which of the silent may be revived."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from coopscore.errors import InvalidDay, NotScored, RevivalsNotChecked
from serving.api.documents import documented
from serving.deps import AsOfQuery, SupervisionDep
from serving.supervision import REVIVAL, SILENCE, Asked
from serving.supervision_schemas import CheckedRevivalsOut, WatchListOut

router = APIRouter(tags=["supervision"])

_LARGEST_OFFSET = 10_000_000

Province = Annotated[
    str, Query(description="A province's code, such as 05.", max_length=10, examples=["05"])
]
County = Annotated[
    str, Query(description="A county's name; counts only with `province`.", max_length=80)
]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=_LARGEST_OFFSET)]


def _asked(
    province: Province = "", county: County = "", limit: Limit = 50, offset: Offset = 0
) -> Asked:
    return Asked(province=province, county=county, limit=limit, offset=offset)


AskedDep = Annotated[Asked, Depends(_asked)]


@router.get(
    "/watch-list",
    summary="Who may fall silent, the likeliest first",
    responses=documented(NotScored, InvalidDay),
)
def read_watch_list(
    supervision: SupervisionDep, asked: AskedDep, as_of: AsOfQuery = None
) -> WatchListOut:
    """Co-operatives that gave a sign of life within the year and may give none in their next.

    The list is that of the newest day that was scored, up to `as_of`. Each curve is a step
    function: silence can come true only on the co-operative's own grid day.
    """
    found = supervision.watched(SILENCE, as_of, asked)
    return WatchListOut.of(found, limit=asked.limit, offset=asked.offset)


@router.get(
    "/revival-list",
    summary="Which of the silent may truly be revived, the likeliest first",
    responses=documented(NotScored, InvalidDay),
)
def read_revival_list(
    supervision: SupervisionDep, asked: AskedDep, as_of: AsOfQuery = None
) -> WatchListOut:
    """Co-operatives that have been silent for twelve months and may give a sign of life again.

    The list is that of the newest day that was scored, up to `as_of`. A revival that no sign of
    life follows is none, whatever status was entered.
    """
    found = supervision.watched(REVIVAL, as_of, asked)
    return WatchListOut.of(found, limit=asked.limit, offset=asked.offset)


@router.get(
    "/revivals-not-proved",
    summary="Revivals that no sign of life followed, by office",
    responses=documented(RevivalsNotChecked),
)
def read_revivals_not_proved(
    supervision: SupervisionDep, province: Province = "", limit: Limit = 50, offset: Offset = 0
) -> CheckedRevivalsOut:
    """Entries for a person to look at, as `coopscore revivals` left them; none is held to be false.

    `gaps` tell of every office what it counts as revived and how much of that is proved.
    """
    return CheckedRevivalsOut.of(supervision.unproved(), province, limit=limit, offset=offset)
