"""What the supervisors' desk has on record: plans of visits, changes to them, and what was found.

A plan is a sampling design. It holds every co-operative that could have been taken, each with the
probability of being taken, so that what the visits find can be carried over to those that were not
visited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

WITHDRAWN = "withdrawn"  # of what was found: what was told before was told in error


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One co-operative of a plan's frame: whether it was taken, for what, and how likely that was.

    Parameters
    ----------
    stratum : str
        Those who share it compete for the same visits, and are drawn together.
    probability : float
        Of being taken for any act of the plan, over (0-1]: 1 where the rules or the ranking take it
        whatever is drawn.
    slice : str
        A key of `VISIT_SLICE`; empty where it was not taken.
    kind : str
        A key of `ACT_KIND`, the act that it was taken for; empty where it was not taken.
    month : date or None
        First day of the Jalali month of the act; None where it was not taken.
    duty : str
        A key of `VISIT_DUTY` where a rule takes it; empty otherwise.
    risk : float or None
        Probability of reaching its next open grid day silent; None where it was not scored.
    revival : float or None
        Probability of a true revival within a year; None where it is not dormant.
    order : int, from 1
        Place by priority within its stratum, whatever was taken.
    """

    coop_id: str
    province: str
    county: str
    stratum: str
    probability: float
    slice: str = ""
    kind: str = ""
    month: date | None = None
    duty: str = ""
    risk: float | None = None
    revival: float | None = None
    order: int

    @property
    def taken(self) -> bool:
        """Whether it is to be visited."""
        return bool(self.slice)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan of visits: the design and what was drawn by it.

    Parameters
    ----------
    as_of : date
        What was known by the end of this day is what the plan rests on.
    first_month : date
        First day of its first Jalali month.
    months : int, 1 to 12
    seed : int
        Of the draw: the same facts, capacity, settings and seed give the same plan.
    settings : Mapping
        JSON-able: shares of slices, capacity with its SHA-256, versions of the models, and what
        else decides it.
    frame : tuple of Planned
        Everybody who could be taken, by stratum and order.
    """

    as_of: date
    first_month: date
    months: int
    seed: int
    settings: Mapping[str, Any]
    frame: tuple[Planned, ...]

    @property
    def acts(self) -> tuple[Planned, ...]:
        """Those who are to be visited."""
        return tuple(one for one in self.frame if one.taken)


@dataclass(frozen=True, kw_only=True)
class PlanChange:
    """A supervisor's change to a plan: `coop_id` taken off (`added` False) or put on it.

    `instead_of` names the co-operative that made room for one that was put on, where there is one.
    """

    plan_id: str
    coop_id: str
    added: bool
    reason: str
    note: str
    instead_of: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitOutcome:
    """What came of an act.

    Parameters
    ----------
    plan_id : str
        The plan that it was done for; empty for one that no plan asked for.
    kind : str
        A key of `ACT_KIND`.
    found : str
        A key of `VISIT_FOUND`.
    outcome : str
        A key of `SUPERVISION_OUTCOME`; empty for acts that end in none.
    person_hours : int or None
        Of training; None for other acts.
    """

    plan_id: str
    coop_id: str
    visited_on: date
    kind: str
    found: str
    outcome: str = ""
    person_hours: int | None = None
    note: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether it says that nothing stands of the act on that day."""
        return self.found == WITHDRAWN
