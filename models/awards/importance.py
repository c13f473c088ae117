"""What each indicator really decides in an index, beside the weight that was stated for it.

A stated weight says how much of one indicator makes up for another; it does not say how much of the
index's variance hangs on it. That is told by the correlation ratio S = Var(E(index | x)) /
Var(index): the share of the variance that would go if the indicator were known and fixed. E(index |
x) is a cubic in x by least squares: branches are small, and binned or kernel means of fifty
co-operatives chase noise. Its share is set right for the three terms fitted, and never below 0.

References
----------
Paruolo, Saisana and Saltelli, "Ratings and rankings: voodoo or science?", Journal of the Royal
Statistical Society A 176 (2013); Cronbach, Psychometrika 16 (1951).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.awards.normalisation import Floats

TERMS = 3  # of the polynomial
LEAST = 10  # co-operatives under which nothing is told
REDUNDANT = 0.9


@dataclass(frozen=True, kw_only=True)
class Importance:
    """One indicator's weight, stated and effective; None where too little is known of it.

    Parameters
    ----------
    stated : float, 0 to 1
    ratio : float or None, 0 to 1
        Correlation ratio of the index on the indicator, by a cubic, set right for its terms.
    effective : float or None, 0 to 1
        The ratio as a share of all indicators' ratios; it stands beside `stated`.
    correlation : float or None, -1 to 1
        Pearson's, with the index; squared it is the ratio of a straight line.
    contrary : bool
        Whether it goes against the index although it should speak for it.
    """

    name: str
    stated: float
    ratio: float | None
    effective: float | None
    correlation: float | None
    contrary: bool

    @property
    def squared(self) -> float | None:
        """Pearson's correlation with the index, squared."""
        return None if self.correlation is None else self.correlation**2


@dataclass(frozen=True, kw_only=True)
class Redundancy:
    """Two indicators that say nearly the same: their correlation over who has both."""

    first: str
    second: str
    correlation: float


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """All indicators' importance, pairs that say the same, and Cronbach's alpha (None: untold)."""

    indicators: tuple[Importance, ...]
    redundant: tuple[Redundancy, ...]
    alpha: float | None


def weighing(normalised: Floats, points: Floats, weights: Floats, names: Sequence[str]) -> Weighing:
    """How the index of some co-operatives hangs on its indicators.

    Parameters
    ----------
    normalised : array of float (n, m)
        Indicators, 0..1; nan where not known.
    points : array of float (n,)
        The index; nan where there is none.
    weights : array of float (m,)
        As stated.

    Raises
    ------
    ValueError
        Where lengths differ.
    """
    n, m = normalised.shape
    if not (len(points) == n and len(weights) == len(names) == m):
        raise ValueError("one index a co-operative, one weight and one name an indicator")
    ratios = [correlation_ratio(column, points) for column in normalised.T]
    whole = sum(ratio for ratio in ratios if ratio is not None)
    linear = [correlation(column, points) for column in normalised.T]
    found = tuple(
        Importance(
            name=name, stated=float(weight / weights.sum()), ratio=ratio,
            effective=ratio / whole if ratio is not None and whole > 0 else None,
            correlation=r, contrary=weight > 0 and r is not None and r < 0,
        )
        for name, weight, ratio, r in zip(names, weights.tolist(), ratios, linear, strict=True)
    )  # fmt: skip
    return Weighing(
        indicators=found, redundant=_redundant(normalised, names), alpha=alpha(normalised)
    )


def correlation_ratio(x: Floats, y: Floats) -> float | None:
    """Var(E(y | x)) / Var(y) by a cubic, 0 to 1; None under `LEAST` rows or without spread."""
    known = ~np.isnan(x) & ~np.isnan(y)
    if known.sum() < LEAST or np.ptp(x[known]) == 0 or np.ptp(y[known]) == 0:
        return None
    own = (x[known] - x[known].mean()) / x[known].std()
    terms = min(TERMS, len(np.unique(own)) - 1)
    design = np.vander(own, terms + 1)
    fitted = design @ np.linalg.lstsq(design, y[known], rcond=None)[0]
    left = float(((y[known] - fitted) ** 2).sum() / (len(own) - terms - 1))
    return min(1.0, max(0.0, 1 - left / float(y[known].var(ddof=1))))


def correlation(x: Floats, y: Floats) -> float | None:
    """Pearson's correlation over what is known of both; None as in `correlation_ratio`."""
    known = ~np.isnan(x) & ~np.isnan(y)
    if known.sum() < LEAST or np.ptp(x[known]) == 0 or np.ptp(y[known]) == 0:
        return None
    return float(np.corrcoef(x[known], y[known])[0, 1])


def alpha(normalised: Floats) -> float | None:
    """Cronbach's alpha of standardised indicators, over who has all that vary; at most 1.

    None under `LEAST` such co-operatives or two such indicators. An index need not have a high one:
    it says whether the indicators speak of one thing, not whether they should.
    """
    kept = normalised[~np.isnan(normalised).any(axis=1)]
    if len(kept) < LEAST:
        return None
    kept = kept[:, np.ptp(kept, axis=0) > 0]
    k = kept.shape[1]
    if k < 2:
        return None
    mean = (np.corrcoef(kept, rowvar=False).sum() - k) / (k * (k - 1))
    return float(k * mean / (1 + (k - 1) * mean))


def _redundant(normalised: Floats, names: Sequence[str]) -> tuple[Redundancy, ...]:
    pairs = [
        (one, other, correlation(normalised[:, one], normalised[:, other]))
        for one in range(len(names))
        for other in range(one + 1, len(names))
    ]
    return tuple(
        Redundancy(first=names[one], second=names[other], correlation=r)
        for one, other, r in pairs
        if r is not None and abs(r) >= REDUNDANT
    )
