"""Why a score is what it is: each input's share of the points, adding up exactly.

points = offset - factor * (slope * margin + intercept), and the margin is a base plus one share an
input. So an input's points are -factor * slope times its share; base and reasons add up to the
unclipped points. What the scale's ends cut off is a term of its own.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coopscore.errors import ReasonsDoNotAdd
from coopscore.scores import Reason
from models.calibration import AffineCalibration
from models.scale import MasterScale

Floats = NDArray[np.float64]

# Sums of a few hundred float64 shares of some hundred points stay within about 1e-11 of each other.
ALLOWED_GAP = 1e-6


def in_points(
    contributions: Floats, calibration: AffineCalibration, scale: MasterScale
) -> tuple[Floats, Floats]:
    """Shares of the margin as points: the base of each row (n,), and each input's (n, p).

    Parameters
    ----------
    contributions : array of shape (n, p + 1)
        Shares of the margin, the base last, as `Booster.contributions` gives them.
    """
    base = scale.points(calibration.logit(contributions[:, -1]))
    # Adding zero turns the negative zeros of inputs that no tree asks for into plain ones.
    return base, -(scale.factor * calibration.slope) * contributions[:, :-1] + 0.0


def check_sum(
    base: Floats, shares: Floats, points: Floats, *, coop_ids: Sequence[str], version: str
) -> None:
    """Hold base and reasons to the unclipped points.

    Raises
    ------
    ReasonsDoNotAdd
        Naming the co-operative that is furthest off, where the gap is over 1e-6 points or is not a
        number.
    """
    gaps = np.abs(base + shares.sum(axis=1) - points)
    gaps[np.isnan(gaps)] = np.inf
    worst = int(np.argmax(gaps)) if len(gaps) else None
    if worst is not None and gaps[worst] > ALLOWED_GAP:
        raise ReasonsDoNotAdd(
            version=version,
            coop_id=coop_ids[worst],
            gap=float(gaps[worst]),
            allowed=ALLOWED_GAP,
        )


def reasons(
    names: Sequence[str], values: Sequence[float | str | None], points: Sequence[float]
) -> tuple[Reason, ...]:
    """One row's reasons, the weightiest first; equal weights by name."""
    made = (
        Reason(feature=name, value=value, points=share)
        for name, value, share in zip(names, values, points, strict=True)
    )
    return tuple(sorted(made, key=lambda reason: (-abs(reason.points), reason.feature)))
