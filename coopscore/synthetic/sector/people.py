"""True members and employees as each cycle starts."""

import numpy as np

from coopscore.synthetic.sector.chunk import Founded, stream
from coopscore.synthetic.sector.cycles import COUNT, Cycles, Flags, Floats, Ints
from coopscore.synthetic.sector.founded import LEGAL_FLOOR
from coopscore.synthetic.sector.health import FINANCE, MEMBERS
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

_GROWTH = 0.03  # of members a year, a standard deviation of their health; assumed
_GROWTH_NOISE = 0.03
_STAFF_NOISE = 0.2  # of employees from cycle to cycle, in logs; assumed
_STAFF_SLOPE = 0.25  # of employees, a standard deviation of finance
_LEAST = 3  # members below which no register counts


def draw_people(
    sector: Sector,
    cycles: Cycles,
    founded: Founded,
    health: Floats,
    alive: Flags,
    awake: Flags,
    number: int,
    world: World,
) -> tuple[Ints, Ints]:
    """Members and employees by co-operative and cycle; 0 where it does not live.

    Members drift with their health, and leave a co-operative that sleeps. Half of the awake have
    no employee; the others a tenth to six tenths of the jobs that were planned (domain 9.3).
    """
    rng = stream(sector.seed, number, "people")
    size = len(founded)
    growth = _GROWTH * health[MEMBERS] + _GROWTH_NOISE * rng.standard_normal((size, COUNT))
    growth = np.where(awake, growth, -0.02) * alive
    path = np.cumsum(growth, axis=1) - growth
    members = np.rint(founded.members[:, None] * np.exp(path)).astype(np.int64)
    least = np.where(health[MEMBERS] < -1.5, _LEAST, LEGAL_FLOOR)
    members = np.where(alive, np.maximum(least, members), 0)
    low, high = world.employees_share
    share = low + (high - low) * rng.random(size)
    share = np.where(rng.random(size) < world.employees_none, 0.0, share)
    noise = _STAFF_NOISE * rng.standard_normal((size, COUNT)) + _STAFF_SLOPE * health[FINANCE]
    staff = np.rint((founded.jobs_planned * share)[:, None] * np.exp(noise)).astype(np.int64)
    working = awake & (cycles.starts[:COUNT] >= founded.operating[:, None])
    return members, np.where(working, staff, 0)
