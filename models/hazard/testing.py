"""Two cycles tested out of time: on rows that no model had seen, by what was known on their day.

On each test day both cycles are learnt from what was known by then, and told of all rows of the
year that starts with it, days between included. The lines that are told by come from earlier test
days whose outcomes were known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from coopscore.calendar import every, shift
from coopscore.errors import CalibrationReversed, PerfectSeparation
from models.calibration import AffineCalibration, fit_calibration
from models.hazard.curve import either
from models.hazard.cycles import YEAR, Cycles
from models.hazard.odds import TINY, Odds
from models.inputs import Input
from models.kinds import columns, fitted
from models.learner import Floats
from models.sample import Sample
from models.spec import Spec

# A line that changes nothing: where margins hold none.
AS_IT_IS = AffineCalibration(slope=1.0, intercept=0.0, covariance=((0.0, 0.0), (0.0, 0.0)))

HORIZONS = (6, 12, 24)


@dataclass(frozen=True, kw_only=True)
class Tested:
    """One test day's rows: margins of the first cycle, probabilities of the second given it."""

    day: date
    cycles: Cycles
    margin: Floats
    after: Floats

    def known_by(self, day: date) -> NDArray[np.bool_]:
        """Which rows' first cycle was known by a day."""
        known = self.cycles.first.known_on
        assert known is not None, "rows of cycles say when they are known"
        return np.asarray(known <= day, dtype=np.bool_)

    def two_known_by(self, day: date) -> NDArray[np.bool_]:
        """Which rows have two cycles ahead within 24 months, both known by a day."""
        told = ~np.isnan(self.cycles.either) & (self.cycles.months <= YEAR)
        return told & np.asarray(self.cycles.known_on <= day, dtype=np.bool_)


def tested(
    spec: Spec, folds: int, inputs: Sequence[Input], cycles: Cycles, kind: str
) -> tuple[Tested, ...]:
    """The newest test days on which two cycles are known, each told by what was known before."""
    days = cycles.first.days
    asked = every(spec.first_as_of, days[-1], spec.test_every, spec.calendar)
    two = cycles.first.as_ofs[~np.isnan(cycles.either) & (cycles.months <= YEAR)]
    ripe = [day for day in asked if day in set(two.tolist())]
    found = (_on(spec, inputs, cycles, kind, day) for day in ripe[-folds:])
    return tuple(one for one in found if one is not None)


def _on(spec: Spec, inputs: Sequence[Input], cycles: Cycles, kind: str, day: date) -> Tested | None:
    """One test day; None where too few events were known before it."""
    before = spec.training_days(day)
    first = cycles.first.on(before).known_by(day)
    if first.cooperatives_with_event < spec.calibration.min_events:
        return None
    rows = _year(cycles, day, shift(day, YEAR, spec.calendar))
    second = second_odds(spec, inputs, cycles.second.on(before).known_by(day), kind)
    X = rows.first.X[columns(kind, spec, inputs)]
    return Tested(
        day=day,
        cycles=rows,
        margin=fitted(kind, spec, inputs, first).decision_function(X),
        after=second.probability(X),
    )


def second_odds(spec: Spec, inputs: Sequence[Input], sample: Sample, kind: str) -> Odds:
    """The second cycle, given that the first was not silent; one rate where events are too few."""
    if sample.cooperatives_with_event < spec.calibration.min_events:
        return Odds.of_rate(sample.events, len(sample))
    return Odds(model=fitted(kind, spec, inputs, sample), level=0.0)


def _year(cycles: Cycles, first: date, end: date) -> Cycles:
    """The rows of days from `first` up to, not with, `end`."""
    at = (cycles.first.as_ofs >= first) & (cycles.first.as_ofs < end)
    return Cycles(
        first=cycles.first.take(at),
        second=cycles.second,
        months=cycles.months[at],
        either=cycles.either[at],
        known_on=cycles.known_on[at],
    )


def line_of_two(
    steps: Sequence[Tested], first: AffineCalibration, spec: Spec, known_by: date = date.max
) -> AffineCalibration:
    """The line of 24 months, through the rows of some test days whose cycles were known by a day.

    `first` is the line of the first cycle. Where the rows hold no line, nothing is changed.
    """
    rows = [(step, step.two_known_by(known_by)) for step in steps]
    told = [either(first.probability(s.margin[at]), s.after[at]) for s, at in rows]
    came = [step.cycles.either[at] for step, at in rows]
    whose = [step.cycles.first.coop_ids[at] for step, at in rows]
    return _line(told, came, whose, spec) or AS_IT_IS


def measured(steps: Sequence[Tested], spec: Spec) -> Mapping[str, Any]:
    """Slopes from what was told out of time to what came, by months, as JSON holds them.

    None of a horizon on which nothing could be told, or no rising line fits.
    """
    told: dict[int, list[tuple[Floats, Floats, NDArray[np.object_]]]] = {h: [] for h in HORIZONS}
    for step in steps:
        known = [(one, one.known_by(step.day)) for one in steps]
        rows = [(one, at) for one, at in known if one.day < step.day and at.any()]
        first = _line(
            [one.margin[at] for one, at in rows],
            [one.cycles.first.y[at].astype(np.float64) for one, at in rows],
            [one.cycles.first.coop_ids[at] for one, at in rows],
            spec,
        )
        if first is None:
            continue
        earlier = [one for one in steps if one.two_known_by(step.day).any()]
        two = line_of_two(earlier, first, spec, step.day) if earlier else None
        for horizon in HORIZONS:
            told[horizon] += _told(step, first, two, horizon)
    return {str(horizon): _slope(rows, spec) for horizon, rows in told.items()}


def _told(
    step: Tested, first: AffineCalibration, two: AffineCalibration | None, horizon: int
) -> list[tuple[Floats, Floats, NDArray[np.object_]]]:
    """Log-odds that could have been told of a horizon, beside what came, and whose they are."""
    cycles, own = step.cycles, first.logit(step.margin)
    if horizon <= YEAR:
        at = cycles.months <= horizon
        return [(own[at], cycles.first.y[at].astype(np.float64), cycles.first.coop_ids[at])]
    if two is None:
        return []
    both = np.maximum(own, two.logit(either(np.asarray(expit(own)), step.after)))
    logits = np.where(cycles.months <= YEAR, both, own)
    at = ~np.isnan(cycles.either)
    return [(logits[at], cycles.either[at], cycles.first.coop_ids[at])]


def _slope(
    rows: Sequence[tuple[Floats, Floats, NDArray[np.object_]]], spec: Spec
) -> dict[str, Any] | None:
    came = [came for _, came, _ in rows]
    line = _line([told for told, _, _ in rows], came, [whose for _, _, whose in rows], spec)
    if line is None:
        return None
    return {
        "slope": line.slope,
        "slope_se": line.covariance[0][0] ** 0.5,
        "rows": sum(map(len, came)),
        "events": int(sum(one.sum() for one in came)),
    }


def _line(
    told: Sequence[Floats],
    came: Sequence[Floats],
    whose: Sequence[NDArray[np.object_]],
    spec: Spec,
) -> AffineCalibration | None:
    """The line from log-odds to what came; None where all came to one thing, or none rises."""
    if len(set(np.concatenate(came or [np.empty(0)]).tolist())) < 2:
        return None
    limit = float(logit(1 - TINY))
    try:
        return fit_calibration(
            np.clip(np.concatenate(told), -limit, limit), np.concatenate(came),
            np.concatenate(whose), spec=spec.name,
        )  # fmt: skip
    except (CalibrationReversed, PerfectSeparation):
        return None
