"""The chance of as many events: of independent rows, and of rows that one factor ties together."""

import numpy as np
from scipy.special import bdtrc, ndtr, ndtri

_FARTHEST = 9.0  # standard deviations of the one factor
_PANELS = 200


def binomial_tail(rows: int, events: int, probability: float) -> float:
    """The chance of `events` or more among independent rows."""
    return float(bdtrc(events - 1, rows, probability)) if events else 1.0


def one_factor_tail(rows: int, events: int, probability: float, correlation: float) -> float:
    """The chance of as many events or more where one factor ties all rows together.

    Parameters
    ----------
    correlation : float, from 0 and under 1
        Of the rows' asset values; 0 is the binomial tail.

    References
    ----------
    Vasicek, "The distribution of loan portfolio value", Risk (2002); BCBS Working Paper 14 (2005).
    """
    if not events or not correlation:
        return binomial_tail(rows, events, probability)
    # Panels of Gauss and Legendre's rule: the tail steps from 0 to 1 within a hundredth where rows
    # are many, and one rule of few nodes over the whole line steps over it.
    nodes, weights = np.polynomial.legendre.leggauss(16)
    middles = np.linspace(-_FARTHEST, _FARTHEST, 2 * _PANELS + 1)[1::2]
    reach = _FARTHEST / _PANELS
    factor = (middles[:, None] + reach * nodes).ravel()
    weight = np.tile(weights * reach, _PANELS) * np.exp(-(factor**2) / 2) / np.sqrt(2 * np.pi)
    moved = (ndtri(probability) - np.sqrt(correlation) * factor) / np.sqrt(1 - correlation)
    tail = bdtrc(events - 1, rows, ndtr(moved))
    return float(np.clip((weight * tail).sum(), 0.0, 1.0))
