"""A plan of visits: a design by stratum, a draw by lot, and acts in months under the capacity."""

from datetime import date

from coopscore.capacity import Capacity
from coopscore.visits import Plan
from models.visits.frame import Candidates
from models.visits.settings import VisitSettings


def plan_visits(
    candidates: Candidates,
    capacity: Capacity,
    settings: VisitSettings,
    *,
    as_of: date,
    seed: int,
) -> Plan:
    """Whom to visit, for what and in which month, with everybody's probability of being taken.

    Parameters
    ----------
    candidates : Candidates
        What was known of them on `as_of`.
    capacity : Capacity
        No office does more acts of a kind in a month; each co-operative is taken once at most.
    seed : int
        Of the lot alone: what is certain, and all probabilities, do not hang on it.

    Raises
    ------
    NobodyToVisit
        Where there is no candidate.
    OutOfReach
        Where a candidate could never be visited.
    """
    raise NotImplementedError
