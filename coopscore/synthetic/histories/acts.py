"""Whether a duty is met, and on which day: by governance, a mood of the cycle, and noise.

Shares among those awake (domain.md 10.8): assemblies in time 40-55%, late 20%, missed 25-40%.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from coopscore.synthetic.histories.duties import Duties
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints

_AWAKE, _AWAKE_SPREAD = 0.4, 0.95  # governance of those awake, as the sector draws it
_NOISE = 0.5  # of a duty beside governance, in its standard deviations; assumed
_SHARED = 0.6  # weight of the mood that all duties of a cycle have in common; assumed
_GRACE = 90  # days in which a late act is done: a cycle ends three months after 31 Tir
_QUICKEST = 20  # days from the year's end to the earliest act on it; assumed
_SPREAD = 110  # days before the due day over which acts in time are spread; assumed


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How often those awake miss a duty or meet it late, 0-1."""

    missed: float
    late: float


ASSEMBLY = Shares(missed=0.31, late=0.21)
STATEMENT = Shares(missed=0.26, late=0.21)  # assumed, between assemblies and tax returns
TAX_RETURN = Shares(missed=0.27, late=0.18)  # assumed; an exempt branch may file none


def mood(governance: Floats, rng: np.random.Generator) -> Floats:
    """What all duties of a co-operative have in common in a cycle: (n, 13)."""
    return rng.standard_normal(governance.shape)


def met_on(
    duties: Duties, governance: Floats, shared: Floats, shares: Shares, rng: np.random.Generator
) -> Ints:
    """The day on which each fiscal year's duty is met, by cycle: (n, 13); `NEVER` where it is not.

    Always a day of the cycle on which the co-operative is awake and on record.
    """
    own = rng.standard_normal(governance.shape)
    noise = _SHARED * shared + np.sqrt(1 - _SHARED**2) * own
    zeal = governance + _NOISE * noise
    levels = NormalDist(_AWAKE, float(np.hypot(_AWAKE_SPREAD, _NOISE)))
    never = zeal < levels.inv_cdf(shares.missed)
    behind = zeal < levels.inv_cdf(shares.missed + shares.late)
    day = np.where(behind, _late(duties, governance, rng), _in_time(duties, rng))
    return standing(duties, day, ~never)


def standing(duties: Duties, day: Ints, chosen: Flags) -> Ints:
    """The day where it is chosen and one on which the co-operative can report, else `NEVER`."""
    able = duties.acts & duties.reports & (duties.first <= day) & (day <= duties.last)
    return np.where(chosen & able & (day > duties.period_end), day, NEVER)


def _in_time(duties: Duties, rng: np.random.Generator) -> Ints:
    """Spread before the due day, most in the last weeks."""
    opens = np.maximum(duties.period_end + _QUICKEST, duties.first)
    room = np.clip(duties.due - opens + 1, 1, _SPREAD)
    before: Ints = (room * rng.beta(1.3, 2.0, room.shape)).astype(np.int64)
    return duties.due - before


def _late(duties: Duties, governance: Floats, rng: np.random.Generator) -> Ints:
    """Within three months and the cycle, sooner where governance is good."""
    room = np.minimum(_GRACE, duties.last - duties.due)
    tilt = rng.beta(1.2, 1.8, room.shape) ** np.exp(0.25 * governance)
    after: Ints = (np.maximum(room, 0) * 0.999 * tilt).astype(np.int64)
    return duties.due + 1 + after


def told_on(day: Ints, least: int, most: int, until: Ints, rng: np.random.Generator) -> Ints:
    """When the papers of an act arrive: `least` to `most` days on, and not after `until`."""
    arrival = np.minimum(day + rng.integers(least, most + 1, day.shape), until)
    return np.where(day < NEVER, arrival, NEVER)


def within(first: Ints, last: Ints, rng: np.random.Generator) -> Ints:
    """A day from `first` to `last`, both included; `first` where `last` is before it."""
    room = np.maximum(last - first + 1, 1)
    after: Ints = (rng.random(room.shape) * room).astype(np.int64)
    return first + after


def odds(level: Floats) -> Floats:
    """The probability of a log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-level)), dtype=np.float64)
