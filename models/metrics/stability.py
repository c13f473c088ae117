"""Whether a number is spread now as it was then: judged by chance, not by a rule of thumb.

Each sample holds a co-operative once; a sample with twelve days of each claims twelve times what
it knows, and finds too much. NaN is missing.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, chdtrc, chdtri
from scipy.stats import fisher_exact, ks_2samp

from models.metrics.tally import Floats

_EXPECTED = 5.0  # rows that a bin needs before a chi-square says anything (Cochran 1954)
_EXACT = 100  # rows up to which the Kolmogorov-Smirnov test counts arrangements one by one


class Verdict(StrEnum):
    """What a comparison of two samples says."""

    STEADY = "steady"
    MOVED = "moved"
    TOO_FEW = "too_few"  # rows are too few to tell: neither of the two


@dataclass(frozen=True, kw_only=True)
class Psi:
    """The population stability index: 0 is no change, unbounded above.

    `p` is the chance of as much where nothing moved, `benchmark` the index that chance exceeds with
    the probability `level`; `bins` were compared between samples of `then` and `now` rows.
    """

    value: float
    p: float
    benchmark: float
    verdict: Verdict
    bins: int
    then: int
    now: int


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A difference of two samples and the chance `p` of as much where nothing moved.

    `then` and `now` are the rows that could be compared. Where either is none the value is NaN.
    """

    value: float
    p: float
    verdict: Verdict
    then: int
    now: int


def psi(then: ArrayLike, now: ArrayLike, *, bins: int = 10, level: float = 0.05) -> Psi:
    """The stability index of one number over bins that `then` alone decides; see `binned`.

    Errors, source and the meaning of `level` as for `psi_of_counts`.
    """
    return psi_of_counts(*binned(then, now, bins=bins), level=level)


def psi_of_counts(then: ArrayLike, now: ArrayLike, *, level: float = 0.05) -> Psi:
    """Sum over bins of (now - then) * ln(now / then), with its chi-square benchmark.

    Bins with fewer than five rows to expect in the smaller sample are pooled, for the chi-square
    needs as many; a bin that one sample lacks counts half a row there, for the logarithm. The
    verdict is `TOO_FEW` where pooling leaves nothing to compare.

    Parameters
    ----------
    then, now : arrays of shape (bins,)
        Rows in each bin.
    level : float, between 0 and 1
        The chance of calling moved what is steady.

    Raises
    ------
    ValueError
        Where shapes differ, a count is negative, or a sample has no rows.

    References
    ----------
    Yurdakul and Naranjo, "Statistical properties of the population stability index", Journal of
    Risk Model Validation 14 (2020): PSI / (1/n + 1/m) is about chi-square with bins - 1 degrees of
    freedom.
    """
    pair = np.array([np.asarray(then), np.asarray(now)], dtype=np.float64)
    rows = pair.sum(axis=1)
    if pair.ndim != 2 or (pair < 0).any() or not rows.all():
        raise ValueError("two samples are counted over the same bins, and neither is empty")
    pair = pair[:, pair.any(axis=0)]
    met, pair = pair.shape[1], _pooled(pair)
    share = np.maximum(pair, 0.5) / rows[:, None]
    value = float(((share[1] - share[0]) * np.log(share[1] / share[0])).sum())
    scale, freedom = float((1 / rows).sum()), pair.shape[1] - 1
    p = float(chdtrc(freedom, value / scale)) if freedom else 1.0
    told = bool((_expected(pair) >= _EXPECTED).all()) and (freedom > 0 or met == 1)
    return Psi(
        value=value, p=p,
        benchmark=float(scale * chdtri(freedom, level)) if freedom else 0.0,
        verdict=_verdict(p, level, told=told),
        bins=pair.shape[1], then=int(rows[0]), now=int(rows[1]),
    )  # fmt: skip


def _expected(pair: Floats) -> Floats:
    """Rows to expect in each bin of the smaller sample where nothing moved."""
    rows = pair.sum(axis=1)
    expected: Floats = pair.sum(axis=0) * rows.min() / rows.sum()
    return expected


