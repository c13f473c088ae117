"""What visits found of a plan's frame, as a design that can be estimated from."""

from collections.abc import Mapping, Sequence

import numpy as np

from coopscore.visits import Plan, VisitOutcome
from models.visits.estimate import Sampled

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


def sampled(plan: Plan, outcomes: Sequence[VisitOutcome]) -> Sampled:
    """The plan's frame with what its visits found, in the frame's order.

    A visit to somebody whom the plan did not take counts for nothing here: nobody knows how likely
    it was.
    """
    found = silent(outcomes)
    frame = plan.frame
    return Sampled(
        stratum=np.array([one.stratum for one in frame], dtype=object),
        probability=np.array([one.probability for one in frame], dtype=np.float64),
        taken=np.array([one.taken for one in frame], dtype=np.bool_),
        y=np.array([found.get(one.coop_id, np.nan) if one.taken else np.nan for one in frame]),
    )
