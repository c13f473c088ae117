"""Exact intervals of a share in a finite population, from the few of it that were drawn by lot.

They hold at any size, and so are wider than they need be: what a dozen visits say of a province is
little, and must not be told as more.

References
----------
Wright, "Exact Confidence Bounds when Sampling from Small Finite Universes", Lecture Notes in
Statistics 66 (1991): two one-sided bounds, each by turning the hypergeometric distribution over.
Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the
binomial", Biometrika 26 (1934).
"""

from collections.abc import Callable
from functools import lru_cache

from scipy.stats import beta, hypergeom


@lru_cache(maxsize=4096)
def hypergeometric_interval(rows: int, drawn: int, hits: int, level: float) -> tuple[int, int]:
    """The fewest and the most hits among `rows`, of which `drawn` were drawn and `hits` hit.

    Parameters
    ----------
    rows, drawn, hits : int, each at least 0 and none above the one before
    level : float, between 0 and 1
        Each end is missed in at most half of what is left of it.

    Returns
    -------
    tuple of int
        From `hits` to `rows` less those drawn that were none.

    Examples
    --------
    >>> hypergeometric_interval(1557, 13, 2, 0.95)
    (31, 705)
    """
    tail = (1 - level) / 2
    least, most = hits, rows - (drawn - hits)
    low = _first(least, most, lambda all_: hypergeom.sf(hits - 1, rows, all_, drawn) > tail)
    high = _first(low, most + 1, lambda all_: hypergeom.cdf(hits, rows, all_, drawn) <= tail)
    return low, high - 1


def _first(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """The least whole number of [least, most] at which it holds; `most` where it does at none."""
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if holds(middle) else (middle + 1, most)
    return least


@lru_cache(maxsize=4096)
def binomial_interval(drawn: int, hits: int, level: float) -> tuple[float, float]:
    """The least and the greatest share, where each of `drawn` had the same chance of a hit.

    It holds too where the chances differ, as of strata that are drawn in proportion.

    References
    ----------
    Hoeffding, "On the distribution of the number of successes in independent trials", Annals of
    Mathematical Statistics 27 (1956): unlike chances spread less than like ones.
    """
    tail = (1 - level) / 2
    low = beta.ppf(tail, hits, drawn - hits + 1) if hits else 0.0
    high = beta.ppf(1 - tail, hits + 1, drawn - hits) if hits < drawn else 1.0
    return float(low), float(high)
