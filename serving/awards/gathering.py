"""All that an edition is judged by, gathered from a home as it was known on the edition's days.

What it rests on is said so that it can be gathered again: the sealed batch of the facts, and the
run of scores that each desk's verdict came from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import shift
from coopscore.errors import EmptyCohort, Hindsight, NobodyEntered, UnknownName
from coopscore.facts import FactView
from coopscore.records.score_runs import ScoreRun
from coopscore.records.scorebook import ScoreEntry
from coopscore.scores import NOT_RATED, at_month
from features.hindsight import Corrected
from models.awards.edition import ENTERED, Edition
from models.awards.eligibility import Known
from models.awards.entrants import Entrant, Figures
from models.awards.gaming import Papers
from models.awards.gates import Standing
from models.awards.past import Past
from models.scale import load_master_scale
from serving.awards.past_editions import past_editions
from serving.awards.register import CALENDAR, registered, table_of
from serving.awards.rests_on import RestsOn
from serving.jobs import Progress, step
from serving.office import Office
from serving.places import PlaceIndex
from serving.tiers import Tier, tier_of

NOT_REGISTERED, OTHER_BRANCH = "not_registered", "other_branch"
CREDIT, DORMANCY = "credit", "dormancy"
_LATELY = 12  # months; an older score says nothing of an edition


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Entrants in the order of ids, and those that are not judged at all, with the reason."""

    entrants: Sequence[Entrant]
    left_out: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Entrants, what gates look at, and figures.

    Parameters
    ----------
    entrants : sequence of Entrant
        In the order of their ids.
    left_out : mapping of co-operative to str
        Who entered and is not judged: not on the register that day, or of another branch.
    figures : Figures
        Of everybody on the register on the cut-off day, entrant or not.
    marks, terms : pa.Table
        Jurors' marks of this edition, and terms of office.
    papers : Papers
        Of the entrants.
    past : sequence of Past
        Editions before this one.
    """

    rests_on: RestsOn
    entrants: Sequence[Entrant]
    left_out: Mapping[str, str]
    known: Known
    standings: Mapping[str, Standing]
    figures: Figures
    marks: pa.Table
    terms: pa.Table
    papers: Papers
    past: Sequence[Past]


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
    entered = _entrants(view, edition, figures)
    entrants = entered.entrants
    if not entrants:
        raise NobodyEntered(edition=edition.name, day=edition.marks_by)
    return Gathered(
        rests_on=RestsOn(batch=view.batch, scores=scores),
        entrants=entrants,
        left_out=entered.left_out,
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
        papers=_papers(view, [one.coop_id for one in entrants]),
        past=past_editions(view, edition, step(progress, "features")),
    )


def figures_of(view: FactView, edition: Edition, progress: Progress) -> Figures:
    """Indicators of all registered: on the cut-off day, and on a day before it as it was told then
    and as it was corrected by the cut-off."""
    before = shift(edition.cut_off, -edition.uncertainty.revision, CALENDAR)
    corrected = Corrected(facts=view, by=edition.cut_off)
    now = table_of(view, edition, edition.cut_off, step(progress, "features"))
    try:
        first = table_of(view, edition, before, step(progress, "features"))
        later = table_of(corrected, edition, before, step(progress, "features"))
    except EmptyCohort:  # a register that is younger than the months has seen no corrections
        first = later = now.take([])
    return Figures(now=now, first=first, corrected=later)


def _newest_runs(office: Office, cut_off: date) -> dict[str, ScoreRun | None]:
    """The newest run of each desk up to the cut-off, but none that is older than a year."""
    since = shift(cut_off, -_LATELY, CALENDAR)
    found = {spec: office.records.score_runs.newest(spec, cut_off) for spec in (CREDIT, DORMANCY)}
    return {spec: run if run and run.as_of > since else None for spec, run in found.items()}


def _entrants(view: FactView, edition: Edition, figures: Figures) -> Entered:
    """Who is judged, as registered on the cut-off day; with the day its questionnaire came.

    Raises
    ------
    UnknownName
        Where the edition names a branch that nobody on the register is of.
    """
    register = registered(view, edition.cut_off)
    known = {one.branch for one in register.values()}
    for name in edition.branches:
        if name not in known:
            raise UnknownName(kind="branch", name=name, allowed=sorted(known - {""}))
    came = {
        row["coop_id"]: row["happened"]
        for row in _of_edition(view, "festival_entry", edition)
        .select(["coop_id", "happened"])
        .to_pylist()
    }
    if edition.who == ENTERED:
        asked = set(came)
    else:
        now = figures.now
        asked = {one for one, at_work in zip(now.coop_ids, now.operating, strict=True) if at_work}
    left_out = dict.fromkeys(sorted(asked - set(register)), NOT_REGISTERED)
    found = []
    for coop_id in sorted(asked & set(register)):
        one = replace(register[coop_id], completed_on=came.get(coop_id))
        if edition.branches and one.branch not in edition.branches:
            left_out[coop_id] = OTHER_BRANCH
        else:
            found.append(one)
    return Entered(entrants=found, left_out=left_out)


def _papers(view: FactView, coop_ids: Sequence[str]) -> Papers:
    """What the gaming watch reads, of the entrants alone."""
    return Papers(
        **{
            name: view.read(name, coop_ids=coop_ids)
            for name in ("filing", "statement_line", "obligation", "change_request")
        }
    )


def _of_edition(view: FactView, table: str, edition: Edition) -> pa.Table:
    rows = view.as_known(table, None, edition.marks_by)
    mine = np.array([one == edition.number for one in rows["edition"].to_pylist()], np.bool_)
    return rows.filter(pa.array(mine))


def _standings(
    office: Office, view: FactView, edition: Edition, scores: Mapping[str, ScoreRun | None]
) -> dict[str, Standing]:
    """What credit and dormancy say, as far as a committee may know: verdicts and tiers."""
    found = {
        spec: {
            entry.score.coop_id: entry
            for entry in office.records.score_runs.entries(run)
            # A model that had learnt from later facts knew more than the cut-off day.
            if Hindsight.code not in entry.score.warnings
        }
        for spec, run in scores.items()
        if run is not None
    }
    places = PlaceIndex.known_on(view, edition.cut_off)
    passing = _passing(edition.gates.credit_least)
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
    if not entry.score.curve:
        return None  # one probability says nothing of a month
    risk = at_month(entry.score.curve, edition.gates.dormancy_months).silent
    return risk <= edition.gates.dormancy_most
