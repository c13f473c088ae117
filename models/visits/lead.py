"""How long before the register an alarm was there: lead time at a fixed alarm load.

Each day a list of fixed length names the riskiest. The lead of a co-operative that was entered as
dormant runs from the first list that named it to the entry. Leads of entries that are yet to come
are not known, and the longest are among them, so the median of the known ones is not told too long;
the share of alarms entered so far, by Kaplan and Meier, honours those still waiting.

References
----------
Kaplan and Meier, "Nonparametric estimation from incomplete observations", Journal of the American
Statistical Association 53 (1958).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.visits.figure import Figure, redrawn
from models.visits.sample import Flags, Floats

_MONTH = 365.2425 / 12  # days


@dataclass(frozen=True, kw_only=True)
class LeadTimes:
    """Months from alarms to official dormancy.

    Parameters
    ----------
    alarmed, entered, missed : int
        Co-operatives that were ever on a list; of those entered as dormant, all and those that no
        earlier list named.
    median : Figure
        Of the leads of those entered after an alarm, in months.
    from_last : Figure
        The same from the last list that named it before the entry.
    median_of_all : Figure
        The median over all entered, a missed one having a lead of 0.
    within : mapping of int to Figure
        By months: the share of alarms (0-1) that were entered within them, those not entered yet
        waiting until the day on which the record ends.
    lists : int
    load : float
        Mean length of the lists.
    level : float
    draws, seed : int
        Of the redraws of whole co-operatives.
    """

    alarmed: int
    entered: int
    missed: int
    median: Figure
    from_last: Figure
    median_of_all: Figure
    within: Mapping[int, Figure]
    lists: int
    load: float
    level: float
    draws: int
    seed: int


def lead_times(
    lists: Mapping[date, Sequence[str]],
    entered: Mapping[str, date],
    until: date,
    *,
    months: Sequence[int] = (12, 24),
    draws: int = 1000,
    level: float = 0.95,
    seed: int,
) -> LeadTimes:
    """Lead times of the lists of some days before the days on which dormancy was entered.

    Parameters
    ----------
    lists : mapping of as-of day to co-operatives
        Who was on the list of each day. An entry up to the first of these days is left out: no list
        could have come before it.
    entered : mapping of co-operative to day
        The day on which its first official dormancy became known.
    until : date
        The last day of which entries are known.
    months : sequence of int
        For how many the share of alarms entered is told.
    seed : int
        Of the redraws.

    Raises
    ------
    ValueError
        Where there is no list, or no list names anybody.
    """
    days = sorted(lists)
    if not any(lists.values()):
        raise ValueError("lead times need a list that names somebody")
    on = {day: set(lists[day]) for day in days}
    ended = {who: day for who, day in entered.items() if days[0] < day <= until}
    rows = _rows(days, on, ended, until)
    figures = redrawn(
        lambda times: rows.measured(times, months),
        len(rows.lead), draws=draws, seed=seed, level=level,
    )  # fmt: skip
    return LeadTimes(
        alarmed=int(rows.alarmed.sum()),
        entered=len(ended),
        missed=int((rows.entered & ~rows.alarmed).sum()),
        median=figures[0],
        from_last=figures[1],
        median_of_all=figures[2],
        within=dict(zip(months, figures[3:], strict=True)),
        lists=len(days),
        load=float(np.mean([len(one) for one in on.values()])),
        level=level,
        draws=draws,
        seed=seed,
    )


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """Co-operatives alarmed or entered; arrays (n,), months. `lead` runs on to the record's end."""

    alarmed: Flags
    entered: Flags
    lead: Floats
    from_last: Floats

    def measured(self, times: Floats, months: Sequence[int]) -> Floats:
        """The medians and shares where each row counts so often."""
        hit = self.alarmed & self.entered
        return np.array(
            [
                _median(self.lead[hit], times[hit]),
                _median(self.from_last[hit], times[hit]),
                _median(np.where(hit, self.lead, 0.0)[self.entered], times[self.entered]),
                *_reached(
                    self.lead[self.alarmed],
                    self.entered[self.alarmed],
                    times[self.alarmed],
                    months,
                ),
            ]
        )


def _rows(
    days: Sequence[date], on: Mapping[date, set[str]], ended: Mapping[str, date], until: date
) -> _Rows:
    alarmed, entered, lead, from_last = [], [], [], []
    for who in sorted({*ended, *(one for listed in on.values() for one in listed)}):
        end = ended.get(who)
        named = [day for day in days if who in on[day] and (end is None or day < end)]
        entered.append(end is not None)
        alarmed.append(bool(named))
        lead.append(_months(named[0], end or until) if named else 0.0)
        from_last.append(_months(named[-1], end or until) if named else 0.0)
    return _Rows(
        alarmed=np.array(alarmed),
        entered=np.array(entered),
        lead=np.array(lead),
        from_last=np.array(from_last),
    )


def _months(first: date, last: date) -> float:
    return (last - first).days / _MONTH


def _median(values: Floats, times: Floats) -> float:
    """The median where each value counts so often; the middle of two where they split evenly."""
    order = np.argsort(values, kind="stable")
    rising, counts = values[order], times[order].cumsum()
    if not len(counts) or not counts[-1]:
        return float("nan")
    half = counts[-1] / 2
    low, high = (int(np.searchsorted(counts, half, side)) for side in ("left", "right"))
    return float(rising[low] + rising[min(high, len(rising) - 1)]) / 2


def _reached(wait: Floats, entered: Flags, times: Floats, months: Sequence[int]) -> list[float]:
    """The share entered within each number of months, by Kaplan and Meier."""
    order = np.lexsort((~entered, wait))  # at one time, entries come before those left waiting
    waits, events = wait[order], (entered * times)[order]
    left = times[order][::-1].cumsum()[::-1]
    stay = np.where(left > 0, 1 - events / np.maximum(left, 1e-12), 1.0)
    # Rows of one time share a risk set, and one after the other they give the same product.
    beyond = np.r_[1.0, stay.cumprod()]
    return [float(1 - beyond[np.searchsorted(waits, month, "right")]) for month in months]
