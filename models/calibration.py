"""From margins to probabilities along one straight line in the log-odds: statsmodels' only gate.

Affine, so that each input's share of the margin is, times the slope, its share of the calibrated
log-odds: reasons and base keep adding up, and the ranking stays as the trees made it.
"""

import warnings
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.linalg import LinAlgError
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools.sm_exceptions import (
    ConvergenceWarning,
    HessianInversionWarning,
    PerfectSeparationError,
    PerfectSeparationWarning,
)

from coopscore.errors import CalibrationReversed, PerfectSeparation

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class AffineCalibration:
    """logit(probability) = slope * margin + intercept.

    `covariance` is that of (slope, intercept), in rows, robust to co-operatives that appear on
    several days. The slope is positive.
    """

    slope: float
    intercept: float
    covariance: tuple[tuple[float, float], tuple[float, float]]

    def logit(self, margin: Floats) -> Floats:
        """Calibrated log-odds of the event."""
        return self.slope * margin + self.intercept

    def probability(self, margin: Floats) -> Floats:
        """Calibrated probability of the event within the horizon, 0 to 1."""
        return np.asarray(expit(self.logit(margin)), dtype=np.float64)

    def interval(self, margin: Floats, level: float = 0.9) -> tuple[Floats, Floats]:
        """The two ends between which the calibrated probability lies, at `level`.

        It covers one thing: how surely the calibration line is known, given that log-odds are a
        straight line in the margin (a Wald interval of the line, carried through the link). It does
        not cover what another training set would have made of the trees, a change of the times
        after the last fold, or chance in the single case: whether *this* co-operative will be
        dissolved is a yes or a no.

        Parameters
        ----------
        margin : array of shape (n,)
            Raw log-odds.
        level : float, between 0 and 1
            0.9: nine in ten such intervals hold the line, were the folds drawn anew.
        """
        (slope, between), (_, intercept) = self.covariance
        variance = slope * margin * margin + 2 * between * margin + intercept
        reach = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(np.maximum(variance, 0))
        logit = self.logit(margin)
        return (
            np.asarray(expit(logit - reach), dtype=np.float64),
            np.asarray(expit(logit + reach), dtype=np.float64),
        )


def fit_calibration(
    margin: Floats, outcome: ArrayLike, groups: ArrayLike, *, spec: str
) -> AffineCalibration:
    """The line through pooled out-of-time margins, by maximum likelihood.

    Parameters
    ----------
    margin : array of shape (n,)
        Raw log-odds that each fold's model gave to the day after its training.
    outcome : array of shape (n,)
        1 for an event, 0 for none.
    groups : array of shape (n,)
        The co-operative of each row; the covariance is clustered by it.
    spec : str
        Named in a refusal.

    Raises
    ------
    CalibrationReversed
        Where the slope is not positive: higher margins do not mean higher risk.
    PerfectSeparation
        Where the margins make no error, or do not vary: then no line fits.

    References
    ----------
    Platt, "Probabilistic outputs for support vector machines", 1999 (without its target smoothing);
    Liang and Zeger, "Longitudinal data analysis using generalized linear models", Biometrika 73
    (1986), for the clustered covariance.
    """
    _, clusters = np.unique(np.asarray(groups), return_inverse=True)
    design = np.column_stack([margin, np.ones(len(margin))])
    try:
        # An overflowing exp is a probability of exactly 0: no fault of the fit.
        with warnings.catch_warnings(), np.errstate(over="ignore"):
            for kind in (PerfectSeparationWarning, ConvergenceWarning, HessianInversionWarning):
                warnings.simplefilter("error", kind)
            fitted = Logit(np.asarray(outcome, dtype=np.float64), design).fit(
                disp=0, cov_type="cluster", cov_kwds={"groups": clusters}
            )
    except (
        PerfectSeparationError, PerfectSeparationWarning, ConvergenceWarning,
        HessianInversionWarning, LinAlgError,
    ) as cause:  # fmt: skip
        raise PerfectSeparation(spec=spec) from cause
    slope, intercept = (float(value) for value in fitted.params)
    if not slope > 0:
        raise CalibrationReversed(spec=spec, slope=slope)
    (var_slope, between), (_, var_intercept) = fitted.cov_params().tolist()
    return AffineCalibration(
        slope=slope,
        intercept=intercept,
        covariance=((var_slope, between), (between, var_intercept)),
    )
