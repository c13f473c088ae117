"""Intervals of shares and of their differences."""

import numpy as np
from scipy.special import ndtri
from scipy.stats import beta

from models.rating_tests.rows import Floats, Ints


def jeffreys_interval(rows: Ints, events: Ints, level: float) -> tuple[Floats, Floats]:
    """The interval of each rate by Jeffreys's prior; its ends are 0 and 1 where no and every row
    has the event.

    References
    ----------
    Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16
    (2001).
    """
    a, b, tail = events + 0.5, rows - events + 0.5, (1 - level) / 2
    low = np.where(events > 0, beta.ppf(tail, a, b), 0.0)
    high = np.where(events < rows, beta.ppf(1 - tail, a, b), 1.0)
    return low, high


def newcombe(
    first: int, of_first: int, second: int, of_second: int, level: float
) -> tuple[float, float]:
    """The interval of a difference of two shares, by their Wilson intervals.

    References
    ----------
    Newcombe, "Interval estimation for the difference between independent proportions", Statistics
    in Medicine 17 (1998), method 10.
    """
    z = float(ndtri((1 + level) / 2))
    shares, sides = [], []
    for part, whole in ((first, of_first), (second, of_second)):
        share = part / whole
        middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
        reach = z * np.sqrt(share * (1 - share) / whole + z * z / (4 * whole**2))
        reach /= 1 + z * z / whole
        shares.append(share)
        sides.append((middle - reach, middle + reach))
    value = shares[0] - shares[1]
    below = np.hypot(shares[0] - sides[0][0], sides[1][1] - shares[1])
    above = np.hypot(sides[0][1] - shares[0], shares[1] - sides[1][0])
    return float(value - below), float(value + above)
