"""How true stated probabilities are: loss, and what of it is miscalibration.

Probabilities lie between 0 and 1, outcomes are 0 or 1, arrays are flat and of one length. Rows of
equal probability share their mean outcome, so that the order of the rows is of no account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import isotonic_regression
from scipy.special import ndtr, xlog1py, xlogy

from models.metrics.tally import Floats, Form, Metric, Tally, tally

_EPS = float(np.finfo(np.float64).eps)  # scikit-learn's own: a sure thing that fails costs 36 nats


@dataclass(frozen=True, kw_only=True)
class Murphy:
    """The Brier score by bins: reliability - resolution + uncertainty + within.

    `reliability` is the squared distance of stated and observed per bin (0 is calibrated),
    `resolution` how far the bins' observed shares are from the overall share (higher is better),
    `uncertainty` the Brier score of a constant. `within` is what the spread inside bins adds, and
    is 0 where a bin holds one probability only.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True, kw_only=True)
class Corp:
    """The Brier score without bins: miscalibration - discrimination + uncertainty, each 0 or more.

    `miscalibration` is what the best monotone recalibration on these rows would save,
    `discrimination` what it would be better by than a constant, `uncertainty` the constant's score.
    """

    miscalibration: float
    discrimination: float
    uncertainty: float


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A test statistic and the p-value of what it tests."""

    statistic: float
    p: float


def brier(y: ArrayLike, probability: ArrayLike) -> float:
    """Mean squared distance of probability and outcome: 0 is perfect, 1 is surely wrong."""
    return _brier(stated(y, probability))


def _brier(counts: Tally) -> float:
    p = counts.levels
    return float((counts.events * (1 - p) ** 2 + counts.others * p**2).sum() / _rows(counts))


def brier_skill(y: ArrayLike, probability: ArrayLike) -> float:
    """Share of a constant's Brier score that is saved: 1 is perfect, 0 no better than the constant.

    The constant is the share of events in these same rows. Negative is worse than the constant.

    Raises
    ------
    ValueError
        Where the outcome has one class only, for its constant cannot be bettered.
    """
    return _brier_skill(stated(y, probability))


def _brier_skill(counts: Tally) -> float:
    constant = _uncertainty(counts)
    if not constant:
        raise ValueError("a skill needs events and non-events")
    return 1 - _brier(counts) / constant


def log_loss(y: ArrayLike, probability: ArrayLike) -> float:
    """Mean negative log-likelihood in nats: 0 is perfect; a sure thing that fails costs 36."""
    return _log_loss(stated(y, probability))


def _log_loss(counts: Tally) -> float:
    p = np.clip(counts.levels, _EPS, 1 - _EPS)
    gained = xlogy(counts.events, p) + xlog1py(counts.others, -p)
    return float(-gained.sum() / _rows(counts))


def ece(y: ArrayLike, probability: ArrayLike, bins: int = 10) -> float:
    """Expected calibration error over `bins` bins of equal mass, 0 to 1; 0 is calibrated.

    Rows are ordered by probability and cut into bins whose sizes differ by one row at most; rows of
    equal probability may fall in two bins, each with its share of their events. Biased upwards
    where rows are few.
    """
    return _ece(stated(y, probability), bins)


def _ece(counts: Tally, bins: int = 10) -> float:
    _, events, told = equal_mass(counts, bins)
    return float(np.abs(events - told).sum() / _rows(counts))


def equal_mass(counts: Tally, bins: int) -> tuple[Floats, Floats, Floats]:
    """Rows, events and sum of probabilities in each of `bins` bins of equal mass, lowest first.

    Bins differ by one row at most; there are as many as rows where rows are fewer. Each array has
    the shape (bins,).
    """
    rows = counts.events + counts.others
    whole = int(rows.sum())
    bins = min(bins, whole)
    sizes = np.full(bins, whole // bins)
    sizes[: whole % bins] += 1
    cuts = np.r_[0, sizes.cumsum()].astype(np.float64)
    ends = np.r_[0.0, rows.cumsum()]
    events = np.diff(np.interp(cuts, ends, np.r_[0.0, counts.events.cumsum()]))
    told = np.diff(np.interp(cuts, ends, np.r_[0.0, (rows * counts.levels).cumsum()]))
    return sizes.astype(np.float64), events, told


def murphy(y: ArrayLike, probability: ArrayLike, bins: int = 10) -> Murphy:
    """The Brier score taken apart over bins of equal mass, as for `ece`.

    References
    ----------
    Murphy, "A new vector partition of the probability score", J. Appl. Meteorology 12 (1973);
    Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score decomposition",
    Weather and Forecasting 23 (2008), for what is `within`.
    """
    counts = stated(y, probability)
    rows, events, told = equal_mass(counts, bins)
    whole = rows.sum()
    rate, mean = events / rows, told / rows
    masses = counts.events + counts.others
    squares = (masses * counts.levels**2).sum() - (rows * mean**2).sum()
    products = (counts.events * counts.levels).sum() - (rows * mean * rate).sum()
    return Murphy(
        reliability=float((rows * (mean - rate) ** 2).sum() / whole),
        resolution=float((rows * (rate - events.sum() / whole) ** 2).sum() / whole),
        uncertainty=_uncertainty(counts),
        within=float((squares - 2 * products) / whole),
    )


def corp(y: ArrayLike, probability: ArrayLike) -> Corp:
    """The Brier score taken apart without bins, by isotonic regression on the same rows.

    References
    ----------
    Dimitriadis, Gneiting and Jordan, "Stable reliability diagrams for probabilistic classifiers",
    PNAS 118 (2021).
    """
    return _corp(stated(y, probability))


@lru_cache(maxsize=1)  # several metrics read it of the same redraw
def _corp(counts: Tally) -> Corp:
    rows = counts.events + counts.others
    best = isotonic_regression(counts.events / rows, weights=rows).x
    score, constant = _brier(counts), _uncertainty(counts)
    recalibrated = _brier(Tally(levels=best, events=counts.events, others=counts.others))
    return Corp(
        miscalibration=max(score - recalibrated, 0.0),  # 0 may come out as -1e-17
        discrimination=max(constant - recalibrated, 0.0),
        uncertainty=constant,
    )


def brier_miscalibration(y: ArrayLike, probability: ArrayLike) -> float:
    """The `miscalibration` of `corp`: 0 is calibrated. Biased upwards where rows are few."""
    return _miscalibration(stated(y, probability))


def _miscalibration(counts: Tally) -> float:
    return _corp(counts).miscalibration


def brier_discrimination(y: ArrayLike, probability: ArrayLike) -> float:
    """The `discrimination` of `corp`: 0 is a constant's, higher is better, at most 1/4."""
    return _discrimination(stated(y, probability))


