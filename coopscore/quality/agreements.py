"""What two co-operatives agree on, level by level, and how much each level says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coopscore.quality.names import Likenesses
from coopscore.quality.register import NONE, Register
from coopscore.quality.robust import Floats, Ints
from coopscore.quality.settings import NameSettings

# Shares of true pairs at each level, the best level first; assumed, since no register tells which
# of its pairs are true.
_SAME = (0.2, 0.6, 0.2)  # name: the same, nearly (0.93 and more), alike
_NEARLY = 0.93
_COUNTY = (0.95, 0.05)  # the same or not
_FOUNDED = (0.75, 0.1, 0.1, 0.05)  # the same day, within a month, within a year, further apart
_WITHIN = (0, 31, 366)
_ID = (0.25, 0.7, 0.05)  # national id: the same, not told of both, another
_NUMBER = (0.6, 0.3, 0.1)  # registration number in the county: the same, not told, another
_FOLLOWED = (0.7, 0.2, 0.1)  # founded within a half-year of the end, within a year, later
_SOON = (183, 366)
_OFFICERS = (0.6, 0.2, 0.2)  # in common: some, not told of both, none


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The level of each pair (0 is the best), and shares of true and of chance pairs at each."""

    levels: Ints
    true: Sequence[float]
    chance: Sequence[float]

    def weights(self) -> Floats:
        """The log of how much likelier each pair's level is in a true pair than by chance."""
        ratios = np.log(np.array(self.true)) - np.log(np.array(self.chance))
        return np.asarray(ratios[self.levels], dtype=np.float64)


def agreements_as_one(register: Register, found: Likenesses) -> Mapping[str, Agreement]:
    """What speaks for two entries being one co-operative."""
    return {
        "name": _names(found),
        "county": _county(register, found),
        "founded": _founded(register, found),
        "national_id": _codes(register.national_ids, found, _ID),
        "registration_no": _codes(register.numbers, found, _NUMBER),
    }


def agreements_in_turn(
    register: Register, found: Likenesses, settings: NameSettings
) -> Mapping[str, Agreement]:
    """What speaks for one having carried on the other."""
    return {
        "name": _names(found),
        "county": _county(register, found),
        "followed": _followed(register, found, settings),
        "officers": _officers(register, found),
    }


def _levelled(levels: Ints, size: int, all_pairs: int) -> list[float]:
    """Shares of pairs by level, none of them nothing."""
    counts = np.bincount(levels, minlength=size) + 0.5
    return list(counts / (all_pairs + 0.5 * size))


def _names(found: Likenesses) -> Agreement:
    """Chance: the share of all pairs of a block that are so alike."""
    levels = np.where(found.alike >= 1, 0, np.where(found.alike >= _NEARLY, 1, 2))
    return Agreement(levels=levels, true=_SAME, chance=_levelled(levels, 3, found.compared))


def _county(register: Register, found: Likenesses) -> Agreement:
    """Chance: the share of pairs with like names, since names often name the place."""
    one, other = register.counties[found.one], register.counties[found.other]
    levels = np.where((one == other) & (one != NONE), 0, 1)
    return Agreement(levels=levels, true=_COUNTY, chance=_levelled(levels, 2, len(levels)))


def _founded(register: Register, found: Likenesses) -> Agreement:
    """Chance: how many of the register were founded so near to each other."""
    apart = np.abs(register.founded[found.one] - register.founded[found.other])
    levels = np.full(len(apart), len(_WITHIN))
    for level in reversed(range(len(_WITHIN))):
        levels = np.where(apart <= _WITHIN[level], level, levels)
    return Agreement(levels=levels, true=_FOUNDED, chance=_near(register.founded))


def _near(days: Floats) -> list[float]:
    """Shares of all pairs that lie in each of the steps from each other, and beyond."""
    known = np.sort(days[np.isfinite(days)])
    pairs = max(len(days) * (len(days) - 1) / 2, 1.0)
    within = []
    for step in _WITHIN:
        upto = np.searchsorted(known, known + step, "right") - np.arange(1, len(known) + 1)
        within.append((upto.sum() + 0.5) / (pairs + 1))
    steps = np.diff([0.0, *within])
    return [*(float(max(step, 1e-9)) for step in steps), max(1 - within[-1], 1e-9)]


def _codes(codes: Ints, found: Likenesses, true: Sequence[float]) -> Agreement:
    """Two codes are the same, or not told of both, or differ; chance: of all pairs."""
    one, other = codes[found.one], codes[found.other]
    untold = (one == NONE) | (other == NONE)
    levels = np.where(untold, 1, np.where(one == other, 0, 2))
    known = codes[codes != NONE]
    size = max(len(codes), 2)
    both = (len(known) / size) ** 2
    counts = np.bincount(known) if len(known) else np.zeros(1)
    same = ((counts * (counts - 1)).sum() + 1) / (size * (size - 1) + 2)
    chance = [float(same), max(1 - both, 1 / size), max(both - float(same), 1 / size)]
    return Agreement(levels=levels, true=true, chance=chance)


def _followed(register: Register, found: Likenesses, settings: NameSettings) -> Agreement:
    """Chance: how many of the register were founded so soon after any end."""
    gap = register.gaps(found.one, found.other)
    levels = np.where(gap <= _SOON[0], 0, np.where(gap <= _SOON[1], 1, 2))
    founded = np.sort(register.founded[np.isfinite(register.founded)])
    ended = register.ended[np.isfinite(register.ended)]
    edges = (-settings.before_days, *_SOON, settings.after_days)
    counts = [np.searchsorted(founded, ended + edge, "right").sum() for edge in edges]
    pairs = max(len(founded) * len(register) / 2, 1.0)
    chance = [(int(step) + 0.5) / (pairs + 1) for step in np.diff(counts)]
    return Agreement(levels=levels, true=_FOLLOWED, chance=chance)


def _officers(register: Register, found: Likenesses) -> Agreement:
    """Chance: pairs that share a person, among those with like names."""
    levels = np.array(
        [
            _shared(register.officers[one], register.officers[other])
            for one, other in zip(found.one.tolist(), found.other.tolist(), strict=True)
        ],
        dtype=np.int64,
    )
    return Agreement(levels=levels, true=_OFFICERS, chance=_levelled(levels, 3, len(levels)))


def _shared(one: frozenset[int], other: frozenset[int]) -> int:
    if not one or not other:
        return 1
    return 0 if one & other else 2
