"""Revivals proved or not: one counts only once the co-operative gave a sign of life of its own.

An entry that calls a sleeper active again costs an office nothing and adds to its count. It is
proved by an act of the co-operative (`features.signs`) within twelve months after it was made;
until then, and until what happened by then is on record, it is too early to tell. Papers often come
before the entry that they bring about, so that an act before it counts too, but an office chooses
the day that its entry speaks of, and must not choose the proof with it: the act lies after that
day, after the sleep was entered, and no more than twelve months before the revival was. One not
proved is listed for a person to look at, and never held to be false.

Domain 2.3: offices count moves from inactive to active; the first of the ministry's indicators.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pyarrow as pa
from scipy.stats import binomtest

from coopscore.calendar import Calendar, Months, months, shift
from models.status.changes import REVIVED, Flags, Ints, changes_of, days

State = Literal["proved", "not_proved", "too_early"]
PROVED: State = "proved"
NOT_PROVED: State = "not_proved"
TOO_EARLY: State = "too_early"
WITHIN = months(12)
# After which a sign of the last day is on record: minutes come within a season.
MATURITY = months(3)
LEVEL = 0.95
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, kw_only=True)
class Revival:
    """An entry that called a sleeper active again, and what speaks for it.

    `happened` is the day it speaks of, `entered` when and `actor` by whom it was made. Signs of
    life after `since` prove it: `last_sign` is the last one up to that day, `proof` the first one
    after it; `in_burst` tells whether the entry is taken for a burst's. `ripe` is an entry whose
    time for a proof is over.
    """

    coop_id: str
    office: str
    happened: date
    entered: date
    actor: str | None
    since: date
    last_sign: date | None
    proof: date | None
    in_burst: bool
    ripe: bool
    state: State


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What an office counts as revived, and how much of it is proved.

    `share` is the part proved of those whose time is over, from `low` to `high` with Wilson's
    interval at 95%; all three are None where no time is over. A proof that came early is not
    counted in it, as those that will not come cannot be counted yet.
    """

    office: str
    entered: int
    proved: int
    not_proved: int
    too_early: int
    share: float | None
    low: float | None
    high: float | None


def revivals(
    status_events: pa.Table,
    signs: pa.Table,
    offices: Mapping[str, str],
    *,
    as_of: date,
    calendar: Calendar = "jalali",
    marks: Flags | None = None,
    within: Months = WITHIN,
) -> list[Revival]:
    """All revivals on record on a day, by office, the newest first.

    Left out are those entered before the register held any sign of life: nothing could prove them.

    Parameters
    ----------
    status_events : pa.Table
        Facts of the table `status_event`.
    signs : pa.Table
        What `features.sign_days` gives; those known after `as_of` are not seen.
    offices : Mapping of str to str
        The office that enters each co-operative.
    as_of : date
        The day on which it is asked.
    marks : Flags, optional
        A flag for each row of the entries (`bursts.burst_marks`).
    within : Months, optional
        After the entry in which a proof counts, and before it from which one may come.
    """
    changes = changes_of(status_events, offices, as_of)
    revived = changes.kind == REVIVED
    at = changes.rows[revived]
    slept = status_events["known"].take(pa.array(changes.before[revived])).to_pylist()
    told = status_events.select(["coop_id", "happened", "known", "actor"]).take(pa.array(at))
    seen = _Signs.of(signs, as_of)
    flags = np.zeros(len(at), np.bool_) if marks is None else marks[at]
    found, first_sign = [], seen.since
    for row, asleep, flag in zip(told.to_pylist(), slept, flags, strict=True):
        who, happened, entered = row["coop_id"], row["happened"], row["known"]
        if first_sign is None or entered < first_sign:
            continue
        last = shift(entered, within.value, calendar)
        since = max(happened, asleep, shift(entered, -within.value, calendar))
        before, proof = seen.around(who, since, last)
        ripe = shift(last, MATURITY.value, calendar) <= as_of
        state = PROVED if proof is not None else NOT_PROVED if ripe else TOO_EARLY
        found.append(
            Revival(
                coop_id=who, office=offices.get(who, ""), happened=happened, entered=entered,
                actor=row["actor"], since=since, last_sign=before, proof=proof,
                in_burst=bool(flag), ripe=ripe, state=state,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.office, -one.entered.toordinal(), one.coop_id))


def gaps(revived: Sequence[Revival]) -> list[Gap]:
    """The gap between what each office counts and what is proved, by office."""
    by_office: dict[str, list[Revival]] = {}
    for one in revived:
        by_office.setdefault(one.office, []).append(one)
    return [gap(office, some) for office, some in sorted(by_office.items())]


def gap(office: str, revived: Sequence[Revival]) -> Gap:
    """The gap of some revivals, whatever they have in common."""
    states: list[State] = [one.state for one in revived]
    ripe = [one.state for one in revived if one.ripe]
    share = low = high = None
    if ripe:
        held = binomtest(ripe.count(PROVED), len(ripe)).proportion_ci(LEVEL, method="wilson")
        share, low, high = ripe.count(PROVED) / len(ripe), float(held.low), float(held.high)
    return Gap(
        office=office,
        entered=len(revived),
        proved=states.count(PROVED),
        not_proved=states.count(NOT_PROVED),
        too_early=states.count(TOO_EARLY),
        share=share,
        low=low,
        high=high,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Signs:
    """Days of signs of life that are known, in one line by co-operative and day."""

    place: Mapping[str, tuple[int, int]]
    day: Ints

    @classmethod
    def of(cls, signs: pa.Table, as_of: date) -> "_Signs":
        """The signs known by a day."""
        known = days(signs["known"]) <= as_of.toordinal() - _EPOCH
        kept = signs.filter(pa.array(known)).sort_by(
            [("coop_id", "ascending"), ("day", "ascending")]
        )
        ids = np.array(kept["coop_id"].to_pylist(), dtype=object).astype(str)
        who, first, count = np.unique(ids, return_index=True, return_counts=True)
        place = {
            str(one): (int(start), int(start + size))
            for one, start, size in zip(who, first, count, strict=True)
        }
        return cls(place=place, day=days(kept["day"]))

    @property
    def since(self) -> date | None:
        """The day of the first sign of all."""
        return date.fromordinal(int(self.day.min()) + _EPOCH) if len(self.day) else None

    def around(self, who: str, since: date, last: date) -> tuple[date | None, date | None]:
        """The last sign up to a day, and the first after it, up to `last`."""
        start, stop = self.place.get(who, (0, 0))
        own = self.day[start:stop] + _EPOCH
        at = int(np.searchsorted(own, since.toordinal(), "right"))
        before = date.fromordinal(int(own[at - 1])) if at else None
        proof = date.fromordinal(int(own[at])) if at < len(own) else None
        return before, proof if proof is not None and proof <= last else None
