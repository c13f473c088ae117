"""How likely a co-operative is to give no sign of life in a cycle, given all that is true of it.

The log-odds are linear in the four healths. To them come what does not move with health: two humps
of age (1-2 years, and about the fifth: R8, 10.8), the cohort of mass formation, size (U-shaped,
R1), what is not operating yet or has just woken, and a province's climate. So the probability is
known exactly, and what a visit did to it too.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.sector.chunk import Founded
from coopscore.synthetic.sector.cycles import Floats, Ints
from coopscore.synthetic.sector.founded import province_shares
from coopscore.synthetic.sector.health import FINANCE, GOVERNANCE, in_spike
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

_DAYS = 365.2425
_RELAPSING = 800  # days after the start of the cycle of a revival: the two cycles that follow
_USUAL_MEMBERS = 18  # the middle of the curve of size


@dataclass(frozen=True, kw_only=True)
class Silence:
    """The law of silence for the co-operatives of a chunk."""

    world: World
    founded: Ints
    operating: Ints
    standing: Floats  # log-odds that do not move in time, (n,)

    @classmethod
    def of(cls, sector: Sector, founded: Founded, world: World) -> "Silence":
        """The law, given what is decided of each co-operative for life."""
        size = np.clip(np.log(founded.members / _USUAL_MEMBERS), -1, 3)
        standing = (
            world.silence_base
            + world.spike_silence * in_spike(founded, world)
            + world.size_curve * size**2
            + (world.province_pull * climate(sector, world) + _visited(sector, world))[
                founded.province
            ]
            + np.array([branch.silence for branch in world.branches])[founded.branch]
        )
        return cls(
            world=world,
            founded=founded.founded,
            operating=founded.operating,
            standing=standing,
        )

    def log_odds(self, health: Floats, start: int, woke: Ints) -> Floats:
        """Of a cycle that starts on day number `start`.

        Parameters
        ----------
        health : Floats, shape (4, n)
        woke : Ints, shape (n,)
            Day on which the cycle started in which it last woke; long ago where it never slept.
        """
        age = (start - self.founded) / _DAYS
        world = self.world
        early = world.early_hump * np.exp(-(((age - 1.5) / 0.8) ** 2))
        fifth = world.fifth_hump * np.exp(-(((age - 5) / 1.2) ** 2))
        other = world.implementing * (self.operating > start)
        other = other + world.relapse * (start - woke < _RELAPSING)
        slopes = np.array(world.silence_slopes.each)
        odds = self.standing + early + fifth + other - slopes @ health
        return np.asarray(odds, dtype=np.float64)

    def lift(self) -> float:
        """What a unit of lift to governance and finance takes off the log-odds."""
        slopes = self.world.silence_slopes.each
        return slopes[GOVERNANCE] + slopes[FINANCE]


def climate(sector: Sector, world: World) -> Floats:
    """Log-odds of each province: above 0 where fewer are active than in the country.

    They level off, as the stock of a province follows them more than in proportion.
    """
    share = sector.province_active
    odds = np.log((1 - share) / share)
    mean = np.average(odds, weights=province_shares(sector, world))
    return np.asarray(np.tanh(odds - mean), dtype=np.float64)


def _visited(sector: Sector, world: World) -> Floats:
    """What visits take off the log-odds of each province beside the mean one, given back.

    A province's share of active ones is as it is, its visits included: without this, the offices
    that visit most would have more active ones than is published.
    """
    visited = 1 - np.exp(-world.office_visits * sector.province_visits)
    lift = world.responsive * world.visit_effect * visited / (1 - world.visit_fading)
    slopes = world.silence_slopes.each
    taken = lift * (slopes[GOVERNANCE] + slopes[FINANCE])
    return np.asarray(taken - taken.mean(), dtype=np.float64)


def chance(log_odds: Floats) -> Floats:
    """The probability of log-odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)), dtype=np.float64)
