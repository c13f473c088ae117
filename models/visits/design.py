"""The design of a plan: who is certain to be visited, and who is drawn by lot from whom.

A stratum is a county's office, or a province's, or the small counties of a province together. Its
lot is a simple random sample without replacement, of a fixed number, from everybody who is not
certain: so what it finds has an exact distribution, the hypergeometric.

Counties that are too small for a lot of their own share one. Each then keeps as much room as the
whole lot may need, since all of it may fall there; what the draw leaves free is given to the next
by priority. Their probabilities follow from the same draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import hypergeom

from models.visits.filling import Filling
from models.visits.frame import KINDS, Candidates, Floats, Ints
from models.visits.offices import PROVINCES_OWN, Office
from models.visits.priority import Priority, priority_of, suits_of
from models.visits.rounding import least_lot, rounded
from models.visits.settings import VisitSettings
from models.visits.tickets import start_of


@dataclass(frozen=True, kw_only=True)
class Certain:
    """Who an office visits whatever is drawn, each with the slice that took it."""

    rows: Ints
    slices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """An office in the design.

    Parameters
    ----------
    certain : Certain
    line : array of int
        Everybody else, by priority.
    fillers : int
        How many at the front of the line may fill what a lot leaves free: those with a priority.
    kept : array of int, shape (kinds, months)
        Room kept for the lot and for those who fill what it leaves.
    """

    office: Office
    certain: Certain
    line: Ints
    fillers: int
    kept: Ints

    @property
    def room(self) -> int:
        """Acts kept for the lot."""
        return int(self.kept.sum())


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """Offices whose lot is drawn together.

    Parameters
    ----------
    lot : int
        Visits by lot, from all lines together; 0 where nobody is left.
    """

    name: str
    desks: tuple[Desk, ...]
    lot: int

    @property
    def population(self) -> int:
        """Everybody who could be taken."""
        return sum(len(desk.office.rows) for desk in self.desks)

    @property
    def left(self) -> Ints:
        """Everybody whom the lot may draw."""
        return np.concatenate([desk.line for desk in self.desks])

    def probabilities(self) -> tuple[Ints, Floats]:
        """Rows of the stratum, and the probability of each to be taken, over 0 up to 1."""
        certain = [desk.certain.rows for desk in self.desks]
        left = len(self.left)
        drawn = [chances(desk, left, self.lot) for desk in self.desks]
        sure = np.ones(sum(map(len, certain)))
        return np.concatenate([*certain, self.left]), np.concatenate([sure, *drawn])


def chances(desk: Desk, left: int, lot: int) -> Floats:
    """Of each in a desk's line, the probability to be drawn or to fill what the lot leaves free.

    The j-th is drawn with probability lot / left. Undrawn, it is taken where, of those behind it in
    its line, no more than room - j are drawn: then the drawn and all before it leave it a place.
    """
    line = len(desk.line)
    drawn = np.full(line, lot / left if left else 0.0)
    place = np.arange(1, min(desk.room, desk.fillers) + 1)
    fills = hypergeom.cdf(desk.room - place, left - 1, line - place, lot)
    drawn[: len(place)] += (1 - drawn[: len(place)]) * fills
    found: Floats = np.minimum(drawn, 1.0)
    return found


def strata_of(
    candidates: Candidates, offices: Sequence[Office], settings: VisitSettings, when: str
) -> list[Stratum]:
    """The strata of all offices, by name.

    Parameters
    ----------
    when : str
        Of the plan: places are rounded up in turn from plan to plan, whatever the seed of the lot.
    """
    lines = priority_of(candidates, settings.rank_by)
    suits = suits_of(candidates, settings.lot_kinds)
    maker = _Maker(lines=lines, suits=suits, settings=settings)
    found: list[Stratum] = []
    for province in sorted({office.province for office in offices}):
        groups = _groups([one for one in offices if one.province == province], settings)
        lots = rounded(
            [settings.random * sum(one.acts for one in group) for _, group in groups],
            start_of(f"{when}|{province}"),
        )
        found += [
            maker.stratum(name, group, lot) for (name, group), lot in zip(groups, lots, strict=True)
        ]
    return sorted(found, key=lambda one: one.name)


def _groups(offices: Sequence[Office], settings: VisitSettings) -> list[tuple[str, list[Office]]]:
    """Offices that draw together: each alone that has enough visits by lot, the rest as one."""
    small = [
        one
        for one in offices
        if one.county != PROVINCES_OWN and settings.random * one.acts < settings.own_from
    ]
    if len(small) < 2:
        small = []
    alone = [(_name(one), [one]) for one in offices if one not in small]
    return [*alone, (f"{small[0].province}/*", small)] if small else alone


def _name(office: Office) -> str:
    return (
        office.province if office.county == PROVINCES_OWN else f"{office.province}/{office.county}"
    )


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """What strata are made by."""

    lines: Priority
    suits: Sequence[frozenset[int]]
    settings: VisitSettings

    def stratum(self, name: str, offices: Sequence[Office], lot: int) -> Stratum:
        """Some offices' stratum, with a lot of so many, or more where somebody's chance asks it."""
        population = sum(len(one.rows) for one in offices)
        acts = sum(one.acts for one in offices)
        lot = max(lot, least_lot(population, acts, self.settings.least_probability))
        lot = min(lot, *(one.acts_of(self.settings.lot_kinds) for one in offices))
        desks = [self.desk(one, lot, is_alone=len(offices) == 1) for one in offices]
        # Where rooms of an office alone are left over, because few are scored, more are drawn.
        lot = desks[0].room if len(desks) == 1 else lot
        return Stratum(
            name=name, desks=tuple(desks), lot=min(lot, sum(len(desk.line) for desk in desks))
        )

    def desk(self, office: Office, lot: int, *, is_alone: bool) -> Desk:
        """An office with room kept for the lot, and the rest filled by priority."""
        lines = self.lines.among(office.rows)
        kept = kept_rooms(office, self.settings.lot_kinds, lot)
        room = (office.rooms - kept).sum(axis=1)
        certain, filling = filled(office, lines, self.suits, self.settings, lot=lot, room=room)
        is_left = ~np.isin(lines.whole, certain.rows)
        if is_alone:
            kept = kept + _left_over(office, kept, filling, self.settings.lot_kinds)
        desk = Desk(
            office=office,
            certain=certain,
            line=lines.whole[is_left],
            fillers=int(is_left[: lines.led].sum()),
            kept=kept,
        )
        return _without_line(desk) if len(desk.line) <= desk.room else desk


def filled(
    office: Office,
    lines: Priority,
    suits: Sequence[frozenset[int]],
    settings: VisitSettings,
    *,
    lot: int,
    room: Ints,
) -> tuple[Certain, Filling]:
    """Duties as far as they may go, then risk and revival by their shares, then who is next.

    Parameters
    ----------
    lot : int
        Acts of the office that are not to be filled so.
    room : array of int, shape (kinds,)
        Acts that are.
    """
    duty_most = int(settings.duty_most * office.acts)
    revival_most = int(settings.revival * office.acts + 0.5)
    taken: list[tuple[int, str]] = []
    filling = Filling(room)

    def take(line: Ints, name: str, most: int) -> int:
        count = 0
        for row in line.tolist():
            if count >= most:
                break
            if row not in filling and filling.place(row, suits[row]):
                taken.append((row, name))
                count += 1
        return count

    duties = take(lines.duty, "duty", duty_most)
    others = office.acts - lot - duties
    take(lines.risk, "risk", others - revival_most)
    take(lines.revival, "revival", revival_most)
    for line, name in ((lines.risk, "risk"), (lines.revival, "revival"), (lines.duty, "duty")):
        take(line, name, office.acts)
    rows = np.array([row for row, _ in taken], dtype=np.int64)
    return Certain(rows=rows, slices=tuple(name for _, name in taken)), filling


def kept_rooms(office: Office, lot_kinds: tuple[str, ...], lot: int) -> Ints:
    """Room for a lot of so many, spread evenly over the acts that suit anybody, month by month."""
    open_rooms = np.zeros_like(office.rooms)
    places = [KINDS.index(kind) for kind in lot_kinds]
    open_rooms[places] = office.rooms[places]
    in_order = open_rooms.T.ravel()
    ends = np.cumsum(in_order)
    start = start_of(f"{office.province}|{office.county}")
    marks = ((np.arange(lot) + start) * ends[-1] / max(1, lot)).astype(np.int64)
    counts = np.bincount(np.searchsorted(ends, marks, side="right"), minlength=len(ends))
    return counts.astype(np.int64).reshape(open_rooms.T.shape).T


def _left_over(office: Office, kept: Ints, filling: Filling, lot_kinds: tuple[str, ...]) -> Ints:
    """Rooms that suit anybody and that nobody by priority took, the last months' first."""
    more = np.zeros_like(kept)
    for kind in lot_kinds:
        place = KINDS.index(kind)
        left = filling.left[place]
        for month in range(kept.shape[1] - 1, -1, -1):
            here = min(left, int(office.rooms[place, month] - kept[place, month]))
            more[place, month] += here
            left -= here
    return more


def _without_line(desk: Desk) -> Desk:
    """The desk where there is room for everybody: they are certain, too."""
    certain = Certain(
        rows=np.concatenate([desk.certain.rows, desk.line]),
        slices=(*desk.certain.slices, *("random",) * len(desk.line)),
    )
    return replace(desk, certain=certain, line=desk.line[:0], fillers=0)
