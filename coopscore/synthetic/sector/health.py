"""Latent health before any visit: a part that lasts, a part that moves, and shocks that many share.

Four healths, each about standard normal over those alive: how a co-operative is governed, its
money, its members, and what no register shows. A visit lifts the first two later (`lives`).
"""

import numpy as np

from coopscore.synthetic.sector.chunk import Founded, stream
from coopscore.synthetic.sector.cycles import COUNT, Cycles, Floats, day_number
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

KINDS = ("governance", "finance", "members", "hidden")
GOVERNANCE, FINANCE, MEMBERS, HIDDEN = range(4)
_OLD = 20  # years of age from which a co-operative ages
_DAYS = 365.2425


def draw_health(
    sector: Sector, cycles: Cycles, founded: Founded, number: int, world: World
) -> Floats:
    """Health of each kind by co-operative and cycle, had nobody been visited: (4, n, 13)."""
    rng = stream(sector.seed, number, "health")
    size = len(founded)
    shared, own = rng.standard_normal(size), rng.standard_normal((4, size))
    lasting = np.sqrt(world.common) * shared + np.sqrt(1 - world.common) * own
    lasting[HIDDEN] = own[HIDDEN]
    level = np.sqrt(world.lasting) * lasting[:, :, None]
    level = level + np.sqrt(1 - world.lasting) * _moving(world, size, rng)
    level -= np.array(world.survival)[:, None, None]
    level[:HIDDEN] += _shared(sector, founded)
    level[:HIDDEN] += _drift(cycles, founded, world)
    return np.asarray(level, dtype=np.float64)


def _moving(world: World, size: int, rng: np.random.Generator) -> Floats:
    """An autoregression of order one by kind and co-operative, standard normal: (4, n, 13)."""
    persistence = np.array([world.persistence] * 3 + [world.hidden_persistence])[:, None]
    fresh = np.sqrt(1 - persistence**2)
    moving = np.empty((4, size, COUNT))
    moving[:, :, 0] = rng.standard_normal((4, size))
    for cycle in range(1, COUNT):
        moving[:, :, cycle] = persistence * moving[:, :, cycle - 1]
        moving[:, :, cycle] += fresh * rng.standard_normal((4, size))
    return moving


def _shared(sector: Sector, founded: Founded) -> Floats:
    """Shocks to all of a branch, a province or a year: (n, 13)."""
    return (
        sector.branch_shock[founded.branch]
        + sector.province_shock[founded.province]
        + sector.year_shock
    )


def _drift(cycles: Cycles, founded: Founded, world: World) -> Floats:
    """What the cohort of the spike lacks, and what age takes: (n, 13)."""
    age = (cycles.starts[:COUNT] - founded.founded[:, None]) / _DAYS
    spike = world.spike_health * in_spike(founded, world)
    return np.asarray(spike[:, None] - world.ageing * np.maximum(0, age - _OLD))


def in_spike(founded: Founded, world: World) -> Floats:
    """1 for those registered in the year of mass formation, 0 for the others."""
    first = day_number(world.spike_year, 1, 1)
    last = day_number(world.spike_year + 1, 1, 1)
    return ((founded.registered >= first) & (founded.registered < last)).astype(np.float64)
