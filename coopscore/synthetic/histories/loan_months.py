"""Month ends in the Jalali calendar, and how a facility goes through the twelve of a cycle.

How far a facility is in arrears is counted in months begun since its oldest unpaid instalment fell
due. Instalments fall due on a day of the month that every month has, so "more than two months" on
a month end is the same as more than two months begun, and the classes of the central bank follow
from the count alone. The count grows by one a month, and each instalment paid takes one off it.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.sector.cycles import COUNT, FIRST_YEAR, Flags, Ints, day_number

BEFORE = 72  # months before the first cycle in which a facility that still runs can have begun
MONTHS = np.arange(1, 13)  # of a cycle: Aban to Mehr
NO_MONTH = 13  # after every month of a cycle
ENDLESS = 10_000  # a level of arrears that nobody reaches: nothing is paid

CLASSES = ("current", "past_due", "deferred", "doubtful", "written_off", "settled")
CURRENT, PAST_DUE, DEFERRED, DOUBTFUL, WRITTEN_OFF, SETTLED = range(6)
# Directive 2823 of the central bank, 1385/12/05: months after which a facility leaves a class.
_LIMITS = np.array([2, 6, 18])


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Months by number: 0 is Mehr 1392, whose last day starts the first cycle."""

    ends: Ints  # day number of the last day of month t, at place t + BEFORE

    @classmethod
    def drawn(cls) -> "Calendar":
        """From six years before the first cycle to the end of the last."""
        numbers = np.arange(-BEFORE, 12 * COUNT + 1) + 7  # months from Farvardin of the first year
        years, months = FIRST_YEAR + numbers // 12, numbers % 12 + 1
        firsts = [day_number(int(y), int(m), 1) for y, m in zip(years, months, strict=True)]
        return cls(ends=np.array(firsts, dtype=np.int64) - 1)

    def end(self, month: Ints) -> Ints:
        """Day number of a month's last day."""
        return self.ends[month + BEFORE]

    def start(self, month: Ints) -> Ints:
        """Day number of a month's first day."""
        return self.ends[month + BEFORE - 1] + 1

    def of(self, day: Ints) -> Ints:
        """The month that a day lies in; one after the last month for days after it."""
        return np.searchsorted(self.ends, day, side="left") - BEFORE


def class_by_months(months: Ints) -> Ints:
    """Place in `CLASSES` of a facility so many months in arrears: the rule of time alone."""
    return np.searchsorted(_LIMITS, months, side="left")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How facilities stand as a cycle starts; arrays are (f,).

    Parameters
    ----------
    since : Ints, 0-12
        Month of the cycle in which it is paid out; 0 for those that run already.
    arrears : Ints
        Months in arrears.
    left : Ints, at least 1
        Instalments not paid.
    unit, balance : Ints, rial
        An instalment's share of the principal, and the principal that is not paid back.
    frozen : Ints
        Last month in which a rescheduled one is held deferred; far in the past for the others.
    """

    since: Ints
    arrears: Ints
    left: Ints
    unit: Ints
    balance: Ints
    frozen: Ints


@dataclass(frozen=True, kw_only=True)
class Reset:
    """Rescheduling: the arrears are spread over more instalments; arrays are (f,).

    `month` is `NO_MONTH` where there is none, `more` the instalments added. Those `held` are shown
    as deferred for six months more: no class is bettered by a new contract alone.
    """

    month: Ints
    more: Ints
    held: Flags


@dataclass(frozen=True, kw_only=True)
class Course:
    """Twelve month ends of each facility, as if nothing closed it; arrays are (f, 12)."""

    arrears: Ints
    left: Ints
    unit: Ints
    balance: Ints
    frozen: Ints
    is_reset: Flags

    def classes(self, first: int) -> Ints:
        """Places in `CLASSES`; `first` is the number of the first of the twelve months."""
        held = first + MONTHS[None, :] - 1 <= self.frozen
        by_time = class_by_months(self.arrears)
        return np.where(held, np.maximum(by_time, DEFERRED), by_time)

    def overdue(self) -> Ints:
        """What has fallen due of the balance and was not paid, in rial."""
        everything = self.arrears >= self.left
        return np.where(everything, self.balance, self.unit * self.arrears)


def arrears(start: Ints, ceiling: Ints) -> Ints:
    """Months in arrears at twelve month ends.

    Parameters
    ----------
    start : Ints, shape (f,)
        Before the first month.
    ceiling : Ints, shape (f, 12)
        The arrears that the co-operative lets come up each month: it pays as many instalments as
        bring it down to them, and none as long as it is below.
    """
    lowest = np.minimum.accumulate(ceiling - MONTHS[None, :], axis=1)
    return np.minimum(lowest, start[:, None]) + MONTHS[None, :]


def course(standing: Standing, ceiling: Ints, reset: Reset, first: int) -> Course:
    """What twelve months do to each facility; `first` is the number of the first of them."""
    behind = arrears(standing.arrears, ceiling)
    month = MONTHS[None, :]
    begun = np.maximum(standing.since, 0)[:, None]
    paid = standing.arrears[:, None] + month - begun - behind
    left = np.where(month >= begun, standing.left[:, None] - paid, standing.left[:, None])
    balance = np.where(left > 0, standing.balance[:, None] - standing.unit[:, None] * paid, 0)
    balance = np.where(month >= begun, balance, standing.balance[:, None])
    at = np.clip(reset.month - 2, 0, 11)[:, None]
    before_left = np.take_along_axis(left, at, axis=1)
    before = np.take_along_axis(balance, at, axis=1)
    opening = (reset.month == 1)[:, None]
    before_left = np.where(opening, standing.left[:, None], before_left)
    before = np.where(opening, standing.balance[:, None], before)
    again_left = np.maximum(before_left, 1) + reset.more[:, None]
    again_unit = before // again_left
    since = month - reset.month[:, None]
    again_paid = since - behind
    is_reset = since >= 0
    later_left = again_left - again_paid
    later = np.where(later_left > 0, before - again_unit * again_paid, 0)
    held = np.where(reset.held, first + reset.month + 4, standing.frozen)
    return Course(
        arrears=behind,
        left=np.where(is_reset, later_left, left),
        unit=np.where(is_reset, again_unit, standing.unit[:, None]),
        balance=np.where(is_reset, later, balance),
        frozen=np.where(is_reset, held[:, None], standing.frozen[:, None]),
        is_reset=is_reset,
    )


def first_month(happens: Flags) -> Ints:
    """The first month of the cycle (1-12) in which something holds; `NO_MONTH` where none."""
    return np.where(happens.any(axis=1), happens.argmax(axis=1) + 1, NO_MONTH)
