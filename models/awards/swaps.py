"""The smallest change of weights after which the second is no longer behind the first.

For the arithmetic index two co-operatives' points differ by a linear function of the weights, and
the smallest change is a linear programme, solved exactly. At the change that is told both are equal
in points, and the least step further puts the second ahead.

Where something different is not known of each and the weights of what is known are made to add up
to 1, the points are ratios, and the weights that make them equal lie on a curve. Between the least
points that the first can have and the most that the second can, both exact, heights are tried:
for a given one the programme is linear again. The best is then followed along the curve, a line at
a time, to where it stays. So there it is the smallest of those found, and no proof that there is
none smaller. A hundredth of the weight must be known of each.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from models.awards.index import REWEIGHT, WORST
from models.awards.normalisation import Flags, Floats
from models.awards.weight_space import Admissible

L1, LARGEST = "l1", "largest"
NORMS = (L1, LARGEST)
_HEIGHTS, _STEPS = 7, 6
_STAYS = 1e-9
_KNOWN = 0.01  # the weight that must be known of each


@dataclass(frozen=True, kw_only=True)
class Swap:
    """The nearest weights under which two are equal.

    Parameters
    ----------
    weights, change : array of float (m,)
        And by how much each differs from the stated one.
    moved : float, 0 to 1
        The weight that goes from some indicators to others: half the sum of changes.
    largest : float
        The largest change of one weight.
    height : float, 0 to 100
        The points of both there.
    """

    weights: Floats
    change: Floats
    moved: float
    largest: float
    height: float


def smallest_swap(
    first: Floats,
    second: Floats,
    stated: Floats,
    space: Admissible,
    *,
    gaps: str = REWEIGHT,
    norm: str = L1,
) -> Swap | None:
    """The smallest change by which `second` (m,) draws level with `first` (m,), both 0..1.

    Parameters
    ----------
    stated : array of float (m,)
        Weights, made to add up to 1; they need not be admissible.
    gaps : str
        `reweight` or `worst`; close gaps by medians before. Of what neither has, nothing counts.
    norm : str
        What is made small: `l1`, the sum of changes, or `largest`, the largest one.

    Returns
    -------
    Swap or None
        None where the second stays behind under all admissible weights. No change at all where it
        is not behind to begin with.

    Raises
    ------
    ValueError
        For a norm or a treatment of gaps that is none.
    """
    if norm not in NORMS or gaps not in (REWEIGHT, WORST):
        raise ValueError(f"no change is smallest by {norm!r} with gaps {gaps!r}")
    weights = stated / stated.sum()
    known = (~np.isnan(first), ~np.isnan(second))
    values = (np.nan_to_num(first), np.nan_to_num(second))
    if gaps == WORST or np.array_equal(*known):
        found = _nearest(weights, space, (values[0] - values[1])[None], norm)
    else:
        found = _nearest_of_ratios(weights, space, values, known, norm)
    if found is None:
        return None
    change = found - weights
    share = found @ known[1] if gaps == REWEIGHT else 1.0
    return Swap(
        weights=found, change=change, moved=float(np.abs(change).sum() / 2),
        largest=float(np.abs(change).max()),
        height=float(100 * found @ values[1] / share) if share > 0 else 0.0,
    )  # fmt: skip


def _nearest(
    stated: Floats, space: Admissible, no_more: Floats, norm: str, most: float | Floats = 0.0
) -> Floats | None:
    """Admissible weights nearest to the stated ones of which `no_more` (r, m) makes `most`."""
    m = len(stated)
    slack = np.eye(m) if norm == L1 else np.ones((m, 1))
    wide = slack.shape[1]
    limits = np.vstack([space.groups, -space.groups, no_more])
    told = linprog(
        np.concatenate([np.zeros(m), np.ones(wide)]),
        A_ub=np.vstack([
            np.hstack([np.eye(m), -slack]),
            np.hstack([-np.eye(m), -slack]),
            np.hstack([limits, np.zeros((len(limits), wide))]),
        ]),
        b_ub=np.concatenate(
            [stated, -stated, space.group_high, -space.group_low, np.zeros(len(no_more)) + most]
        ),
        A_eq=np.concatenate([np.ones(m), np.zeros(wide)])[None], b_eq=[1.0],
        bounds=[*zip(space.low, space.high, strict=True), *[(0, None)] * wide],
        method="highs",
    )  # fmt: skip
    found: Floats | None = told.x[:m] if told.status == 0 else None
    return found


def _nearest_of_ratios(
    stated: Floats,
    space: Admissible,
    values: tuple[Floats, Floats],
    known: tuple[Flags, Flags],
    norm: str,
) -> Floats | None:
    """The nearest found at which the first has no more points than the second."""
    there = (known[0].astype(np.float64), known[1].astype(np.float64))
    low = _extreme(space, values[0], there[0], 1.0)
    high = _extreme(space, values[1], there[1], -1.0)
    if low > high:
        return None
    most, short = np.array([0.0, 0.0, -_KNOWN, -_KNOWN]), -np.stack(there)
    found = []
    for height in np.linspace(low, high, _HEIGHTS):
        rows = np.stack([values[0] - height * there[0], height * there[1] - values[1]])
        found.append(_nearest(stated, space, np.vstack([rows, short]), norm, most))
    starts = [one for one in found if one is not None]
    best = min(starts, key=lambda one: _size(one - stated, norm), default=None)
    for start in (stated, best):
        if start is not None:
            best = _followed(start, best, stated, space, values, there, norm)
    return best


def _followed(
    here: Floats,
    best: Floats | None,
    stated: Floats,
    space: Admissible,
    values: tuple[Floats, Floats],
    there: tuple[Floats, Floats],
    norm: str,
) -> Floats | None:
    """The nearest met on the way along the curve from a start, or the best so far."""
    short = -np.stack(there)
    for _ in range(_STEPS):
        # The lead is (first w)(known second w) - (second w)(known first w); 0 where both are level.
        slope = (
            values[0] * (there[1] @ here) + there[1] * (values[0] @ here)
            - values[1] * (there[0] @ here) - there[0] * (values[1] @ here)
        )  # fmt: skip
        lead = (values[0] @ here) * (there[1] @ here) - (values[1] @ here) * (there[0] @ here)
        most = np.array([slope @ here - lead, -_KNOWN, -_KNOWN])
        found = _nearest(stated, space, np.vstack([slope[None], short]), norm, most)
        if found is None:
            return best
        moved, here = float(np.abs(found - here).max()), found
        lead = (values[0] @ here) * (there[1] @ here) - (values[1] @ here) * (there[0] @ here)
        nearer = best is None or _size(here - stated, norm) < _size(best - stated, norm)
        if lead <= _STAYS and nearer:
            best = here
        if moved < _STAYS:
            return best
    return best


def _extreme(space: Admissible, values: Floats, there: Floats, sign: float) -> float:
    """The least (1) or most (-1) points of one, 0..1, over admissible weights (Dinkelbach)."""
    bound = float(np.min(sign * values[there > 0], initial=1.0) * sign)
    weights = space.ends(np.zeros(len(values)))
    for _ in range(_STEPS * 3):
        share = there @ weights
        if share < _KNOWN:
            return bound
        height = float(values @ weights / share)
        weights = space.ends(sign * (values - height * there))
        if abs((values - height * there) @ weights) < _STAYS:
            return height
    return bound


def _size(change: Floats, norm: str) -> float:
    return float(np.abs(change).sum() if norm == L1 else np.abs(change).max())
