"""All that an edition is judged by, gathered from a home as it was known on the edition's days.

What it rests on is said so that it can be gathered again: the sealed batch of the facts, and the
run of scores that each desk's verdict came from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import Calendar, shift
from coopscore.errors import NobodyEntered
from coopscore.facts import FactView
from coopscore.records.score_runs import ScoreRun
from coopscore.records.scorebook import ScoreEntry
from coopscore.scores import NOT_RATED, at_month
from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.facts import Facts
from features.hindsight import Corrected
from models.awards.edition import ENTERED, Edition
from models.awards.eligibility import Known
from models.awards.entrants import Entrant, Figures, Table
from models.awards.gates import Standing
from models.awards.indicators import FEATURES
from models.scale import load_master_scale
from serving.jobs import Progress, step
from serving.office import Office
from serving.places import PlaceIndex
from serving.tiers import Tier, tier_of

CREDIT, DORMANCY = "credit", "dormancy"
_STATUS, _BRANCH = "activity_status", "branch"
CALENDAR: Calendar = "jalali"


@dataclass(frozen=True, kw_only=True)
class RestsOn:
    """What a run of an edition rests on: the newest sealed batch, and the runs of scores."""

    batch: int
    scores: Mapping[str, ScoreRun | None]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Entrants, what gates look at, and figures.

    Parameters
    ----------
    entrants : sequence of Entrant
        In the order of their ids.
    figures : Figures
        Of everybody on the register on the cut-off day, entrant or not.
    marks, terms, results : pa.Table
        Jurors' marks of this edition, terms of office, and results of editions before it.
    """

    rests_on: RestsOn
    entrants: Sequence[Entrant]
    known: Known
    standings: Mapping[str, Standing]
    figures: Figures
    marks: pa.Table
    terms: pa.Table
    view: FactView


def gather(
    office: Office, edition: Edition, *, rests_on: RestsOn | None, progress: Progress
) -> Gathered:
    """Gather an edition's facts, from the newest batch or from what an earlier run rested on.

    Raises
    ------
    EmptyStore, EmptyCohort
        Where there are no facts, or nobody was registered on the cut-off day.
    NobodyEntered
        Where the edition has no entrants on record.
    """
    view = office.facts.view(rests_on.batch if rests_on else None)
    scores = rests_on.scores if rests_on else _newest_runs(office, edition.cut_off)
    figures = figures_of(view, edition, progress)
    entrants = _entrants(view, edition, figures)
    if not entrants:
        raise NobodyEntered(edition=edition.name, day=edition.marks_by)
    return Gathered(
        rests_on=RestsOn(batch=view.batch, scores=scores),
        entrants=entrants,
        known=Known(
            **{
                name: view.as_known(name, None, edition.cut_off)
                for name in ("status_event", "obligation", "warning")
            }
        ),
        standings=_standings(office, view, edition, scores),
        figures=figures,
        marks=_of_edition(view, "festival_mark", edition),
        terms=view.as_known("officer_term", None, edition.marks_by),
        view=view,
    )


def figures_of(view: FactView, edition: Edition, progress: Progress) -> Figures:
    """Indicators of all registered: on the cut-off day, and on a day before it as it was told then
    and as it was corrected by the cut-off."""
    before = shift(edition.cut_off, -edition.uncertainty.revision, CALENDAR)
    corrected = Corrected(facts=view, by=edition.cut_off)
    return Figures(
        now=table_of(view, edition, edition.cut_off, step(progress, "features")),
        first=table_of(view, edition, before, step(progress, "features")),
        corrected=table_of(corrected, edition, before, step(progress, "features")),
    )


def table_of(
    facts: Facts, edition: Edition, day: date, progress: Callable[[int, int], None] | None = None
) -> Table:
    """The judged indicators, and what shares are of, of everybody registered on a day."""
    judged = edition.judged
    names = list(
        dict.fromkeys([*(one.name for one in judged), *(c.count for c in judged if c.count)])
    )
    matrix = build_matrix(
        facts,
        features=[*(FEATURES[name] for name in names), CATALOGUE[_STATUS], CATALOGUE[_BRANCH]],
        cohort="registered",
        as_ofs=[day],
        calendar=CALENDAR,
        progress=progress,
    ).table
    columns = {name: matrix[name].to_numpy() for name in names}
    size = len(matrix)
    empty = np.full(size, np.nan)
    return Table(
        coop_ids=tuple(matrix["coop_id"].to_pylist()),
        branches=tuple(name or "" for name in matrix[_BRANCH].to_pylist()),
        operating=np.array([one == "operating" for one in matrix[_STATUS].to_pylist()], np.bool_),
        values=np.stack([columns[one.name] for one in judged], axis=1),
        counts=np.stack([columns[one.count] if one.count else empty for one in judged], axis=1),
    )


