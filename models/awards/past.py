"""Entrants of editions with what was known of them, and the places that points give them."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]

MOST_RELEVANT = 30  # that a gain of two to its power can still be told


@dataclass(frozen=True, kw_only=True, eq=False)
class Past:
    """Entrants of editions, one row an entrant and edition; arrays (n,) and (n, indicators).

    Parameters
    ----------
    edition : array of int
    group : array of text
        Who is ranked together: branch and province, or province.
    coop_id : array of text
    features : array of float
        Indicators as they stood on the edition's own cut-off day; nan where unknown.
    relevance : array of float
        What each was named: 0 for nothing, whole numbers above it for more; nan where it is not
        known.
    index : array of float
        Points of the index, higher is better; nan where there are none.

    Raises
    ------
    ValueError
        Where lengths differ, an entrant stands twice in an edition, or a relevance is no whole
        number from 0 to 30.
    """

    edition: Ints
    group: Objects
    coop_id: Objects
    features: Floats
    relevance: Floats
    index: Floats

    def __post_init__(self) -> None:
        if len({len(column) for column in vars(self).values()}) != 1:
            raise ValueError("entrants have one element in each column")
        if len(set(zip(self.edition, self.coop_id, strict=True))) != len(self.edition):
            raise ValueError("an entrant stands in an edition once")
        told = self.relevance[~np.isnan(self.relevance)]
        if len(told) and not (
            (told == np.round(told)).all() and 0 <= told.min() <= told.max() <= MOST_RELEVANT
        ):
            raise ValueError(f"what one was named is a whole number from 0 to {MOST_RELEVANT}")

    def __len__(self) -> int:
        return len(self.edition)

    def take(self, rows: Flags | Ints) -> "Past":
        """Some of the rows, or all in another order."""
        return Past(**{name: column[rows] for name, column in vars(self).items()})

    def ordered(self) -> "Past":
        """The rows by edition, group and co-operative."""
        keys = (self.coop_id.astype(str), self.group.astype(str), self.edition)
        return self.take(np.lexsort(keys))

    @property
    def sizes(self) -> Ints:
        """How many stand in each run of one edition and group."""
        group = self.group.astype(str)
        starts = np.ones(len(self), dtype=np.bool_)
        starts[1:] = (self.edition[1:] != self.edition[:-1]) | (group[1:] != group[:-1])
        ends = np.append(np.flatnonzero(starts), len(self))
        return np.asarray(np.diff(ends), dtype=np.int64)


def placed(rows: Past, points: Floats) -> Ints:
    """The place of each row in its edition and group by points, from 1; who has none comes last.

    What is equal is put in order by id, so that nothing hangs on the order of rows.
    """
    group, who = rows.group.astype(str), rows.coop_id.astype(str)
    low = np.where(np.isnan(points), np.inf, -points)
    order = np.lexsort((who, low, group, rows.edition))
    sizes = rows.take(order).sizes
    starts = np.repeat(np.r_[0, np.cumsum(sizes)[:-1]], sizes)
    found = np.empty(len(rows), dtype=np.int64)
    found[order] = np.arange(len(rows)) - starts + 1
    return found


def ndcg(relevance: Floats, place: Ints, top: int) -> float:
    """Normalised discounted cumulative gain of the first places of one group, 0 to 1.

    A gain is two to the power of the relevance, less one; that of place p is divided by
    log2(p + 1), and the sum by that of the best order. At least one relevance is over 0.
    """
    gain = 2.0**relevance - 1
    found = float((gain / np.log2(place + 1))[place <= top].sum())
    best = np.sort(gain)[::-1][:top]
    return found / cast(float, (best / np.log2(np.arange(len(best)) + 2)).sum())
