"""A list of entrants in order: points, places, how firm each place is, and who is named.

Two names for two kinds of doubt, which are never mixed: the *rank set* comes from data error and
holds all true places of the list at once; the *spread* comes from assumptions that others might
have made. Both stand beside the one place that the edition's rules give.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from zlib import crc32

import numpy as np

from models.awards.edition import Edition
from models.awards.entrants import Entrant
from models.awards.judging import JUDGED, Jury, by_entry, jury_noise
from models.awards.normalisation import Floats
from models.awards.points import Cell, Points, drawn_points, list_points
from models.awards.ranks import RankSets, place_sets

# Why somebody eligible has no place.
UNKNOWN, UNJUDGED, NOT_SHORTLISTED = "unknown", "unjudged", "not_shortlisted"
_LAST = date.max


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entrant's line.

    Parameters
    ----------
    system, system_error : float
        The system's points, 0 to 100, and the standard error of data.
    jury_raw, jury, jury_error : float or None
        Jurors' mean marks, corrected for severity, and their standard error; None without marks.
    points, error : float
        What places are given by, and its standard error.
    place : int
        1 is best; equal points are put in order by the rule for ties.
    low, high : int
        The rank set: all places that are not refuted at the edition's level, over its own list.
    band : int
        1 for the first; nobody in a band is surely behind its first.
    top : mapping of int to bool
        Whether it may be among the K best.
    tied_by : str
        The rule that put it behind another of equal points; empty for none.
    named : bool
        Whether the quota names it.
    """

    coop_id: str
    system: float
    system_error: float
    known: float
    jury_raw: float | None
    jury: float | None
    jury_error: float | None
    points: float
    error: float
    place: int
    low: int
    high: int
    band: int
    top: Mapping[int, bool]
    tied_by: str
    named: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class PlaceList:
    """A list of a branch in a province, or of the nation's (`cell` with "" for the province).

    `left_out` names those without a place and why; `sets` hold what the rows' sets rest on.
    """

    cell: Cell
    rows: tuple[Row, ...]
    jury: Jury
    sets: RankSets | None
    left_out: Mapping[str, str] = field(default_factory=dict)


def place_list(
    edition: Edition,
    points: Points,
    entrants: Sequence[Entrant],
    cell: Cell,
    rows: Sequence[int],
    jury: Jury,
    *,
    quota: int,
) -> PlaceList:
    """The list of some entrants (rows in the order of ids), by system and jury.

    Where a jury judged, the points are the edition's mixture of both, and who has no marks has no
    place. Else the system's points stand alone.
    """
    left_out = {entrants[row].coop_id: UNKNOWN for row in rows if np.isnan(points.points[row])}
    placed = [row for row in rows if not np.isnan(points.points[row])]
    judged = by_entry(jury.estimate) if jury.state == JUDGED and jury.estimate else {}
    if judged:
        left_out |= {
            entrants[row].coop_id: UNJUDGED for row in placed if entrants[row].coop_id not in judged
        }
        placed = [row for row in placed if entrants[row].coop_id in judged]
    if not placed:
        return PlaceList(cell=cell, rows=(), jury=jury, sets=None, left_out=left_out)
    ids = [entrants[row].coop_id for row in placed]
    found = _Mixed.of(edition, points, cell, placed, ids, jury)
    uncertainty = edition.uncertainty
    sets = place_sets(
        found.points,
        found.errors,
        level=uncertainty.level,
        seed=uncertainty.seed,
        top=[k for k in uncertainty.top if k < len(placed)],
    )
    order, tied = _in_order(edition, points, entrants, placed, found)
    made = [
        _row(points, placed[at], ids[at], at, found, sets, place, tied[at], place <= quota)
        for place, at in enumerate(order, start=1)
    ]
    return PlaceList(cell=cell, rows=tuple(made), jury=jury, sets=sets, left_out=left_out)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Mixed:
    """Points of placed entrants: the system's, the jury's, and both together with errors drawn."""

    system: Floats
    system_error: Floats
    raw: Floats | None
    jury: Floats | None
    jury_error: Floats | None
    points: Floats
    errors: Floats  # (draws, n), centred

    @cached_property
    def error(self) -> Floats:
        """The standard error of the points of each."""
        found: Floats = self.errors.std(axis=0, ddof=1)
        return found

    @classmethod
    def of(
        cls,
        edition: Edition,
        points: Points,
        cell: Cell,
        placed: Sequence[int],
        ids: Sequence[str],
        jury: Jury,
    ) -> "_Mixed":
        """Both together, as the edition mixes them."""
        system = list_points(edition, points, cell, placed)
        drawn = drawn_points(edition, points, cell, placed)
        noise = drawn - drawn.mean(axis=0)
        error = noise.std(axis=0, ddof=1)
        estimate = jury.estimate if jury.state == JUDGED else None
        if estimate is None:
            return cls(
                system=system, system_error=error, raw=None, jury=None, jury_error=None,
                points=system, errors=noise,
            )  # fmt: skip
        at = [by_entry(estimate)[coop_id] for coop_id in ids]
        share = edition.jury.share
        seed = [edition.uncertainty.seed, 1, *(crc32(part.encode()) for part in cell)]
        other = jury_noise(estimate, len(noise), np.random.default_rng(seed))[:, at]
        corrected = estimate.corrected[at]
        return cls(
            system=system, system_error=error, raw=estimate.raw[at], jury=corrected,
            jury_error=estimate.error[at],
            points=(1 - share) * system + share * corrected,
            errors=(1 - share) * noise + share * other,
        )  # fmt: skip


