"""Which grade an act may be promised to lead to: one that does not hang on who was trained on.

A refit of the same model on other co-operatives gives somewhat other points, so a grade that is
reached by a hair is reached by half of the refits. The promise is the grade at the points that all
but few of them still reach.
"""

from statistics import NormalDist

import numpy as np

from coopscore.scores import NOT_RATED, Score
from models.scale import MasterScale

# The share of refits that keep a promise, were they normal: more than the nine in ten asked for,
# because one spread stands for all scores and some spread wider.
_KEPT = 0.95


def promised(scale: MasterScale, score: Score, refitted: float) -> str:
    """The grade that may be promised where a replay gave `score`.

    What a coming year may bring is in the interval of the probability and not in here: an act moves
    the evidence, and the promise says what a model makes of it, whoever it was trained on.

    Parameters
    ----------
    scale : MasterScale
        That of the model.
    score : Score
        What the replay gave.
    refitted : float, not negative
        The spread of log-odds that refits show (`Coverage.refitted`).

    Returns
    -------
    str
        A grade of the scale, never better than the score's own; NOT_RATED where it has none.
    """
    if score.grade == NOT_RATED:
        return NOT_RATED
    lost = scale.factor * NormalDist().inv_cdf(_KEPT) * refitted
    return scale.grade(scale.clipped(np.array([score.points_unclipped - lost])))[0]
