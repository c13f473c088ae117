"""Bursts of an office: weeks in which it changed far more statuses than it usually does.

In a campaign an office opens many files at once. What it enters then is true of the co-operatives,
or not, but its day is the office's: a model that takes it for the co-operative's learns the
calendar of campaigns.

First each office is searched by itself, over all windows of some lengths, by a scan statistic: the
log of how much likelier the entries are at their own level than at the usual one, summed over kinds
and lateness of change (Kulldorff et al. 2007). By Chernoff's bound each term of a Poisson count
lies above x with a chance of exp(-x) at most, so that the sum over k streams is no larger than a
Gamma variable of shape k; divided among all windows and offices, that bounds the chance of any
false burst at `FALSE_ALARMS` without a draw. Terms are shrunk by how much more than chance the
entries of a stream vary (quasi-likelihood).

Then the offices that burst in the same weeks tell what their campaign looks like. Whether another
office took part is asked once a campaign: the odds that it did, given how many others did and what
it entered in these weeks, must reach `SURE` (a local false discovery rate; Efron 2008).

Last, entries within a burst are told apart (`models.status.within`), for an office's ordinary work
goes on.

References
----------
Kulldorff, Mostashari, Duczmal et al., "Multivariate scan statistics for disease surveillance",
Statistics in Medicine 26 (2007); Efron, "Microarrays, empirical Bayes and the two-groups model",
Statistical Science 23 (2008).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from scipy.special import gammainccinv, logsumexp, xlogy

from models.status.changes import STREAMS, Changes, Flags, Floats, Ints, changes_of
from models.status.counts import Counts
from models.status.within import MARKED, chances

FALSE_ALARMS = 0.05  # chance of any false burst in a whole register
SURE = 0.95  # that an office took part in what others began
LENGTHS = (4, 6, 8, 12, 16, 20, 26, 32, 39)  # weeks; campaigns run for months
_SAME = 0.5  # of the weeks of two bursts that must be shared, for them to be of one campaign
_ZEAL = (
    1.0,
    0.5,
    0.2,
    0.1,
)  # of an office beside those who began, as likely as each other; assumed
_ROUNDS = 2  # of asking who else took part: the second knows of those whom the first found


@dataclass(frozen=True, kw_only=True)
class Burst:
    """A stretch of weeks in which an office entered more than it usually does.

    `first_week` and `last_week` are the Saturdays on which they start; `expected` is how many
    entries were to be expected, `marked` how many of the `entries` are taken for the burst's.
    """

    office: str
    first_week: date
    last_week: date
    entries: int
    expected: float
    marked: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Marked:
    """What is known on a day of the bursts of a register.

    `marks` has a flag for each row of the table of entries, `chance` the probability (0-1) that the
    row is a burst's; both are false and 0 for rows that changed nothing, or were not known.
    """

    marks: Flags
    chance: Floats
    bursts: tuple[Burst, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Window:
    """A burst as it was found: entries seen and expected by stream, over [start, stop) weeks."""

    office: int
    start: int
    stop: int
    seen: Floats
    expected: Floats


def burst_marks(status_events: pa.Table, offices: Mapping[str, str], *, as_of: date) -> Flags:
    """One flag for each row of the entries: whether it is taken for a burst's.

    Parameters are those of `marked`.
    """
    return marked(status_events, offices, as_of=as_of).marks


def marked(status_events: pa.Table, offices: Mapping[str, str], *, as_of: date) -> Marked:
    """The bursts of all offices, as known on a day, and which entries are theirs.

    Parameters
    ----------
    status_events : pa.Table
        Facts of the table `status_event`; only entries known by `as_of` are seen.
    offices : Mapping of str to str
        The office (the province) that enters each co-operative, by its id.
    as_of : date
        The day on which it is asked.
    """
    changes = changes_of(status_events, offices, as_of)
    found = windows(Counts.of(changes))
    chance = chances(changes, [(one.office, one.start, one.stop) for one in found])
    every = np.zeros(status_events.num_rows)
    every[changes.rows] = chance
    return Marked(
        marks=every > MARKED,
        chance=every,
        bursts=tuple(_burst(changes, chance, one) for one in found),
    )


def windows(counts: Counts) -> list[Window]:
    """The bursts of all offices, by office and time; none overlap within an office."""
    found = _searched(counts, np.ones(STREAMS))
    # What is left when the greatest bursts are out tells how restless an office always is.
    found = _searched(counts, counts.spread(_free(counts, found)))
    return sorted(found, key=lambda one: (one.office, one.start))


def _burst(changes: Changes, chance: Floats, one: Window) -> Burst:
    within = (changes.office == one.office) & (one.start <= changes.week)
    within &= changes.week < one.stop
    return Burst(
        office=changes.offices[one.office],
        first_week=changes.day(one.start),
        last_week=changes.day(one.stop - 1),
        entries=int(within.sum()),
        expected=float(one.expected.sum()),
        marked=int((chance[within] > MARKED).sum()),
    )


def _free(counts: Counts, found: Sequence[Window]) -> Flags:
    """Weeks of each office that are in no burst."""
    free = np.ones((counts.offices, counts.weeks), dtype=np.bool_)
    for one in found:
        free[one.office, one.start : one.stop] = False
    return free


def _searched(counts: Counts, spread: Floats) -> list[Window]:
    """Each office by itself, and then those who took part in what others began."""
    firsts = [np.arange(max(counts.weeks - length + 1, 0), dtype=np.int64) for length in LENGTHS]
    start = np.concatenate(firsts)
    stop = start + np.repeat(np.array(LENGTHS, dtype=np.int64), [len(each) for each in firsts])
    if not len(start):
        return []
    looks = counts.offices * len(start)
    streams = max(int((counts.entered.sum(axis=(0, 2)) > 0).sum()), 1)
    least = float(gammainccinv(streams, FALSE_ALARMS / looks))
    free = np.ones((counts.offices, counts.weeks), dtype=np.bool_)
    found = [
        one
        for office in range(counts.offices)
        for one in _alone(counts, office, start, stop, free, spread, least)
    ]
    for _ in range(_ROUNDS):
        for campaign in _campaigns(found):
            found += _joining(counts, campaign, free, spread)
    return found


def _alone(
    counts: Counts,
    office: int,
    start: Ints,
    stop: Ints,
    free: Flags,
    spread: Floats,
    least: float,
) -> list[Window]:
    """The bursts of one office, the most surprising first; their weeks are no longer free."""
    found: list[Window] = []
    while True:
        seen, expected = counts.beside(office, start, stop, free[office])
        told = np.concatenate([[0], np.cumsum(free[office])])
        surprise = (_surprise(seen, expected) / spread[:, None]).sum(axis=0)
        surprise[told[stop] - told[start] < stop - start] = 0.0
        at = int(np.argmax(surprise))
        if surprise[at] < least:
            return found
        found.append(_taken(office, int(start[at]), int(stop[at]), seen[:, at], expected[:, at]))
        free[office, found[-1].start : found[-1].stop] = False


def _surprise(seen: Floats, expected: Floats) -> Floats:
    """How much likelier a Poisson count is at its own level than at the expected, in logs.

    0 where it is not above what is expected.
    """
    more = xlogy(seen, np.maximum(seen, 1.0) / expected) - (seen - expected)
    return np.where(seen > expected, more, 0.0)


def _taken(office: int, start: int, stop: int, seen: Floats, expected: Floats) -> Window:
    return Window(office=office, start=start, stop=stop, seen=seen, expected=expected)


def _campaigns(found: Sequence[Window]) -> list[list[Window]]:
    """Bursts of the same weeks, together: each is held to the largest of those before it."""
    groups: list[list[Window]] = []
    for one in sorted(found, key=lambda one: float((one.expected - one.seen).sum())):
        for group in groups:
            shared = min(one.stop, group[0].stop) - max(one.start, group[0].start)
            whole = max(one.stop, group[0].stop) - min(one.start, group[0].start)
            if shared >= _SAME * whole:
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _took_part(seen: Floats, expected: Floats, raised: Floats, spread: Floats) -> float:
    """How much likelier it is that an office took part, at one of `_ZEAL`, than not, in logs."""
    times = 1 + np.array(_ZEAL)[:, None] * (raised - 1)
    told = ((seen * np.log(times) - expected * (times - 1)) / spread).sum(axis=1)
    return float(logsumexp(told) - np.log(len(_ZEAL)))


def _joining(
    counts: Counts, campaign: Sequence[Window], free: Flags, spread: Floats
) -> list[Window]:
    """Other offices that took part in a campaign; their weeks are no longer free."""
    first = int(np.median([one.start for one in campaign]))
    last = int(np.median([one.stop for one in campaign]))
    seen, expected = (
        np.sum([getattr(one, name) for one in campaign], axis=0) for name in ("seen", "expected")
    )
    raised = np.maximum((seen + 1) / (expected + 1), 1.0)  # how many times what is usual
    took_part = {one.office for one in campaign}
    odds = np.log((len(took_part) + 1) / (counts.offices + 1 - len(took_part)))
    found: list[Window] = []
    for office in range(counts.offices):
        left = np.flatnonzero(free[office, first:last]) + first
        if len(left) < _SAME * (last - first) or np.any(np.diff(left) > 1):
            continue
        start, stop = left[:1], left[-1:] + 1
        each = counts.beside(office, start, stop, free[office])
        seen, expected = (one[:, 0] for one in each)
        if odds + _took_part(seen, expected, raised, spread) > np.log(SURE / (1 - SURE)):
            found.append(_taken(office, int(start[0]), int(stop[0]), seen, expected))
            free[office, found[-1].start : found[-1].stop] = False
    return found
