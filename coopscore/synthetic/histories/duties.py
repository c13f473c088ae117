"""When each co-operative can act, and which fiscal year falls due, cycle by cycle.

A co-operative acts in the cycles in which it is awake: from its registration and the start of
recording on, and up to its end. Arrays have one row a co-operative (n) and one column a cycle (13).
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from coopscore.calendar import jalali, month_end
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Cycles, Flags, Ints

DUE_MONTHS = 4  # after the fiscal year: assembly, statement and tax return alike (domain.md 4)
YEAR_RULE = "year_end_4m"
_EXEMPT = ("کارکنان", "کارگران", "فرهنگیان")  # in subjects: employees, workers, teachers
_SHORTEST_YEAR = 90  # days: one founded later first reports on the next fiscal year; assumed


@dataclass(frozen=True, kw_only=True)
class Duties:
    """The grid on which acts are drawn.

    Parameters
    ----------
    first, last : Ints, shape (n, 13)
        First and last day of each cycle on which the co-operative can do anything.
    follows : Ints, shape (n, 13)
        Last day on which it sends what belongs to the cycle: a paper may come after the cycle has
        closed where the co-operative acts in the next one too; else that would wake it.
    closes : Ints, shape (n, 13)
        Last day on which an office enters what was done in the cycle: the one before the end.
    acts : Flags, shape (n, 13)
        Whether it is awake, and there is such a day.
    fiscal_year, period_end, due : Ints, shape (n, 13)
        The fiscal year that falls due in the cycle, its last day, and its due day.
    reports : Flags, shape (n, 13)
        Whether it lived through that fiscal year, so that there is something to report.
    within : Flags, shape (n, 13)
        Whether the fiscal year ends within the cycle, not before it.
    """

    first: Ints
    last: Ints
    follows: Ints
    closes: Ints
    acts: Flags
    fiscal_year: Ints
    period_end: Ints
    due: Ints
    reports: Flags
    within: Flags


def duties(chunk: Chunk) -> Duties:
    """The grid of a chunk; nothing of it is left to chance."""
    founded, lives, starts = chunk.founded, chunk.lives, chunk.cycles.starts
    opens = np.maximum(np.maximum(founded.founded, founded.registered), chunk.cycles.recording)
    first = np.maximum(starts[None, :-1] + 1, opens[:, None])
    # One that ends on its first day acts on that day; else the last act is before the end.
    closes = np.where(lives.ended[:, None] > first, lives.ended[:, None] - 1, lives.ended[:, None])
    last = np.minimum(starts[None, 1:], closes)
    year, period_end, due = fiscal_years(chunk.cycles, founded.first_month)
    acts = lives.awake & (first <= last)
    follows = last.copy()
    follows[:, :-1] = np.where(acts[:, 1:], last[:, 1:], last[:, :-1])
    old_enough = period_end >= founded.founded[:, None] + _SHORTEST_YEAR
    return Duties(
        first=first,
        last=last,
        follows=follows,
        closes=closes,
        acts=acts,
        fiscal_year=year,
        period_end=period_end,
        due=due,
        reports=old_enough & (period_end < lives.ended[:, None]),
        within=period_end > starts[None, :-1],
    )


def is_exempt(chunk: Chunk) -> Flags:
    """Whether each is free of tax and owes no return: (n,).

    Art. 133 of the direct taxes act names those of farmers, workers and employees (domain.md 4).
    """
    branches = chunk.world.branches
    exempt = np.zeros((len(branches), max(len(b.subjects) for b in branches)), dtype=np.bool_)
    for place, branch in enumerate(branches):
        for subject, words in enumerate(branch.subjects):
            named = any(word in words for word in _EXEMPT)
            exempt[place, subject] = branch.group == "agriculture" or named
    return np.asarray(exempt[chunk.founded.branch, chunk.founded.subject], dtype=np.bool_)


def fiscal_years(cycles: Cycles, first_month: Ints) -> tuple[Ints, Ints, Ints]:
    """Jalali year, last day and due day of the fiscal year that falls due in each cycle.

    Parameters
    ----------
    first_month : Ints, shape (n,), 1-12
        The month that opens each co-operative's fiscal year.

    Returns
    -------
    tuple of Ints, each (n, 13)
    """
    months, place = np.unique(first_month, return_inverse=True)
    told = np.array([_due_years(cycles, int(month)) for month in months], dtype=np.int64)
    year, period_end, due = np.moveaxis(told.reshape(len(months), len(cycles), 3), 2, 0)
    return year[place], period_end[place], due[place]


def _due_years(cycles: Cycles, first_month: int) -> list[tuple[int, int, int]]:
    closing = (first_month - 2) % 12 + 1
    carried, due_month = divmod(closing + DUE_MONTHS - 1, 12)
    due_month += 1
    found = []
    for year in cycles.years.tolist():
        due_year = year if due_month > 7 else year + 1  # a cycle opens after 30 Mehr, month 7
        end = month_end(jalali(due_year - carried, closing, 1), "jalali")
        due = month_end(jalali(due_year, due_month, 1), "jalali")
        found.append((due_year - carried, end.toordinal(), due.toordinal()))
    return found


def months_of(cycles: Cycles) -> tuple[Ints, Ints]:
    """Last day of each month from Mehr to the next Shahrivar, and of the month after it.

    Returns
    -------
    tuple of Ints, each (13, 12)
        What is told of a month by the end of the next one falls due within the cycle.
    """
    ends = [
        [_last_of(year + (month > 12), (month - 1) % 12 + 1) for month in range(7, 20)]
        for year in cycles.years.tolist()
    ]
    days = np.array([[day.toordinal() for day in row] for row in ends], dtype=np.int64)
    return days[:, :-1], days[:, 1:]


def _last_of(year: int, month: int) -> date:
    return month_end(jalali(year, month, 1), "jalali")
