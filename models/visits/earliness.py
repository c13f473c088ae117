"""How much sooner a plan finds silent co-operatives than the order in which they were to be seen.

The same co-operatives are visited on the same days; only who comes when differs. So nothing but the
order is told, and a list that merely visits more gains nothing.

References
----------
City of Chicago, food-inspections-evaluation (2015): mean days earlier, and the share of critical
violations found in the first half of the period.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.visits.figure import NO_FIGURE, Figure, redrawn
from models.visits.sample import Floats, Objects


@dataclass(frozen=True, kw_only=True)
class Earliness:
    """Two orders of the same visits, by those that were found silent.

    Parameters
    ----------
    hits, unknown : int
        Found silent, and not reached; nothing is supposed of the latter.
    days_earlier : Figure
        Mean days by which the hits were visited sooner than in the other order; below 0 later.
    first_half, first_half_before, gain : Figure
        Share of the hits (0-1) visited in the first half of the period in this order and in the
        other, and this less that.
    level : float
    draws, seed : int
        Of the redraws of whole co-operatives.
    """

    hits: int
    unknown: int
    days_earlier: Figure
    first_half: Figure
    first_half_before: Figure
    gain: Figure
    level: float
    draws: int
    seed: int


def earliness(
    y: Floats,
    day: Floats,
    before: Floats,
    *,
    half: float,
    seed: int,
    draws: int = 1000,
    level: float = 0.95,
) -> Earliness:
    """Days earlier and the share found in the first half, for two orders of the same visits.

    Parameters
    ----------
    y : array of float, (n,)
        1 where found silent, 0 where not, nan where not reached.
    day, before : array of float, (n,)
        Day number of each visit, and what it would have been in the other order.
    half : float
        Last day number of the period's first half.
    """
    hit = y == 1
    figures = [NO_FIGURE] * 4
    if hit.any():
        sooner = (before - day)[hit]
        first, first_before = (
            np.asarray(each[hit] <= half, dtype=np.float64) for each in (day, before)
        )
        columns = np.column_stack([sooner, first, first_before, first - first_before])
        figures = redrawn(
            lambda times: times @ columns / times.sum(),
            len(columns), draws=draws, seed=seed, level=level,
        )  # fmt: skip
    return Earliness(
        hits=int(hit.sum()),
        unknown=int(np.isnan(y).sum()),
        days_earlier=figures[0],
        first_half=figures[1],
        first_half_before=figures[2],
        gain=figures[3],
        level=level,
        draws=draws,
        seed=seed,
    )


def days_in_order(
    coop_ids: Sequence[str], office: Objects, day: Floats, order: Sequence[str]
) -> Floats:
    """The day on which each would have been visited, had its office gone by another order.

    The office's days stay as they are: the first of the order gets the first of them. Those that
    the order does not name come after those that it names, by id.
    """
    place = {who: at for at, who in enumerate(order)}
    places = np.array([place.get(who, len(place)) for who in coop_ids])
    _, codes = np.unique(np.array(office.tolist()), return_inverse=True)
    found = np.empty(len(day))
    # Office by office: the days as they come, beside the co-operatives in the other order.
    found[np.lexsort((np.array(coop_ids), places, codes))] = day[np.lexsort((day, codes))]
    return found


def first_half_end(first: float, last: float) -> float:
    """The last day number of the first half of a period of whole days, from `first` to `last`."""
    return float(first + np.floor((last - first + 1) / 2) - 1)
