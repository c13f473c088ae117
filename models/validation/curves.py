"""The curves that people look at, as numbers: nothing is worked out where they are drawn."""

from typing import Any

import numpy as np
from scipy.optimize import isotonic_regression

from models.metrics.probability import equal_mass, stated
from models.metrics.tally import Tally, tally
from models.scale import MasterScale
from models.validation.rows import Floats, Rows

POINTS = 101
ALARMS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75)  # for the table beside the curve
_STEP = 20.0  # points of the scale that a bar of the distribution is wide


def roc(rows: Rows) -> dict[str, list[float]]:
    """Share of events above each threshold by share of non-events above it, from none to all.

    Thresholds are the distinct margins, thinned to about a hundred evenly along the curve;
    `hits_at` are those at the `alarms_at`.
    """
    counts = tally(rows.y, rows.margin)
    events, others = counts.events[::-1].cumsum(), counts.others[::-1].cumsum()
    hits, alarms = np.r_[0.0, events / events[-1]], np.r_[0.0, others / others[-1]]
    along = hits + alarms  # rises all the way, and no stretch of the curve is passed over
    picked = np.unique(np.searchsorted(along, np.linspace(0, 2, POINTS)).clip(max=len(along) - 1))
    return {
        "alarms": alarms[picked].tolist(),
        "hits": hits[picked].tolist(),
        "hits_at": [float(np.interp(at, alarms, hits)) for at in ALARMS],
        "alarms_at": list(ALARMS),
    }


def gain(rows: Rows) -> dict[str, list[float]]:
    """Share of the events that the riskiest share of the rows holds; ties in expected order."""
    counts = tally(rows.y, rows.margin)
    events = np.r_[0.0, counts.events[::-1].cumsum()]
    whole = np.r_[0.0, (counts.events + counts.others)[::-1].cumsum()]
    shares = np.linspace(0, 1, POINTS)
    found = np.interp(shares * whole[-1], whole, events) / events[-1]
    return {"shares": shares.tolist(), "recall": found.tolist()}


def reliability(rows: Rows) -> dict[str, Any]:
    """What was told beside what came, without bins and by bins of equal mass.

    `steps` are the isotonic curve of the CORP diagram: from one told probability to another the
    outcome's share is level. `bins` are those of `models.metrics.ece`. `histogram` counts rows in
    bars of equal width from 0 to `histogram_end`, the last holding all that lies beyond.
    """
    told = rows.told
    counts = stated(told.y, told.probability)
    return {"steps": _steps(counts), "bins": _bins(counts), **_histogram(told.probability)}


def _steps(counts: Tally) -> list[dict[str, float]]:
    rows = counts.events + counts.others
    level = isotonic_regression(counts.events / rows, weights=rows).x
    starts = np.flatnonzero(np.r_[True, level[1:] != level[:-1]])
    ends = np.r_[starts[1:], len(level)] - 1
    masses = np.add.reduceat(rows, starts)
    return [
        {"from": float(low), "to": float(high), "share": float(share), "rows": int(mass)}
        for low, high, share, mass in zip(
            counts.levels[starts], counts.levels[ends], level[starts], masses, strict=True
        )
    ]


def _bins(counts: Tally, bins: int = 10) -> list[dict[str, float]]:
    rows, events, told = equal_mass(counts, bins)
    return [
        {"told": float(t / n), "share": float(e / n), "rows": int(n), "events": float(e)}
        for n, e, t in zip(rows, events, told, strict=True)
    ]


def _histogram(probability: Floats, bars: int = 30) -> dict[str, Any]:
    end = float(np.quantile(probability, 0.995, method="higher"))
    place = np.minimum((probability / end * bars).astype(np.int64), bars - 1)
    return {
        "histogram": np.bincount(place, minlength=bars).tolist(),
        "histogram_end": end,
    }


def distribution(rows: Rows, scale: MasterScale) -> list[dict[str, float]]:
    """How many with and without the event stand at which points, in bars of twenty points."""
    told = rows.told
    odds = np.log(told.probability) - np.log1p(-told.probability)
    bar = np.floor(scale.clipped(scale.points(odds)) / _STEP).astype(np.int64)
    low = int(bar.min())
    events, others = (
        np.bincount(bar[told.y == side] - low, minlength=int(bar.max()) - low + 1)
        for side in (1, 0)
    )
    return [
        {
            "from": (low + place) * _STEP,
            "to": (low + place + 1) * _STEP,
            "events": int(event),
            "others": int(other),
        }
        for place, (event, other) in enumerate(zip(events, others, strict=True))
    ]
