"""What offices have people for: acts by province, county, kind and month.

Rooms are what a plan may fill, and never more. A room without a county is the province's own: it
serves the counties that have no room of their own.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from coopscore.calendar import every, month_end, months, shift
from coopscore.errors import InvalidCapacity
from coopscore.language import Text

MOST_MONTHS = 12

NO_ACTS = Text(en="no act at all", fa="هیچ اقدامی در آن نیست")
TOO_LONG = Text(en="its months span more than twelve", fa="ماه‌های آن بیش از دوازده ماه است")


@dataclass(frozen=True, kw_only=True, order=True)
class Room:
    """So many acts of a kind in a month, by one office.

    Parameters
    ----------
    province : str
        A key of `PROVINCE`.
    county : str
        Empty where the province's office does them.
    kind : str
        A key of `ACT_KIND`.
    month : date
        First day of a Jalali month.
    acts : int, 0 or more
    """

    province: str
    county: str
    kind: str
    month: date
    acts: int


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """All rooms of a plan, each office, kind and month once, in their order."""

    rooms: tuple[Room, ...]

    @classmethod
    def of(cls, rooms: Iterable[Room]) -> "Capacity":
        """The rooms in order; those without an act are left out.

        Raises
        ------
        InvalidCapacity
            Where there are no acts at all, or months from first to last are more than twelve.
        """
        kept = tuple(sorted(room for room in rooms if room.acts))
        if not kept:
            raise InvalidCapacity(faults=NO_ACTS)
        capacity = cls(rooms=kept)
        if capacity.months > MOST_MONTHS:
            raise InvalidCapacity(faults=TOO_LONG)
        return capacity

    @cached_property
    def acts(self) -> int:
        """Acts of all offices, kinds and months."""
        return sum(room.acts for room in self.rooms)

    @cached_property
    def calendar(self) -> tuple[date, ...]:
        """First days of all months from the first to the last with an act."""
        told = {room.month for room in self.rooms}
        return every(min(told), max(told), months(1), "jalali")

    @property
    def first_month(self) -> date:
        """First day of the first month with an act."""
        return self.calendar[0]

    @property
    def months(self) -> int:
        """Months from the first to the last with an act, both counted."""
        return len(self.calendar)

    @property
    def sha256(self) -> str:
        """Of the rooms as content, whatever file they came from."""
        text = json.dumps(self.content(), ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    def content(self) -> list[list[Any]]:
        """The rooms as JSON holds them: `[province, county, kind, month, acts]`."""
        return [
            [room.province, room.county, room.kind, room.month.isoformat(), room.acts]
            for room in self.rooms
        ]


def first_of_month(day: date) -> date:
    """First day of the Jalali month that `day` lies in."""
    return date.fromordinal(month_end(shift(day, -1, "jalali"), "jalali").toordinal() + 1)
