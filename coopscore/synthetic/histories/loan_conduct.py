"""How co-operatives pay through a cycle: ceilings on arrears, month by month.

Those that default stop in the cycle's first months, so that they are more than six months in
arrears within it. The others may run late, farms before the harvest. Those in trouble already pay
up, pay on without catching up, are rescheduled, or go on paying nothing. Rates are assumed; they
bring arrears of more than two months to 4-8% a year and the non-current share of balances to 5-13%
(domain 6.3, 10.4).
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.loan_months import (
    DEFERRED,
    ENDLESS,
    MONTHS,
    NO_MONTH,
    PAST_DUE,
    Reset,
    arrears,
    class_by_months,
)
from coopscore.synthetic.histories.loan_odds import logistic
from coopscore.synthetic.sector.cycles import Flags, Floats, Ints

STOPS_BY = 5  # month of the cycle by which a defaulter has stopped: seven months are left then
_ALL_STOP = 0.75  # of a defaulter's other facilities, those that it stops as well

# Running late: log-odds at mean health, less for healthy ones, more for farms; and how many months.
_LATE, _LATE_HEALTH, _LATE_FARM = -1.2, 0.45, 0.6
_LATE_MONTHS = np.cumsum([0.58, 0.30, 0.055, 0.035, 0.02, 0.01])
_LEAN_FIRST, _LEAN_LAST = 5, 9  # Esfand to Tir: before the harvest

# In trouble and awake: shares that pay up, that are rescheduled, that pay on as they are.
_PAYS_UP = np.array([0.85, 0.60, 0.11, 0.05])  # by the class at the start of the cycle
_RESCHEDULED = np.array([0.0, 0.08, 0.20, 0.08])
_PAYS_ON = np.array([0.05, 0.10, 0.08, 0.02])
_TROUBLE_HEALTH = 0.5
_FAILS_AGAIN = 0.3  # of the rescheduled
_DECREED = 0.6  # of the farms that a decree speaks of, those that ask for it
_MORE_BY_DECREE = 12  # instalments


@dataclass(frozen=True, kw_only=True)
class Mood:
    """What bears on how each facility is paid in a cycle; arrays are (f,).

    `health` is about standard normal. `code` is the class (a place in `CLASSES`) and `arrears` the
    months in arrears as the cycle starts, `left` the instalments not paid. `stops` is the month in
    which a defaulting co-operative stops, else `NO_MONTH`; `surely` marks one facility of each.
    `decree` is the month of a decree that speaks of it, else `NO_MONTH`. `fate`, 0-1, is the same
    for all facilities of a co-operative in trouble: what it does about them.
    """

    asleep: Flags
    stops: Ints
    surely: Flags
    farm: Flags
    health: Floats
    code: Ints
    arrears: Ints
    left: Ints
    decree: Ints
    fate: Floats


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """What follows: ceilings on arrears (f, 12), rescheduling, and whether that is by decree."""

    ceiling: Ints
    reset: Reset
    is_decreed: Flags


def behave(mood: Mood, rng: np.random.Generator) -> Conduct:
    """Ceilings and rescheduling of one cycle."""
    size = len(mood.arrears)
    ceiling = _willing(mood, rng)
    troubled = mood.code >= PAST_DUE
    in_trouble, reset = _troubled(mood, ceiling, rng)
    ceiling = np.where(troubled[:, None], in_trouble, ceiling)
    stops = np.where(mood.surely | (rng.random(size) < _ALL_STOP), mood.stops, NO_MONTH)
    stops = np.minimum(stops, np.where(stops < NO_MONTH, mood.left, NO_MONTH))
    stopped = MONTHS[None, :] >= stops[:, None]
    before = np.where((stops < NO_MONTH)[:, None], mood.arrears[:, None], ceiling)
    ceiling = np.where(stopped, ENDLESS, before)
    asks = (mood.decree < NO_MONTH) & (mood.stops == NO_MONTH) & ~mood.asleep
    asks &= rng.random(size) < _DECREED
    reset = _decreed(mood, ceiling, reset, asks)
    ceiling = np.where(MONTHS[None, :] == reset.month[:, None], 0, ceiling)
    ceiling = np.where(mood.asleep[:, None], ENDLESS, ceiling)
    return Conduct(ceiling=ceiling, reset=reset, is_decreed=asks)


def _willing(mood: Mood, rng: np.random.Generator) -> Ints:
    """Of those that pay: old arrears are cleared in the first months, and some run late once."""
    size = len(mood.arrears)
    cleared = rng.integers(1, 5, size)
    ceiling = np.where(MONTHS[None, :] < cleared[:, None], mood.arrears[:, None], 0)
    odds = _LATE - _LATE_HEALTH * mood.health + _LATE_FARM * mood.farm
    late = rng.random(size) < logistic(odds)
    most = 1 + np.searchsorted(_LATE_MONTHS[:-1], rng.random(size), side="right")
    lean = rng.integers(_LEAN_FIRST, _LEAN_LAST + 1, size)
    first = np.where(mood.farm, lean, rng.integers(1, 13, size))
    last = first + most + rng.integers(0, 3, size)
    within = (MONTHS[None, :] >= first[:, None]) & (MONTHS[None, :] <= last[:, None])
    return np.where(within & late[:, None], np.maximum(ceiling, most[:, None]), ceiling)


def _troubled(mood: Mood, willing: Ints, rng: np.random.Generator) -> tuple[Ints, Reset]:
    """Of those whose class is past due or worse as the cycle starts."""
    size = len(mood.arrears)
    ease = np.exp(_TROUBLE_HEALTH * mood.health)
    pays_up = np.minimum(_PAYS_UP[mood.code] * ease, 0.95)
    rescheduled = pays_up + (1 - pays_up) * _RESCHEDULED[mood.code]
    pays_on = rescheduled + (1 - rescheduled) * np.minimum(_PAYS_ON[mood.code] * ease, 1)
    from_month = rng.integers(1, 13, size)[:, None]
    later = MONTHS[None, :] >= from_month
    mood_up = np.where(later, 0, ENDLESS)
    # Held deferred but not in arrears: it pays like the willing, or not at all.
    mood_up = np.where((class_by_months(mood.arrears) < PAST_DUE)[:, None], willing, mood_up)
    fails = (rng.random(size) < _FAILS_AGAIN)[:, None]
    again = np.where(later & ~fails, 0, ENDLESS)
    is_rescheduled = (mood.fate >= pays_up) & (mood.fate < rescheduled)
    fate = mood.fate[:, None]
    ceiling = np.full((size, len(MONTHS)), ENDLESS)
    ceiling = np.where(fate < pays_on[:, None], mood.arrears[:, None], ceiling)
    ceiling = np.where(fate < rescheduled[:, None], again, ceiling)
    ceiling = np.where(fate < pays_up[:, None], mood_up, ceiling)
    distressed = is_rescheduled & (mood.code >= PAST_DUE) & ~mood.asleep
    return ceiling, Reset(
        month=np.where(distressed, from_month[:, 0], NO_MONTH),
        more=6 * rng.integers(2, 7, size),
        held=distressed,
    )


def _decreed(mood: Mood, ceiling: Ints, reset: Reset, asks: Flags) -> Reset:
    """Farms that a decree speaks of are rescheduled on its day, whatever their arrears."""
    # The decree betters no class: what was deferred stays so until it has been paid for a while.
    behind = arrears(mood.arrears, ceiling)
    at = np.clip(mood.decree - 2, 0, len(MONTHS) - 1)[:, None]
    held = class_by_months(np.take_along_axis(behind, at, axis=1)[:, 0]) >= DEFERRED
    return Reset(
        month=np.where(asks, mood.decree, reset.month),
        more=np.where(asks, _MORE_BY_DECREE, reset.more),
        held=np.where(asks, held, reset.held),
    )
