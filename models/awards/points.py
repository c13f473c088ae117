"""Points of the system: each entrant's figures beside the peers of its branch, and their error.

Peers are all operating co-operatives of the branch on the register, entrants or not: who else
enters, or leaves, changes nobody's points (Copeland's comparison of entrants apart). A branch with
too few peers is laid on the scale of all operating co-operatives, and that is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np

from models.awards.data_error import Measured, Revisions, revisions
from models.awards.edition import Edition
from models.awards.entrants import Entrant, Figures, Table
from models.awards.index import COPELAND, composite, known_share
from models.awards.normalisation import Flags, Floats, Scale, normalised, scales_of

LEAST_PEERS = 30
_AT_ONCE = 300  # entrants whose draws are held at once
OBLIGATIONS = "obligations"

# A list of entrants that are judged beside each other: branch and province; "" is the nation.
Cell = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Scales:
    """The scales of one branch, and whether they are those of all branches for want of peers."""

    scales: tuple[Scale, ...]
    peers: int
    pooled: bool
    figures: Floats  # of the peers, on the scales: (p, m)

    @cached_property
    def medians(self) -> Floats:
        """The medians (m,) of the peers' figures; .5 where none is known."""
        empty = np.isnan(self.figures).all(axis=0)
        found: Floats = np.nanmedian(np.where(empty, 0.5, self.figures), axis=0)
        return found


@dataclass(frozen=True, kw_only=True)
class Points:
    """The system's points of all entrants, one row each in their order.

    Parameters
    ----------
    values, normalised : array of float (n, m)
        In units, and on the branch's scale; nan where not known.
    points : array of float (n,)
        0 to 100; nan where nothing that weighs is known.
    obligations : array of float (n,)
        Points of the criterion alone that breaks ties; nan where the edition has none.
    known : array of float (n,)
        The share of the weight that is known, 0 to 1.
    scales : mapping of branch to Scales
    revised : Revisions
    """

    values: Floats
    counts: Floats
    normalised: Floats
    points: Floats
    obligations: Floats
    known: Floats
    scales: Mapping[str, Scales]
    revised: Revisions


def points_of(edition: Edition, figures: Figures, entrants: Sequence[Entrant]) -> Points:
    """The points of entrants by the figures of the cut-off day."""
    weights = judged_weights(edition)
    now = figures.now
    branches = sorted({one.branch for one in entrants})
    scales = {branch: _scales(edition, now, branch) for branch in branches}
    place = {coop_id: at for at, coop_id in enumerate(now.coop_ids)}
    rows = np.array([place.get(one.coop_id, -1) for one in entrants], dtype=np.int64)
    values, counts = (_taken(of, rows) for of in (now.values, now.counts))
    laid = np.full(values.shape, np.nan)
    for branch, own in scales.items():
        mine = np.array([one.branch == branch for one in entrants], dtype=np.bool_)
        laid[mine] = normalised(values[mine], own.scales)
    duties = [one.criterion == OBLIGATIONS for one in edition.judged]
    found = np.full(len(entrants), np.nan)
    tied = np.full(len(entrants), np.nan)
    for (branch, _), of in cells(entrants).items():
        found[of] = index_of(edition, laid[of], scales[branch])
    if any(duties):
        tied = _mean(laid[:, duties], weights[duties])
    return Points(
        values=values,
        counts=counts,
        normalised=laid,
        points=found,
        obligations=tied,
        known=known_share(laid, weights),
        scales=scales,
        revised=_revised(edition, figures, scales),
    )


def judged_weights(edition: Edition) -> Floats:
    """The stated weights of the judged indicators, which add up to 1."""
    return np.array([weight for weight in edition.weights if weight > 0], dtype=np.float64)


def cells(entrants: Sequence[Entrant]) -> dict[Cell, list[int]]:
    """The rows of each branch in a province, in the order of lists and of ids."""
    found: dict[Cell, list[int]] = {}
    for row in sorted(range(len(entrants)), key=lambda row: entrants[row].coop_id):
        found.setdefault((entrants[row].branch, entrants[row].province), []).append(row)
    return dict(sorted(found.items()))


