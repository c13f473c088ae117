"""Which office could visit whom, and how much room it has by kind of act and month."""

from dataclasses import dataclass

import numpy as np

from coopscore.capacity import Capacity
from coopscore.errors import OutOfReach
from models.visits.frame import KINDS, Candidates, Ints

PROVINCES_OWN = ""  # the county of an office that serves those without one of their own


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office with room for acts, and those whom it could visit.

    Parameters
    ----------
    rows : array of int
        Places of its candidates in the frame, in order.
    rooms : array of int, shape (kinds, months)
        Acts by kind and month.
    """

    province: str
    county: str
    rows: Ints
    rooms: Ints

    @property
    def acts(self) -> int:
        """All of its acts."""
        return int(self.rooms.sum())

    def acts_of(self, kinds: tuple[str, ...]) -> int:
        """Its acts of some kinds."""
        return int(self.rooms[[KINDS.index(kind) for kind in kinds]].sum())


def offices_of(
    candidates: Candidates, capacity: Capacity, lot_kinds: tuple[str, ...]
) -> list[Office]:
    """The offices that have somebody to visit, by province and county.

    A county with rooms of its own is served by them alone, any other by its province's.

    Raises
    ------
    OutOfReach
        Where an office could draw nobody by lot: it has candidates, and no act that suits anybody.
    """
    rooms = _rooms(capacity)
    whose = [
        (province, county if (province, county) in rooms else PROVINCES_OWN)
        for province, county in zip(candidates.province, candidates.county, strict=True)
    ]
    places: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(whose):
        places.setdefault(key, []).append(row)
    nothing = np.zeros((len(KINDS), capacity.months), dtype=np.int64)
    offices = [
        Office(
            province=key[0],
            county=key[1],
            rows=np.array(rows, dtype=np.int64),
            rooms=rooms.get(key, nothing),
        )
        for key, rows in sorted(places.items())
    ]
    out = [office for office in offices if not office.acts_of(lot_kinds)]
    if out:
        raise OutOfReach(
            count=sum(len(office.rows) for office in out),
            places=[f"{office.province}/{office.county}".rstrip("/") for office in out],
        )
    return offices


def _rooms(capacity: Capacity) -> dict[tuple[str, str], Ints]:
    """Acts by kind and month of each office that has any."""
    months = {month: place for place, month in enumerate(capacity.calendar)}
    found: dict[tuple[str, str], Ints] = {}
    for room in capacity.rooms:
        key = (room.province, room.county)
        acts = found.setdefault(key, np.zeros((len(KINDS), len(months)), dtype=np.int64))
        acts[KINDS.index(room.kind), months[room.month]] += room.acts
    return found
