"""Searching on the facts of a home: reads them, and changes nothing in it."""

from collections.abc import Callable
from datetime import date, datetime

from coopscore.errors import FutureDay, TooFewEvents
from features.build import build_matrix, build_outcomes
from features.peer_shelf import FolderShelf
from models.inputs import features_of
from models.runs.search import Found
from models.runs.search import Progress as Trying
from models.runs.search import search as search_model
from models.spec import Spec
from serving.clock import today
from serving.office import Office


def search(
    office: Office,
    spec: Spec,
    *,
    until: date,
    trials: int,
    seed: int,
    now: datetime,
    building: Callable[[int, int], None],
    trying: Trying,
) -> Found:
    """Search booster settings on the folds that training up to `until` would walk.

    Where the facts end before `until`, the search ends with them, as training does.

    Parameters
    ----------
    building : callable
        Told how many features are built, of how many.
    trying : callable
        Told how many trials are done, of how many, and the best objective so far.

    Raises
    ------
    FutureDay
        Where `until` has not come yet.
    EmptyStore, TooFewEvents, OneSidedFold
        Where there is nothing to search on.
    """
    if until > today(now):
        raise FutureDay(day=until, today=today(now))
    facts = office.facts.view()
    until = min(until, facts.last_known())
    days = spec.training_days(until)
    if not days:
        needed = spec.calibration.min_events
        raise TooFewEvents(spec=spec.name, fitting=0, calibrating=0, needed=needed)
    matrix = build_matrix(
        facts,
        features=features_of(spec),
        cohort=spec.cohort,
        as_ofs=days,
        calendar=spec.calendar,
        peers=FolderShelf(office.home.peers),
        progress=building,
    )
    outcomes = build_outcomes(
        facts,
        label=spec.outcome,
        matrix=matrix,
        horizon=spec.horizon,
        maturity=spec.maturity,
        until=until,
    )
    return search_model(
        spec, matrix, outcomes, until=until, trials=trials, seed=seed, progress=trying
    )