def _in_order(
    edition: Edition,
    points: Points,
    entrants: Sequence[Entrant],
    placed: Sequence[int],
    found: _Mixed,
) -> tuple[list[int], list[str]]:
    """The order of the placed, and by which rule each stands behind one of equal points."""

    def most_first(value: float) -> float:
        return float("inf") if np.isnan(value) else -round(float(value), 9)

    def key(at: int) -> dict[str, object]:
        row = placed[at]
        entrant = entrants[row]
        return {
            "obligations": most_first(points.obligations[row]),
            "system": most_first(found.system[at]),
            "jury": most_first(found.jury[at]) if found.jury is not None else 0.0,
            "completed_on": entrant.completed_on or _LAST,
            "national_id": entrant.national_id,
        }

    keys = [key(at) for at in range(len(placed))]
    # Rounded as shown: who cannot be told apart on the page is told apart by the rule alone.
    shown = [round(float(value), edition.digits) for value in found.points]
    order = sorted(
        range(len(placed)),
        key=lambda at: (
            -shown[at],
            *(keys[at][rule] for rule in edition.ties),
            entrants[placed[at]].coop_id,
        ),
    )
    tied = [""] * len(placed)
    for before, at in pairwise(order):
        if shown[before] == shown[at]:
            rules = [rule for rule in edition.ties if keys[before][rule] != keys[at][rule]]
            tied[at] = rules[0] if rules else "coop_id"
    return order, tied


def _row(
    points: Points,
    row: int,
    coop_id: str,
    at: int,
    found: _Mixed,
    sets: RankSets,
    place: int,
    tied_by: str,
    named: bool,
) -> Row:
    def one(of: Floats | None) -> float | None:
        return None if of is None or np.isnan(of[at]) else float(of[at])

    return Row(
        coop_id=coop_id,
        system=float(found.system[at]),
        system_error=float(found.system_error[at]),
        known=float(points.known[row]),
        jury_raw=one(found.raw),
        jury=one(found.jury),
        jury_error=one(found.jury_error),
        points=float(found.points[at]),
        error=float(found.error[at]),
        place=place,
        # Of equal ones the rule for ties puts one behind, whose set holds that place too.
        low=min(place, int(sets.low[at])),
        high=max(place, int(sets.high[at])),
        band=int(sets.band[at]),
        top={k: bool(inside[at]) for k, inside in sets.top.items()},
        tied_by=tied_by,
        named=named,
    )
