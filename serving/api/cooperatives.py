"""Co-operatives: their standing scores with reasons, their history, and what they filed."""

from typing import Annotated

from fastapi import APIRouter, Query

from coopscore.errors import EmptyStore, InvalidDay, NotScored, UnknownCooperative, UnknownSpec
from serving.api.documents import documented
from serving.deps import AsOfQuery, CoopIdPath, ReadingsDep, SpecQuery, TodayDep
from serving.schemas import FilingsOut, HistoryOut, ListingOut, ScoreBrief, ScoreOut

router = APIRouter(prefix="/cooperatives", tags=["co-operatives"])

_LARGEST_OFFSET = 10_000_000


@router.get("", summary="Scored co-operatives", responses=documented(UnknownSpec))
def list_cooperatives(
    readings: ReadingsDep,
    spec: SpecQuery = None,
    q: Annotated[str, Query(description="A part of a name or an id.", max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=_LARGEST_OFFSET)] = 0,
) -> ListingOut:
    """Co-operatives with a standing score, the riskiest first, a page at a time.

    The standing score is that of the newest as-of day, as it was last written. Names are
    searched without regard to Arabic or Persian letter forms, joiners and case.
    """
    asked = spec or next(iter(readings.specs()), "")
    found = readings.listing(asked, text=q, limit=limit, offset=offset)
    return ListingOut.of(found, limit=limit, offset=offset)


@router.get(
    "/{coop_id}/score",
    summary="The standing score and its reasons",
    responses=documented(UnknownCooperative, NotScored, UnknownSpec, InvalidDay),
)
def read_score(
    coop_id: CoopIdPath, readings: ReadingsDep, spec: SpecQuery = None, as_of: AsOfQuery = None
) -> ScoreOut:
    """The score that stood on `as_of`, with the reasons that make it up.

    Reads the scorebook and computes nothing: the same question gets the same answer until a newer
    score is written. Base, reasons and cap add up to the points.
    """
    return ScoreOut.of_named(readings.named(readings.standing(coop_id, spec, as_of)))


@router.get(
    "/{coop_id}/history",
    summary="The score of each as-of day",
    responses=documented(UnknownCooperative, NotScored, UnknownSpec),
)
def read_history(coop_id: CoopIdPath, readings: ReadingsDep, spec: SpecQuery = None) -> HistoryOut:
    """The standing score of each day that was scored, oldest first.

    Where a day was scored more than once (more facts arrived, or a new model), the last one
    written stands; the others stay in the scorebook.
    """
    entries = readings.history(coop_id, spec)
    return HistoryOut(
        coop_id=coop_id,
        name=readings.names().of_one(coop_id),
        spec=entries[-1].score.spec,
        scores=tuple(ScoreBrief.of(entry) for entry in entries),
    )


@router.get(
    "/{coop_id}/filings",
    summary="Filings as known on a day",
    responses=documented(UnknownCooperative, EmptyStore, InvalidDay),
)
def read_filings(
    coop_id: CoopIdPath, readings: ReadingsDep, today: TodayDep, as_of: AsOfQuery = None
) -> FilingsOut:
    """What the registrar knew of the co-operative's filings on `as_of`, last received first.

    A filing is shown from the day it was received, whatever period it speaks of; a correction
    takes the place of what it corrects from the day that it was received itself.
    """
    day = as_of or today
    return FilingsOut.of(coop_id, day, readings.filings(coop_id, day))
