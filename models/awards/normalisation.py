"""Indicators on one scale, 0 for the worst and 1 for the best, so that they can be added up.

A scale is fitted on the peers (a branch) and then applied to whoever is judged, and to draws of
their values as well, so that what a draw changes is the value and not the yardstick.

* `percentile`: the mid-rank among the peers, (below + half of the equal) / n; between two peers'
  values it is interpolated, so that a small error moves a place a little and never by a jump.
* `min_max`: from the worst peer, 0, to the best, 1.
* `z_score`: deviations from the peers' mean; -3 becomes 0 and 3 becomes 1, what lies beyond is cut.
  It is linear, and not the normal distribution function, because an index of these has the places
  of the plain index of z-scores, which anyone can work out again with a calculator.
* `target`: from the worst peer, 0, to the target, 1. Without a target the best peer is the target.

Whatever the method, more than a stated target earns nothing more.

References
----------
OECD and JRC, "Handbook on Constructing Composite Indicators" (2008), step 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

PERCENTILE, MIN_MAX, Z_SCORE, TARGET = "percentile", "min_max", "z_score", "target"
METHODS = (PERCENTILE, MIN_MAX, Z_SCORE, TARGET)
REACH = 3.0  # deviations from the mean that become 0 and 1
SAME = 0.5  # of an indicator in which no two peers differ


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One indicator's scale, fitted on peers: a line of straight pieces from a value to 0..1.

    Parameters
    ----------
    method : str
        One of `METHODS`.
    direction : int
        1 where more is better, -1 where less is.
    target : float or None
        From which more (or less, by the direction) earns nothing more.
    winsorise : float, 0 to under .5
        Share of the peers at each end whose values were drawn in to the quantile there. A
        percentile takes no notice of it: it knows no distances.
    peers : int
        Known values that it was fitted on.
    knots, points : array of float (k,)
        Where the line bends, in the indicator's unit times the direction, rising, and its height
        there. A single knot: no two peers differ, and every value gets that height.
    """

    method: str
    direction: int
    target: float | None
    winsorise: float
    peers: int
    knots: Floats = field(repr=False)
    points: Floats = field(repr=False)

    def apply(self, values: Floats) -> Floats:
        """Values of any shape on the scale, 0 to 1; nan stays nan.

        Where no two peers differ, every known value gets .5, or 1 if the peers reach the target:
        the indicator tells nobody apart.
        """
        turned = np.asarray(values, np.float64) * self.direction
        if len(self.knots) == 1:
            return np.where(np.isnan(turned), np.nan, self.points[0])
        found: Floats = np.interp(turned, self.knots, self.points)
        return found


def fit(
    values: Floats,
    reference: Flags | None = None,
    *,
    method: str,
    direction: int = 1,
    target: float | None = None,
    winsorise: float = 0.0,
) -> Scale:
    """The scale of one indicator among its peers.

    Parameters
    ----------
    values : array of float (n,)
        In the indicator's unit; nan where it is not known.
    reference : array of bool (n,), optional
        The peers; all where it is left out.

    Raises
    ------
    ValueError
        For a method, a direction or a share that is none.
    """
    if method not in METHODS or direction not in (1, -1) or not 0 <= winsorise < 0.5:
        raise ValueError(f"no scale: {method!r}, direction {direction}, winsorise {winsorise}")
    known = np.asarray(values, np.float64) if reference is None else values[reference]
    known = known[~np.isnan(known)] * direction
    best = None if target is None else target * direction
    # Capped first, so that the quantiles drawn in to are of what counts.
    known = known if best is None else np.minimum(known, best)
    knots, points = _line(known, method, best, winsorise)
    return Scale(
        method=method, direction=direction, target=target, winsorise=winsorise, peers=len(known),
        knots=knots, points=points,
    )  # fmt: skip


def scales_of(
    values: Floats,
    reference: Flags | None = None,
    *,
    method: str,
    directions: Sequence[int],
    targets: Sequence[float | None] | None = None,
    winsorise: float = 0.0,
) -> tuple[Scale, ...]:
    """The scales of all indicators (n, m) by one method; errors as in `fit`."""
    ends = targets if targets is not None else [None] * len(directions)
    return tuple(
        fit(
            values[:, place], reference,
            method=method, direction=direction, target=target, winsorise=winsorise,
        )
        for place, (direction, target) in enumerate(zip(directions, ends, strict=True))
    )  # fmt: skip


def normalised(values: Floats, scales: Sequence[Scale]) -> Floats:
    """Values (..., n, m) on their scales, 0 to 1; nan stays nan.

    Raises
    ------
    ValueError
        Where there is not one scale an indicator.
    """
    if values.shape[-1] != len(scales):
        raise ValueError(f"{len(scales)} scales for {values.shape[-1]} indicators")
    found = np.empty(values.shape, np.float64)
    for place, scale in enumerate(scales):
        found[..., place] = scale.apply(values[..., place])
    return found


def _line(known: Floats, method: str, best: float | None, share: float) -> tuple[Floats, Floats]:
    """Knots and points; `known` is turned so that more is better, and capped at the target."""
    if len(known) == 0 or known.min() == known.max():
        reached = len(known) > 0 and best is not None and known[0] >= best
        return np.zeros(1), np.array([1.0 if reached else SAME])
    if method == PERCENTILE:
        knots, counts = np.unique(known, return_counts=True)
        points = (np.cumsum(counts) - counts / 2) / len(known)
        return knots, points
    low, high = np.quantile(known, [share, 1 - share])
    drawn = np.clip(known, low, high)
    if method == Z_SCORE and low < high:
        middle, spread = float(drawn.mean()), float(drawn.std())
        line = middle + np.array([-REACH, REACH]) * spread
        return _cut(line, np.array([0.0, 1.0]), low, high)
    top = best if method == TARGET and best is not None else high
    if not low < top:
        return np.zeros(1), np.array([SAME])
    return np.array([low, top]), np.array([0.0, 1.0])


def _cut(knots: Floats, points: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """The line between the ends that were drawn in to; flat beyond them."""
    inner = np.clip(knots, low, high)
    return inner, np.interp(inner, knots, points)
