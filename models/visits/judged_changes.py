"""Changes to a plan as pairs that can be judged: who was put on, beside whom it replaced."""

from collections.abc import Mapping, Sequence

import numpy as np

from coopscore.visits import Plan, PlanChange, VisitOutcome
from models.visits.found import silent
from models.visits.overriders import Pairs, Side
from models.visits.sample import Floats


def override_pairs(
    plan: Plan,
    outcomes: Sequence[VisitOutcome],
    changes: Sequence[PlanChange],
    later: Mapping[str, bool],
) -> tuple[Pairs, int]:
    """The pairs of a plan's changes by province, and how many changes are none of a pair.

    Who was visited is known by the visit, the others by what is on record later. One that the plan
    took and that was left out for another is to come to light by `later` alone; where that is
    silent on it, its stored risk speaks.

    Parameters
    ----------
    later : mapping of str to bool
        Whether a co-operative reached its next grid day silent.
    """
    frame = {one.coop_id: one for one in plan.frame}
    known = {who: float(value) for who, value in later.items()} | dict(silent(outcomes))
    pairs = [one for one in changes if one.added and one.instead_of in frame]
    replaced = {one.instead_of for one in pairs}
    alone = [one for one in changes if one not in pairs and one.coop_id not in replaced]

    def side(ids: Sequence[str], *, visited: bool) -> Side:
        risks = [frame[who].risk if who in frame else None for who in ids]
        y = np.array([known.get(who, np.nan) for who in ids], dtype=np.float64)
        return Side(
            y=y,
            chance=np.full(len(ids), 1.0) if visited else np.where(np.isnan(y), 0.0, 1.0),
            risk=np.array([np.nan if one is None else one for one in risks], dtype=np.float64),
        )

    office = [frame[one.instead_of].province for one in pairs]
    return Pairs(
        office=np.array(office, dtype=object),
        added=side([one.coop_id for one in pairs], visited=True),
        replaced=side([one.instead_of for one in pairs], visited=False),
    ), len(alone)


def risk_shift(plan: Plan, found: Floats) -> tuple[float, float]:
    """How far the stored risks lie below what the plan's visits found, and its standard error.

    Of those taken by risk, for it is one of them that an override replaces. (0, 0) where fewer than
    two of them were reached.
    """
    risk = np.array([np.nan if one.risk is None else one.risk for one in plan.frame])
    taken = np.array([one.slice == "risk" for one in plan.frame], dtype=np.bool_)
    missed = (found - risk)[taken]
    missed = missed[~np.isnan(missed)]
    if len(missed) < 2:
        return 0.0, 0.0
    return float(missed.mean()), float(missed.std(ddof=1) / np.sqrt(len(missed)))
