"""Logistic regression with a ridge, and weights held to one sign, as one convex problem.

The penalty makes the answer one and only, even where inputs repeat each other or tell the outcomes
apart without error.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit
from threadpoolctl import threadpool_limits

from models.learner import Floats

# Newton's steps double the digits that hold: some ten are enough.
_STEPS = 100
_LEVEL = 1e-9  # slope a row at which the search is over
_SHORTEST = 2.0**-30


# One thread: more wait for each other on matrices of this size (three times the work was
# measured), and another number of them gives other last digits.
@threadpool_limits.wrap(limits=1, user_api="blas")  # type: ignore[untyped-decorator]
def ridge_weights(
    X: Floats,
    y: Floats,
    *,
    penalty: float | Floats,
    ways: Floats | None = None,
    towards: float = 0.0,
) -> tuple[float, Floats]:
    """Base and weights that make the outcomes likeliest under the penalty.

    Least of -log-likelihood + sum of penalty / 2 * (weight - towards) squared; the base is free.

    Parameters
    ----------
    X : array of shape (n, p)
        What is weighed, without unknown.
    y : array of shape (n,)
        Outcomes of 0 and 1, of both kinds.
    penalty : float or array of shape (p,), over 0
        Pull of the weights, one for all or one each.
    ways : array of shape (p,), optional
        +1: the weight may not be negative; -1: not positive; 0: it is free.
    towards : float
        What the weights are pulled to: what they are where the rows tell nothing.

    References
    ----------
    le Cessie and van Houwelingen, "Ridge estimators in logistic regression", Applied Statistics 41
    (1992); Bertsekas, "Projected Newton methods for optimization problems with simple constraints",
    SIAM Journal on Control and Optimization 20 (1982), for the weights that are held.
    """
    design = np.column_stack([np.ones(len(y)), X])
    pull = np.r_[0.0, np.broadcast_to(penalty, X.shape[1])]
    sign = np.r_[0.0, np.zeros(X.shape[1]) if ways is None else ways]
    line = np.zeros(design.shape[1])
    line[0] = np.log(y.mean() / (1 - y.mean()))
    goal = np.r_[0.0, np.full(X.shape[1], towards)]
    for _ in range(_STEPS):
        fitted = expit(design @ line)
        slope = design.T @ (fitted - y) + pull * (line - goal)
        # A weight at its bound stays there where the slope would push it across.
        free = ~((sign != 0) & (line == 0) & (slope * sign >= 0))
        if np.abs(slope[free]).max() < _LEVEL * len(y):
            break
        step = _step(design, pull, slope, fitted, free)
        moved = _stepped(step, line, sign, partial(_cost, design, y, pull, goal))
        if np.array_equal(moved, line):
            break  # digits end before the slope is level
        line = moved
    return float(line[0]), line[1:]


def _step(design: Floats, pull: Floats, slope: Floats, fitted: Floats, free: Floats) -> Floats:
    """Newton's step of the free weights."""
    part = design[:, free]
    bend = (part * (fitted * (1 - fitted))[:, None]).T @ part + np.diag(pull[free])
    # The base has no penalty; a trace of one keeps it solvable where all rows are certain.
    bend[0, 0] += 1e-12 * len(design)
    step = np.zeros(len(pull))
    step[free] = -cho_solve(cho_factor(bend), slope[free])
    return step


def _stepped(step: Floats, line: Floats, sign: Floats, cost: Callable[[Floats], float]) -> Floats:
    """The step, cut short where it overshoots, and held where it would cross a bound."""
    before, length = cost(line), 1.0
    while length > _SHORTEST:
        moved = line + length * step
        moved[moved * sign < 0] = 0.0
        if cost(moved) < before:
            return moved
        length /= 2
    return line


def _cost(design: Floats, y: Floats, pull: Floats, goal: Floats, line: Floats) -> float:
    margin = design @ line
    return float(np.logaddexp(0.0, margin).sum() - margin @ y + (pull @ (line - goal) ** 2) / 2)
