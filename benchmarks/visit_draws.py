"""Plans' designs, whose lots can be drawn again as the plan drew them, but for the seed.

The strata, who is certain and the tickets are the planner's own, so that what is claimed of
estimates is claimed of plans as they are made, those with lots that small counties share with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.visit_world import DAY, FIRST_MONTH, Floats, Standing, capacity_of
from coopscore.visits import Plan
from models.visits.design import Stratum, strata_of
from models.visits.draw import draw
from models.visits.found import LOT, sampled
from models.visits.frame import Candidates, Ints
from models.visits.offices import offices_of
from models.visits.planning import plan_visits
from models.visits.sample import Flags, Sampled, pooled
from models.visits.settings import visit_settings
from models.visits.tickets import tickets


@dataclass(frozen=True, kw_only=True)
class DrawnPlan:
    """One plan: its frame, its strata, and of each candidate the row in the pooled design."""

    candidates: Candidates
    strata: Sequence[Stratum]
    row: Ints

    def lot(self, seed: int, rng: np.random.Generator | None = None) -> Ints:
        """The rows that its lots draw by a seed, or by tickets of a generator: quicker."""
        ticket = np.zeros(len(self.candidates), dtype=np.uint64)
        found = []
        for stratum in self.strata:
            left = stratum.left
            if not stratum.lot:
                continue
            if rng is None:
                of_lot = (FIRST_MONTH.isoformat(), DAY.isoformat(), stratum.name)
                ticket[left] = tickets(self.candidates.coop_id[left], seed, *of_lot)
            else:
                ticket[left] = rng.integers(0, 2**63, len(left), dtype=np.uint64)
            found += [drawn.lot for drawn in draw(stratum, ticket)]
        return self.row[np.concatenate(found)]


@dataclass(frozen=True, kw_only=True)
class Designed:
    """Plans as one design, with the truth of who is silent in each row of their frames."""

    design: Sampled
    silent: Floats
    plans: Sequence[DrawnPlan]

    def taken(self, seed: int, *, by_hash: bool = True) -> Flags:
        """Who is certain, and whom the lots draw by a seed."""
        found, rng = self.design.certain.copy(), np.random.default_rng(seed)
        for number, plan in enumerate(self.plans):
            found[plan.lot(seed + number, None if by_hash else rng)] = True
        return found


def designed(
    who: Standing, *, seed: int, plans: int = 1, acts: int | None = None, by: str = "province"
) -> Designed:
    """So many plans of one standing, each with a risk of its own noise, as one design.

    Parameters
    ----------
    acts : int, optional
        Of each office in one plan; a year's at the articles' rate where nothing is said.
    """
    settings, capacity = visit_settings(), capacity_of(who, acts=acts, by=by)
    truth = dict(zip(who.coop_id, who.silent.astype(np.float64), strict=True))
    frames: list[Plan] = []
    drawn: list[DrawnPlan] = []
    before = 0
    for number in range(plans):
        told = who.told(seed + number)
        plan = plan_visits(told, capacity, settings, as_of=DAY, seed=seed + number)
        offices = offices_of(told, capacity, settings.lot_kinds)
        place = {one.coop_id: before + row for row, one in enumerate(plan.frame)}
        strata = strata_of(told, offices, settings, FIRST_MONTH.isoformat())
        row = np.array([place[one] for one in told.coop_id], dtype=np.int64)
        frames.append(plan)
        drawn.append(DrawnPlan(candidates=told, strata=strata, row=row))
        before += len(plan.frame)
    found = Designed(
        design=pooled([sampled(plan, []) for plan in frames]).coded,
        silent=np.array([truth[one.coop_id] for plan in frames for one in plan.frame]),
        plans=drawn,
    )
    by_lot = np.array([one.slice == LOT for plan in frames for one in plan.frame])
    same = found.taken(seed)[~found.design.certain] == by_lot[~found.design.certain]
    assert same.all(), "a lot is drawn again as the plan drew it"
    return found
