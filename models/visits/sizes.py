"""How precise lots are about everybody, and how large they must be for a given half-width."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtri

from models.visits.frame import Floats


@dataclass(frozen=True, kw_only=True)
class Size:
    """A stratum's lot.

    Parameters
    ----------
    lot, left : int
        Visits by lot, and those whom they were drawn from.
    most : int
        Acts that suit anybody: no lot can be larger.
    offices : int, at least 1
        Those that keep room for the lot: each visit more by lot makes so many uncertain who were
        certain, for it comes out of the same acts.
    """

    lot: int
    left: int
    most: int
    offices: int = 1

    @property
    def outside(self) -> int:
        """Those whom a lot would be drawn from beside those for whom it takes the room."""
        return self.left - self.offices * self.lot


def half_width(sizes: Sequence[Size], population: int, level: float) -> float:
    """Half of the widest interval that lots give of a share of the population, 0 to 0.5.

    Wilson's interval where half of those found are as sought, which is the widest, with as many
    visits of one endless lot as would tell as much. Who is certain is known, so that only the
    others' part is uncertain. Of several strata each adds its variance by its squared weight.

    Parameters
    ----------
    population : int, at least all who are left
    level : float, between 0 and 1

    References
    ----------
    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927).
    Cochran, Sampling Techniques (3rd edition, 1977), 4.6 for the finite population, 5.3 for strata.
    """
    lot, left = (np.array([getattr(one, name) for one in sizes]) for name in ("lot", "left"))
    return _width(lot.astype(np.float64), left.astype(np.float64), population, level)


def lot_needed(width: float, sizes: Sequence[Size], population: int, level: float) -> int | None:
    """The fewest visits by lot, out of the same acts, for which `half_width` is at most `width`.

    Strata grow or shrink together, each as far as it has acts. None where all of their acts by lot
    are not enough.
    """
    some = [one for one in sizes if one.left]
    outside = np.array([one.outside for one in some], dtype=np.float64)
    if outside.sum() / population / 2 <= width:
        return 0
    lot, most, offices = (
        np.array([getattr(one, name) for one in some], dtype=np.float64)
        for name in ("lot", "most", "offices")
    )
    for step in range(1, int((most / lot).max() * lot.max() + 0.5) + 1):
        grown = np.minimum(most, np.maximum(1, np.ceil(lot * step / lot.max() - 1e-9)))
        if _width(grown, outside + offices * grown, population, level) <= width:
            return int(grown.sum())
    return None


def _width(lot: Floats, left: Floats, population: int, level: float) -> float:
    """As `half_width`, of arrays by stratum."""
    is_open = lot < left
    total = float(left.sum())
    if not is_open.any():
        return 0.0
    z = float(ndtri((1 + level) / 2))
    some, of = lot[is_open], left[is_open]
    endless = 0.0
    if some.all():
        # Of a stratum where half are hits, as many visits without end would vary so little.
        alike = some * (of - 1) / (of - some)
        endless = 1 / float(((of / total) ** 2 / alike).sum()) if alike.all() else 0.0
    return total / population * z / (2 * sqrt(endless + z * z))