def _discrimination(counts: Tally) -> float:
    return _corp(counts).discrimination


def brier_uncertainty(y: ArrayLike, probability: ArrayLike) -> float:
    """The Brier score of a constant, share * (1 - share) of events: no merit, 0 to 1/4."""
    return _uncertainty(stated(y, probability))


def spiegelhalter(y: ArrayLike, probability: ArrayLike) -> Finding:
    """Whether the Brier score is what these probabilities promise, without bins; two-sided.

    A positive z says that the loss is larger than promised: probabilities too extreme, or too low
    where most are under a half. It is blind to errors at probabilities of a half.

    Raises
    ------
    ValueError
        Where every probability is 0, 1/2 or 1: then nothing is promised.

    References
    ----------
    Spiegelhalter, "Probabilistic prediction in patient management and clinical trials", Statistics
    in Medicine 5 (1986).
    """
    counts = stated(y, probability)
    p, rows = counts.levels, counts.events + counts.others
    spread = float((rows * (1 - 2 * p) ** 2 * p * (1 - p)).sum())
    if not spread:
        raise ValueError("probabilities of 0, 1/2 and 1 promise no spread of the Brier score")
    z = float(((counts.events - rows * p) * (1 - 2 * p)).sum() / np.sqrt(spread))
    return Finding(statistic=z, p=float(2 * ndtr(-abs(z))))


def stated(y: ArrayLike, probability: ArrayLike) -> Tally:
    """The tally of stated probabilities.

    Raises
    ------
    ValueError
        Where one is outside 0 to 1, or as for `Ranked`.
    """
    counts = tally(y, probability)
    if counts.levels[0] < 0 or counts.levels[-1] > 1:
        raise ValueError("a probability lies between 0 and 1")
    return counts


def _rows(counts: Tally) -> float:
    return float((counts.events + counts.others).sum())


def _uncertainty(counts: Tally) -> float:
    share = float(counts.events.sum()) / _rows(counts)
    return share * (1 - share)


FORMS: Mapping[Metric, Form] = {
    brier: _brier, brier_skill: _brier_skill, log_loss: _log_loss, ece: _ece,
    brier_miscalibration: _miscalibration, brier_discrimination: _discrimination,
    brier_uncertainty: _uncertainty,
}  # fmt: skip