def index_of(edition: Edition, laid: Floats, own: Scales) -> Floats:
    """The index (..., n) of figures on a branch's scale (..., n, m), 0 to 100."""
    return composite(
        laid,
        judged_weights(edition),
        aggregation=edition.index.aggregation,
        gaps=edition.index.gaps,
        medians=own.medians,
    )


def list_points(edition: Edition, points: Points, cell: Cell, rows: Sequence[int]) -> Floats:
    """The points of a list's entrants: by Copeland those among its own, whichever list it is."""
    if edition.index.aggregation != COPELAND:
        found: Floats = points.points[np.asarray(rows)]
        return found
    return index_of(edition, points.normalised[np.asarray(rows)], points.scales[cell[0]])


def drawn_points(edition: Edition, points: Points, cell: Cell, rows: Sequence[int]) -> Floats:
    """Points of a list's entrants as they may have been, by data error alone: (draws, rows).

    The draws hang on the edition's seed and the list; rows stand in the order of ids.
    """
    own = points.scales[cell[0]]
    measured = Measured(
        values=points.values,
        counts=points.counts,
        scales=own.scales,
        revised=points.revised,
        peers=own.figures,
    )
    seed = [edition.uncertainty.seed, *(crc32(part.encode()) for part in cell)]
    rng = np.random.default_rng(seed)
    if edition.index.aggregation == COPELAND:
        drawn = measured.draws(np.asarray(rows, dtype=np.int64), edition.uncertainty.draws, rng)
        return index_of(edition, drawn, own)
    found = np.empty((edition.uncertainty.draws, len(rows)))
    for start in range(0, len(rows), _AT_ONCE):
        some = np.asarray(rows[start : start + _AT_ONCE], dtype=np.int64)
        drawn = measured.draws(some, edition.uncertainty.draws, rng)
        found[:, start : start + _AT_ONCE] = index_of(edition, drawn, own)
    return found


def peers_of(now: Table, branch: str) -> tuple[Flags, bool]:
    """Whom a branch is laid beside, and whether these are of all branches for want of its own."""
    mine = now.operating & np.array([one == branch for one in now.branches], dtype=np.bool_)
    pooled = int(mine.sum()) < LEAST_PEERS
    return (now.operating if pooled else mine), pooled


def _scales(edition: Edition, now: Table, branch: str) -> Scales:
    peers, pooled = peers_of(now, branch)
    scales = scales_of(
        now.values,
        peers,
        method=edition.index.normalisation,
        directions=[one.sign for one in edition.judged],
        targets=[one.target for one in edition.judged],
        winsorise=edition.index.winsorise,
    )
    return Scales(
        scales=scales,
        peers=int(peers.sum()),
        pooled=pooled,
        figures=normalised(now.values[peers], scales),
    )


def _revised(edition: Edition, figures: Figures, scales: Mapping[str, Scales]) -> Revisions:
    """What corrections changed among the operating of the earlier day, each on its branch's scale.

    All branches together: a branch alone has too few corrections to draw from.
    """
    first, later = figures.first, figures.corrected
    place = {coop_id: at for at, coop_id in enumerate(later.coop_ids)}
    known = [
        at
        for at, coop_id in enumerate(first.coop_ids)
        if first.operating[at] and coop_id in place and first.branches[at] in scales
    ]
    after = [place[first.coop_ids[at]] for at in known]
    told = np.full((len(known), len(edition.judged)), np.nan)
    corrected = told.copy()
    of = [first.branches[at] for at in known]
    for branch, own in scales.items():
        mine = np.array([one == branch for one in of], dtype=np.bool_)
        told[mine] = normalised(first.values[known][mine], own.scales)
        corrected[mine] = normalised(later.values[after][mine], own.scales)
    return revisions(told, corrected)


def _mean(laid: Floats, weights: Floats) -> Floats:
    return composite(laid, weights, aggregation="arithmetic", gaps="reweight")


def _taken(of: Floats, rows: np.ndarray) -> Floats:
    """Rows of a table; nan for one that is not there."""
    found = np.full((len(rows), of.shape[1]), np.nan)
    found[rows >= 0] = of[rows[rows >= 0]]
    return found
