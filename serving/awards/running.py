"""Running an edition: gather, rank, keep; made again, it comes to the same bytes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from models.awards.content import content_of
from models.awards.edition import Edition
from models.awards.run import run_edition
from serving.awards.gathering import gather
from serving.awards.rests_on import RestsOn
from serving.awards.shelf import keep_run, rests_on_before, rests_on_of
from serving.jobs import Progress
from serving.office import Office


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A run and its content; `again` where what an earlier run rested on was gathered again."""

    run_id: str
    content: Mapping[str, Any]
    again: bool


def rank(
    office: Office,
    edition: Edition,
    *,
    anew: bool,
    progress: Progress,
    run_id: str | None = None,
) -> Ranked:
    """Run an edition and keep the run.

    An edition that was run here before rests on the same facts and scores again, so that its result
    stays what it was; `anew` makes another run of it, on the newest, and `run_id` names one of
    several. The one asked for last is the one that is repeated.

    Raises
    ------
    AwardNotRun
        Where `run_id` names none that was made here.
    EmptyStore, EmptyCohort, NobodyEntered
        Where there is nothing to rank.
    AwardChanged
        Where the same run came to something else before.
    """
    before = None if anew else rests_on_before(office.home, edition.hash)
    if run_id is not None:
        before = rests_on_of(office.home, run_id)
    gathered = gather(office, edition, rests_on=before, progress=progress)
    run = run_edition(
        edition,
        entrants=gathered.entrants,
        known=gathered.known,
        standings=gathered.standings,
        figures=gathered.figures,
        marks=gathered.marks,
        terms=gathered.terms,
        papers=gathered.papers,
        past=gathered.past,
    )
    content = content_of(run, _told(gathered.rests_on), gathered.left_out)
    return Ranked(run_id=keep_run(office.home, content), content=content, again=before is not None)


def _told(rests_on: RestsOn) -> dict[str, Any]:
    return {
        "batch": rests_on.batch,
        "scores": {
            spec: None if run is None else {**asdict(run), "as_of": run.as_of.isoformat()}
            for spec, run in rests_on.scores.items()
        },
    }
