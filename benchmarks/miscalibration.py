"""Why probabilities miss on a day: the level, the slope, the inputs, or some of the co-operatives.

Each question is asked of the same rows. The level is what moving all log-odds alike would mend; the
slope is what a line would mend beyond that. Both are told as twice the log-likelihood gained, so
that they add up. Inputs that moved for everybody are put back where they stood a year before: each
number takes the place among its day's numbers that it has, and the value at that place then.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit

from benchmarks.lines import Found, Line, Note
from benchmarks.measures import LINE, Rows, surplus
from benchmarks.registries import Made
from features.matrix import FeatureMatrix
from models import metrics
from models.inputs import frame, is_thin
from models.sample import Sample

Floats = NDArray[np.float64]
_FIGURES: Mapping[str, metrics.Metric] = {"auc": metrics.auc, **LINE, "surplus": surplus}
_FEW = 20
_HALF = 0.5
_REACH = 30.0  # log-odds: no level lies further off


def causes(
    made: Made, present: FeatureMatrix, test: Sample, served: Floats, before: FeatureMatrix
) -> Found:
    """Where the miscalibration of `served` on the rows of `test` comes from.

    Parameters
    ----------
    made : Made
        The training whose bundle gave the probabilities.
    present, before : FeatureMatrix
        The inputs of everybody on the day, and a year earlier.
    served : array of shape (len(test),)
        The probabilities that were told.
    """
    days = tuple(test.days)
    rows = Rows(y=test.y, score=served, coop_ids=test.coop_ids, on=days)
    like = Rows(y=test.y, score=_like(made, present, test, before), coop_ids=test.coop_ids, on=days)
    level, slope = gained(test.y, served)
    lines = [
        *_yearly(made),
        Line(figure="event_share", value=float(test.y.mean()), on=days),
        *_told_before(made),
        Line(figure="level_shift", value=level_shift(test.y, served), on=days),
        Line(figure="gained_by_level", value=level, on=days),
        Line(figure="gained_by_slope", value=slope, on=days),
        *like.lines(_FIGURES, "like_percentiles"),
        *_by_accounts(made, rows, test),
    ]
    (found,) = rows.lines({"calibration_slope": metrics.calibration_slope}, "")
    facts = {
        "slope": found.value,
        "slope_low": found.low,
        "slope_high": found.high,
        "like_slope": metrics.calibration_slope(test.y, like.score),
        "level_shift": level_shift(test.y, served),
        "level_share": level / (level + slope) if level + slope else 0.0,
        "observed": float(test.y.mean()),
        "expected": float(served.mean()),
        "before": float(made.sample.y.mean()),
        "latest": float(made.sample.on([made.sample.days[-1]]).y.mean()),
    }
    told = [Note(code="miscalibration", facts=facts), *(Note(code=one) for one in judged(facts))]
    return Found(lines=lines, notes=told)


def judged(facts: Mapping[str, Any]) -> Iterator[str]:
    """The causes that the figures bear out, by code; what they do not show is not said."""
    if facts["slope_low"] <= 1 <= facts["slope_high"]:
        yield "cause_unsure"
    slope = "cause_steep" if facts["slope"] < 1 else "cause_flat"
    yield "cause_level" if facts["level_share"] >= _HALF else slope
    missed, left = abs(1 - facts["slope"]), abs(1 - facts["like_slope"])
    yield "cause_inputs" if left <= _HALF * missed else "cause_not_inputs"


def level_shift(y: NDArray[Any], probability: Floats) -> float:
    """What must be added to every log-odds so that the mean probability is the share of events."""
    told = logit(probability)
    return float(brentq(lambda shift: expit(told + shift).sum() - y.sum(), -_REACH, _REACH))


def gained(y: NDArray[Any], probability: Floats) -> tuple[float, float]:
    """Twice the log-likelihood gained by the level alone, and by the line beyond that."""
    slope, intercept = metrics.calibration_line(y, probability)
    told = logit(probability)
    stated = _likelihood(y, told)
    level = _likelihood(y, told + level_shift(y, probability))
    line = _likelihood(y, slope * told + intercept)
    return 2 * (level - stated), 2 * (line - level)


def at_like_places(now: "pd.Series[Any]", then: "pd.Series[Any]") -> Floats:
    """Each number of `now` replaced by the one at its place in `then`; unknown stays unknown."""
    known, base = now.dropna(), then.dropna()
    found = np.full(len(now), np.nan)
    if len(known) and len(base):
        places = (known.rank(method="average") - 0.5) / len(known)
        found[now.notna()] = np.quantile(base, places)
    return found


def _like(made: Made, present: FeatureMatrix, test: Sample, before: FeatureMatrix) -> Floats:
    """The probabilities with numbers at the places that they have, as spread a year before."""
    bundle = made.trained.bundle
    then, now = (frame(matrix.table, made.inputs) for matrix in (before, present))
    moved = now.copy()
    for item in made.inputs:
        if item.type == "number":
            moved[item.name] = at_like_places(now[item.name], then[item.name])
    ids = present.table["coop_id"].to_pylist()
    chosen = moved.set_index(pd.Index(ids)).loc[test.coop_ids, list(bundle.feature_names)]
    return bundle.calibration.probability(bundle.model.decision_function(chosen))


def _likelihood(y: NDArray[Any], told: Floats) -> float:
    return float((y * told - np.logaddexp(0.0, told)).sum())


def _yearly(made: Made) -> Iterator[Line]:
    """The share of events on each training day."""
    for day in made.sample.days:
        on = made.sample.on([day])
        yield Line(figure="event_share", value=float(on.y.mean()), on=(day,))


def _told_before(made: Made) -> Iterator[Line]:
    """Slope and surplus of each fold by itself: how far years differ from one another."""
    walked = made.trained.walked[made.trained.decision.kind]
    for step, told in zip(walked.steps, walked.told, strict=True):
        if told is not None:
            rows = Rows(
                y=step.sample.y, score=told, coop_ids=step.sample.coop_ids, on=(step.fold.test,)
            )
            yield from rows.lines({**LINE, "surplus": surplus}, made.trained.decision.kind)


def _by_accounts(made: Made, rows: Rows, test: Sample) -> Iterator[Line]:
    """The same figures of those with accounts on record, and of those without."""
    thin = is_thin(test.X, made.trained.bundle.inputs)
    for name, chosen in (("with_accounts", ~thin), ("without_accounts", thin)):
        part = Rows(
            y=rows.y[chosen], score=rows.score[chosen], coop_ids=rows.coop_ids[chosen], on=rows.on
        )
        yield Line(figure="rows", value=len(part.y), of=name, on=rows.on)
        yield Line(figure="events", value=int(part.y.sum()), of=name, on=rows.on)
        if min(part.y.sum(), (1 - part.y).sum()) >= _FEW:
            yield from part.lines(_FIGURES, name)
