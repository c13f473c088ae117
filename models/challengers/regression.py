"""Logistic regression whose weights may not be negative, as one convex problem.

Leaving inputs out one by one until no weight is negative depends on the order and costs a fit for
each. Held at zero or above, the weights have one answer, and it is found in a few steps.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from models.learner import Floats

# Newton's steps double the digits that hold: some ten are enough.
_STEPS = 200
_SMALL = 1e-10
_SHORTEST = 2.0**-40


def logistic_weights(X: Floats, y: Floats, *, penalty: float) -> tuple[float, Floats]:
    """Base and weights that make the outcomes likeliest, with no weight under zero.

    Least of -log-likelihood + penalty / 2 * sum of squared weights; the base is neither penalised
    nor held.

    Parameters
    ----------
    X : array of shape (n, p)
        What is weighed; p may be 0.
    y : array of shape (n,)
        Outcomes of 0 and 1, of both kinds.
    penalty : float, at least 0
        Pull of the weights towards zero.

    Raises
    ------
    ArithmeticError
        Where the search does not come to its end.

    References
    ----------
    Bertsekas, "Projected Newton methods for optimization problems with simple constraints", SIAM
    Journal on Control and Optimization 20 (1982).
    """
    design = np.column_stack([np.ones(len(y)), X])
    pull = np.r_[0.0, np.full(X.shape[1], penalty)]
    line = np.zeros(design.shape[1])
    line[0] = np.log(y.mean() / (1 - y.mean()))
    for _ in range(_STEPS):
        fitted = expit(design @ line)
        slope = design.T @ (fitted - y) + pull * line
        free = (line > 0) | (slope < 0)
        free[0] = True
        if np.abs(slope[free]).max() < _SMALL * len(y):
            return float(line[0]), line[1:]
        line = _stepped(design, y, pull, line, slope, free, fitted)
    raise ArithmeticError("the search for weights did not come to its end")


def _stepped(
    design: Floats,
    y: Floats,
    pull: Floats,
    line: Floats,
    slope: Floats,
    free: NDArray[np.bool_],
    fitted: Floats,
) -> Floats:
    """One of Newton's steps among the free weights, cut short at zero and where it overshoots."""
    part = design[:, free]
    curve = part.T @ (part * (fitted * (1 - fitted))[:, None]) + np.diag(pull[free])
    step = np.zeros_like(line)
    # Least squares, for columns that are copies of each other have no inverse.
    step[free] = np.linalg.lstsq(curve, slope[free], rcond=None)[0]
    before, length = _cost(design, y, pull, line), 1.0
    while length > _SHORTEST:
        moved = line - length * step
        moved[1:] = np.maximum(moved[1:], 0.0)
        if _cost(design, y, pull, moved) <= before - 1e-4 * (slope @ (line - moved)):
            return moved
        length /= 2
    return line


def _cost(design: Floats, y: Floats, pull: Floats, line: Floats) -> float:
    margin = design @ line
    return float(np.logaddexp(0.0, margin).sum() - margin @ y + (pull @ line**2) / 2)
