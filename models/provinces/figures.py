"""Figures of places: counts, which are exact, and rates, which are not.

A full register is not a sample, and what it counts has no interval. A rate is read as a sign of how
an office works, and what its co-operatives happened to do is one draw of what they might have done:
so rates carry an interval, and ranks that rest on them a set.

References
----------
Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22 (1927); Brown, Cai and DasGupta, "Interval estimation for a
binomial proportion", Statistical Science 16 (2001), for its coverage at small n.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri

from models.provinces.known import Flags, Floats

Kind = Literal["share", "mean"]


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A share of co-operatives (Wilson's interval), or a mean of shares (the normal interval).

    Parameters
    ----------
    numerator : float
        How many, or the sum of what is averaged.
    denominator : int
    value, low, high : float or None
        0-1; None where the denominator is 0, and the ends where one alone cannot tell a spread.
    error : float or None
        Standard error: half the interval over its bar, so never 0 for a share of 0 or 1.
    """

    kind: Kind
    numerator: float
    denominator: int
    value: float | None
    low: float | None
    high: float | None
    error: float | None


def shares(numerator: Floats, denominator: Floats, level: float) -> list[Rate]:
    """Shares with Wilson's intervals, one a place.

    Parameters
    ----------
    numerator, denominator : array (n,)
        Whole numbers, the first never above the second.

    Raises
    ------
    ValueError
        Where a numerator lies outside of its denominator, or the level outside of 0 to 1.
    """
    if not 0 < level < 1 or ((numerator < 0) | (numerator > denominator)).any():
        raise ValueError("a part is none to all of its whole, and a level lies between 0 and 1")
    bar = float(ndtri((1 + level) / 2))
    whole = np.maximum(denominator, 1).astype(np.float64)
    value = numerator / whole
    middle = (value + bar**2 / (2 * whole)) / (1 + bar**2 / whole)
    half = bar / (1 + bar**2 / whole) * np.sqrt(
        value * (1 - value) / whole + bar**2 / (4 * whole**2)
    )  # fmt: skip
    low = np.where(numerator == 0, 0.0, np.maximum(0.0, middle - half))
    high = np.where(numerator == denominator, 1.0, np.minimum(1.0, middle + half))
    told = denominator > 0
    return _rates(
        "share", numerator, denominator, value, low, high, (high - low) / 2 / bar, told, told
    )


def means(total: Floats, squares: Floats, count: Floats, level: float) -> list[Rate]:
    """Means of shares with normal intervals, cut at 0 and 1, one a place.

    Parameters
    ----------
    total, squares, count : array (n,)
        Sum and sum of squares of what is averaged, and how many there are.
    """
    if not 0 < level < 1:
        raise ValueError("a level lies between 0 and 1")
    bar = float(ndtri((1 + level) / 2))
    whole = np.maximum(count, 1).astype(np.float64)
    value = total / whole
    spread = np.maximum(0.0, squares - whole * value**2) / np.maximum(whole - 1, 1)
    # Where all are alike, so few tell little of the next: at least the error that a share of as
    # many would have about its Jeffreys mean, were it all or nothing.
    likely = (np.clip(total, 0.0, whole) + 0.5) / (whole + 1)
    alike = np.sqrt(likely * (1 - likely) / whole)
    error = np.where(spread > 0, np.sqrt(spread / whole), alike)
    low, high = np.maximum(0.0, value - bar * error), np.minimum(1.0, value + bar * error)
    return _rates("mean", total, count, value, low, high, error, count > 0, count > 1)


def share(numerator: int, denominator: int, level: float) -> Rate:
    """One share with its interval."""
    return shares(np.array([float(numerator)]), np.array([float(denominator)]), level)[0]


def over(rates: Sequence[Rate], least: int) -> Floats:
    """Values of rates whose denominator is `least` at least."""
    told = [one.value for one in rates if one.value is not None and one.denominator >= least]
    return np.array(told, np.float64)


def _rates(
    kind: Kind,
    numerator: Floats,
    denominator: Floats,
    value: Floats,
    low: Floats,
    high: Floats,
    error: Floats,
    told: Flags,
    spread: Flags,
) -> list[Rate]:
    rows = zip(numerator, denominator, value, low, high, error, told, spread, strict=True)
    return [
        Rate(
            kind=kind,
            numerator=float(part) if kind == "mean" else int(part),
            denominator=int(whole),
            value=float(is_) if known else None,
            low=float(least) if wide else None,
            high=float(most) if wide else None,
            error=float(away) if wide else None,
        )
        for part, whole, is_, least, most, away, known, wide in rows
    ]
