"""What plans' visits say of those who were not visited, at three sizes, beside the known truth.

Five make-believe sectors of 20,000 co-operatives, and of each four designs by the shipped policy:
a province of 1,570 active co-operatives with 264 visits in a year, the same by counties of which
small ones share a lot, twelve monthly plans of 22 visits each, and the nation. The planner draws
the lots of each design again by 2,000 seeds; what is certain stays. Intervals are those that an
evaluation tells, and each sector has to hold what is asked, not their mean.

Some are not reached, silent ones more often than others: the estimate then leans, as nobody can
tell, and what is told besides (`floor` to `ceiling`) must hold the truth at the level all the same.
What an interval cannot leave (`least` to `most`) holds by counting alone, and is not measured.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context

import numpy as np

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import WORKERS
from benchmarks.visit_draws import Designed, designed
from benchmarks.visit_world import ACTIVE, COOPERATIVES, VISITS, Floats, Standing, planned, standing
from models.visits.bounds import list_share
from models.visits.estimate import Share, share

SEEDS = (1, 2, 3, 4, 5)
REDRAWS = 2_000
MONTHS = 12
LEVEL = 0.95
OFFICE = "02"  # the province's code is of no account
# What issue 6 asks for.
MOST_BIAS, COVERED, COVERED_EXACT = 0.1, (0.935, 0.965), 0.95
# Of the silent and of the others, who is not reached.
UNREACHED = (0.15, 0.05)
SIZES = ("province", "counties", "months", "nation")
UNKNOWN = ("province_unreached", "counties_unreached", "nation_unreached", "list_unreached")
COUNTY_FROM = 15  # counties with fewer at risk are served by the province's office


def measure(registries: Registries) -> Found:
    """Bias, coverage and bounds at the three sizes, and of the lists where some are not reached."""
    sectors = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for one in pool.map(partial(sector, redraws=REDRAWS), SEEDS):
            sectors.append(one)
            registries.tell(f"redrew the designs of sector {len(sectors)}")
    return Found(lines=[line for size in (*SIZES, *UNKNOWN) for line in told(size, sectors)])


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """Redraws of one design: the estimates, and how often truth was held; arrays (redraws,).

    `inside` and `width` are of the interval, `outer` and `outer_width` of floor to ceiling.
    """

    truth: float
    lot: int
    value: Floats
    inside: Floats
    width: Floats
    outer: Floats
    outer_width: Floats


def sector(
    seed: int, redraws: int, cooperatives: int = COOPERATIVES, active: int = ACTIVE
) -> dict[str, Redrawn]:
    """All designs of one sector, whose office has so many at risk."""
    who = standing(seed, cooperatives)
    office = who.office(OFFICE, active, seed)
    counties = who.office(OFFICE, active, seed, county_from=COUNTY_FROM)
    acts = round(active * VISITS / ACTIVE / MONTHS)
    designs = {
        "province": designed(office, seed=seed),
        "counties": designed(counties, seed=seed, by="county"),
        "months": designed(office, seed=1000 * seed, plans=MONTHS, acts=acts),
        "nation": designed(who, seed=seed),
    }
    found = {}
    for name, design in designs.items():
        found |= redrawn(name, design, redraws, seed)
    return {**found, "list_unreached": listed(who, redraws, seed)}


def redrawn(name: str, plan: Designed, redraws: int, seed: int) -> dict[str, Redrawn]:
    """Draw the lots anew so often and estimate each time, where all are reached and some are not.

    Both from one draw; the latter where it is asked for.
    """
    rng = np.random.default_rng(seed)
    lost = np.where(plan.silent == 1, *UNREACHED)
    shares: dict[str, list[Share]] = {name: [], f"{name}_unreached": []}
    for number in range(redraws):
        # Tickets of twelve plans would take most of the time, were they hashes.
        taken = plan.taken(seed + MONTHS * number, by_hash=len(plan.plans) == 1)
        reached = taken & (rng.random(len(taken)) >= lost)
        for of, seen in zip(shares, (taken, reached), strict=True):
            if of in (*SIZES, *UNKNOWN):
                y = np.where(seen, plan.silent, np.nan)
                shares[of].append(share(replace(plan.design, taken=taken, y=y), level=LEVEL))
    lot = int((plan.design.taken & ~plan.design.certain).sum())
    truth = float(plan.silent.mean())
    return {of: _gathered(each, truth, lot) for of, each in shares.items() if each}


def listed(who: Standing, redraws: int, seed: int) -> Redrawn:
    """The list by risk, of which some are not reached whoever they are: precision at capacity."""
    rng = np.random.default_rng(seed)
    truth = dict(zip(who.coop_id, who.silent.astype(np.float64), strict=True))
    acts = planned(who, seed=seed).acts
    silent = np.array([truth[one.coop_id] for one in acts if one.slice == "risk"])
    shares = []
    for _ in range(redraws):
        found = np.where(rng.random(len(silent)) < sum(UNREACHED) / 2, np.nan, silent)
        shares.append(list_share(found, level=LEVEL))
    return _gathered(shares, float(silent.mean()), 0)


def _gathered(shares: Sequence[Share], truth: float, lot: int) -> Redrawn:
    def told(low: str, high: str) -> tuple[Floats, Floats]:
        ends = np.array([(getattr(one, low), getattr(one, high)) for one in shares], np.float64)
        held = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
        return held.astype(np.float64), ends[:, 1] - ends[:, 0]

    (inside, width), (outer, outer_width) = told("low", "high"), told("floor", "ceiling")
    value = np.array([one.value for one in shares], dtype=np.float64)
    return Redrawn(
        truth=truth, lot=lot, value=value, inside=inside, width=width, outer=outer,
        outer_width=outer_width,
    )  # fmt: skip


def told(size: str, sectors: Sequence[dict[str, Redrawn]]) -> list[Line]:
    """The lines of one size: what was drawn, bias, coverage and width; asked of each sector."""
    some, of = [one[size] for one in sectors], f"visits_{size}"
    bias = np.array([(one.value.mean() - one.truth) / one.value.std() for one in some])
    inside, outer, width, outer_width = (
        np.array([getattr(one, name).mean() for one in some])
        for name in ("inside", "outer", "width", "outer_width")
    )
    is_asked, most = size in SIZES, size in ("months", "nation")
    lines = [
        Line(
            figure="visits_truth", of=of, value=float(np.mean([one.truth for one in some])),
            beside={
                "visits_by_lot": float(np.mean([one.lot for one in some])),
                "visits_redraws": len(some[0].value) * len(some),
            },
        ),
        over_sectors("visits_bias", of, bias),
        Line(
            figure="visits_bias_most", of=of, value=float(np.abs(bias).max()),
            most=MOST_BIAS if is_asked else None,
        ),
        over_sectors("visits_covered", of, inside),
        Line(
            figure="visits_covered_least", of=of, value=float(inside.min()),
            least=(COVERED[0] if most else COVERED_EXACT) if is_asked else None,
        ),
        Line(
            figure="visits_covered_most", of=of, value=float(inside.max()),
            most=COVERED[1] if most else None,
        ),
        Line(figure="visits_half_width", of=of, value=float(width.mean() / 2)),
    ]  # fmt: skip
    if size in UNKNOWN:
        lines += [
            over_sectors("visits_outer_held", of, outer),
            Line(figure="visits_outer_least", of=of, value=float(outer.min()), least=LEVEL),
            Line(figure="visits_outer_width", of=of, value=float(outer_width.mean() / 2)),
        ]
    return lines
