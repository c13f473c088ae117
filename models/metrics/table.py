"""The metrics by name: what each reads, which way is better, and how far it can go."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from types import MappingProxyType

from models.metrics.capacity import AtShare
from models.metrics.discrimination import auc, average_precision, gini, ks
from models.metrics.line import calibration_intercept, calibration_slope
from models.metrics.probability import (
    brier,
    brier_discrimination,
    brier_miscalibration,
    brier_skill,
    brier_uncertainty,
    ece,
    log_loss,
)
from models.metrics.tally import Metric


class Better(StrEnum):
    """Which way a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEAREST = "nearest"  # to `aim`
    NEITHER = "neither"  # it describes the rows, and no score changes it


class Reads(StrEnum):
    """What a metric looks at: the order of scores alone, or the probabilities as they are told."""

    SCORE = "score"
    PROBABILITY = "probability"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One metric: its function, which way is better, the best it can be, and its range.

    `aim` is the value of a perfect score, or NaN where a perfect one has no fixed value; `low` and
    `high` are the ends of the range, infinite where it has none.
    """

    function: Metric
    reads: Reads
    better: Better
    aim: float
    low: float
    high: float


def _ranking(function: Metric, low: float) -> Measure:
    return Measure(
        function=function, reads=Reads.SCORE, better=Better.HIGHER, aim=1.0, low=low, high=1.0
    )


def _loss(function: Metric, high: float) -> Measure:
    return Measure(
        function=function, reads=Reads.PROBABILITY, better=Better.LOWER, aim=0.0, low=0.0, high=high
    )


def _aimed(function: Metric, aim: float) -> Measure:
    return Measure(
        function=function, reads=Reads.PROBABILITY, better=Better.NEAREST, aim=aim, low=-inf,
        high=inf,
    )  # fmt: skip


METRICS: Mapping[str, Measure] = MappingProxyType(
    {
        "auc": _ranking(auc, 0.0),
        "gini": _ranking(gini, -1.0),
        "ks": _ranking(ks, 0.0),
        "average_precision": _ranking(average_precision, 0.0),
        "brier": _loss(brier, 1.0),
        "brier_skill": Measure(
            function=brier_skill, reads=Reads.PROBABILITY, better=Better.HIGHER, aim=1.0, low=-inf,
            high=1.0,
        ),
        "brier_miscalibration": _loss(brier_miscalibration, 1.0),
        "brier_discrimination": Measure(
            function=brier_discrimination, reads=Reads.PROBABILITY, better=Better.HIGHER,
            aim=float("nan"), low=0.0, high=0.25,
        ),
        "brier_uncertainty": Measure(
            function=brier_uncertainty, reads=Reads.PROBABILITY, better=Better.NEITHER,
            aim=float("nan"), low=0.0, high=0.25,
        ),
        "log_loss": _loss(log_loss, inf),
        "ece": _loss(ece, 1.0),
        "calibration_slope": _aimed(calibration_slope, 1.0),
        "calibration_intercept": _aimed(calibration_intercept, 0.0),
    }
)  # fmt: skip


def capacity_measures(share: float) -> Mapping[str, Measure]:
    """`precision`, `recall` and `lift` of the riskiest `share` of the rows, ties in expected order.

    None has an aim, for what a perfect list reaches depends on how many events there are.

    Raises
    ------
    ValueError
        Where the share is not above 0 and up to 1.
    """
    highest = {"precision": 1.0, "recall": 1.0, "lift": inf}
    return {
        figure: Measure(
            function=AtShare(figure, share), reads=Reads.SCORE, better=Better.HIGHER,
            aim=float("nan"), low=0.0, high=high,
        )
        for figure, high in highest.items()
    }  # fmt: skip
