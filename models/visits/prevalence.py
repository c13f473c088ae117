"""How many of all that could be visited are silent, from a plan's visits or from many plans'."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coopscore.visits import Plan, VisitOutcome
from models.visits.estimate import Share, share
from models.visits.found import sampled
from models.visits.sample import pooled

ALL, AWAKE = "all", "awake"


@dataclass(frozen=True, kw_only=True)
class Prevalence:
    """The share that is not at work of those who could be visited.

    `province` is empty for the nation. `population` is `all` of the frame, or those `awake`: not
    known to be dormant when the plan was made.
    """

    province: str
    population: str
    share: Share


def prevalence(
    plans: Sequence[tuple[Plan, Sequence[VisitOutcome]]], *, level: float = 0.95
) -> tuple[Prevalence, ...]:
    """Of the nation and of each province, for one plan or for several pooled.

    Of several plans it is the mean over their frames: who could be visited in twelve months counts
    twelve times.

    Parameters
    ----------
    plans : sequence of (Plan, outcomes)
        One at least, with a frame that is not empty.
    """
    design = pooled([sampled(plan, outcomes) for plan, outcomes in plans]).coded
    frame = [one for plan, _ in plans for one in plan.frame]
    province = np.array([one.province for one in frame], dtype=object)
    awake = np.array([one.revival is None for one in frame], dtype=np.bool_)
    found = []
    for name in ["", *sorted(set(province))]:
        there = province == name if name else np.ones(len(frame), dtype=np.bool_)
        for population, rows in ((ALL, there), (AWAKE, there & awake)):
            if rows.any():
                told = share(design.take(rows), level=level)
                found.append(Prevalence(province=name, population=population, share=told))
    return tuple(found)
