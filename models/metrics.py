"""How good a score is, one definition each; higher scores are riskier, outcomes are 0 or 1.

Every function takes flat arrays of one length. Intervals come from redrawing whole co-operatives,
for the days of one co-operative are not independent.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit
from scipy.stats import ks_2samp
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.metrics import log_loss as sklearn_log_loss

Floats = NDArray[np.float64]
Metric = Callable[[NDArray[np.int64], Floats], float]

_TINY = 1e-12  # probabilities of exactly 0 or 1 have no log-odds


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From `low` to `high` at `level`; `draws` is how many redraws could be measured."""

    low: float
    high: float
    level: float
    draws: int


def auc(y: ArrayLike, score: ArrayLike) -> float:
    """Chance that an event scores above a non-event, ties counting half.

    0.5 is a coin, 1 tells them apart without error, 0 has the order upside down.

    Raises
    ------
    ValueError
        Where the outcome has one class only.
    """
    if len(np.unique(np.asarray(y))) != 2:
        raise ValueError("an AUC needs events and non-events")
    return float(roc_auc_score(np.asarray(y), np.asarray(score)))


def gini(y: ArrayLike, score: ArrayLike) -> float:
    """2 * AUC - 1: 0 is a coin, 1 is without error. The accuracy ratio, ties counting half."""
    return 2 * auc(y, score) - 1


def ks(y: ArrayLike, score: ArrayLike) -> float:
    """Largest distance between the score's distributions among events and non-events, 0 to 1."""
    events = np.asarray(y) == 1
    scores = np.asarray(score, dtype=np.float64)
    return float(ks_2samp(scores[events], scores[~events], method="asymp").statistic)


def brier(y: ArrayLike, probability: ArrayLike) -> float:
    """Mean squared distance of probability and outcome: 0 is perfect, 1 is surely wrong."""
    return float(brier_score_loss(np.asarray(y), np.asarray(probability)))


def log_loss(y: ArrayLike, probability: ArrayLike) -> float:
    """Mean negative log-likelihood in nats: 0 is perfect, unbounded above."""
    return float(sklearn_log_loss(np.asarray(y), np.asarray(probability), labels=[0, 1]))


def ece(y: ArrayLike, probability: ArrayLike, bins: int = 10) -> float:
    """Expected calibration error over `bins` bins of equal mass, 0 to 1; 0 is calibrated.

    Rows are ordered by probability and cut into bins whose sizes differ by one row at most; rows of
    equal probability may fall in two bins. Biased upwards where rows are few.
    """
    outcome = np.asarray(y, dtype=np.float64)
    stated = np.asarray(probability, dtype=np.float64)
    order = np.argsort(stated, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    gaps = [len(part) * abs(outcome[part].mean() - stated[part].mean()) for part in parts]
    return float(sum(gaps) / len(order))


def calibration_line(y: ArrayLike, probability: ArrayLike) -> tuple[float, float]:
    """Slope and intercept of the outcome's log-odds on the stated log-odds.

    Slope 1 and intercept 0 are calibrated; a slope under 1 means probabilities too extreme, over 1
    too timid. Newton's method on the logistic likelihood.

    Raises
    ------
    ValueError
        Where no line fits: one class only, no spread, or events told apart without error.

    References
    ----------
    Cox, "Two further applications of a model for binary regression", Biometrika 45 (1958).
    """
    outcome = np.asarray(y, dtype=np.float64)
    stated = logit(np.clip(np.asarray(probability, dtype=np.float64), _TINY, 1 - _TINY))
    design = np.column_stack([stated, np.ones(len(stated))])
    line = np.array([1.0, 0.0])
    for _ in range(50):
        fitted = expit(design @ line)
        information = design.T @ (design * (fitted * (1 - fitted))[:, None])
        if not np.linalg.cond(information) < 1e12:
            break
        step = np.linalg.solve(information, design.T @ (outcome - fitted))
        line = line + step
        if np.abs(step).max() < 1e-10:
            return float(line[0]), float(line[1])
    raise ValueError("no calibration line fits: too few events, no spread, or no error at all")


def calibration_slope(y: ArrayLike, probability: ArrayLike) -> float:
    """The slope of `calibration_line`: 1 is calibrated, under 1 too extreme."""
    return calibration_line(y, probability)[0]


def calibration_intercept(y: ArrayLike, probability: ArrayLike) -> float:
    """The intercept of `calibration_line`: 0 is calibrated where the slope is 1."""
    return calibration_line(y, probability)[1]


def cluster_bootstrap(
    metric: Metric,
    y: ArrayLike,
    score: ArrayLike,
    groups: ArrayLike,
    *,
    draws: int = 1000,
    seed: int,
    level: float = 0.95,
) -> Interval:
    """Percentile interval of `metric` over redraws of whole co-operatives.

    Parameters
    ----------
    metric : callable
        Any metric of this module.
    groups : array of shape (n,)
        The co-operative of each row; all its rows are drawn together.
    draws : int
        Number of redraws. One on which the metric is not defined (no event drawn) is left out and
        lowers `Interval.draws`.
    seed : int
        Of the draws: the same seed gives the same interval.
    level : float, between 0 and 1
        Share of redraws inside.

    Raises
    ------
    ValueError
        Where the metric is defined on no redraw.
    """
    outcome = np.asarray(y, dtype=np.int64)
    scores = np.asarray(score, dtype=np.float64)
    _, codes = np.unique(np.asarray(groups), return_inverse=True)
    members = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
    drawn = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        picks = drawn.integers(len(members), size=len(members))
        rows = np.concatenate([members[pick] for pick in picks])
        try:
            found.append(metric(outcome[rows], scores[rows]))
        except ValueError:
            continue
    if not found:
        raise ValueError("the metric is not defined on any redraw")
    low, high = np.quantile(found, [0.5 - level / 2, 0.5 + level / 2])
    return Interval(low=float(low), high=float(high), level=level, draws=len(found))
