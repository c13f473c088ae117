"""The H-measure, behind one door to the library of that name."""

import numpy as np
from hmeasure import h_score  # type: ignore[import-untyped]
from numpy.typing import ArrayLike


def h_measure(y: ArrayLike, score: ArrayLike) -> float:
    """One minus the expected least cost over that of a score without order: 0 is a coin, 1 perfect.

    Costs of the two errors are weighed by Beta(1 + share of events, 1 + share of others), the same
    for every score of these rows; the AUC weighs them by the score itself.

    Raises
    ------
    ValueError
        Where the outcome has one class only.

    References
    ----------
    Hand, "Measuring classifier performance", Machine Learning 77 (2009); Hand and Anagnostopoulos,
    "A better Beta for the H measure", Pattern Recognition Letters 40 (2014).
    """
    happened = np.asarray(y).astype(np.int64)
    if happened.min() == happened.max():
        raise ValueError("an H-measure needs events and non-events")
    # only the order counts, and the library takes nothing over 1: ranks say the order
    rank = np.unique(np.asarray(score, dtype=np.float64), return_inverse=True)[1]
    order = rank / max(int(rank.max()), 1)
    return float(h_score(happened, order, severity_ratio=-1.0))  # -1 asks for the better Beta
