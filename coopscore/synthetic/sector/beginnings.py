"""Where each stands as the first cycle starts: not there yet, awake, asleep or gone."""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.sector.chunk import EXIT_REASONS, Founded, stream
from coopscore.synthetic.sector.cycles import NEVER, Cycles, Flags, Floats, Ints
from coopscore.synthetic.sector.health import HIDDEN, in_spike
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.silence import chance, climate
from coopscore.synthetic.sector.world import World

_DAYS = 365.2425
_YOUNGEST_END = 540  # days of age; nobody ends before
_LONGEST_SLEEP = 12  # years before the first cycle
# Reasons of the ends before 1392, in the order of `EXIT_REASONS`; assumed.
_REASONS = (0.28, 0.12, 0.12, 0.32, 0.03, 0.02, 0.06, 0.05)


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """The state before the first cycle; days are NEVER where there is none."""

    asleep: Flags
    fell: Ints
    ended: Ints
    ended_as: Ints


def begin(
    sector: Sector, cycles: Cycles, founded: Founded, health: Floats, number: int, world: World
) -> Beginning:
    """Draw who has ended and who sleeps on 30 Mehr 1392.

    Shares of the stock are set by `world.gone` and `world.asleep`; older, weaker and less
    watched ones are more likely to be among them.
    """
    rng = stream(sector.seed, number, "beginnings")
    start, size = int(cycles.starts[0]), len(founded)
    age = (start - founded.founded) / _DAYS
    slopes, survival = np.array(world.silence_slopes.each), np.array(world.survival)
    lasting = health[:HIDDEN, :, 0] + survival[:HIDDEN, None]
    strength = slopes[:HIDDEN] @ (lasting - sector.year_shock[0])  # one year is not the past
    weak = -0.6 * strength + climate(sector, world)[founded.province]
    weak = weak + np.array([branch.silence for branch in world.branches])[founded.branch]
    old = np.log(np.maximum(age, 0.5) / 12)
    gone = _odds(world.gone) + weak + 0.7 * old
    ended = (age > _YOUNGEST_END / _DAYS) & (rng.random(size) < chance(gone))
    slept = _odds(world.asleep / (1 - world.gone)) + weak + 0.3 * old
    slept = slept + world.spike_silence * in_spike(founded, world)
    asleep = (age > 1) & ~ended & (rng.random(size) < chance(slept))
    share = rng.random(size)
    first = founded.founded + _YOUNGEST_END
    day = first + (share * np.maximum(0, start - first)).astype(np.int64)
    fell = start - (share**1.5 * np.clip(age - 1, 0, _LONGEST_SLEEP) * _DAYS).astype(np.int64)
    reason = np.searchsorted(np.cumsum(_REASONS) / sum(_REASONS), rng.random(size), side="right")
    return Beginning(
        asleep=asleep,
        fell=np.where(asleep, fell, NEVER),
        ended=np.where(ended, day, NEVER),
        ended_as=np.where(ended, np.minimum(reason, len(EXIT_REASONS) - 1), -1),
    )


def _odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
