"""How much each learner counts, and along which line their mean becomes log-odds."""

from dataclasses import dataclass

import numpy as np

from models.learner import Floats
from models.ridge import ridge_weights

# The pull towards equal weights that add up to one, as if so much had been seen before. With some
# hundred events it is hardly felt; with ten the learners count alike.
_PULL = 10.0

# Margins that rank left-out rows no better than chance are still followed a little, so that the
# ranking stays, while probabilities are nearly the base rate.
_LEAST = 0.05


@dataclass(frozen=True, kw_only=True)
class Stack:
    """logit(probability) = slope * (weighted mean of margins) + intercept.

    `weights` are at least 0 and add up to 1; the slope is over 0.
    """

    weights: tuple[float, ...]
    slope: float
    intercept: float


def stack(margins: Floats, outcome: Floats) -> Stack:
    """Weights and line that make the outcomes likeliest, none of the weights under zero.

    One logistic regression on the learners' margins gives both: its coefficients, divided by their
    sum, are the weights, and their sum is the slope.

    Parameters
    ----------
    margins : array of shape (n, learners)
        Of rows that no learner saw, in log-odds.
    outcome : array of shape (n,)
        0 and 1, of both kinds.

    References
    ----------
    Wolpert, "Stacked generalization", Neural Networks 5 (1992); Breiman, "Stacked regressions",
    Machine Learning 24 (1996), for weights that are not negative; Platt, "Probabilistic outputs for
    support vector machines" (1999), for the line.
    """
    count = margins.shape[1]
    intercept, found = ridge_weights(
        margins, outcome, penalty=_PULL, ways=np.ones(count), towards=1 / count
    )
    slope = float(found.sum())
    if slope < _LEAST:
        share = outcome.mean()
        flat = np.log(share / (1 - share)) - _LEAST * margins.mean()
        return Stack(weights=(1 / count,) * count, slope=_LEAST, intercept=float(flat))
    return Stack(weights=tuple((found / slope).tolist()), slope=slope, intercept=intercept)
