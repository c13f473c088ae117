"""Are stated intervals wide enough? Held against what came in cells, and widened until they are.

Of a cell of n rows of which k had the event:

    k ~ Binomial(n, p),   logit p ~ Normal(logit of the mean told probability, f^2 (sd^2 + tau^2))

sd is what is known already, tau what cells differ by beyond it (single years, or shapes that the
model cannot take), f the factor that is needed for the stated share of cells to lie inside.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, bdtrc, expit, gammaln, log_expit, logsumexp

from models.learner import Floats

Counts = NDArray[np.int64]

# Points and weights of the normal law; thirty-two settle a spread of two in log-odds to 1e-6.
_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(32)
_LOG_WEIGHTS = np.log(_WEIGHTS / _WEIGHTS.sum())

# Spreads that are looked at, in log-odds; and factors: four times as wide tells of no fit at all.
_TAUS = np.arange(0, 1.0005, 0.01)
_FACTORS = np.arange(1, 4.0005, 0.05)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Cells' rows and events beside the log-odds that were told of them, all of shape (cells,)."""

    rows: Counts
    events: Counts
    logit: Floats


# Scale of the half-normal prior of tau, in log-odds.
_PRIOR = 0.2


def log_likelihood(cells: Counted, sd: Floats) -> float:
    """The log-likelihood of the cells' events where log-odds spread by `sd` about what was told."""
    logits = cells.logit[:, None] + sd[:, None] * _POINTS
    rows, events = cells.rows[:, None], cells.events[:, None]
    chosen = gammaln(rows + 1) - gammaln(events + 1) - gammaln(rows - events + 1)
    each = chosen + events * log_expit(logits) + (rows - events) * log_expit(-logits)
    return float(logsumexp(each + _LOG_WEIGHTS, axis=1).sum())


def overdispersion(cells: Counted, sd: Floats) -> float:
    """tau: the spread of cells' log-odds beyond `sd`, the mean of what their events leave likely.

    The likelihood of few events hardly tells a tau of nought from one of a quarter, and its
    greatest value often lies at nought, which would promise too much. So tau is given a half-normal
    prior (of scale 0.2: cells' odds differ by a fifth as a matter of course) and its posterior mean
    is taken: events decide where there are many, caution where there are few.

    Parameters
    ----------
    cells : Counted
        What came.
    sd : array of shape (cells,)
        The spread that is known already, in log-odds.

    References
    ----------
    Gelman, "Prior distributions for variance parameters in hierarchical models", Bayesian Analysis
    1 (2006), on half-normal and half-t priors for few groups.
    """
    likely = np.array([log_likelihood(cells, np.hypot(sd, tau)) for tau in _TAUS])
    weight = likely - 0.5 * (_TAUS / _PRIOR) ** 2
    weight = np.exp(weight - weight.max())
    return float((weight * _TAUS).sum() / weight.sum())


def inside(cells: Counted, sd: Floats, level: float) -> NDArray[np.bool_]:
    """Whether each cell's events lie within the central interval of what was to be expected.

    Events are whole numbers: an interval is the shortest that leaves out at most half of
    1 - `level` at either end, so that more than `level` lie inside where all is as assumed.
    """
    chance = expit(cells.logit[:, None] + sd[:, None] * _POINTS)
    weights = np.exp(_LOG_WEIGHTS)
    rows, events = cells.rows[:, None], cells.events[:, None]
    so_few = (bdtr(events, rows, chance) * weights).sum(axis=1)
    fewer = np.maximum(events - 1, 0)
    so_many = np.where(cells.events > 0, (bdtrc(fewer, rows, chance) * weights).sum(axis=1), 1.0)
    outside = (1 - level) / 2
    return np.asarray((so_few >= outside) & (so_many >= outside), dtype=np.bool_)


def widening(cells: Counted, sd: Floats, level: float) -> float:
    """The least factor, 1 or more, that widens `sd` until the stated share of cells lies inside.

    4, the greatest that is tried, where none is enough.
    """
    enough = (factor for factor in _FACTORS if inside(cells, factor * sd, level).mean() >= level)
    return float(next(enough, _FACTORS[-1]))
