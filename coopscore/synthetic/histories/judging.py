"""Jurors' marks at the festival, and the places that follow from them.

Three jurors of the branch in each province mark four criteria; each is severe in their own way. The
points are the weighted mean. Places are given by points that stand beforehand, so that a chunk need
not know the others: as many are named, over the whole sector, as are told of the real festival.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.editions import Edition, Entries
from coopscore.synthetic.histories.officework import in_time, working
from coopscore.synthetic.histories.officials import JURORS, juror_severity, jurors
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Floats, Ints

# Families of criteria that the ministry names; its weights are not public (domain 10.7, assumed).
CRITERIA: Mapping[str, float] = {
    "economic": 0.35,
    "managerial": 0.20,
    "performance": 0.25,
    "obligations": 0.20,
}
PLACES = ("top", "commended", "none")
TOP, COMMENDED, NONE = range(3)
# How governance, finance and members show in each criterion; assumed.
_SHOWS = np.array([[0.1, 0.8, 0.3], [0.8, 0.1, 0.3], [0.4, 0.5, 0.4], [0.9, 0.3, 0.0]])
_MEAN, _STEP = 50.0, 10.0  # marks of a mean co-operative, and of a standard deviation; assumed
_ENTRY, _CRITERION = 0.5, 0.4  # what health does not say of an entry and of a criterion
_EYE = 6.0  # marks by which a juror differs from himself; assumed
_NATIONAL_EYE = 2.0  # points, of the national jury, which knows no provincial severity; assumed
# Points from which places are given, of one whose branch, province and year have no shock. Of 100
# eligible entrants about 3 are named top of their province and 2 commended: 16 of 334 entrants were
# sent on in Kurdistan (S77), 12 of 275 in Lorestan (S87). About 26 of 102,000 active are named by
# the nation (S83), and as many commended (assumed). Measured on 150,000 make-believe co-operatives.
PROVINCIAL_POINTS = (81.7, 79.1)
NATIONAL_POINTS = (91.6, 89.2)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The eligible entrants of an edition, and what was thought of them.

    Parameters
    ----------
    marks : Floats, shape (entrants, 3, 4)
        By juror and criterion, whole numbers from 0 to 100.
    panel : Ints, shape (entrants, 3)
        The jurors' places among all.
    points, national_points : Floats, shape (entrants,)
        0 to 100; the second of those whom the nation looked at.
    place, national_place : Ints, shape (entrants,)
        Places in PLACES.
    """

    edition: Edition
    who: Ints
    day: Ints  # on which the marks were given
    panel: Ints
    marks: Floats
    points: Floats
    place: Ints
    national_points: Floats
    national_place: Ints


def judge(chunk: Chunk, edition: Edition, entrants: Entries, rng: np.random.Generator) -> Judged:
    """What the three jurors of its branch and province thought of each eligible entrant."""
    world, sector = chunk.world, chunk.sector
    who = entrants.who[entrants.barred < 0]
    day = working(edition.closes + 1 + rng.integers(1, 12, len(who)))
    there = in_time(chunk, who, day)
    who, day = who[there], day[there]
    sizes = len(world.provinces), len(world.branches)
    panel = jurors(chunk.founded.province[who], chunk.founded.branch[who], sizes[1])
    merit = _MEAN + _STEP * _quality(chunk, who, edition, rng)
    seen = merit[:, None, :] - juror_severity(sector, *sizes)[panel][:, :, None]
    seen = seen + _EYE * rng.standard_normal((len(who), JURORS, len(CRITERIA)))
    marks = np.clip(np.rint(seen), 0, 100)
    weights = np.array(list(CRITERIA.values()))
    points = marks.mean(axis=1) @ weights
    needed = _handicap(chunk, who, edition.cycle)
    place = _places(points - needed, PROVINCIAL_POINTS)
    nation = np.clip(merit @ weights + _NATIONAL_EYE * rng.standard_normal(len(who)), 0, 100)
    return Judged(
        edition=edition,
        who=who,
        day=day,
        panel=panel,
        marks=marks,
        points=points,
        place=place,
        national_points=nation,
        national_place=np.where(place < NONE, _places(nation - needed, NATIONAL_POINTS), NONE),
    )


def _quality(chunk: Chunk, who: Ints, edition: Edition, rng: np.random.Generator) -> Floats:
    """What an entry is worth in each criterion, in standard deviations: (entrants, 4)."""
    health, cycle = chunk.health, edition.cycle
    level = np.stack([health.governance, health.finance, health.members], axis=-1)[who, cycle]
    known: Floats = level @ _SHOWS.T / np.linalg.norm(_SHOWS, axis=1)
    entry = _ENTRY * rng.standard_normal((len(who), 1))
    return known + entry + _CRITERION * rng.standard_normal(known.shape)


def _handicap(chunk: Chunk, who: Ints, cycle: int) -> Floats:
    """Points that an entrant has more than others because its branch, province and year do well.

    A winner is better than the peers of its branch (S89), so it needs as many more.
    """
    sector, founded = chunk.sector, chunk.founded
    shock = sector.branch_shock[founded.branch[who], cycle] + sector.year_shock[cycle]
    shock = shock + sector.province_shock[founded.province[who], cycle]
    gain = _SHOWS.sum(axis=1) / np.linalg.norm(_SHOWS, axis=1)
    return np.asarray(shock * _STEP * (gain @ np.array(list(CRITERIA.values()))))


def _places(points: Floats, limits: tuple[float, float]) -> Ints:
    return np.where(points >= limits[0], TOP, np.where(points >= limits[1], COMMENDED, NONE))