def _newest_runs(office: Office, cut_off: date) -> dict[str, ScoreRun | None]:
    return {spec: office.records.score_runs.newest(spec, cut_off) for spec in (CREDIT, DORMANCY)}


def _entrants(view: FactView, edition: Edition, figures: Figures) -> list[Entrant]:
    """Who is judged, as registered on the cut-off day; with the day its questionnaire came."""
    register = {
        row["coop_id"]: row
        for row in view.as_known("cooperative", None, edition.cut_off)
        .sort_by([("coop_id", "ascending"), ("known", "ascending"), ("happened", "ascending")])
        .select(["coop_id", "name", "national_id", "branch", "province", "county"])
        .to_pylist()
    }
    entered = {
        row["coop_id"]: row["happened"]
        for row in _of_edition(view, "festival_entry", edition)
        .select(["coop_id", "happened"])
        .to_pylist()
    }
    if edition.who == ENTERED:
        asked = sorted(set(entered) & set(register))
    else:
        now = figures.now
        asked = [one for one, at_work in zip(now.coop_ids, now.operating, strict=True) if at_work]
        asked = sorted(set(asked) & set(register))
    found = [
        Entrant(
            coop_id=coop_id,
            name=register[coop_id]["name"] or "",
            national_id=register[coop_id]["national_id"] or "",
            branch=register[coop_id]["branch"] or "",
            province=register[coop_id]["province"] or "",
            county=register[coop_id]["county"] or "",
            completed_on=entered.get(coop_id),
        )
        for coop_id in asked
    ]
    return [one for one in found if not edition.branches or one.branch in edition.branches]


def _of_edition(view: FactView, table: str, edition: Edition) -> pa.Table:
    rows = view.as_known(table, None, edition.marks_by)
    mine = np.array([one == edition.number for one in rows["edition"].to_pylist()], np.bool_)
    return rows.filter(pa.array(mine))


def _standings(
    office: Office, view: FactView, edition: Edition, scores: Mapping[str, ScoreRun | None]
) -> dict[str, Standing]:
    """What credit and dormancy say, as far as a committee may know: verdicts and tiers."""
    found = {
        spec: {entry.score.coop_id: entry for entry in office.records.score_runs.entries(run)}
        for spec, run in scores.items()
        if run is not None
    }
    places = PlaceIndex.known_on(view, edition.cut_off)
    grades = [name for name, _ in load_master_scale().grades]
    passing = (
        grades[: grades.index(edition.gates.credit_least) + 1]
        if edition.gates.credit_least
        else grades
    )
    standings = {}
    credit, dormancy = found.get(CREDIT, {}), found.get(DORMANCY, {})
    for coop_id in sorted({*credit, *dormancy}):
        rated, watched = credit.get(coop_id), dormancy.get(coop_id)
        tier = (
            tier_of(watched.score, asleep=False, term_end=places.of_one(coop_id).term_end)
            if watched
            else Tier(name="")
        )
        standings[coop_id] = Standing(
            credit_holds=_holds(rated, passing),
            dormancy_holds=_risk_holds(watched, edition),
            tier=tier.name,
            triggers=tier.triggers,
        )
    return standings


def _passing(least: str) -> Sequence[str]:
    """The grades that pass, the best first; all where the edition names none."""
    grades = [name for name, _ in load_master_scale().grades]
    return grades[: grades.index(least) + 1] if least else grades


def _holds(entry: ScoreEntry | None, passing: Sequence[str]) -> bool | None:
    if entry is None or entry.score.grade == NOT_RATED:
        return None
    return entry.score.grade in passing


def _risk_holds(entry: ScoreEntry | None, edition: Edition) -> bool | None:
    if entry is None:
        return None
    curve = entry.score.curve
    months = edition.gates.dormancy_months
    risk = at_month(curve, months).silent if curve else entry.score.probability
    return risk <= edition.gates.dormancy_most
