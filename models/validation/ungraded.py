"""How many co-operatives a rating gives no grade: what is on record of them does not carry one.

A rating may look good by leaving out whomever it cannot tell apart; so those are counted.
"""

from typing import Any

import numpy as np

from coopscore.scores import INSUFFICIENT
from models.inputs import is_thin
from models.rating.rating import states
from models.scale import MasterScale
from models.validation.rows import Flags
from models.validation.stated import Stated
from models.validation.study import Study


def ungraded(
    study: Study, kind: str, told: Stated, scale: MasterScale, *, widest: int
) -> dict[str, Any]:
    """Rows of all folds without a grade, as scoring by this rating would leave them.

    Parameters
    ----------
    told : Stated
        What it states of them.
    widest : int
        How many grades an interval may span.

    Returns
    -------
    dict
        `rows`, `ungraded` and `share` (0 to 1) of all rows; `parts`, the same by branch group with
        its `name`, in the order of the names.
    """
    found = states(
        scale.grade(scale.clipped(scale.points(told.logit))), told.low, told.high,
        np.concatenate([is_thin(one.sample.X, study.inputs) for one in study.walked[kind].steps]),
        scale=scale, widest=widest,
    )  # fmt: skip
    groups = told.groups
    without = np.array([state == INSUFFICIENT for state, _ in found], dtype=np.bool_)
    parts = [{"name": name, **_counted(without[groups == name])} for name in sorted(set(groups))]
    return {**_counted(without), "parts": parts}


def _counted(without: Flags) -> dict[str, Any]:
    return {
        "rows": len(without),
        "ungraded": int(without.sum()),
        "share": float(without.mean()),
    }
