"""Logistic regression whose weights may not be negative, as one convex problem.

Leaving inputs out one by one until no weight is negative depends on the order and costs a fit for
each. Held at zero or above, the weights have one answer, and it is found in a few steps.
"""

import numpy as np
from scipy.optimize import lsq_linear
from scipy.special import expit

from models.learner import Floats

# Newton's steps double the digits that hold: some ten are enough.
_STEPS = 200
_SMALL = 1e-10
_SHORTEST = 2.0**-40
_NOTHING = 1e-9  # of the cost: no step would lower it by more


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
    Schmidt, Kim and Sra, "Projected Newton-type methods in machine learning", in: Optimization for
    Machine Learning (MIT Press, 2011): each step solves its own problem within the bounds.
    """
    design = np.column_stack([np.ones(len(y)), X])
    pull = np.r_[0.0, np.full(X.shape[1], penalty)]
    line = np.zeros(design.shape[1])
    line[0] = np.log(y.mean() / (1 - y.mean()))
    reach = np.maximum(1.0, np.abs(design).max(axis=0))  # digits are lost in proportion
    for _ in range(_STEPS):
        fitted = expit(design @ line)
        slope = design.T @ (fitted - y) + pull * line
        free = (line > 0) | (slope < 0)
        free[0] = True
        if (np.abs(slope) / reach)[free].max() < _SMALL * len(y):
            return float(line[0]), line[1:]
        step = _best_of_the_curve(design, pull, line, slope, fitted) - line
        moved = _stepped(design, y, pull, line, slope, step)
        if np.array_equal(moved, line):
            break
        line = moved
    # Where inputs nearly repeat each other the digits end before the slope is level.
    if -(slope @ step) < _NOTHING * _cost(design, y, pull, line):
        return float(line[0]), line[1:]
    raise ArithmeticError("the search for weights did not come to its end")


def _stepped(
    design: Floats, y: Floats, pull: Floats, line: Floats, slope: Floats, step: Floats
) -> Floats:
    """One of Newton's steps, cut short where it overshoots."""
    before, length = _cost(design, y, pull, line), 1.0
    while length > _SHORTEST:
        moved = line + length * step
        if _cost(design, y, pull, moved) <= before + 1e-4 * length * (slope @ step):
            return moved
        length /= 2
    return line


def _best_of_the_curve(
    design: Floats, pull: Floats, line: Floats, slope: Floats, fitted: Floats
) -> Floats:
    """Where the parabola that touches the cost at `line` is least, weights at zero or above."""
    spread = np.sqrt(fitted * (1 - fitted))[:, None] * design
    root = np.linalg.qr(np.vstack([spread, np.diag(np.sqrt(pull))])).R
    # Least squares, for columns that are copies of each other have no inverse.
    goal = np.linalg.lstsq(root.T, root.T @ (root @ line) - slope, rcond=None)[0]
    lowest = np.r_[-np.inf, np.zeros(len(line) - 1)]
    best: Floats = lsq_linear(root, goal, (lowest, np.inf), method="bvls", tol=_SMALL).x
    return np.asarray(np.maximum(best, lowest), dtype=np.float64)


def _cost(design: Floats, y: Floats, pull: Floats, line: Floats) -> float:
    margin = design @ line
    return float(np.logaddexp(0.0, margin).sum() - margin @ y + (pull @ line**2) / 2)
