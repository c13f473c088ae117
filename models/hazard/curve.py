"""The curve beside a score: silence by grid days, and competing ends by quarters, over two years.

Silence can come on a co-operative's own grid day and on no other day, so its part is a step
function: of one with three months to go it rises in the third month and in the fifteenth. What is
told of silence is told as it is; ends take their share of those that are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from coopscore.scores import CurvePoint
from models.calibration import AffineCalibration
from models.hazard.odds import TINY
from models.hazard.quarters import MONTHS, QUARTERS
from models.learner import Floats

LAST_MONTH = MONTHS * QUARTERS
YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a curve is drawn of, row by row.

    Parameters
    ----------
    months : array of shape (n,)
        To the end of the first open cycle, 1 to 23.
    first : array of shape (n,)
        Probability that it ends silent, 0 to 1: the score's own.
    second : array of shape (n,)
        Probability that it or the next one does, no less than `first`.
    dissolved, completed : arrays of shape (n, 8)
        Hazards of the two ends in each quarter.
    """

    months: NDArray[np.int64]
    first: Floats
    second: Floats
    dissolved: Floats
    completed: Floats


def by_second(first: Floats, after: Floats, line: AffineCalibration) -> Floats:
    """The probability that one of two cycles ends silent, along the line of 24 months.

    Parameters
    ----------
    first : array of shape (n,)
        Of the first cycle.
    after : array of shape (n,)
        Of the second, given that the first was not.
    line : AffineCalibration
        From the log-odds of either to those that came.
    """
    return np.asarray(np.maximum(first, expit(line.logit(either(first, after)))), dtype=np.float64)


def either(first: Floats, after: Floats) -> Floats:
    """Log-odds that one of two cycles ends silent, before any line."""
    both = 1 - (1 - first) * (1 - after)
    return np.asarray(logit(np.clip(both, TINY, 1 - TINY)), dtype=np.float64)


def curves(told: Told) -> list[tuple[CurvePoint, ...]]:
    """The curve of each row: the months in which something can rise, oldest first."""
    size = len(told.months)
    silent, dissolved, completed = np.zeros(size), np.zeros(size), np.zeros(size)
    points: list[list[CurvePoint]] = [[] for _ in range(size)]
    for month in range(1, LAST_MONTH + 1):
        rest = 1 - dissolved - completed
        for after, reached in ((0, told.first), (YEAR, told.second)):
            here = told.months + after == month
            silent = np.where(here, np.maximum(silent, np.minimum(reached, rest)), silent)
        quarter, left = divmod(month, MONTHS)
        if left == 0:
            rest = np.maximum(0, rest - silent)
            dissolved = dissolved + rest * told.dissolved[:, quarter - 1]
            completed = completed + rest * told.completed[:, quarter - 1]
        rises = np.full(size, left == 0) | np.isin(month - told.months, (0, YEAR))
        _add(points, month, np.flatnonzero(rises), silent, dissolved, completed)
    return [tuple(some) for some in points]


def _add(
    points: Sequence[list[CurvePoint]],
    month: int,
    rows: NDArray[np.int64],
    silent: Floats,
    dissolved: Floats,
    completed: Floats,
) -> None:
    for row in rows.tolist():
        points[row].append(
            CurvePoint(
                month=month, silent=float(silent[row]), dissolved=float(dissolved[row]),
                completed=float(completed[row]),
            )
        )  # fmt: skip
