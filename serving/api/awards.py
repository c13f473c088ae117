"""Runs of awards over HTTP: what everybody may read, and the whole run for the committee."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from coopscore.errors import AwardNotRun
from models.awards.public import public_of
from serving.api.documents import documented
from serving.deps import AwardDeskDep

router = APIRouter(tags=["awards"])

RunPath = Annotated[
    str, Path(description="The run's id.", max_length=120, examples=["festival_20-0123456789ab"])
]


class AwardRunOut(BaseModel):
    """A run of an edition on the shelf."""

    run_id: str = Field(description="Of the edition, the batch of facts and the runs of scores.")
    title: dict[str, str] = Field(description="By language.")
    number: int = Field(description="Of the festival.")
    cut_off: date = Field(description="The day whose knowledge was judged.")
    batch: int = Field(description="The newest sealed batch of facts.")
    edition_hash: str = Field(description="SHA-256 of all that the edition says.")


class AwardRunsOut(BaseModel):
    """Every run, the newest first."""

    runs: list[AwardRunOut]


@router.get("/awards", responses=documented())
def award_runs(desk: AwardDeskDep) -> AwardRunsOut:
    """Every edition that was run here, the newest cut-off day and batch of facts first."""
    return AwardRunsOut(runs=[AwardRunOut(**vars(one)) for one in desk.runs()])


@router.get("/awards/{run_id}", responses=documented(AwardNotRun))
def award_result(desk: AwardDeskDep, run_id: RunPath) -> dict[str, Any]:
    """The public result of a run: names, places and how firm they are."""
    return public_of(desk.run(run_id))


@router.get("/awards/{run_id}/run", responses=documented(AwardNotRun))
def award_run(desk: AwardDeskDep, run_id: RunPath) -> dict[str, Any]:
    """The whole run: gates with their facts, figures, jury, assumptions; of credit yes or no."""
    return dict(desk.run(run_id))
