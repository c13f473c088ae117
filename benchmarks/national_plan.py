"""A plan for the nation: how long it takes and how much memory, in a process of its own.

100,000 active co-operatives in 429 counties, twelve months, all kinds of act in every county, at
Kermanshah's rate of acts. Candidates are drawn at random, for what they hold is of no matter to the
time; what is due of whom, and the spread of counties, are about as in the make-believe sector.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping

import numpy as np

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from coopscore.calendar import jalali, shift
from coopscore.capacity import Capacity, Room
from models.visits.frame import KINDS, Candidates
from models.visits.planning import plan_visits
from models.visits.rivals import rivals_of
from models.visits.settings import visit_settings

SEED = 1404
ACTIVE, COUNTIES, PROVINCES, MONTHS = 100_000, 429, 31, 12
ACTS_EACH = 1825 / 3105
SHARES = (0.25, 0.30, 0.20, 0.05, 0.08, 0.06, 0.03, 0.03)  # of acts, in the order of KINDS
DUE = (0.20, 0.45, 0.40, 0.04, 0.08, 0.15, 0.10, 0.10)  # of co-operatives, the same
DORMANT, UNDER_DUTY = 0.25, 0.06
MOST_SECONDS, MOST_GIB = 60.0, 4.0


def measure(registries: Registries) -> Found:
    """Seconds and memory of one plan, as its own process tells them."""
    registries.tell("plan for the nation")
    told: Mapping[str, float] = json.loads(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.national_plan"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    beside = {"nation_active": told["active"], "nation_counties": told["counties"]}
    return Found(
        lines=[
            Line(figure="nation_acts", of="nation", value=int(told["acts"]), beside=beside),
            Line(figure="nation_seconds", of="nation", value=told["seconds"], most=MOST_SECONDS),
            Line(figure="nation_seconds", of="nation_rivals", value=told["rivals"]),
            Line(figure="nation_gib", of="nation", value=told["gib"], most=MOST_GIB),
        ]
    )


def nation(active: int, counties: int, seed: int = SEED) -> tuple[Candidates, Capacity]:
    """Candidates and a capacity of so many counties, some ten times as large as others."""
    rng = np.random.default_rng(seed)
    weight = np.exp(0.8 * rng.standard_normal(counties))
    county = rng.choice(counties, active, p=weight / weight.sum())
    dormant = rng.random(active) < DORMANT
    duty = np.where(
        rng.random(active) < UNDER_DUTY,
        rng.choice(["article_5", "term_expired", "three_warnings"], active),
        "",
    )
    arose = np.datetime64("2024-03-20") + rng.integers(0, 700, active)
    candidates = Candidates.of(
        coop_id=[f"c{place:06d}" for place in range(active)],
        province=[f"{one % PROVINCES:02d}" for one in county],
        county=[f"k{one:03d}" for one in county],
        risk=np.where(dormant, np.nan, rng.beta(0.6, 8, active)),
        revival=np.where(dormant, rng.beta(1, 20, active), np.nan),
        months_to_grid_day=np.where(dormant, np.nan, rng.integers(1, 13, active)),
        overdue_days=np.where(rng.random(active) < 0.6, rng.integers(1, 2000, active), np.nan),
        duty=duty.tolist(),
        duty_since=np.where(duty == "", np.datetime64("NaT"), arose),
        due={kind: rng.random(active) < share for kind, share in zip(KINDS, DUE, strict=True)},
    )
    first, sizes = jalali(1405, 1, 1), np.bincount(county, minlength=counties)
    rooms = [
        Room(
            province=f"{place % PROVINCES:02d}", county=f"k{place:03d}", kind=kind,
            month=shift(first, month, "jalali"), acts=int(acts),
        )
        for place, size in enumerate(sizes)
        for kind, share in zip(KINDS, SHARES, strict=True)
        for month, acts in enumerate(
            np.diff(np.rint(np.arange(MONTHS + 1) * size * ACTS_EACH * share / MONTHS))
        )
    ]  # fmt: skip
    return candidates, Capacity.of(rooms)


def main() -> None:
    """Make one plan and print what it took."""
    candidates, capacity = nation(ACTIVE, COUNTIES)
    begun = time.monotonic()
    plan = plan_visits(
        candidates, capacity, visit_settings(), as_of=jalali(1404, 12, 29), seed=SEED
    )
    made = time.monotonic()
    rivals_of(candidates, capacity, visit_settings(), seed=SEED)
    told = {
        "active": len(candidates),
        "counties": COUNTIES,
        "acts": len(plan.acts),
        "seconds": made - begun,
        "rivals": time.monotonic() - made,
        "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
