"""Whom an office visits in a cycle: where it has the people, where trouble shows, where it must."""

import numpy as np

from coopscore.synthetic.sector.chunk import Founded
from coopscore.synthetic.sector.cycles import NEVER, Cycles, Flags, Floats, Ints
from coopscore.synthetic.sector.endings import Standing
from coopscore.synthetic.sector.health import FINANCE, GOVERNANCE
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

_DAYS = 365.2425
# Published rates are acts by the co-operatives called active; sleepers take some of them, too.
_TO_AWAKE = 0.92
_AWAKE_HEALTH = 0.7  # governance and finance together, of the mean co-operative awake


def visit_some(
    world: World,
    sector: Sector,
    cycles: Cycles,
    founded: Founded,
    standing: Standing,
    alive: Flags,
    cycle: int,
    ended: Ints,
    rng: np.random.Generator,
) -> tuple[Ints, Ints]:
    """How many general and financial visits each gets, and the day of the first.

    Poisson with the province's rate, times the county's effort, times what trouble and Art. 5 add
    (adverse selection: the visited are worse than the others before the visit helps).
    """
    start = max(int(cycles.starts[cycle]), cycles.recording - 1)
    stop = np.minimum(min(int(cycles.starts[cycle + 1]), cycles.end), ended - 1)
    days = np.where(alive, np.maximum(0, stop - start), 0)
    rate = _rate(world, sector, founded, standing)
    visits = rng.poisson(rate * days / _DAYS)
    # The earliest of as many even draws.
    share = 1 - rng.random(len(founded)) ** (1 / np.maximum(1, visits))
    day = start + 1 + (share * days).astype(np.int64)
    return visits, np.where(visits > 0, day, NEVER)


def _rate(world: World, sector: Sector, founded: Founded, standing: Standing) -> Floats:
    trouble = -world.trouble_visits * (standing.health[GOVERNANCE] + standing.health[FINANCE])
    drawn = np.exp(np.clip(trouble, -1.5, 1.5) + world.art5_visits * founded.art5)
    usual = np.exp(world.trouble_visits**2 - world.trouble_visits * _AWAKE_HEALTH)
    usual *= 1 + world.art5 * (np.exp(world.art5_visits) - 1)
    office = _TO_AWAKE * world.office_visits * sector.province_visits[founded.province]
    asleep = np.where(standing.awake, 1.0, world.asleep_visits)
    rate = office * sector.effort[founded.county] * asleep * drawn / usual
    return np.asarray(rate, dtype=np.float64)
