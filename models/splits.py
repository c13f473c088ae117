"""Walking forward through time: fit on labels that were known, test on the day that came next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.calendar import Calendar, Months, shift


@dataclass(frozen=True, kw_only=True)
class Fold:
    """One step of the walk: the as-of days that a model is fitted on, and the day it is tested on.

    On `test` the label of every day in `train` was already known.
    """

    train: tuple[date, ...]
    test: date


def walk_forward(
    as_ofs: Sequence[date],
    horizon: Months,
    maturity: Months,
    folds: int,
    calendar: Calendar,
    tests: Collection[date] | None = None,
) -> tuple[Fold, ...]:
    """The last `folds` steps of the walk through `as_ofs`, oldest first; fewer where days are few.

    Parameters
    ----------
    as_ofs : sequence of date
        As-of days in any order.
    horizon, maturity : Months
        A day D may be fitted on for a test day T only where D + horizon + maturity <= T: the gap
        that keeps what was learned later out of the fit.
    folds : int, at least 1
        How many test days to keep, counted from the newest.
    calendar : Calendar
        The calendar that months are counted in.
    tests : collection of date, optional
        The days that may be tested on; all by default. Days that lie close see much the same
        outcomes: they are worth fitting on, but as tests they would only say one thing twice.

    Returns
    -------
    tuple of Fold
        Empty where no day has a known label on any later day.

    Examples
    --------
    >>> days = [date(2011, 6, 1), date(2012, 6, 1), date(2013, 6, 1)]
    >>> [fold.test.year for fold in walk_forward(days, Months(12), Months(0), 5, "gregorian")]
    [2012, 2013]
    """
    days = sorted(set(as_ofs))
    gap = (horizon + maturity).value
    known = {day: shift(day, gap, calendar) for day in days}
    asked = [day for day in days if tests is None or day in tests]
    walk = (
        Fold(train=tuple(day for day in days if known[day] <= test), test=test) for test in asked
    )
    return tuple(fold for fold in walk if fold.train)[-folds:]
