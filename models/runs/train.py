"""Training: walk forward, calibrate on what lay ahead, refit on everything, and say how it went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

import numpy as np
import pyarrow as pa

from coopscore.errors import TooFewEvents
from features.matrix import FeatureMatrix
from models.booster import Booster
from models.bundle import Bundle
from models.calibration import AffineCalibration, fit_calibration
from models.inputs import Input, inputs_of
from models.metrics import auc
from models.report import Tested, fold_facts, report
from models.sample import Sample, sample_of, state_counts
from models.scale import load_master_scale
from models.spec import Spec
from models.splits import Fold, walk_forward

Progress = Callable[[int, int], None]

_SOFTWARE = ("lightgbm", "numpy", "statsmodels")


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A model and what its training showed; the report is JSON."""

    bundle: Bundle
    report: Mapping[str, Any]


def train(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    *,
    until: date,
    progress: Progress | None = None,
) -> Trained:
    """Fit, calibrate and report one model; nothing known after `until` is used.

    Each fold fits the trees on days whose labels were known and gives margins to the day that came
    next. The calibration line is fitted on those margins together. The trees are then fitted again
    on all days: the champion, which is held against the folds in the report.

    Parameters
    ----------
    spec : Spec
        What the model is to be.
    matrix : FeatureMatrix
        The days of `spec.training_days(until)`; rows of other days are not looked at.
    outcomes : pa.Table
        `features.build.build_outcomes` of that matrix.
    until : date
        The day that training stands on.
    progress : callable, optional
        Told how many fits are done, of how many.

    Returns
    -------
    Trained
        The bundle, and a report with the counts of every state, the AUC of each fold, the line, and
        how far the champion stands from the folds.

    Raises
    ------
    TooFewEvents
        Where fewer co-operatives than the spec's `min_events` had the event, in the training days
        of the first fold or in all test days.
    CalibrationReversed, PerfectSeparation
        Where the pooled margins do not hold a line.
    """
    inputs = inputs_of(matrix)
    days = spec.training_days(until)
    sample = sample_of(matrix, outcomes, inputs, days)
    folds = _folds(spec, sample)
    _need_events(spec, sample, folds)
    steps = _walked(spec, inputs, sample, folds, progress)
    champion = _fitted(spec, inputs, sample)
    _tell(progress, len(folds) + 1, len(folds) + 1)
    line, pooled = _pooled(spec, steps)
    facts = {
        "batch": matrix.batch,
        "matrix_hash": matrix.hash,
        "until": until.isoformat(),
        "as_ofs": [day.isoformat() for day in sample.days],
        "rows": len(sample),
        "events": sample.events,
        "cooperatives_with_event": sample.cooperatives_with_event,
        "states": state_counts(outcomes, days),
        "folds": fold_facts(steps),
        "pooled": pooled,
    }
    bundle = Bundle(
        spec=spec,
        inputs=inputs,
        booster=champion,
        calibration=line,
        scale=load_master_scale(),
        training=facts,
        software={name: version(name) for name in _SOFTWARE},
    )
    return Trained(bundle=bundle, report=report(bundle, steps))


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress:
        progress(done, of)


def _folds(spec: Spec, sample: Sample) -> tuple[Fold, ...]:
    return walk_forward(sample.days, spec.horizon, spec.maturity, spec.folds, spec.calendar)


def _need_events(spec: Spec, sample: Sample, folds: Sequence[Fold]) -> None:
    fitting = sample.on(folds[0].train).cooperatives_with_event if folds else 0
    calibrating = sample.on([fold.test for fold in folds]).cooperatives_with_event
    needed = spec.calibration.min_events
    if min(fitting, calibrating) < needed:
        raise TooFewEvents(spec=spec.name, fitting=fitting, calibrating=calibrating, needed=needed)


def _fitted(spec: Spec, inputs: Sequence[Input], sample: Sample) -> Booster:
    settings = {name: value for name, value in vars(spec.booster).items() if name != "monotone"}
    held = spec.booster.monotone == "from_risk"
    monotone = {item.name: item.monotone for item in inputs} if held else None
    return Booster(**settings, monotone=monotone).fit(sample.X, sample.y)


def _walked(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    progress: Progress | None,
) -> list[Tested]:
    steps = []
    for done, fold in enumerate(folds):
        _tell(progress, done, len(folds) + 1)
        model = _fitted(spec, inputs, sample.on(fold.train))
        test = sample.on([fold.test])
        steps.append(Tested(fold=fold, sample=test, margin=model.decision_function(test.X)))
    _tell(progress, len(folds), len(folds) + 1)
    return steps


def _pooled(spec: Spec, steps: Sequence[Tested]) -> tuple[AffineCalibration, dict[str, Any]]:
    """The line through all folds' margins, and what they amount to."""
    margin = np.concatenate([step.margin for step in steps])
    outcome = np.concatenate([step.sample.y for step in steps])
    groups = np.concatenate([step.sample.coop_ids for step in steps])
    line = fit_calibration(margin, outcome, groups, spec=spec.name)
    return line, {
        "rows": len(outcome),
        "events": int(outcome.sum()),
        "auc": auc(outcome, margin),
    }
