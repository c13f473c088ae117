"""What visits found of a plan's frame, as a design that can be estimated from."""

from collections.abc import Mapping, Sequence

import numpy as np

from coopscore.visits import Plan, VisitOutcome
from models.visits.sample import CERTAIN, Floats, Sampled

LOT = "random"  # the slice that is drawn
_NEVER = 0.5  # where a stratum drew nobody: others stand for it, and no weight comes of it
# Whether a finding says that it is not at work; one that is not named says nothing.
SILENT: Mapping[str, float] = {"silent": 1.0, "gone": 1.0, "active": 0.0}


def standing(outcomes: Sequence[VisitOutcome]) -> Mapping[str, VisitOutcome]:
    """The outcome that counts for each co-operative: the last that tells something, or the last."""
    found: dict[str, VisitOutcome] = {}
    for one in sorted(outcomes, key=lambda outcome: (outcome.visited_on, outcome.coop_id)):
        if one.found in SILENT or found.get(one.coop_id, one).found not in SILENT:
            found[one.coop_id] = one
    return found


def silent(outcomes: Sequence[VisitOutcome]) -> Mapping[str, float]:
    """Of each co-operative that was reached: 1 where not at work, 0 where at work."""
    return {
        who: SILENT[one.found] for who, one in standing(outcomes).items() if one.found in SILENT
    }


def found_silent(plan: Plan, outcomes: Sequence[VisitOutcome]) -> Floats:
    """Of everybody in the frame: 1 silent, 0 at work, nan where not taken or not reached."""
    found = silent(outcomes)
    return np.array(
        [found.get(one.coop_id, np.nan) if one.taken else np.nan for one in plan.frame],
        dtype=np.float64,
    )


def sampled(plan: Plan, outcomes: Sequence[VisitOutcome]) -> Sampled:
    """The plan's frame as a sample: those certain, and the lot of each stratum.

    A lot is drawn from everybody of its stratum who is not certain, a fixed number without
    replacement. Who was taken because the lot left room is no part of it, and stands for nobody;
    neither does a visit to somebody whom the plan did not take: nobody knows how likely it was.
    """
    frame = plan.frame
    stratum = np.array([one.stratum for one in frame], dtype=object)
    certain = np.array([one.probability >= CERTAIN for one in frame], dtype=np.bool_)
    lot = ~certain & np.array([one.slice == LOT for one in frame], dtype=np.bool_)
    _, codes = np.unique(np.array(stratum.tolist()), return_inverse=True)
    drawn, left = (np.bincount(codes, flags)[codes] for flags in (lot, ~certain))
    by_lot = np.divide(drawn, left, out=np.ones(len(frame)), where=(left > 0) & (drawn > 0))
    taken = certain | lot
    return Sampled(
        stratum=stratum,
        probability=np.where(certain, 1.0, np.where(drawn > 0, by_lot, _NEVER)),
        taken=taken,
        y=np.where(taken, found_silent(plan, outcomes), np.nan),
    )
