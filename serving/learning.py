"""What a model is learnt from or measured on: the days' inputs, what became of them, and now.

Training, searching and validating ask the same thing of the facts; they ask it here, so that they
answer for the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from coopscore.errors import EmptyCohort, FutureDay, TooFewEvents
from coopscore.facts import FactView
from features.build import build_matrix, build_outcomes
from features.matrix import FeatureMatrix
from features.peer_shelf import FolderShelf
from models.inputs import features_of
from models.spec import Spec
from serving.clock import today
from serving.office import Office

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Learning:
    """A sealed view of the facts, and what a spec makes of it up to a day.

    `until` is the day asked for, or the day on which the facts end where that is earlier: what has
    not been told yet is not "nothing happened".
    """

    spec: Spec
    facts: FactView
    until: date
    matrix: FeatureMatrix
    outcomes: pa.Table


def learning(
    office: Office, spec: Spec, *, until: date, now: datetime, progress: Progress
) -> Learning:
    """The rows that the spec learns from by `until`, and what became of them.

    One view serves features and outcomes, so that an ingest in between cannot part them.

    Raises
    ------
    FutureDay
        Where `until` has not come yet.
    EmptyStore, EmptyCohort, TooFewEvents
        Where there are no facts, no members, or no day whose outcome is known.
    """
    check_past(until, now)
    facts = office.facts.view()
    until = min(until, facts.last_known())
    days = spec.training_days(until)
    if not days:
        needed = spec.calibration.min_events
        raise TooFewEvents(spec=spec.name, fitting=0, calibrating=0, needed=needed)
    matrix = _matrix(office, facts, spec, spec.cohort, days, until, progress)
    outcomes = _outcomes(facts, spec, spec.outcome, matrix, until)
    return Learning(spec=spec, facts=facts, until=until, matrix=matrix, outcomes=outcomes)


def outcomes_by(learnt: Learning, label: str) -> pa.Table:
    """What became of the same rows by another label, over the spec's horizon."""
    return _outcomes(learnt.facts, learnt.spec, label, learnt.matrix, learnt.until)


def present(office: Office, learnt: Learning, progress: Progress) -> FeatureMatrix | None:
    """The inputs of those scored as of `learnt.until`; None where nobody is left to be scored."""
    spec, until = learnt.spec, learnt.until
    try:
        return _matrix(office, learnt.facts, spec, spec.scored, (until,), until, progress)
    except EmptyCohort:
        return None


def check_past(day: date, now: datetime) -> None:
    """Refuse a day that has not come yet.

    Raises
    ------
    FutureDay
        Naming the day it is.
    """
    if day > today(now):
        raise FutureDay(day=day, today=today(now))


def _outcomes(
    facts: FactView, spec: Spec, label: str, matrix: FeatureMatrix, until: date
) -> pa.Table:
    return build_outcomes(
        facts,
        label=label,
        matrix=matrix,
        horizon=spec.horizon,
        maturity=spec.maturity,
        until=until,
        quiet=spec.quiet,
    )


def _matrix(
    office: Office,
    facts: FactView,
    spec: Spec,
    cohort: str,
    days: tuple[date, ...],
    until: date,
    progress: Progress,
) -> FeatureMatrix:
    return build_matrix(
        facts,
        features=features_of(spec),
        cohort=cohort,
        as_ofs=days,
        calendar=spec.calendar,
        until=until,
        peers=FolderShelf(office.home.peers),
        progress=progress,
    )
