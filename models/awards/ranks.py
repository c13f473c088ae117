"""How firm places are: simultaneous confidence sets for ranks, top sets and bands.

A place is a function of many unknown values, and a bootstrap of places is wrong where values are
close. So pairs are compared instead, all at once (`pairs`): who is surely ahead of a co-operative
bounds its place from above, who is surely not ahead bounds it from below. All sets together hold
all true places in at least `level` of data errors. A true place is one more than the number that
are truly better, so that equal ones share the better place.

For a top set the question is one-sided, and a smaller one: who cannot be excluded from the K best.
Only claims about those still in question need to hold, and the bar comes down as others leave. Each
top set holds all of the true K best, and all that are equal to them, in at least `level`.

Above `MOST` co-operatives pairs are too many. `bound_sets` then compares intervals of single values
that hold all at once; two that do not overlap are surely apart. It is conservative: where all
intervals hold, so do all places, and for errors of one size its sets are never shorter than those
by pairs.

References
----------
Mogstad, Romano, Shaikh and Wilhelm, "Inference for Ranks with Applications to Mobility across
Neighbourhoods and Academic Achievement across Countries", Review of Economic Studies 91 (2024);
Romano and Wolf, "Exact and approximate stepdown methods for multiple hypothesis testing", Journal
of the American Statistical Association 100 (2005); Sidak, "Rectangular confidence regions for the
means of multivariate normal distributions", the same 62 (1967).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from scipy.special import ndtri

from models.awards.normalisation import Flags, Floats, Ints
from models.awards.pairs import Noise, bar_of, gains, noise, refuted

LEVEL, DRAWS = 0.95, 1000
MOST = 300  # that are compared pair by pair
PAIRS, BOUND, BONFERRONI = "pairs", "bound", "bonferroni"


@dataclass(frozen=True, kw_only=True)
class RankSets:
    """Places of n co-operatives and how firm they are; 1 is best.

    Parameters
    ----------
    place, low, high : array of int (n,)
        One more than the number of better values, and the set of places that it may truly be.
    top : mapping of K to array of bool (n,)
        Who cannot be excluded from the K best.
    band : array of int (n,)
        1 for the best band; see `bands`.
    method : str
        `pairs`, `bound` or `bonferroni`.
    bar : float
        Standard errors by which two must differ (`bound`: half the width of an interval).
    """

    place: Ints
    low: Ints
    high: Ints
    top: Mapping[int, Flags] = field(default_factory=lambda: MappingProxyType({}))
    band: Ints
    method: str
    level: float
    bar: float

    @property
    def widths(self) -> Ints:
        """How many places each set holds."""
        found: Ints = self.high - self.low + 1
        return found


def rank_sets(
    value: Floats,
    errors: Floats,
    *,
    level: float = LEVEL,
    seed: int,
    draws: int = DRAWS,
    top: Sequence[int] = (),
) -> RankSets:
    """Places with simultaneous sets, by all pairs.

    Parameters
    ----------
    value : array of float (n,)
        More is better.
    errors : array of float (n,) or (D, n)
        Standard errors, taken for independent and normal, 0 for none; or draws of the values as
        they may truly be (any centre), whose spread, skew and correlation are used as they are.
    top : sequence of int
        The K's of the top sets.

    Raises
    ------
    ValueError
        Where a value is not a number, lengths differ, or the level lies outside of 0 to 1.
    """
    _checked(value, errors, level)
    # In an order of their own, so that the order of rows meets the same draws.
    order = np.lexsort((errors, value)) if errors.ndim == 1 else np.arange(len(value))
    known = noise(errors[..., order], seed=seed, draws=draws)
    gain, behind = gains(value[order], known)
    apart = ~np.eye(len(value), dtype=bool)
    ahead, bar = refuted(gain, known, level, apart, np.logical_not)
    tops = {k: _in_top(gain, known, level, apart, k) for k in top}
    back = np.argsort(order)
    square = np.ix_(back, back)
    return _sets(
        value, ahead[square], behind[square] | ahead.T[square], PAIRS, level, bar,
        {k: flags[back] for k, flags in tops.items()},
    )  # fmt: skip


def bonferroni_sets(
    value: Floats, errors: Floats, *, level: float = LEVEL, top: Sequence[int] = ()
) -> RankSets:
    """The same by Bonferroni's bar for all pairs, for comparison; standard errors (n,) alone."""
    _checked(value, errors, level)
    n = len(value)
    bar = float(ndtri(1 - (1 - level) / max(2, n * (n - 1))))
    gain, behind = gains(value, noise(errors, seed=0, draws=2))
    ahead = (gain > bar) & ~np.eye(n, dtype=bool)
    tops = {k: ahead.sum(axis=1) < k for k in top}
    return _sets(value, ahead, behind | ahead.T, BONFERRONI, level, bar, tops)


