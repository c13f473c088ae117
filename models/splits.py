"""Walking forward through time: fit on labels that were known, test on the day that came next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.calendar import Calendar, Months, shift


@dataclass(frozen=True, kw_only=True)
class Fold:
    """One step of the walk: the as-of days that a model is fitted on, and those it is tested on.

    On `test`, the first day tested on, the label of every day in `train` was already known.
    `later` are the other days of the test period, where a day alone holds too few events.
    """

    train: tuple[date, ...]
    test: date
    later: tuple[date, ...] = ()

    @property
    def tests(self) -> tuple[date, ...]:
        """All days that are tested on, oldest first."""
        return (self.test, *self.later)


def walk_forward(
    as_ofs: Sequence[date],
    horizon: Months,
    maturity: Months,
    folds: int,
    calendar: Calendar,
    tests: Collection[date] | None = None,
    span: Months | None = None,
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
    span : Months, optional
        How long a test period is: the days from the test day on and before `test + span` are tested
        on as one. Left out, it is the day alone.

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
        Fold(
            train=tuple(day for day in days if known[day] <= test),
            test=test,
            later=_later(days, test, span, calendar),
        )
        for test in asked
    )
    return tuple(fold for fold in walk if fold.train)[-folds:]


def days_tested(folds: Sequence[Fold]) -> list[date]:
    """All days that any of the folds tests on, fold by fold."""
    return [day for fold in folds for day in fold.tests]


def _later(
    days: Sequence[date], test: date, span: Months | None, calendar: Calendar
) -> tuple[date, ...]:
    """The days after `test` that lie in its period."""
    if span is None:
        return ()
    end = shift(test, span.value, calendar)
    return tuple(day for day in days if test < day < end)
