"""Every figure of some rows, each with its interval; or the word that there are too few of them."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from models.metrics import (
    METRICS,
    Interval,
    Metric,
    Murphy,
    Reads,
    cluster_bootstrap_all,
    murphy,
    spiegelhalter,
)
from models.validation.lists import lists
from models.validation.rows import Floats, Rows
from models.validation.settings import ValidationSettings

MEASURED, TOO_FEW, NOT_TOLD = "measured", "too_few", "not_told"


def figures_of(rows: Rows, settings: ValidationSettings, *, draws: int) -> dict[str, Any]:
    """Counts, ranking, lists and probabilities of these rows, as JSON holds them.

    `state` is "measured", or "too_few", and then there is no figure. Ranking figures read margins;
    those of probability read the calibrated ones, on the rows that one could be told of, and have a
    state of their own: "not_told" where there is none. A figure that is not defined is None.

    Parameters
    ----------
    draws : int
        Redraws of whole co-operatives for the intervals of plain figures; lists have
        `settings.list_draws`.
    """
    known = rows.of_known
    counts = {**counts_of(known), "lost": int((~rows.known).sum())}
    if too_few(known, settings):
        return {**counts, "state": TOO_FEW}
    return {
        **counts,
        "state": MEASURED,
        "ranking": _of_table(Reads.SCORE, known, known.margin, settings, draws),
        "lists": lists(rows, settings),
        "probability": _probability(rows.told, settings, draws),
    }


def counts_of(known: Rows) -> dict[str, int]:
    """How many rows and co-operatives, and how many of each had the event."""
    return {
        "rows": len(known),
        "events": int(known.y.sum()),
        "cooperatives": len(set(known.coop_ids.tolist())),
        "cooperatives_with_event": len(set(known.coop_ids[known.y == 1].tolist())),
    }


def too_few(known: Rows, settings: ValidationSettings) -> bool:
    """Whether rows, or co-operatives on either side, are too few for a figure to mean much."""
    sides = (set(known.coop_ids[known.y == side].tolist()) for side in (0, 1))
    least = min(len(side) for side in sides)
    return len(known) < settings.min_rows or least < settings.min_events


def figure(value: float, found: Interval) -> dict[str, Any]:
    """A figure as JSON: its value, its interval, and on how many redraws it could be measured."""
    return {
        "value": _plain(value),
        "low": _plain(found.low),
        "high": _plain(found.high),
        "draws": found.draws,
    }


def murphy_of(rows: Rows, settings: ValidationSettings) -> dict[str, Any] | None:
    """The binned decomposition of the Brier score with intervals, None where nothing was told."""
    told = rows.told
    if too_few(told, settings):
        return None
    parts = {name: _part(name) for name in Murphy.__dataclass_fields__}
    told = told.take(np.argsort(told.probability, kind="stable"))  # sorted redraws sort quickly
    return _with_intervals(parts, told, told.probability, settings, settings.list_draws)


def _part(name: str) -> Metric:
    """One part of `murphy` as a metric."""

    def measure(y: ArrayLike, probability: ArrayLike) -> float:
        return float(getattr(murphy(y, probability), name))

    return measure


def _of_table(
    reads: Reads, rows: Rows, score: Floats, settings: ValidationSettings, draws: int
) -> dict[str, Any]:
    metrics = {name: one.function for name, one in METRICS.items() if one.reads == reads}
    return _with_intervals(metrics, rows, score, settings, draws)


def _with_intervals(
    metrics: Mapping[str, Metric],
    rows: Rows,
    score: Floats,
    settings: ValidationSettings,
    draws: int,
) -> dict[str, Any]:
    intervals = cluster_bootstrap_all(
        metrics, rows.y, score, rows.coop_ids, draws=draws, seed=settings.seed, level=settings.level
    )
    return {
        name: figure(_defined(metric, rows, score), intervals[name])
        for name, metric in metrics.items()
    }


def _defined(metric: Metric, rows: Rows, score: Floats) -> float:
    try:
        return metric(rows.y, score)
    except ValueError:
        return float("nan")


def _probability(told: Rows, settings: ValidationSettings, draws: int) -> dict[str, Any]:
    counts = counts_of(told)
    if not len(told):
        return {**counts, "state": NOT_TOLD}
    if too_few(told, settings):
        return {**counts, "state": TOO_FEW}
    return {
        **counts,
        "state": MEASURED,
        "expected": float(told.probability.mean()),
        "observed": float(np.mean(told.y)),
        "figures": _of_table(Reads.PROBABILITY, told, told.probability, settings, draws),
        "spiegelhalter": asdict(spiegelhalter(told.y, told.probability)),
    }


def _plain(value: float) -> float | None:
    return value if isfinite(value) else None