def bound_sets(
    value: Floats, errors: Floats, *, level: float = LEVEL, top: Sequence[int] = ()
) -> RankSets:
    """Places with simultaneous sets from intervals of single values; any number of them.

    Intervals are `value` +- bar x standard error. For standard errors the bar is Sidak's for n
    normal errors: it holds for independent ones exactly and for others at least. For draws (D, n)
    it is the quantile of the largest studentised error, whatever their shape and correlation.
    Who lies wholly above is ahead, who lies wholly below is not. Work grows as n log n.

    Raises
    ------
    ValueError
        As `rank_sets`.
    """
    _checked(value, errors, level)
    n = len(value)
    if errors.ndim == 2:
        spread = errors.std(axis=0, ddof=1)
        bar = _largest(errors, spread, level)
    else:
        spread, bar = errors, float(-ndtri(-np.expm1(np.log(level) / max(1, n)) / 2))
    least, most = value - bar * spread, value + bar * spread
    low = 1 + n - np.searchsorted(np.sort(least), most, side="right")
    itself = most <= least
    high = n - (np.searchsorted(np.sort(most), least, side="right") - itself)
    order = np.lexsort((high, low, -value))
    upper, lower = most[order], least[order]
    band = _banded(order, lambda first: upper[first + 1 :] < lower[first])
    return RankSets(
        place=places(value), low=low, high=high, top={k: low <= k for k in top}, band=band,
        method=BOUND, level=level, bar=bar,
    )  # fmt: skip


def place_sets(
    value: Floats,
    errors: Floats,
    *,
    level: float = LEVEL,
    seed: int,
    draws: int = DRAWS,
    top: Sequence[int] = (),
) -> RankSets:
    """`rank_sets` up to `MOST` co-operatives and `bound_sets` above; `method` says which."""
    if len(value) > MOST:
        return bound_sets(value, errors, level=level, top=top)
    return rank_sets(value, errors, level=level, seed=seed, draws=draws, top=top)


def bands(sets: RankSets) -> tuple[tuple[int, ...], ...]:
    """Rows of each band, the best band first, rows in their own order within it.

    The best opens a band; who follows in order of value joins until one is surely behind the first
    (equal values in order of their sets). That one opens the next. So nobody in a band is surely
    behind its first; two in neighbouring bands may well not be told apart.
    """
    return tuple(
        tuple(np.flatnonzero(sets.band == number).tolist())
        for number in range(1, int(sets.band.max(initial=0)) + 1)
    )


def places(value: Floats) -> Ints:
    """Places along the last axis, (..., n): one more than the number of better values."""
    order = np.argsort(-value, axis=-1, kind="stable")
    ranked = np.take_along_axis(value, order, axis=-1)
    new = np.ones(value.shape, np.bool_)
    new[..., 1:] = ranked[..., 1:] != ranked[..., :-1]
    at = np.where(new, np.arange(1, value.shape[-1] + 1), 0)
    found = np.empty(value.shape, np.int64)
    np.put_along_axis(found, order, np.maximum.accumulate(at, axis=-1), axis=-1)
    return found


def _checked(value: Floats, errors: Floats, level: float) -> None:
    if not np.isfinite(value).all() or errors.shape[-1:] != value.shape or not 0 < level < 1:
        raise ValueError("one value and one error each, and a level between 0 and 1")
    if not np.isfinite(errors).all() or (errors.ndim == 1 and (errors < 0).any()):
        raise ValueError("errors are numbers, and standard errors are not negative")


def _largest(errors: Floats, spread: Floats, level: float) -> float:
    """The quantile over draws (D, n) of the largest error in standard errors; 0 for no error."""
    own = np.divide(1.0, spread, out=np.zeros(len(spread)), where=spread > 0)
    over = np.abs((errors - errors.mean(axis=0)) * own).max(axis=1, initial=0.0)
    return bar_of(over, level)


def _in_top(gain: Floats, known: Noise, level: float, apart: Flags, k: int) -> Flags:
    """Who cannot be excluded from the k best: fewer than k are surely ahead of it."""

    def narrowed(found: Flags) -> Flags:
        standing: Flags = ~found & (found.sum(axis=1) < k)[:, None]
        return standing

    ahead, _ = refuted(gain, known, level, apart, narrowed)
    inside: Flags = ahead.sum(axis=1) < k
    return inside


def _sets(
    value: Floats,
    ahead: Flags,
    behind: Flags,
    method: str,
    level: float,
    bar: float,
    tops: Mapping[int, Flags],
) -> RankSets:
    """Sets from who is surely ahead of whom (row j, column k) and who is surely not."""
    n = len(value)
    low = 1 + ahead.sum(axis=1)
    high = n - (behind & ~np.eye(n, dtype=bool)).sum(axis=1)
    order = np.lexsort((high, low, -value))
    sorted_ = ahead[np.ix_(order, order)]
    band = _banded(order, lambda first: sorted_[first + 1 :, first])
    return RankSets(
        place=places(value), low=low, high=high, top=tops, band=band,
        method=method, level=level, bar=bar,
    )  # fmt: skip


def _banded(order: Ints, behind: Callable[[int], Flags]) -> Ints:
    """The band of each row; `behind` says which of those that follow are surely behind a first."""
    band, first, number = np.zeros(len(order), np.int64), 0, 0
    while first < len(order):
        number += 1
        apart = np.flatnonzero(behind(first))
        stop = first + 1 + (int(apart[0]) if len(apart) else len(order) - first - 1)
        band[order[first:stop]] = number
        first = stop
    return band
