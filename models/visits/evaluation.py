"""What a plan's visits teach, all together: so that a door shows it and works out nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from coopscore.calendar import shift
from coopscore.visits import Plan, PlanChange, Planned, VisitOutcome
from models.visits.bounds import Precision, precision
from models.visits.earliness import Earliness, days_in_order, earliness, first_half_end
from models.visits.found import found_silent, sampled, standing
from models.visits.judged_changes import override_pairs, risk_shift
from models.visits.overriders import LEAST, OverrideValue, override_values
from models.visits.prevalence import Prevalence, prevalence
from models.visits.redundancy import Redundancy, compare
from models.visits.sample import CERTAIN, Flags, Floats, Sampled

RISK = "risk"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many were to be visited, were told of, reached, and visited without being planned."""

    planned: int
    told: int
    reached: int
    unplanned: int


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What a plan's visits say of the plan, and of those whom they did not reach.

    Parameters
    ----------
    counts : Counts
    precision : tuple of Precision
        By slice, and within it in all, by province and by county.
    prevalence : tuple of Prevalence
        Of the nation and by province: the share silent among all who could be visited.
    redundancy : Redundancy or None
        The list by risk beside the most overdue first; None where no plain list was given, or
        nobody was taken by risk.
    earliness : Earliness or None
        The order of the visits beside the order as it was; None where none was given, or nothing
        was told yet.
    overrides : tuple of OverrideValue
        By province, where a co-operative was put on instead of another.
    unpaired : int
        Changes that say of nobody whom they replaced: nothing can be said of their value.
    level : float, between 0 and 1
        Of all intervals, but those of overrides, which name their own.
    """

    counts: Counts
    precision: tuple[Precision, ...]
    prevalence: tuple[Prevalence, ...]
    redundancy: Redundancy | None
    earliness: Earliness | None
    overrides: tuple[OverrideValue, ...]
    unpaired: int
    level: float


def evaluate_plan(
    plan: Plan,
    outcomes: Sequence[VisitOutcome],
    *,
    changes: Sequence[PlanChange] = (),
    plain: Sequence[str] = (),
    before: Sequence[str] = (),
    later: Mapping[str, bool] | None = None,
    least: int = LEAST,
    level: float = 0.95,
    seed: int = 1404,
) -> Evaluation:
    """All that can be said of a plan from what its visits found.

    Parameters
    ----------
    plan : Plan
        As it was drawn, before anybody changed it.
    outcomes : sequence of VisitOutcome
        In any order; of several for one co-operative the last that tells something counts.
    changes : sequence of PlanChange
    plain : sequence of str
        Co-operatives in the order of a plain rule, most overdue first; those of the frame that it
        does not name come last.
    before : sequence of str
        Co-operatives in the order in which they would have been visited without the plan.
    later : mapping of str to bool, optional
        Whether a co-operative reached its next grid day silent, as records told later: for those of
        overrides whom nobody visited.
    least : int
        Overrides under which nothing is told of an office.
    seed : int
        Of the redraws.

    Returns
    -------
    Evaluation
        Numbers and codes alone: `dataclasses.asdict` gives what JSON can hold.
    """
    found = found_silent(plan, outcomes)
    pairs, unpaired = override_pairs(plan, outcomes, changes, later or {})
    shift, shift_error = risk_shift(plan, found)
    return Evaluation(
        counts=_counts(plan, outcomes),
        precision=precision(plan, found, level=level),
        prevalence=prevalence([(plan, outcomes)], level=level) if plan.frame else (),
        redundancy=_redundancy(plan, sampled(plan, outcomes).coded, plain, level),
        earliness=_earliness(plan, found, outcomes, before, level, seed),
        overrides=override_values(pairs, least=least, shift=shift, shift_error=shift_error),
        unpaired=unpaired,
        level=level,
    )


def _counts(plan: Plan, outcomes: Sequence[VisitOutcome]) -> Counts:
    found = standing(outcomes)
    acts = {one.coop_id for one in plan.acts}
    told = [one for who, one in found.items() if who in acts]
    return Counts(
        planned=len(acts),
        told=len(told),
        reached=sum(one.found != "not_reached" for one in told),
        unplanned=len(found) - len(told),
    )


def _redundancy(
    plan: Plan, design: Sampled, plain: Sequence[str], level: float
) -> Redundancy | None:
    """By stratum as many of the plain order as the list by risk names, of the same co-operatives.

    Both lists stand before the draw, so that whoever is on one is seen as likely as the design
    says. Those whom a duty or a chance of revival is certain to take are on neither.
    """
    dear = _by_risk(plan, design)
    if not plain or not dear.any():
        return None
    place = {who: at for at, who in enumerate(plain)}
    elsewhere = np.array([one.slice in ("duty", "revival") for one in plan.frame], dtype=np.bool_)
    rows = np.flatnonzero(~(design.certain & elsewhere))
    places = np.array([place.get(plan.frame[row].coop_id, len(place)) for row in rows])
    rows = rows[np.lexsort((places, design.codes[rows]))]
    codes = design.codes[rows]
    at = np.arange(len(rows)) - np.searchsorted(codes, codes)  # the place in the stratum's order
    room = np.bincount(design.codes[dear], minlength=int(design.codes.max()) + 1)
    other = np.zeros(len(dear), dtype=np.bool_)
    other[rows[at < room[codes]]] = True
    return compare(design.y, 1 / design.probability, dear, other, level=level)


def _by_risk(plan: Plan, design: Sampled) -> Flags:
    """Whom the ranking by risk takes for certain, or more likely than not beside the lot.

    The latter are the front of a line that shares its lot: what was found of them counts where the
    lot drew them, for so likely alone were they to be seen on either list.
    """
    by_risk = [
        one.slice == RISK or (one.risk is not None and not one.duty and one.probability < CERTAIN)
        for one in plan.frame
    ]
    likely = np.array([one.probability for one in plan.frame])
    likely = (likely > 0.5) & (likely > design.probability + 1e-9)
    found: Flags = np.array(by_risk, dtype=np.bool_) & (design.certain | likely)
    return found


def _earliness(
    plan: Plan,
    y: Floats,
    outcomes: Sequence[VisitOutcome],
    before: Sequence[str],
    level: float,
    seed: int,
) -> Earliness | None:
    found = standing(outcomes)
    rows = [row for row, one in enumerate(plan.frame) if one.taken and one.coop_id in found]
    if not before or not rows:
        return None
    some = [plan.frame[row] for row in rows]
    day: Floats = np.array([float(found[one.coop_id].visited_on.toordinal()) for one in some])
    offices = np.array([_office(one) for one in some], dtype=object)
    was = days_in_order([one.coop_id for one in some], offices, day, before)
    half = first_half_end(plan.first_month.toordinal(), _last_day(plan).toordinal())
    return earliness(y[rows], day, was, half=half, seed=seed, level=level)


def _office(one: Planned) -> str:
    """Whose days it is visited on: its province's where that is its stratum, else its county's."""
    return one.province if one.stratum == one.province else f"{one.province}/{one.county}"


def _last_day(plan: Plan) -> date:
    return shift(plan.first_month, plan.months, "jalali") - timedelta(days=1)
