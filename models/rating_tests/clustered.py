"""The error of an AUC where each co-operative stands in the rows more than once."""

import numpy as np

from models.metrics import placements
from models.rating_tests.rows import Floats, Ints, Objects


def auc_variance(y: Ints, score: Floats, groups: Objects, *, less: Floats | None = None) -> float:
    """The variance of an AUC, or of its difference to that of `less`, rows clustered by `groups`.

    Placements are summed by co-operative, and those of its events and of its non-events vary
    together. Where every co-operative stands once this is DeLong's variance.

    Raises
    ------
    ValueError
        Where fewer than two co-operatives have events, or non-events.

    References
    ----------
    Obuchowski, "Nonparametric analysis of clustered ROC curve data", Biometrics 53 (1997); DeLong,
    DeLong and Clarke-Pearson (1988).
    """
    own = placements(y, score)
    parts = list(own)
    if less is not None:
        parts = [first - second for first, second in zip(own, placements(y, less), strict=True)]
    codes = np.unique(groups.astype(str), return_inverse=True)[1]
    sums, counts, varied = [], [], []
    for side, part in zip((1, 0), parts, strict=True):
        at = codes[y == side]
        whole, centred = len(part), part - part.mean()
        total = np.bincount(at, weights=centred, minlength=int(codes.max()) + 1)
        met = len(np.unique(at))
        if met < 2:
            raise ValueError("a standard error needs two co-operatives with events and two without")
        sums.append(total)
        counts.append(whole)
        varied.append(met / (met - 1) * float((total**2).sum()) / whole**2)
    every = int(codes.max()) + 1
    together = every / (every - 1) * float((sums[0] * sums[1]).sum()) / (counts[0] * counts[1])
    return max(varied[0] + varied[1] + 2 * together, 0.0)
