"""Calibration by cumulative differences, without bins; behind one door to MAPIE."""

import numpy as np
from mapie.metrics.calibration import (  # type: ignore[import-untyped]
    kolmogorov_smirnov_cdf,
    kolmogorov_smirnov_statistic,
    kuiper_cdf,
    kuiper_statistic,
)

from models.metrics import Finding
from models.rating_tests.rows import Floats, Ints


def kolmogorov_smirnov(y: Ints, probability: Floats) -> Finding:
    """The farthest that events run ahead of, or behind, what was stated, from the safest row up.

    In units of its own spread where every probability is right: then it is about the largest
    absolute value of a Brownian motion over the unit interval.

    Raises
    ------
    ValueError
        Where every probability is 0 or 1.

    References
    ----------
    Arrieta-Ibarra, Gujral, Tannen, Tygert and Xu, "Metrics of calibration for probabilistic
    predictions", Journal of Machine Learning Research 23 (2022).
    """
    _need_spread(probability)
    statistic = float(kolmogorov_smirnov_statistic(y, probability))
    return Finding(statistic=statistic, p=_chance(1 - kolmogorov_smirnov_cdf(statistic)))


def kuiper(y: Ints, probability: Floats) -> Finding:
    """As `kolmogorov_smirnov`, but from the farthest behind to the farthest ahead."""
    _need_spread(probability)
    statistic = float(kuiper_statistic(y, probability))
    return Finding(statistic=statistic, p=_chance(1 - kuiper_cdf(statistic)))


def _need_spread(probability: Floats) -> None:
    if not (probability * (1 - probability)).any():
        raise ValueError("probabilities of 0 and 1 promise no spread of what comes")


def _chance(p: float) -> float:
    """The library's series may leave 0 and 1 by a rounding."""
    return float(np.clip(p, 0.0, 1.0))
