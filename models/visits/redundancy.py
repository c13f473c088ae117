"""Whether a dear list finds more than a plain one: both of one length, on the same co-operatives.

Whoever is on both lists counts for neither. Of the others, those that the plan took were seen, and
those drawn by lot stand for the rest; so a list that nobody worked by can be judged beside the one
that was.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from models.visits.sample import Flags, Floats


@dataclass(frozen=True, kw_only=True)
class Redundancy:
    """Two lists of `k` beside each other.

    Parameters
    ----------
    common : int
        How many are on both.
    jaccard : float, 0 to 1
        Those on both over those on either: 1 for one and the same list.
    seen_dear, seen_plain : int
        Of those on one list alone, how many were seen.
    difference, low, high : float or None
        Hits of the dear list less those of the plain one, over `k`, and the interval at `level`;
        None where none of those on the plain list alone was seen.
    bound : float
        The one-sided lower bound of the difference at `level`.
    no_better : bool
        Whether the bound is not above 0: then the dear list is no better than the plain one, as far
        as can be told.
    """

    k: int
    common: int
    jaccard: float
    seen_dear: int
    seen_plain: int
    difference: float | None
    low: float
    high: float
    bound: float
    no_better: bool
    level: float


def compare(
    y: Floats, weight: Floats, dear: Flags, plain: Flags, *, level: float = 0.95
) -> Redundancy:
    """Hits of two lists of the same length from what the plan's visits found.

    Parameters
    ----------
    y : array of float, (n,)
        Of everybody on either list, and of others: 1 for a hit, 0 for none, nan where not seen.
    weight : array of float, (n,), 1 and over
        For how many each one seen stands: 1 over its probability of being seen.
    dear, plain : array of bool, (n,)
        Who is on each list.

    Raises
    ------
    ValueError
        Where the lists are empty, or not of one length.

    References
    ----------
    Newcombe, "Interval estimation for the difference between independent proportions", Statistics
    in Medicine 17 (1998), method 10; with as many visits as tell as much under equal weights.
    """
    k = int(dear.sum())
    if k == 0 or k != plain.sum():
        raise ValueError("two lists are compared at one length, of one at least")
    sides = [_Side.of(y, weight, one & ~other) for one, other in ((dear, plain), (plain, dear))]
    alone = int((dear & ~plain).sum())
    low, high = _difference(sides, (1 + level) / 2)
    bound, _ = _difference(sides, level)
    told = all(side.seen for side in sides) or not alone
    return Redundancy(
        k=k,
        common=k - alone,
        jaccard=(k - alone) / (k + alone),
        seen_dear=sides[0].seen,
        seen_plain=sides[1].seen,
        difference=(sides[0].share - sides[1].share) * alone / k if told else None,
        low=low * alone / k,
        high=high * alone / k,
        bound=bound * alone / k,
        no_better=bound * alone <= 0,
        level=level,
    )


@dataclass(frozen=True, kw_only=True)
class _Side:
    """Those on one list alone: the share of hits, and how many visits tell it."""

    share: float
    seen: int
    effective: float

    @classmethod
    def of(cls, y: Floats, weight: Floats, alone: Flags) -> "_Side":
        """Those seen of the ones on one list alone, with as many visits as they are worth."""
        known = alone & ~np.isnan(y)
        if not known.any():
            return cls(share=0.5, seen=0, effective=0.0)
        w = weight[known]
        return cls(
            share=float(w @ y[known] / w.sum()),
            seen=int(known.sum()),
            effective=float(w.sum() ** 2 / (w**2).sum()),
        )

    def reach(self, quantile: float) -> tuple[float, float]:
        """How far below the share its Wilson interval reaches, and how far above."""
        if not self.effective:
            return self.share, 1 - self.share
        z, n = float(ndtri(quantile)), self.effective
        middle = (self.share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(self.share * (1 - self.share) / n + z * z / (4 * n * n))
        half /= 1 + z * z / n
        return self.share - (middle - half), middle + half - self.share


def _difference(sides: list[_Side], quantile: float) -> tuple[float, float]:
    (below, above), (other_below, other_above) = (side.reach(quantile) for side in sides)
    value = sides[0].share - sides[1].share
    return float(value - np.hypot(below, other_above)), float(value + np.hypot(above, other_below))
