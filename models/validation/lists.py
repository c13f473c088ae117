"""What lists of limited length find: every tie order, lost rows as unknowns, and intervals of both.

An interval runs from the low end over all outcomes of the lost rows to the high one, each redrawn:
it covers chance and ignorance together.

References
----------
Horowitz and Manski, "Nonparametric analysis of randomized experiments with missing covariate and
outcome data", Journal of the American Statistical Association 95 (2000), for such intervals.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from models.metrics import Bounds, Capacity, at_share, cluster_bootstrap
from models.validation.rows import Rows
from models.validation.settings import ValidationSettings

FIGURES = ("precision", "recall", "lift")
ORDERS = ("worst", "expected", "best")


def lists(rows: Rows, settings: ValidationSettings) -> list[dict[str, Any]]:
    """For each share: length, ties, and precision, recall and lift in each tie order, as JSON.

    Parameters
    ----------
    rows : Rows
        With an event among the known ones; lost rows take places by their margins.
    """
    # Sorted once: every redraw repeats rows in this order, and what is sorted sorts quickly.
    ranked = rows.take(np.argsort(rows.margin, kind="stable"))
    return [_list(ranked, share, settings) for share in settings.shares]


def _list(rows: Rows, share: float, settings: ValidationSettings) -> dict[str, Any]:
    found = at_share(rows.y, rows.margin, share, known=rows.known)
    redrawn = _redrawn(rows, share, settings)
    return {
        "share": share,
        "k": found.k,
        "tied": found.tied,
        "admitted": found.admitted,
        "draws": len(redrawn),
        **{
            name: {order: _figure(found, redrawn, name, order, settings.level) for order in ORDERS}
            for name in FIGURES
        },
    }


def _redrawn(rows: Rows, share: float, settings: ValidationSettings) -> list[Capacity]:
    """The list on each redraw of whole co-operatives that holds a known event."""
    drawn: list[Capacity] = []

    def keep(_: ArrayLike, places: ArrayLike) -> float:
        # The bootstrap repeats the row numbers; a list needs what is unknown as well as scores.
        at = np.asarray(places, dtype=np.int64)
        drawn.append(at_share(rows.y[at], rows.margin[at], share, known=rows.known[at]))
        return 0.0

    numbers = np.arange(len(rows), dtype=np.float64)
    cluster_bootstrap(
        keep, rows.y, numbers, rows.coop_ids, draws=settings.list_draws, seed=settings.seed
    )
    return drawn


def _figure(
    found: Capacity, redrawn: Sequence[Capacity], name: str, order: str, level: float
) -> dict[str, float]:
    bounds = [_bounds(one, name, order) for one in redrawn]
    lows, highs = np.array([one.low for one in bounds]), np.array([one.high for one in bounds])
    return {
        "least": _bounds(found, name, order).low,
        "most": _bounds(found, name, order).high,
        "low": float(np.quantile(lows, 0.5 - level / 2)),
        "high": float(np.quantile(highs, 0.5 + level / 2)),
    }


def _bounds(found: Capacity, name: str, order: str) -> Bounds:
    bounds: Bounds = getattr(getattr(found, name), order)
    return bounds
