"""The thirteen cycles of the make-believe history.

A cycle runs from 30 Mehr to the next 30 Mehr, so that it holds exactly one statutory due day of
every fiscal year, and three months of grace after the commonest one (31 Tir). Health is level
within a cycle and moves between them; what becomes of a co-operative is decided once a cycle. So
the true probability of an outcome within a cycle is known exactly on the day that it starts.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coopscore.calendar import jalali

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EPOCH = 719_163  # the ordinal of 1970-01-01, from which Arrow counts
NEVER = 9_999_999  # a day number after every day; stored as missing
FIRST_YEAR = 1392  # the Jalali year in which the first cycle starts
COUNT = 13


def day_number(year: int, month: int, day: int) -> int:
    """The proleptic Gregorian ordinal of a Jalali day, as `date.toordinal` counts it."""
    return jalali(year, month, day).toordinal()


@dataclass(frozen=True, kw_only=True)
class Cycles:
    """The grid that everything is drawn on; days are proleptic Gregorian ordinals.

    Parameters
    ----------
    years : Ints, shape (13,)
        Jalali year in which each cycle starts, 1392 to 1404.
    starts : Ints, shape (14,)
        30 Mehr of each of these years, and of the one after. A cycle is (start, next start].
    recording : int
        1 Farvardin 1393: no act before it is on record, but births and states are.
    end : int
        29 Esfand 1404: where the drawn history stops, whatever is asked for later.
    """

    years: Ints
    starts: Ints
    recording: int
    end: int

    @classmethod
    def drawn(cls) -> "Cycles":
        """The one grid there is."""
        years = np.arange(FIRST_YEAR, FIRST_YEAR + COUNT)
        starts = [day_number(int(year), 7, 30) for year in [*years, FIRST_YEAR + COUNT]]
        return cls(
            years=years,
            starts=np.array(starts, dtype=np.int64),
            recording=day_number(1393, 1, 1),
            end=day_number(1404, 12, 29),
        )

    def __len__(self) -> int:
        return len(self.years)
