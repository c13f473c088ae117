"""Who could be visited on a day: standing scores beside what offices look at, as was known then."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow.compute as pc

from coopscore.errors import EmptyCohort, NobodyToVisit, NothingToPlanBy
from features.build import build_matrix, build_outcomes
from features.matrix import FeatureMatrix
from features.visiting import VISITED, VISITING
from features.visiting_rows import (
    duties_of,
    long_unseen_first,
    numbers_of,
    occasions_of,
    overdue_days_of,
    overdue_first,
    places_of,
)
from models.spec import load_spec
from models.visits.frame import Candidates
from serving.office import Office
from serving.supervision import REVIVAL, SILENCE


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """By which scores a plan ranks: their spec, the day that they are of, and how many there are.

    A day is at or before the plan's; scores of later days are not looked at.
    """

    spec: str
    as_of: date
    version: str
    scores: int


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Candidates of a day, and what they were gathered from.

    Parameters
    ----------
    ranked : sequence of Ranked
        Risk first; revival too, where it was asked for.
    nowhere : int
        Those left out, since no province of theirs is on record: no office would go there.
    """

    candidates: Candidates
    ranked: Sequence[Ranked]
    batch: int
    nowhere: int


def gather(
    office: Office, as_of: date, *, with_revival: bool = True, province: str | None = None
) -> Gathered:
    """All whom the ministry's offices could visit, of one province where it is named.

    Raises
    ------
    EmptyStore, NobodyToVisit
        Where there are no facts, or nobody is on the register.
    NothingToPlanBy
        Where nobody was scored for dormancy up to the day, or for revival, where that is wanted.
    """
    scores = {spec: _scores(office, spec, as_of) for spec in (SILENCE, *([REVIVAL] * with_revival))}
    matrix = _matrix(office, as_of)
    placed = _within(matrix, as_of, province)
    found = {name: probabilities for name, (_, probabilities) in scores.items()}
    return Gathered(
        candidates=_candidates(placed, as_of, found),
        ranked=[ranked for ranked, _ in scores.values()],
        batch=matrix.batch,
        nowhere=matrix.table["province"].null_count,
    )


@dataclass(frozen=True, kw_only=True)
class Aftermath:
    """What a plan is judged by beside its visits.

    Parameters
    ----------
    overdue_first : tuple of str
        Ids by the plain rule, as was known on the plan's day: the oldest open duty first.
    long_unseen_first : tuple of str
        Ids by habit: those never visited, then those visited longest ago.
    silent : mapping of str to bool
        Whether one reached the end of the cycle that was open on the plan's day silent, as far as
        records have told since.
    """

    overdue_first: tuple[str, ...]
    long_unseen_first: tuple[str, ...]
    silent: Mapping[str, bool]


def aftermath(office: Office, as_of: date, until: date) -> Aftermath:
    """Whom an office would have visited first, and what became of all of them by `until`.

    Raises
    ------
    EmptyStore, NobodyToVisit
        Where there are no facts, or nobody is on the register.
    """
    matrix, view, spec = _matrix(office, as_of), office.facts.view(), load_spec(SILENCE)
    told = build_outcomes(
        view,
        label=spec.outcome,
        matrix=matrix,
        horizon=spec.horizon,
        maturity=spec.maturity,
        # What has not been told yet is not "nothing happened".
        until=min(until, view.last_known()),
        quiet=spec.quiet,
    )
    ended = zip(told["coop_id"].to_pylist(), told["outcome"].to_pylist(), strict=True)
    return Aftermath(
        overdue_first=overdue_first(matrix.table),
        long_unseen_first=long_unseen_first(matrix.table),
        silent={who: outcome == 1 for who, outcome in ended if outcome is not None},
    )


def _scores(office: Office, spec: str, as_of: date) -> tuple[Ranked, Mapping[str, float]]:
    book = office.records.scorebook
    day = book.newest_day(spec, as_of)
    if day is None:
        raise NothingToPlanBy(spec=spec, as_of=as_of)
    found = book.probabilities(spec, day)
    version = book.standing(next(iter(found)), spec, day).score.version
    return Ranked(spec=spec, as_of=day, version=version, scores=len(found)), found


def _matrix(office: Office, as_of: date) -> FeatureMatrix:
    try:
        return build_matrix(
            office.facts.view(),
            features=VISITING,
            cohort=VISITED,
            as_ofs=[as_of],
            calendar="jalali",
        )
    except EmptyCohort as cause:
        raise NobodyToVisit(as_of=as_of) from cause


def _within(matrix: FeatureMatrix, as_of: date, province: str | None) -> FeatureMatrix:
    """The rows of a province, or of all of them; a place that is not on record is none."""
    places = matrix.table["province"]
    rows = matrix.table.filter(
        pc.is_valid(places) if province is None else pc.equal(places, province)
    )
    if not rows.num_rows:
        raise NobodyToVisit(as_of=as_of)
    return replace(matrix, table=rows.combine_chunks())


def _candidates(
    matrix: FeatureMatrix, as_of: date, scores: Mapping[str, Mapping[str, float]]
) -> Candidates:
    ids = matrix.table["coop_id"].to_pylist()
    revival = _scored(ids, scores.get(REVIVAL, {}))
    duty, since = duties_of(matrix.table, as_of)
    return Candidates.of(
        coop_id=ids,
        province=places_of(matrix.table, "province"),
        county=places_of(matrix.table, "county"),
        risk=_scored(ids, scores[SILENCE]),
        revival=revival,
        months_to_grid_day=numbers_of(matrix.table, "months_to_grid_day"),
        overdue_days=overdue_days_of(matrix.table),
        duty=duty,
        duty_since=since,
        # Whoever may be revived is whom support to stand up again is for.
        due={**occasions_of(matrix.table), "empowerment": ~np.isnan(revival)},
    )


def _scored(ids: Sequence[str], found: Mapping[str, float]) -> list[float]:
    return [found.get(coop_id, math.nan) for coop_id in ids]
