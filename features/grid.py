"""The grid that features and labels are worked out on: co-operatives by as-of days.

A grid says for whom and on which days; `Days` says how far one sees from each of them. Features
look back from the as-of day and can look no other way; labels look ahead on purpose, with a
knowledge day of their own.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from coopscore.calendar import Calendar, Months, month_end, shift, shifted

BEGINNING = date.min


@dataclass(frozen=True, kw_only=True)
class Days:
    """How far one sees at each place of a grid; each series of days never goes back.

    Parameters
    ----------
    knowledge : tuple of date
        What was known by the end of this day is known.
    after, until : tuple of date
        What happened in `(after, until]` counts. `until` is the day that "since" and "age" are
        counted to.
    calendar : Calendar
        The calendar that windows are counted in.
    """

    knowledge: tuple[date, ...]
    after: tuple[date, ...]
    until: tuple[date, ...]
    calendar: Calendar

    def __post_init__(self) -> None:
        for days in (self.knowledge, self.after, self.until):
            assert len(days) == len(self.until), "one day of each kind for each place"
            assert list(days) == sorted(days), "an interval of places needs days in order"

    def __len__(self) -> int:
        return len(self.until)

    def opening(self, within: Months | None) -> tuple[date, ...]:
        """The days after which a window of that length opens; without one, `after` itself."""
        if within is None:
            return self.after
        return tuple(shifted(self.until, -within.value, self.calendar))


@dataclass(frozen=True)
class Grid:
    """Co-operatives and as-of days, each in order and once."""

    coop_ids: tuple[str, ...]
    as_ofs: tuple[date, ...]
    calendar: Calendar

    @classmethod
    def of(cls, coop_ids: Collection[str], as_ofs: Collection[date], calendar: Calendar) -> Self:
        """The grid of these co-operatives and days, in whatever order they are given."""
        return cls(tuple(sorted(set(coop_ids))), tuple(sorted(set(as_ofs))), calendar)

    def chunks(self, size: int) -> Iterator[Self]:
        """The same days for `size` co-operatives at a time."""
        for first in range(0, len(self.coop_ids), size):
            yield replace(self, coop_ids=self.coop_ids[first : first + size])

    def looking_back(self) -> Days:
        """What features may see: all that happened and was known by the as-of day."""
        return Days(
            knowledge=self.as_ofs,
            after=(BEGINNING,) * len(self.as_ofs),
            until=self.as_ofs,
            calendar=self.calendar,
        )

    def looking_ahead(self, horizon: Months, maturity: Months) -> Days:
        """What an outcome may see: `(as_of, as_of + horizon]`, known `maturity` later."""
        return Days(
            knowledge=self.matured(horizon, maturity),
            after=self.as_ofs,
            until=tuple(shifted(self.as_ofs, horizon.value, self.calendar)),
            calendar=self.calendar,
        )

    def looking_again(self, horizon: Months, maturity: Months) -> Days:
        """What had happened by the as-of day, as it is known when the outcome has matured."""
        return Days(
            knowledge=self.matured(horizon, maturity),
            after=(BEGINNING,) * len(self.as_ofs),
            until=self.as_ofs,
            calendar=self.calendar,
        )

    def month_ahead(self, maturity: Months) -> Days:
        """What a training cohort may see: the month after the as-of day, known `maturity` later.

        It ends with the last day of the month that the next day lies in, so that the months after
        one month's end and the next leave out no day: after 29 Esfand comes all of Farvardin.
        """
        return Days(
            knowledge=self.month_matured(maturity),
            after=self.as_ofs,
            until=self._month_ends(),
            calendar=self.calendar,
        )

    def month_again(self, maturity: Months) -> Days:
        """What had happened by the as-of day, as it is known when the month after has matured."""
        return Days(
            knowledge=self.month_matured(maturity),
            after=(BEGINNING,) * len(self.as_ofs),
            until=self.as_ofs,
            calendar=self.calendar,
        )

    def month_matured(self, maturity: Months) -> tuple[date, ...]:
        """The day by which it is known what the month after each as-of day brought."""
        return tuple(shifted(self._month_ends(), maturity.value, self.calendar))

    def _month_ends(self) -> tuple[date, ...]:
        return tuple(month_end(day + timedelta(days=1), self.calendar) for day in self.as_ofs)

    def matured(self, horizon: Months, maturity: Months) -> tuple[date, ...]:
        """The day by which each as-of day's outcome is known."""
        return tuple(matured_on(day, horizon, maturity, self.calendar) for day in self.as_ofs)


def matured_on(as_of: date, horizon: Months, maturity: Months, calendar: Calendar) -> date:
    """The day by which the outcome of `as_of` is known: `as_of + horizon + maturity`."""
    # In one step, so that a month's end is clamped once.
    return shift(as_of, (horizon + maturity).value, calendar)
