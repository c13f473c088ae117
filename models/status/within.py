"""Which entries within a burst are the burst's, and which are the office's ordinary work.

Two groups are mixed: what the office enters anyway, and what the campaign adds. What an ordinary
entry looks like (of its kind: who enters it, how late) is seen outside bursts; what the burst's
look like is what all bursts together hold in excess of that. How many of an entry's burst and kind
are in excess, and how it looks itself, give the probability that it is the burst's (Efron 2008).
"""

from collections.abc import Sequence

import numpy as np

from models.status.changes import KINDS, Changes, Flags, Floats, Ints

MARKED = 0.5  # probability above which an entry is taken for the burst's
_DELAYS = (8, 15, 31, 61, 121, 251)  # days; looks of an entry, with its kind and who made it
_AROUND = 104  # weeks on either side that show ordinary work
_BORROWED_WEEKS = 26  # of ordinary work in the country, in the office's share
_BORROWED = 10.0  # entries at the share of excess of all bursts; a few entries tell little
_NOTHING = 1e-9  # in excess of a look that is no more common within bursts
_SOME = 0.5  # of each look, outside bursts: not seen is not impossible


def chances(changes: Changes, bursts: Sequence[tuple[int, int, int]]) -> Floats:
    """The probability (0-1) that each change is a burst's; 0 outside bursts.

    Parameters
    ----------
    bursts : sequence of (office, start, stop)
        As found: weeks [start, stop) of an office, none overlapping.
    """
    burst = np.full(len(changes), -1)
    for place, (office, start, stop) in enumerate(bursts):
        inside = (changes.office == office) & (changes.week >= start) & (changes.week < stop)
        burst[inside] = place
    within = np.flatnonzero(burst >= 0)
    chance = np.zeros(len(changes))
    if not len(within):
        return chance
    look, kind_of = _looks(changes)
    seen = np.zeros((len(bursts), len(KINDS)))
    np.add.at(seen, (burst[within], changes.kind[within]), 1.0)
    expected, near = _ordinary(changes, bursts, burst < 0)
    usual = _shares(_by_look(look[near], kind_of) + _SOME, kind_of)
    excess = _by_look(look[within], kind_of) - expected.sum(0)[kind_of] * usual
    added = _shares(np.maximum(excess, _NOTHING), kind_of)
    over = np.maximum(seen - expected, 0.0)
    overall = np.maximum(seen.sum(0) - expected.sum(0), 0.0) / np.maximum(seen.sum(0), 1.0)
    part = ((over + _BORROWED * overall) / (seen + _BORROWED))[burst[within], changes.kind[within]]
    theirs = part * added[look[within]]
    chance[within] = theirs / (theirs + (1 - part) * usual[look[within]])
    return chance


def _looks(changes: Changes) -> tuple[Ints, Ints]:
    """What each change looks like, as a code, and the kind of each code."""
    delay = np.digitize(changes.delay, _DELAYS)
    cells = np.stack([changes.kind, changes.actor, delay])
    told, look = np.unique(cells, axis=1, return_inverse=True)
    return look.ravel().astype(np.int64), told[0].astype(np.int64)


def _by_look(look: Ints, kind_of: Ints) -> Floats:
    return np.bincount(look, minlength=len(kind_of)).astype(np.float64)


def _shares(counts: Floats, kind_of: Ints) -> Floats:
    """The share of each look among those of its kind."""
    return np.asarray(counts / np.bincount(kind_of, counts, len(KINDS))[kind_of], dtype=np.float64)


def _ordinary(
    changes: Changes, bursts: Sequence[tuple[int, int, int]], outside: Flags
) -> tuple[Floats, Flags]:
    """Changes of each kind to be expected of each burst anyway, and the changes that told it."""
    offices = len(changes.offices)
    free = np.ones((offices, changes.weeks), dtype=np.bool_)
    for office, start, stop in bursts:
        free[office, start:stop] = False
    share = np.bincount(changes.office, minlength=offices) / len(changes)
    expected = np.zeros((len(bursts), len(KINDS)))
    near = np.zeros(len(changes), dtype=np.bool_)
    for place, (office, start, stop) in enumerate(bursts):
        first, last = max(0, start - _AROUND), stop + _AROUND
        around = outside & (changes.week >= first) & (changes.week < last)
        near |= around
        told = free[:, first:last].sum(axis=1)
        country = _by_kind(changes, around) / max(float(told @ share), 1.0)
        own = _by_kind(changes, around & (changes.office == office))
        lent = _BORROWED_WEEKS * share[office] * country
        expected[place] = (own + lent) / (told[office] + _BORROWED_WEEKS) * (stop - start)
    return expected, near


def _by_kind(changes: Changes, rows: Flags) -> Floats:
    return np.bincount(changes.kind[rows], minlength=len(KINDS)).astype(np.float64)
