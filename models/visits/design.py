"""The design of a plan: who is certain to be visited, and who is drawn by lot from whom.

A stratum is a county's office, or a province's, or the small counties of a province together. Its
lot is a simple random sample without replacement, of a fixed number, from everybody who is not
certain: so what it finds has an exact distribution, the hypergeometric.

Counties that are too small for a lot of their own share one (`joining.py`). Each then keeps as
much room as the whole lot may need, since all of it may fall there; what the draw leaves free is
given to those next by the same shares. Their probabilities follow from the same draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from scipy.stats import hypergeom

from models.visits.filling import Filling
from models.visits.frame import KINDS, Candidates, Floats, Ints
from models.visits.joining import joined, name_of
from models.visits.offices import Office
from models.visits.priority import Priority, priority_of, suits_of
from models.visits.quotas import Quotas, Taken
from models.visits.rounding import least_lot, rounded
from models.visits.settings import VisitSettings
from models.visits.tickets import start_of


@dataclass(frozen=True, kw_only=True)
class Desk:
    """An office in the design.

    Parameters
    ----------
    certain : Taken
        Who is visited whatever is drawn.
    fillers : Taken
        Who may fill what a lot leaves free, in this order; none where it is drawn for it alone.
    line : array of int
        Everybody who is not certain: those fillers, and then the others by priority.
    kept : array of int, shape (kinds, months)
        Room kept for the lot and for those who fill what it leaves.
    """

    office: Office
    certain: Taken
    fillers: Taken
    line: Ints
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

    def keeps(self, least_probability: float) -> bool:
        """Whether nobody's chance is under a probability."""
        return self.lot >= needed(len(self.left), least_probability)

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
    place = np.arange(1, len(desk.fillers.rows) + 1)
    fills = hypergeom.cdf(desk.room - place, left - 1, line - place, lot)
    drawn[: len(place)] += (1 - drawn[: len(place)]) * fills
    found: Floats = np.minimum(drawn, 1.0)
    return found


def needed(left: int, least_probability: float) -> int:
    """Visits by lot that give each of so many a chance of so much."""
    return ceil(least_probability * left - 1e-9)


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
        groups = joined([one for one in offices if one.province == province], lines, settings)
        lots = rounded(
            [settings.random * sum(one.acts for one in group) for group in groups],
            start_of(f"{when}|{province}"),
        )
        for group, lot in zip(groups, lots, strict=True):
            found += maker.strata(group, lot)
    return sorted(found, key=lambda one: one.name)


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """What strata are made by."""

    lines: Priority
    suits: Sequence[frozenset[int]]
    settings: VisitSettings

    def strata(self, group: Sequence[Office], lot: int) -> list[Stratum]:
        """A group's stratum; or each office's own, where one has too few acts for their lot."""
        lot = max(lot, self.least(group))
        if lot <= self.most(group):
            made = self.stratum(group, lot)
            if len(group) == 1 or made.keeps(self.settings.least_probability):
                return [made]
        singles = [(one,) for one in group]
        lots = [max(lot if len(group) == 1 else 1, self.least(one)) for one in singles]
        return [
            self.stratum(one, min(lot, self.most(one)))
            for one, lot in zip(singles, lots, strict=True)
        ]

    def least(self, group: Sequence[Office]) -> int:
        """Visits by lot under which somebody's chance is too small, where all acts are filled."""
        population = sum(len(one.rows) for one in group)
        acts = sum(one.acts for one in group)
        return least_lot(population, acts, self.settings.least_probability, len(group))

    def most(self, group: Sequence[Office]) -> int:
        """Visits by lot that each office has room for."""
        return min(one.acts_of(self.settings.lot_kinds) for one in group)

    def stratum(self, group: Sequence[Office], lot: int) -> Stratum:
        """A group's stratum, with a lot of so many, or more where somebody's chance asks it."""
        most, least = self.most(group), self.settings.least_probability
        while True:
            made = self.drawn(group, lot)
            if lot >= most or made.keeps(least):
                return made
            lot = min(most, max(lot + 1, needed(len(made.left), least)))

    def drawn(self, group: Sequence[Office], lot: int) -> Stratum:
        """A group's stratum with a lot of so many."""
        is_alone = len(group) == 1
        desks = tuple(self.desk(one, lot, is_alone=is_alone) for one in group)
        # Where rooms of an office alone are left over, because few are scored, more are drawn.
        lot = desks[0].room if is_alone else lot
        left = sum(len(desk.line) for desk in desks)
        return Stratum(name=name_of(group), desks=desks, lot=min(lot, left))

    def desk(self, office: Office, lot: int, *, is_alone: bool) -> Desk:
        """An office with room kept for the lot, and the rest filled by priority."""
        lines = self.lines.among(office.rows)
        kept = kept_rooms(office, self.settings.lot_kinds, lot)
        room = (office.rooms - kept).sum(axis=1)
        quotas = Quotas(office, lines, self.suits, self.settings, room)
        certain, fillers = quotas.fill(lot), Taken.of([])
        if is_alone:
            kept = kept + _left_over(office, kept, quotas.filling, self.settings.lot_kinds)
        else:
            quotas.filling.widen(kept.sum(axis=1))
            fillers = quotas.fill(0)
        first = np.concatenate([certain.rows, fillers.rows])
        rest = lines.whole[~np.isin(lines.whole, first)]
        line = np.concatenate([fillers.rows, rest])
        desk = Desk(office=office, certain=certain, fillers=fillers, line=line, kept=kept)
        return _without_line(desk) if is_alone and len(line) <= desk.room else desk


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
    certain = Taken(
        rows=np.concatenate([desk.certain.rows, desk.line]),
        slices=(*desk.certain.slices, *("random",) * len(desk.line)),
    )
    return replace(desk, certain=certain, line=desk.line[:0])
