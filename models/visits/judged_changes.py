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

    Both of a pair are judged by one thing: by what records told of both later, else by what visits
    found of both. Where neither speaks of both, the stored risk stands for the one left out, beside
    what a visit found of the one put on.

    Changes do not say which desk of a province made them, so that an office here is a province: of
    the co-operative that was replaced.

    Parameters
    ----------
    later : mapping of str to bool
        Whether a co-operative reached its next grid day silent.
    """
    frame = {one.coop_id: one for one in plan.frame}
    pairs = [one for one in changes if one.added and one.instead_of in frame]
    replaced = {one.instead_of for one in pairs}
    alone = [
        one
        for one in changes
        if not (one.added and one.instead_of in frame) and one.coop_id not in replaced
    ]
    found = silent(outcomes)
    both = [_judged(one, found, later) for one in pairs]
    y: Floats = np.array(both, dtype=np.float64).reshape(len(pairs), 2)

    def side(ids: Sequence[str], y: Floats, chance: Floats) -> Side:
        risks = [frame[who].risk if who in frame else None for who in ids]
        risk = np.array([np.nan if one is None else one for one in risks], dtype=np.float64)
        return Side(y=y, chance=chance, risk=risk)

    office = [frame[one.instead_of].province for one in pairs]
    return Pairs(
        office=np.array(office, dtype=object),
        added=side([one.coop_id for one in pairs], y[:, 0], np.ones(len(pairs))),
        replaced=side(
            [one.instead_of for one in pairs], y[:, 1], np.where(np.isnan(y[:, 1]), 0.0, 1.0)
        ),
    ), len(alone)


def _judged(
    change: PlanChange, visited: Mapping[str, float], later: Mapping[str, bool]
) -> tuple[float, float]:
    """Whether the one put on and the one replaced were silent, by one and the same thing."""
    pair = (change.coop_id, change.instead_of)
    for known in (later, visited):
        if all(who in known for who in pair):
            return float(known[pair[0]]), float(known[pair[1]])
    return visited.get(change.coop_id, np.nan), np.nan


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
