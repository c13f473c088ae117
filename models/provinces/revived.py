"""Who of the dormant was called active again in a period, whether that is proved, and if it lasted.

The ministry counts entries; an entry costs nothing. So a revival counts for the indicator once an
act of the co-operative itself proves it (`models.status.proof`), and the entries as they were made
stand beside it, with those that it is too early to tell of. Whoever falls back within a year was
relabelled and not revived; of that too it may be too early to tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from coopscore.calendar import shift
from models.provinces.formulas import Formulas
from models.provinces.known import Flags, Ints, Known, coded, number
from models.provinces.register import Register, Standing
from models.status.proof import MATURITY, NOT_PROVED, PROVED, TOO_EARLY, Revival

_BACK = ("dormant", "silent", "in_liquidation", "dissolved")
_FAR = 10**6  # days; above any day number


@dataclass(frozen=True, kw_only=True, eq=False)
class Revived:
    """Of each co-operative (n,), of one period.

    Parameters
    ----------
    base : array of bool
        Dormant at the start: who could be revived.
    entered : array of bool
        Of these, called active again on a day of the period.
    proved, not_proved, too_early : array of bool
        What became of the proof of the entered; each is one of the three.
    ripe : array of bool
        Of the entered, those whose months for a relapse are over, and known of.
    relapsed : array of bool
        Of the entered, dormant or ended again within those months, as far as is known.
    """

    base: Flags
    entered: Flags
    proved: Flags
    not_proved: Flags
    too_early: Flags
    ripe: Flags
    relapsed: Flags


def revived_in(
    register: Register,
    opening: Standing,
    found: Sequence[Revival],
    *,
    first: date,
    last: date,
    formulas: Formulas,
) -> Revived:
    """What the revivals on record are of one period.

    Parameters
    ----------
    opening : Standing
        At the end of the day before the period.
    found : sequence of Revival
        All that were known on the register's day of knowledge (`models.status.proof.revivals`).
    first, last : date
        The period, both days included; a revival lies in it by the day that it speaks of.
    """
    size, base = len(register), opening.among("dormant")
    within = [one for one in found if first <= one.happened <= last]
    place = {who: at for at, who in enumerate(register.ids)}
    state = {PROVED: np.zeros(size, np.bool_), TOO_EARLY: np.zeros(size, np.bool_)}
    entered, day = np.zeros(size, np.bool_), np.full(size, _FAR, np.int64)
    for one in within:
        at = place.get(one.coop_id, -1)
        if at < 0 or not base[at]:
            continue
        entered[at] = True
        day[at] = min(day[at], number(one.happened))
        if one.state != NOT_PROVED:
            state[one.state][at] = True
    proved = state[PROVED]
    too_early = state[TOO_EARLY] & ~proved
    ripe, relapsed = _fallen_back(register, entered, day, formulas)
    return Revived(
        base=base, entered=entered, proved=proved, not_proved=entered & ~proved & ~too_early,
        too_early=too_early, ripe=ripe, relapsed=relapsed,
    )  # fmt: skip


def _fallen_back(
    register: Register, entered: Flags, day: Ints, formulas: Formulas
) -> tuple[Flags, Flags]:
    """Whose time for a relapse is over, and who relapsed within it."""
    at = np.flatnonzero(entered)
    start = [date.fromordinal(int(one) + date(1970, 1, 1).toordinal()) for one in day[at]]
    stop = [shift(one, formulas.relapse_months, "jalali") for one in start]
    over = [shift(one, MATURITY.value, "jalali") <= register.as_of for one in stop]
    ripe, relapsed = np.zeros(len(entered), np.bool_), np.zeros(len(entered), np.bool_)
    ripe[at] = over
    ends = np.array([number(one) for one in stop], np.int64)
    keys = np.sort(
        np.concatenate(
            [
                _keys(register.activity, register.activity_of),
                _keys(register.stage, register.stage_of),
            ]
        )
    )
    upto = np.searchsorted(keys, at * _FAR + ends, "right")
    relapsed[at] = upto > np.searchsorted(keys, at * _FAR + day[at], "right")
    return ripe, relapsed


def _keys(known: Known, owner: Ints) -> Ints:
    """Whose entry that calls asleep or ended, and of which day, as one number."""
    code, words = coded(known.rows["to_code"])
    back = np.append(np.isin(words.astype(str), _BACK), False)[code]
    return np.asarray(owner[back] * _FAR + known.happened[back], np.int64)
