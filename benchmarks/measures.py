"""Figures with their intervals, as lines: whole co-operatives are redrawn, always by one seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.lines import Line
from models import metrics

DRAWS, PAIRED_DRAWS, SEED, LEVEL = 1000, 2000, 1404, 0.95
SHARES = (0.01, 0.05, 0.10)

RANKING: Mapping[str, metrics.Metric] = {"auc": metrics.auc, "ks": metrics.ks}
LISTS: Mapping[str, metrics.Metric] = {
    f"{name}_{round(100 * share)}": metrics.AtShare(name, share)
    for name in ("precision", "lift")
    for share in SHARES
}
LINE: Mapping[str, metrics.Metric] = {
    "calibration_slope": metrics.calibration_slope,
    "calibration_intercept": metrics.calibration_intercept,
}


def surplus(y: Any, probability: Any) -> float:
    """The mean probability less the share of events: calibration in the large."""
    return float(np.mean(probability) - np.mean(y))


PROBABILITY: Mapping[str, metrics.Metric] = {
    "brier": metrics.brier,
    "brier_miscalibration": metrics.brier_miscalibration,
    "brier_discrimination": metrics.brier_discrimination,
    "brier_uncertainty": metrics.brier_uncertainty,
    **LINE,
    "surplus": surplus,
}


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What is measured: outcome, score and co-operative of each row, and the days they stand on.

    `draws` are those of each interval, where not all are made; a difference has twice as many.
    """

    y: NDArray[np.int64]
    score: NDArray[np.float64]
    coop_ids: NDArray[np.object_]
    on: tuple[date, ...]
    draws: int | None = None

    def lines(self, figures: Mapping[str, metrics.Metric], of: str, **said: Any) -> list[Line]:
        """The figures of these rows, each with its interval; `said` is said of each line."""
        intervals = metrics.cluster_bootstrap_all(
            figures,
            self.y,
            self.score,
            self.coop_ids,
            draws=self.draws or DRAWS,
            seed=SEED,
            level=LEVEL,
        )
        return [
            Line(
                figure=name, value=metric(self.y, self.score), of=of, on=self.on,
                low=intervals[name].low, high=intervals[name].high, **said,
            )
            for name, metric in figures.items()
        ]  # fmt: skip

    def difference(self, other: NDArray[np.float64], of: str, **said: Any) -> Line:
        """How much higher the AUC is than that of `other` on the same rows, paired."""
        found = metrics.paired_cluster_bootstrap(
            metrics.auc, self.y, self.score, other, self.coop_ids,
            draws=2 * self.draws if self.draws else PAIRED_DRAWS, seed=SEED, level=LEVEL,
        )  # fmt: skip
        return Line(
            figure="auc_difference", value=found.difference, of=of, on=self.on,
            low=found.low, high=found.high, bound=found.bound, **said,
        )  # fmt: skip


def mean_of(parts: Sequence[Rows], of: str, **said: Any) -> Line:
    """The mean of the parts' AUC; whole co-operatives are redrawn over all parts together."""
    y, score, coop_ids = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("y", "score", "coop_ids")
    )
    place = np.repeat(np.arange(len(parts)), [len(part.y) for part in parts])

    def mean(outcome: Any, row: Any) -> float:
        rows = np.asarray(row).astype(np.int64)
        happened = np.asarray(outcome)
        each = [
            metrics.auc(happened[place[rows] == part], score[rows[place[rows] == part]])
            for part in range(len(parts))
        ]
        return float(np.mean(each))

    # The rows' own numbers stand for their scores, so that a redraw can be told apart by part.
    numbers = np.arange(len(y), dtype=np.float64)
    found = metrics.cluster_bootstrap(
        mean, y, numbers, coop_ids, draws=DRAWS, seed=SEED, level=LEVEL
    )
    return Line(
        figure="auc_mean", value=mean(y, numbers), of=of,
        on=tuple(day for part in parts for day in part.on), low=found.low, high=found.high, **said,
    )  # fmt: skip
