"""Which grade an act may be promised to lead to: one that does not hang on who was trained on.

A refit of the same model on other co-operatives gives somewhat other points, so a grade that is
reached by a hair is reached by half of the refits. The promise is the grade at the points that nine
in ten of them still reach.
"""

import math

import numpy as np
from numpy.typing import NDArray

from coopscore.scores import NOT_RATED, Score
from models.scale import MasterScale

Floats = NDArray[np.float64]

# A probability has log-odds up to here; such a one is far under the lowest grade's edge.
_CERTAIN = 1 - 1e-12


def promised(scale: MasterScale, score: Score, slack: float) -> str:
    """The grade that may be promised where a replay gave `score`.

    Parameters
    ----------
    scale : MasterScale
        That of the model.
    score : Score
        What the replay gave. The upper end of its interval counts: it is made of refits.
    slack : float, not negative
        Points that are taken off beside: how far refits fall below the model (`slack_of`).

    Returns
    -------
    str
        A grade of the scale, never better than the score's own; NOT_RATED where it has none.
    """
    if score.grade == NOT_RATED:
        return NOT_RATED
    high = min(score.high, _CERTAIN)
    low = float(scale.points(np.asarray([math.log(high / (1 - high))]))[0])
    least = np.asarray([min(low, score.points - slack)])
    return scale.grade(scale.clipped(least))[0]


def slack_of(points: Floats, refitted: Floats, share: float = 0.9) -> float:
    """How far refits fall below the model: points that all but `1 - share` of them lose at most.

    Parameters
    ----------
    points : array of shape (n,)
        The model's points of replays.
    refitted : array of shape (k, n)
        Those of `k` refits on the same replays.
    share : float, 0.5 to 1
        0.9: for nine replays in ten, nine in ten of its refits lose no more.

    Returns
    -------
    float
        Points, not negative.
    """
    lost = np.quantile(points[None, :] - refitted, share, axis=0, method="inverted_cdf")
    return max(float(np.quantile(lost, share, method="inverted_cdf")), 0.0)
