"""One cycle of the facilities that run in it: how they are paid, and which of them end."""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.loan_closing import Closing, Owing, close
from coopscore.synthetic.histories.loan_conduct import Mood, behave
from coopscore.synthetic.histories.loan_months import (
    MONTHS,
    NO_MONTH,
    PAST_DUE,
    SETTLED,
    WRITTEN_OFF,
    Course,
    Standing,
    class_by_months,
    course,
)
from coopscore.synthetic.histories.loan_odds import is_farm
from coopscore.synthetic.histories.loan_running import Running
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Flags, Floats, Ints

# Farms in the drier half of the provinces, by the shock of that cycle, could have their facilities
# rescheduled by decree in Esfand 1397, after the drought; which month and provinces is assumed.
_DECREE_CYCLE, _DECREE_MONTH = 5, 5
_HELD = 6  # months for which a rescheduled one is marked, and held in its class


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Month ends of facilities; arrays are (rows,). `facility` is a place in the book's list."""

    facility: Ints
    month: Ints
    arrears: Ints
    balance: Ints
    overdue: Ints
    code: Ints
    rescheduled: Flags
    decree: Flags


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Borrowers as a cycle starts, and what was decided of them: arrays are (n,).

    `good` are the borrowers in good standing, for whom `probability` holds and of whom `defaults`
    is true or not; `stops` is the month of the cycle in which a defaulter stops paying.
    `has_been_late` tells, of borrowers and others, who was ever more than two months in arrears.
    """

    borrows: Flags
    good: Flags
    margin: Floats
    probability: Floats
    defaults: Flags
    stops: Ints
    has_been_late: Flags


@dataclass(frozen=True, kw_only=True)
class Year:
    """Facilities through a cycle; `marked` and `by_decree` are (f, 12)."""

    cycle: int
    running: Running
    way: Course
    closing: Closing
    marked: Ints
    by_decree: Flags

    @property
    def first(self) -> int:
        """The number of the cycle's first month."""
        return 12 * self.cycle + 1

    def rows(self) -> Rows:
        """Every month end of those that are alive on it, and the one that ends them."""
        month, last = MONTHS[None, :], self.closing.month[:, None]
        facility, column = np.nonzero((month >= self.running.since[:, None]) & (month <= last))
        is_last = self.closing.month[facility] == column + 1
        ended = self.closing.code[facility]
        is_settled = is_last & (ended == SETTLED)
        is_lost = is_last & (ended == WRITTEN_OFF)
        balance = np.where(is_settled, 0, self.way.balance[facility, column])
        overdue = np.where(is_settled, 0, self.way.overdue()[facility, column])
        number = self.first + column
        marked = number <= self.marked[facility, column]
        return Rows(
            facility=self.running.facility[facility],
            month=number,
            arrears=np.where(is_settled, 0, self.way.arrears[facility, column]),
            balance=balance,
            overdue=np.where(is_lost, balance, overdue),  # all of it falls due
            code=np.where(is_last, ended, self.way.classes(self.first)[facility, column]),
            rescheduled=marked,
            decree=marked & self.by_decree[facility, column],
        )

    def late(self) -> Ints:
        """Co-operatives of which a facility was more than two months in arrears."""
        seen = MONTHS[None, :] <= self.closing.month[:, None]
        behind = seen & (class_by_months(self.way.arrears) >= PAST_DUE)
        return self.running.who[behind.any(axis=1)]

    def carried(self) -> Running:
        """Those that run on."""
        return self.running.kept(
            self.closing.month == NO_MONTH,
            since=np.zeros(len(self.running), dtype=np.int64),
            arrears=self.way.arrears[:, -1],
            left=self.way.left[:, -1],
            unit=self.way.unit[:, -1],
            balance=self.way.balance[:, -1],
            code=self.way.classes(self.first)[:, -1],
            frozen=self.way.frozen[:, -1],
            marked=self.marked[:, -1],
            decreed=self.by_decree[:, -1],
            claimed=self.closing.claimed,
            answered=self.closing.answered,
        )


def live_year(
    chunk: Chunk,
    cycle: int,
    running: Running,
    verdict: Verdict,
    ends: Ints,
    rng: np.random.Generator,
) -> Year:
    """Draw a cycle of all that run in it; `ends` (n,) is the month in which each one ends."""
    who, first = running.who, 12 * cycle + 1
    asleep = ~chunk.lives.awake[who, cycle]
    conduct = behave(_mood(chunk, cycle, running, verdict, asleep, rng), rng)
    begun = MONTHS[None, :] <= running.since[:, None]
    ceiling = np.where(begun, 0, conduct.ceiling)
    way = course(_standing(running), ceiling, conduct.reset, first)
    owing = Owing(
        since=running.since,
        ends=ends[who],
        asleep=asleep,
        failing=asleep | verdict.defaults[who],
        patience=running.patience,
        guarded=running.guarded,
        fund_share=running.fund_share,
        claimed=running.claimed,
        answered=running.answered,
    )
    until = (first + conduct.reset.month - 1 + _HELD - 1)[:, None]
    return Year(
        cycle=cycle,
        running=running,
        way=way,
        closing=close(way, owing, first, rng),
        marked=np.where(way.is_reset, until, running.marked[:, None]),
        by_decree=np.where(way.is_reset, conduct.is_decreed[:, None], running.decreed[:, None]),
    )


def _standing(running: Running) -> Standing:
    return Standing(
        since=running.since,
        arrears=running.arrears,
        left=running.left,
        unit=running.unit,
        balance=running.balance,
        frozen=running.frozen,
    )


def _mood(
    chunk: Chunk,
    cycle: int,
    running: Running,
    verdict: Verdict,
    asleep: Flags,
    rng: np.random.Generator,
) -> Mood:
    who, size = running.who, len(running)
    health = (chunk.health.finance + chunk.health.hidden)[who, cycle] / np.sqrt(2)
    surely = np.zeros(size, dtype=np.bool_)
    surely[np.unique(who, return_index=True)[1]] = True
    farm = is_farm(chunk)[who]
    dry = _drier(chunk, cycle)[chunk.founded.province[who]]
    is_decreed = farm & dry & (running.since == 0) & (cycle == _DECREE_CYCLE)
    return Mood(
        asleep=asleep,
        stops=np.where(verdict.good & verdict.defaults, verdict.stops, NO_MONTH)[who],
        surely=surely,
        farm=farm,
        health=health,
        code=running.code,
        arrears=running.arrears,
        left=running.left,
        decree=np.where(is_decreed, _DECREE_MONTH, NO_MONTH),
        fate=rng.random(len(chunk))[who],
    )


def _drier(chunk: Chunk, cycle: int) -> Flags:
    """The half of the provinces that the cycle treats worse: (31,)."""
    shock = chunk.sector.province_shock[:, cycle]
    return shock <= np.median(shock)
