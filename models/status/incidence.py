"""The yearly hazard of falling dormant, or of ending, as the official entries tell it.

Taken as they come, entries tell the office's calendar: each counts in the period in which it was
made. With the marks of bursts (`models.status.bursts`) an ordinary entry counts on the day that it
speaks of, raised by what is still to be entered of that day (`models.status.delays`, by office). An
entry of a burst says only that it happened some time between the co-operative's last sign of life
and the entry: it is censored within that interval, and spread over it as the hazard itself says
(the self-consistent estimate of Turnbull 1976, with a hazard that is level within a period).

References
----------
Turnbull, "The empirical distribution function with arbitrarily grouped, censored and truncated
data", JRSS B 38 (1976).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from models.status.changes import Flags, Floats, Ints
from models.status.delays import Reported
from models.status.spells import Spells, spells_of

_ROUNDS = 30  # of spreading and telling the hazard anew; it has settled long before
_RECENT = 5 * 365  # days since what is spoken of: longer ago an office had other ways; assumed
_FEWEST = 50  # entries of an office that tell its own delay; with fewer, the country's
_YEAR = 365.2425
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, kw_only=True, eq=False)
class Incidence:
    """Events, and years under risk, by office and period: each (offices, periods)."""

    offices: tuple[str, ...]
    events: Floats
    years: Floats

    def hazard(self, of: Flags) -> float:
        """Events a year, of the offices and periods chosen, (offices, periods)."""
        return float(self.events[of].sum() / self.years[of].sum())


def incidence(
    status_events: pa.Table,
    offices: Mapping[str, str],
    periods: Sequence[date],
    *,
    of: str,
    as_of: date,
    marks: Flags | None = None,
    signs: pa.Table | None = None,
) -> Incidence:
    """Events and years under risk by office and period.

    Parameters
    ----------
    status_events : pa.Table
        Facts of the table `status_event`.
    offices : Mapping of str to str
        The office that enters each co-operative.
    periods : sequence of date
        First day of each period, and the day after the last one.
    of : str
        `slept` or `ended`.
    as_of : date
        What was entered later is not seen.
    marks : Flags, optional
        A flag for each row of the entries; without, each entry counts when it was made.
    signs : pa.Table, optional
        What `features.sign_days` gives; without, an entry of a burst may speak of any day since
        the co-operative came under risk.
    """
    spells = spells_of(status_events, offices, of=of, as_of=as_of, marks=marks, signs=signs)
    edges = np.array([day.toordinal() - _EPOCH for day in periods], dtype=np.int64)
    weight = np.ones(len(spells))
    if marks is not None:
        weight = 1 / _entered(spells, as_of.toordinal() - _EPOCH)
    events, years = _spread(spells, edges, weight)
    shape = (len(spells.offices), len(edges) - 1)
    summed = np.zeros((2, *shape))
    np.add.at(summed[0], spells.office, events)
    np.add.at(summed[1], spells.office, years)
    return Incidence(offices=spells.offices, events=summed[0], years=summed[1])


def _entered(spells: Spells, today: int) -> Floats:
    """The share entered by now of what happened on the day of each ordinary event, by office."""
    own = np.flatnonzero(spells.is_event & (spells.low == spells.high))
    delay, room = spells.entered[own] - spells.high[own], today - spells.high[own]
    recent = room <= _RECENT
    country = Reported.of(delay[recent], room[recent])
    share = np.ones(len(spells))
    for office in range(len(spells.offices)):
        here = spells.office[own] == office
        of = here & recent
        known = country if of.sum() < _FEWEST else Reported.of(delay[of], room[of])
        share[own[here]] = known.within(room[here])
    return share


def _spread(spells: Spells, edges: Ints, weight: Floats) -> tuple[Floats, Floats]:
    """Events and years under risk of each spell by period, (spells, periods) each."""
    first, last = edges[:-1].astype(np.float64), edges[1:].astype(np.float64)
    low, high = spells.low[:, None], spells.high[:, None]
    sure = np.clip(np.minimum(last, low) - np.maximum(first, spells.since[:, None]), 0, None)
    events = np.zeros_like(sure)
    exact = spells.is_event & (spells.low == spells.high)
    place = np.searchsorted(edges, spells.high, "right") - 1
    at = np.flatnonzero(exact & (place >= 0) & (place < len(first)))
    events[at, place[at]] = weight[at]
    loose = np.flatnonzero(spells.is_event & ~exact)
    within = np.clip(
        np.minimum(last, high[loose]) - np.maximum(first, low[loose]), 0, None
    )  # days of each interval in each period
    before = np.clip(np.minimum(first[0], high[loose, 0]) - low[loose, 0], 0, None)
    after = np.clip(high[loose, 0] - np.maximum(last[-1], low[loose, 0]), 0, None)
    risk = sure.copy()
    hazard = np.full(len(first), (events.sum() + len(loose)) / max(float(sure.sum()), 1.0))
    for _ in range(_ROUNDS):
        part, left = _fallen(within, before, after, hazard)
        events[loose], risk[loose] = part, sure[loose] + within * left
        hazard = events.sum(axis=0) / np.maximum(risk.sum(axis=0), 1.0)
    return events, risk / _YEAR


def _fallen(within: Floats, before: Floats, after: Floats, hazard: Floats) -> tuple[Floats, Floats]:
    """The chance that each event fell in each period, and that it had not fallen by its middle.

    Outside all periods the hazard is that of the nearest one.
    """
    rates = np.column_stack([before * hazard[0], within * hazard, after * hazard[-1]])
    survived = np.exp(-(np.cumsum(rates, axis=1) - rates))
    part = rates * survived
    part /= np.maximum(part.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    left = 1 - np.cumsum(part, axis=1) + part / 2
    return part[:, 1:-1], left[:, 1:-1]
