"""How many co-operatives a rating gives no grade: what is on record of them does not carry one.

A rating may look good by leaving out whomever it cannot tell apart; so those are counted.
"""

from typing import Any

import numpy as np

from coopscore.scores import INSUFFICIENT
from models.calibration import AffineCalibration
from models.inputs import is_thin
from models.rating.groups import groups_of
from models.rating.rating import Rating, states
from models.scale import MasterScale
from models.validation.rows import Flags
from models.validation.study import Study
from models.walk import pooled


def ungraded(
    study: Study, kind: str, rating: Rating, line: AffineCalibration, scale: MasterScale
) -> dict[str, Any]:
    """Rows of all folds without a grade, as scoring by this rating would leave them.

    Parameters
    ----------
    rating : Rating
        Its intervals, and the grades that one may span.
    line : AffineCalibration
        What scores are told by.

    Returns
    -------
    dict
        `rows`, `ungraded` and `share` (0 to 1) of all rows; `parts`, the same by branch group with
        its `name`, in the order of the names.
    """
    steps = study.walked[kind].steps
    margin = pooled(steps).margin
    logit = line.logit(margin)
    groups = groups_of(np.concatenate([one.sample.X[rating.by.name].to_numpy() for one in steps]))
    low, high = rating.interval(margin, logit, groups)
    found = states(
        scale.grade(scale.clipped(scale.points(logit))), low, high,
        np.concatenate([is_thin(one.sample.X, study.inputs) for one in steps]),
        scale=scale, widest=rating.widest,
    )  # fmt: skip
    without = np.array([state == INSUFFICIENT for state, _ in found], dtype=np.bool_)
    parts = [{"name": name, **_counted(without[groups == name])} for name in sorted(set(groups))]
    return {**_counted(without), "parts": parts}


def _counted(without: Flags) -> dict[str, Any]:
    return {
        "rows": len(without),
        "ungraded": int(without.sum()),
        "share": float(without.mean()),
    }
