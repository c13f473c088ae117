"""Jalali years as day numbers, so that whole columns of days are made at once."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from coopscore.calendar import fiscal_year, jalali, jalali_text, month_end, shift

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.str_]

NEVER = 9_999_999  # a day number after every day
DUE_MONTHS = 4  # after the fiscal year: assembly, statement and tax return alike


def jalali_year(day: date) -> int:
    """The Jalali year that `day` lies in."""
    return int(jalali_text(day)[:4])


@dataclass(frozen=True)
class Years:
    """The recorded years of a world, the last one cut at `until`.

    Days are proleptic Gregorian ordinals, as `date.toordinal` counts them.
    """

    first: int
    until: date

    @property
    def last(self) -> int:
        """The Jalali year of `until`."""
        return jalali_year(self.until)

    @property
    def numbers(self) -> Ints:
        """The recorded years, first to last."""
        return np.arange(self.first, self.last + 1)

    def opening(self, year: int) -> int:
        """Day number of 1 Farvardin."""
        return jalali(year, 1, 1).toordinal()

    def openings(self) -> Ints:
        """Day number of 1 Farvardin of each recorded year, and of the one after."""
        return np.array([self.opening(int(year)) for year in [*self.numbers, self.last + 1]])

    def ends(self, first_month: int) -> tuple[Ints, Ints]:
        """Of each recorded year: the last day of the fiscal year that opens in it, and its due day.

        Parameters
        ----------
        first_month : int, 1-12
            The month that opens the fiscal year.
        """
        days = [fiscal_year(jalali(int(y), first_month, 1), first_month)[1] for y in self.numbers]
        due = [month_end(shift(day, DUE_MONTHS, "jalali"), "jalali") for day in days]
        return _ordinals(days), _ordinals(due)


def _ordinals(days: list[date]) -> Ints:
    return np.array([day.toordinal() for day in days], dtype=np.int64)
