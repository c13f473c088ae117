"""When what a co-operative may do can first be done, and first be known: the law, and assumptions.

Days of the office and the bank are working days: Saturday to Wednesday. Official holidays are not
known here; a day that falls on one is done on the next.

Sources
-------
Notice
    An assembly that elects is called at least 20 and at most 40 days before it meets: by-law on
    general assemblies (1387), under note 3 of Art. 33 of the Co-operative Sector Act.
Inspector
    Statements lie with the inspector a month before the annual assembly: the model statute.
Term
    A board is elected for three years: present practice; the Act's text of 1370 said two. A term
    that follows one that has run out begins with the election: the by-law on assemblies, Art. 1.
Registration
    A new board is on record once the ministry has agreed and the companies registry has entered it.
Classes
    A facility up to two months in arrears is current, up to six past due: directive 2823 of the
    central bank (1385). Who pays all that is overdue is current again at the month's end.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from coopscore.calendar import month_end, shift

_DAY = timedelta(days=1)
_CLOSED = (3, 4)  # Thursday and Friday, as `date.weekday` numbers them

NOTICE_DAYS = 20  # between the call and an assembly that elects; by-law on assemblies
INSPECTOR_MONTHS = 1  # the statement with the inspector before the annual assembly; model statute
TERM_MONTHS = 36  # of a board; present practice
MINUTES_DAYS = 14  # until the office has the minutes; assumed, no limit was found
REGISTERED_DAYS = 45  # from the minutes to the registered board; assumed, no limit was found
REPORTED_DAYS = (
    25  # from a month's end to the lender's report of it; assumed, within the next month
)


def working_day(day: date) -> date:
    """The day itself, or the first after it on which offices and banks are open.

    Examples
    --------
    >>> working_day(date(2025, 10, 23))  # a Thursday
    datetime.date(2025, 10, 25)
    """
    while day.weekday() in _CLOSED:
        day += _DAY
    return day


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The earliest day of each step, from what is known on an as-of day on.

    Parameters
    ----------
    as_of : date
        Nothing is done on it: what is done is done later.
    first : date
        The first working day: papers are filed, assemblies called, arrears paid.
    annual : date
        The annual assembly meets; it may elect.
    elected : date
        An ordinary assembly meets to elect.
    month_end : date
        The end of the Jalali month in which arrears were paid.
    reported : date
        The lender's report of that month is on record.
    """

    as_of: date
    first: date
    annual: date
    elected: date
    month_end: date
    reported: date

    @classmethod
    def after(cls, as_of: date) -> "Dates":
        """The dates of what is begun on the first working day after `as_of`."""
        first = working_day(as_of + _DAY)
        notice = first + NOTICE_DAYS * _DAY
        ends = month_end(first, "jalali")
        return cls(
            as_of=as_of,
            first=first,
            annual=max(notice, shift(first, INSPECTOR_MONTHS, "jalali")),
            elected=notice,
            month_end=ends,
            reported=working_day(ends + REPORTED_DAYS * _DAY),
        )

    @staticmethod
    def minutes(held: date) -> date:
        """The office has the minutes of an assembly."""
        return working_day(held + MINUTES_DAYS * _DAY)

    @staticmethod
    def registered(held: date) -> date:
        """The board that an assembly elected is on record."""
        return working_day(Dates.minutes(held) + REGISTERED_DAYS * _DAY)

    @staticmethod
    def term_end(held: date) -> date:
        """The planned end of a term that begins with an election."""
        return shift(held, TERM_MONTHS, "jalali")
