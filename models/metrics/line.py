"""The line from stated to observed log-odds: whether probabilities are too extreme or too low."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, expit, logit

from models.metrics.probability import stated
from models.metrics.tally import Floats, Form, Metric, Tally

_TINY = 1e-12  # probabilities of exactly 0 or 1 have no log-odds


@dataclass(frozen=True, kw_only=True)
class CalibrationFit:
    """Slope and intercept with their standard errors, and the test that they are 1 and 0.

    `statistic` is twice the log-likelihood gained by the line over the stated probabilities, `p`
    its p-value at two degrees of freedom. Errors and p-value are for independent rows.
    """

    slope: float
    intercept: float
    slope_se: float
    intercept_se: float
    statistic: float
    p: float


def calibration_line(y: ArrayLike, probability: ArrayLike) -> tuple[float, float]:
    """Slope and intercept of the outcome's log-odds on the stated log-odds.

    Slope 1 and intercept 0 are calibrated; a slope under 1 means probabilities too extreme, over 1
    too timid. Newton's method on the logistic likelihood, held to climb.

    Raises
    ------
    ValueError
        Where no line fits: one class only, no spread, or events told apart without error.

    References
    ----------
    Cox, "Two further applications of a model for binary regression", Biometrika 45 (1958).
    """
    line, _ = _fit(stated(y, probability))
    return float(line[0]), float(line[1])


def calibration_fit(y: ArrayLike, probability: ArrayLike) -> CalibrationFit:
    """The calibration line with standard errors, and the likelihood-ratio test against (1, 0).

    Errors and source as for `calibration_line`.
    """
    counts = stated(y, probability)
    line, covariance = _fit(counts)
    errors = np.sqrt(np.diag(covariance))
    gained = 2 * (_likelihood(counts, line) - _likelihood(counts, np.array([1.0, 0.0])))
    statistic = max(float(gained), 0.0)
    return CalibrationFit(
        slope=float(line[0]), intercept=float(line[1]),
        slope_se=float(errors[0]), intercept_se=float(errors[1]),
        statistic=statistic, p=float(chdtrc(2, statistic)),
    )  # fmt: skip


def calibration_slope(y: ArrayLike, probability: ArrayLike) -> float:
    """The slope of `calibration_line`: 1 is calibrated, under 1 too extreme."""
    return _slope(stated(y, probability))


def calibration_intercept(y: ArrayLike, probability: ArrayLike) -> float:
    """The intercept of `calibration_line`: 0 is calibrated where the slope is 1."""
    return _intercept(stated(y, probability))


def _slope(counts: Tally) -> float:
    return float(_fit(counts)[0][0])


def _intercept(counts: Tally) -> float:
    return float(_fit(counts)[0][1])


def _told(counts: Tally) -> Floats:
    """The stated log-odds of each level."""
    told: Floats = logit(np.clip(counts.levels, _TINY, 1 - _TINY))
    return told


@lru_cache(maxsize=1)  # several metrics read it of the same redraw
def _fit(counts: Tally) -> tuple[Floats, Floats]:
    """The line (slope, intercept) and its covariance, the inverse of the information at it."""
    told, rows = _told(counts), counts.events + counts.others
    widest = float(np.abs(told).max())
    line = np.array([0.0, logit(counts.events.sum() / rows.sum())])
    for _ in range(100 if np.isfinite(line[1]) else 0):
        fitted = rows * expit(line[0] * told + line[1])
        weights = fitted * (1 - fitted / rows)
        # Sums of NumPy's own: a BLAS product depends on how many threads share it.
        tilted = weights * told
        first, second = tilted.sum(), (tilted * told).sum()
        information = np.array([[second, first], [first, weights.sum()]])
        if not np.linalg.cond(information) < 1e12:
            break
        missed = counts.events - fitted
        step = np.linalg.solve(information, np.array([(missed * told).sum(), missed.sum()]))
        # No log-odds moved by up to 1/2 changes its weight by more than e^(1/2) < 2, and then a
        # whole step of Newton's climbs. A longer one may overshoot, and is halved until it climbs.
        while abs(step[0]) * widest + abs(step[1]) > 0.5 and not (
            _likelihood(counts, line + step) >= _likelihood(counts, line)
        ):
            step = step / 2
        line = line + step
        if np.abs(step).max() < 1e-10:
            return line, np.linalg.inv(information)
    raise ValueError("no calibration line fits: too few events, no spread, or no error at all")


def _likelihood(counts: Tally, line: Floats) -> float:
    """The log-likelihood of the outcomes under the line."""
    margin = line[0] * _told(counts) + line[1]
    rows = counts.events + counts.others
    return float((counts.events * margin - rows * np.logaddexp(0.0, margin)).sum())


FORMS: Mapping[Metric, Form] = {calibration_slope: _slope, calibration_intercept: _intercept}