def _pooled(pair: Floats) -> Floats:
    """Thin bins as one, which joins the thinnest of the others where it is thin itself.

    What is pooled is decided on both samples together, so that it does not depend on what moved.
    """
    thin = _expected(pair) < _EXPECTED
    if not thin.any():
        return pair
    rest: Floats = pair[:, ~thin]
    pool = pair[:, thin].sum(axis=1)
    pooled: Floats = np.c_[rest, pool]
    if rest.shape[1] and _expected(pooled)[-1] < _EXPECTED:
        rest[:, rest.sum(axis=0).argmin()] += pool
        return rest
    return pooled


def binned(then: ArrayLike, now: ArrayLike, *, bins: int = 10) -> tuple[Floats, Floats]:
    """Rows of both samples in bins at the quantiles of `then`.

    A value that fills a bin's share of `then` alone has a bin of its own, so that a number that is
    mostly 0 and then mostly 1 is seen to move. The last bin is the missing ones.

    Returns
    -------
    tuple of two arrays of shape (bins met,)
    """
    first, second = (np.asarray(x, dtype=np.float64) for x in (then, now))
    known = first[~np.isnan(first)]
    edges = np.array([])
    if len(known):
        quantiles = np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1], method="lower")
        values, counts = np.unique(known, return_counts=True)
        heavy = values[counts >= len(known) / bins]
        edges = np.unique(np.r_[quantiles, heavy, np.nextafter(heavy, np.inf)])
    return _in_bins(first, edges), _in_bins(second, edges)


def ks_shift(then: ArrayLike, now: ArrayLike, *, level: float = 0.05) -> Shift:
    """Largest distance of the two distributions, 0 to 1, over the rows where the number is known.

    The Kolmogorov-Smirnov test; with ties its p-value is too large rather than too small. The
    verdict is `TOO_FEW` where no outcome of so few rows would be rarer than `level`.
    """
    first, second = (x[~np.isnan(x)] for x in map(_floats, (then, now)))
    sizes = len(first), len(second)
    if not all(sizes):
        return Shift(value=np.nan, p=1.0, verdict=Verdict.TOO_FEW, then=sizes[0], now=sizes[1])
    method = "exact" if max(sizes) <= _EXACT else "asymp"
    found = ks_2samp(first, second, method=method)
    p = float(found.pvalue)
    return Shift(
        value=float(found.statistic), p=p,
        verdict=_verdict(p, level, told=_rarest(*sizes) <= level), then=sizes[0], now=sizes[1],
    )  # fmt: skip


def missing_shift(then: ArrayLike, now: ArrayLike, *, level: float = 0.05) -> Shift:
    """Share missing now minus share missing then, -1 to 1, by Fisher's exact test.

    The verdict is `TOO_FEW` where no outcome of so few rows would be rarer than `level`.
    """
    pair = [np.isnan(_floats(x)) for x in (then, now)]
    sizes = len(pair[0]), len(pair[1])
    if not all(sizes):
        return Shift(value=np.nan, p=1.0, verdict=Verdict.TOO_FEW, then=sizes[0], now=sizes[1])
    table = [[int(gone.sum()), int((~gone).sum())] for gone in pair]
    p = float(fisher_exact(table).pvalue)
    return Shift(
        value=float(pair[1].mean() - pair[0].mean()), p=p,
        verdict=_verdict(p, level, told=_rarest(*sizes) <= level), then=sizes[0], now=sizes[1],
    )  # fmt: skip


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _in_bins(values: Floats, edges: Floats) -> Floats:
    missing = np.isnan(values)
    at = np.searchsorted(edges, values[~missing], side="right")
    return _floats(np.r_[np.bincount(at, minlength=len(edges) + 1), missing.sum()])


def _rarest(then: int, now: int) -> float:
    """The smallest p-value that samples of these sizes can have: 2 over the ways to deal them."""
    # then! now! / (then + now)!, of which the beta function is (then + now + 1) times less
    return float(2 * (then + now + 1) * np.exp(betaln(then + 1, now + 1)))


def _verdict(p: float, level: float, *, told: bool) -> Verdict:
    if not told:
        return Verdict.TOO_FEW
    return Verdict.MOVED if p < level else Verdict.STEADY
