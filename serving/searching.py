"""Searching on the facts of a home: reads them, and changes nothing in it."""

from collections.abc import Callable
from datetime import date, datetime

from models.runs.search import Found
from models.runs.search import Progress as Trying
from models.runs.search import search as search_model
from models.screen import evidence_of
from models.spec import Spec
from serving.learning import learning
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
    LeakFound
        Where the screen finds what cannot have been known, as in training.
    """
    learnt = learning(office, spec, until=until, now=now, progress=building)
    return search_model(
        spec,
        learnt.matrix,
        learnt.outcomes,
        until=learnt.until,
        evidence=evidence_of(learnt.facts, learnt.matrix, spec.screen, until=learnt.until),
        trials=trials,
        seed=seed,
        progress=trying,
    )
