"""What draws say of places: how often each is first or among the best, and where most draws lie.

It is a summary of draws, and no confidence set: the place of a draw leans to the middle wherever
values are close. Rank sets (`ranks`) say what is firm; this says how a coin would fall.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.awards.normalisation import Floats, Ints
from models.awards.ranks import places

_CELLS = 2_000_000


@dataclass(frozen=True, kw_only=True)
class PlaceDraws:
    """Places over D draws of n co-operatives.

    Parameters
    ----------
    first : array of float (n,), 0 to 1
        Share of draws in which it is first, alone or with others.
    top : mapping of K to array of float (n,), 0 to 1
        Share of draws in which its place is K or better.
    low, high : array of int (n,)
        Places between which it lies in `spread` of the draws, as many left out at each end.
    draws : int
    spread : float
    """

    first: Floats
    top: Mapping[int, Floats]
    low: Ints
    high: Ints
    draws: int
    spread: float


def place_draws(points: Floats, *, top: Sequence[int] = (), spread: float = 0.9) -> PlaceDraws:
    """The summary of an index drawn D times, (D, n); more is better.

    Raises
    ------
    ValueError
        Where a point is nan, there is no draw, or the spread lies outside of 0 to 1.
    """
    if len(points) == 0 or np.isnan(points).any() or not 0 < spread < 1:
        raise ValueError("draws are numbers, one at least, and the spread lies between 0 and 1")
    found = drawn_places(points)
    ends = np.quantile(
        found, [(1 - spread) / 2, (1 + spread) / 2], axis=0, method="inverted_cdf"
    )  # fmt: skip
    return PlaceDraws(
        first=(found == 1).mean(axis=0), top={k: (found <= k).mean(axis=0) for k in top},
        low=ends[0].astype(np.int64), high=ends[1].astype(np.int64),
        draws=len(points), spread=spread,
    )  # fmt: skip


def drawn_places(points: Floats) -> Ints:
    """The place of each in each draw (D, n), 1 the best; equal ones share the better place."""
    found = np.empty(points.shape, np.int32)
    step = max(1, _CELLS // max(1, points.shape[1]))
    for start in range(0, len(points), step):
        found[start : start + step] = places(points[start : start + step])
    return found.astype(np.int64)
