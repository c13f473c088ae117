"""How much the offices of each province offer: what is published of some, and drawn for the others.

Arrays are by province, in the order of `world.provinces`.
"""

from collections.abc import Mapping

import numpy as np

from coopscore.synthetic.sector.chunk import stream
from coopscore.synthetic.sector.cycles import Flags, Floats
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

# Person-hours a year and co-operative at work. 24,984 on the 911 that were called active in South
# Khorasan, 1398 (S37), are 27 for each of these; some of them slept, which makes 30 for the others.
# 18,701 on 1,576 in about half a year in Ardabil (Seed1). Others lie well below that "good
# province".
_HOURS: Mapping[str, float] = {"29": 30.0, "24": 22.0}
_HOURS_LAW = (0.2, 0.8)  # of South Khorasan's; assumed

# Entrants of a festival beside the active: half in Ardabil (S47), 334 of 1,818 in Kurdistan (S77),
# 71 of 2,900 in Hamadan (S82), 320 of 2,470 in Gilan (S90), 280 of 2,141 in Sistan (S86), 275 of
# 3,050 in Lorestan (S87); about 15,000 of 96,000 in the whole country (S85).
_ENTRANTS: Mapping[str, float] = {
    "24": 0.50,
    "12": 0.184,
    "13": 0.024,
    "01": 0.13,
    "11": 0.13,
    "15": 0.09,
}
_ENTRANTS_MEAN, _ENTRANTS_SPREAD = 0.145, 0.3  # spread of the others, in logs, assumed

# Parts of supervision went to the chamber in some provinces, which are not named (S48); assumed.
_DELEGATING = 0.4


def training_hours(sector: Sector, world: World) -> Floats:
    """Person-hours of training a year and co-operative at work, at mean health."""
    rng = stream(sector.seed, 0, "training/effort")
    drawn = _HOURS["29"] * rng.uniform(*_HOURS_LAW, len(world.provinces))
    return _published(drawn, world, _HOURS)


def festival_shares(sector: Sector, world: World) -> Floats:
    """Share of the active that enter an edition of the festival; `_ENTRANTS_MEAN` of the nation."""
    rng = stream(sector.seed, 0, "festival/effort")
    drawn = np.exp(_ENTRANTS_SPREAD * rng.standard_normal(len(world.provinces)))
    weight = np.array([province.weight for province in world.provinces], dtype=np.float64)
    told = _published(np.zeros(len(weight)), world, _ENTRANTS)
    drawn = np.where(told > 0, 0.0, drawn)
    rest = _ENTRANTS_MEAN * weight.sum() - told @ weight
    return np.where(told > 0, told, drawn * rest / (drawn @ weight))


def delegates(sector: Sector, world: World) -> Flags:
    """Whether the chamber does a part of the supervision."""
    rng = stream(sector.seed, 0, "delegating")
    return np.asarray(rng.random(len(world.provinces)) < _DELEGATING, dtype=np.bool_)


def prices(world: World) -> Floats:
    """Consumer prices by cycle, 1 in 1400: of the year that opens within it."""
    last = max(world.prices)
    levels = dict(world.prices)
    levels[last + 1] = levels[last] * (1 + world.inflation)
    return np.array([levels[year] for year in range(1393, last + 2)]) / levels[1400]


def _published(drawn: Floats, world: World, told: Mapping[str, float]) -> Floats:
    return np.array(
        [told.get(p.code, draw) for p, draw in zip(world.provinces, drawn.tolist(), strict=True)]
    )
