"""What other lists of the same acts would find: greedy, the most overdue first, and by lot.

Each works under the same quotas: acts by kind, legal duties first, and the share of revival. What
differs is whom it takes within them. A plan that a plain rule equals is not worth its trouble.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coopscore.capacity import Capacity
from coopscore.visits import Plan
from models.visits.frame import Candidates, Floats
from models.visits.offices import offices_of
from models.visits.priority import Priority, priority_of, suits_of
from models.visits.quotas import Quotas
from models.visits.settings import VisitSettings
from models.visits.tickets import tickets, ties


@dataclass(frozen=True, kw_only=True)
class Yield:
    """What visits are expected to find, by the probabilities that were told.

    Parameters
    ----------
    visits : int
    silent : float
        Those who reach their next open grid day silent, of those visited.
    revived : float
        True revivals within a year, of those visited.
    """

    visits: int
    silent: float
    revived: float


@dataclass(frozen=True, kw_only=True)
class Rival:
    """Another list: a key of `RIVALS`, whom it takes, and what it is expected to find."""

    name: str
    coop_ids: tuple[str, ...]
    expected: Yield


def _greedy(candidates: Candidates, settings: VisitSettings, seed: int) -> Priority:
    return priority_of(candidates, settings.rank_by)


def _most_overdue(candidates: Candidates, settings: VisitSettings, seed: int) -> Priority:
    days = np.where(np.isnan(candidates.overdue_days), -1.0, candidates.overdue_days)
    return _in_order(candidates, np.lexsort((ties(candidates.coop_id), -days)))


def _random(candidates: Candidates, settings: VisitSettings, seed: int) -> Priority:
    return _in_order(candidates, np.argsort(tickets(candidates.coop_id, seed), kind="stable"))


def _in_order(candidates: Candidates, order: NDArray[np.intp]) -> Priority:
    """The lines of duty as ever, and the others in an order of their own."""
    lines = priority_of(candidates)
    place = np.empty(len(candidates), dtype=np.int64)
    place[order] = np.arange(len(candidates))
    return replace(
        lines,
        risk=lines.risk[np.argsort(place[lines.risk])],
        revival=lines.revival[np.argsort(place[lines.revival])],
    )


RIVALS: Mapping[str, Callable[[Candidates, VisitSettings, int], Priority]] = {
    "greedy": _greedy,
    "most_overdue": _most_overdue,
    "random": _random,
}


def rivals_of(
    candidates: Candidates, capacity: Capacity, settings: VisitSettings, *, seed: int
) -> tuple[Rival, ...]:
    """The lists of all rivals for the same candidates and acts.

    Parameters
    ----------
    seed : int
        Of the list by lot.
    """
    offices = offices_of(candidates, capacity, settings.lot_kinds)
    suits = suits_of(candidates, settings.lot_kinds)
    found = []
    for name, order in RIVALS.items():
        lines = order(candidates, settings, seed)
        rows = np.concatenate(
            [
                Quotas(office, lines.among(office.rows), suits, settings, office.rooms.sum(axis=1))
                .fill(lot=0)
                .rows
                for office in offices
            ]
        )
        taken = np.zeros(len(candidates))
        taken[rows] = 1.0
        found.append(
            Rival(
                name=name,
                coop_ids=tuple(candidates.coop_id[rows]),
                expected=_yield(taken, candidates),
            )
        )
    return tuple(found)


def expected_of(plan: Plan) -> Yield:
    """What a plan is expected to find, over all that its lot could draw."""
    chance = np.array([one.probability for one in plan.frame])
    risk, revival = (
        np.array([value or 0.0 for value in values])
        for values in zip(*((one.risk, one.revival) for one in plan.frame), strict=True)
    )
    return Yield(
        visits=len(plan.acts), silent=float(chance @ risk), revived=float(chance @ revival)
    )


def _yield(taken: Floats, candidates: Candidates) -> Yield:
    return Yield(
        visits=int(taken.sum()),
        silent=float(np.nansum(taken * candidates.risk)),
        revived=float(np.nansum(taken * candidates.revival)),
    )
