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
    added: np.random.Generator,
) -> tuple[Ints, Ints]:
    """How many general and financial visits each gets, and the day of the first.

    Poisson with the province's rate, times the county's effort, times what trouble and Art. 5 add
    (adverse selection: the visited are worse than the others before the visit helps). What a
    county's added effort brings comes from the stream `added`: the others are drawn as without it.
    """
    start = max(int(cycles.starts[cycle]), cycles.recording - 1)
    stop = np.minimum(min(int(cycles.starts[cycle + 1]), cycles.end), ended - 1)
    days = np.where(alive, np.maximum(0, stop - start), 0)
    rate = _rate(world, sector, founded, standing)
    usual, first = _drawn(rate * days / _DAYS, start, days, rng)
    more = rate * sector.added_effort[founded.county]
    further, first_further = _drawn(more * days / _DAYS, start, days, added)
    return usual + further, np.minimum(first, first_further)


def _drawn(expected: Floats, start: int, days: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """How many visits within so many days from `start`, and the day of the first."""
    visits = rng.poisson(expected)
    # The earliest of as many even draws.
    share = 1 - rng.random(len(expected)) ** (1 / np.maximum(1, visits))
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
