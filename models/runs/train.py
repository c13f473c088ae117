"""Training: walk forward, calibrate on what lay ahead, refit on everything, and say how it went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

import pyarrow as pa

from coopscore.errors import TooFewEvents
from features.matrix import FeatureMatrix
from models.bundle import Bundle
from models.calibration import AffineCalibration, fit_calibration
from models.inputs import inputs_of
from models.kinds import fitted
from models.metrics import auc
from models.report import fold_facts, report
from models.sample import Sample, sample_of, state_counts
from models.scale import load_master_scale
from models.spec import Spec
from models.splits import Fold, walk_forward
from models.walk import Tested, pooled, walk

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
    fits = len(folds) + 1
    steps = walk(spec, inputs, sample, folds, ["booster"], _of(progress, fits))["booster"]
    champion = fitted("booster", spec, inputs, sample)
    _tell(progress, fits, fits)
    line, facts_of_all = _pooled(spec, steps)
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
        "pooled": facts_of_all,
    }
    bundle = Bundle(
        spec=spec,
        inputs=inputs,
        model=champion,
        calibration=line,
        scale=load_master_scale(),
        training=facts,
        software={name: version(name) for name in _SOFTWARE},
    )
    return Trained(bundle=bundle, report=report(bundle, steps))


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress:
        progress(done, of)


def _of(progress: Progress | None, fits: int) -> Progress:
    """Tells how many are done of `fits`, whoever counts them."""
    return lambda done, _: _tell(progress, done, fits)


def _folds(spec: Spec, sample: Sample) -> tuple[Fold, ...]:
    return walk_forward(sample.days, spec.horizon, spec.maturity, spec.folds, spec.calendar)


def _need_events(spec: Spec, sample: Sample, folds: Sequence[Fold]) -> None:
    fitting = sample.on(folds[0].train).cooperatives_with_event if folds else 0
    calibrating = sample.on([fold.test for fold in folds]).cooperatives_with_event
    needed = spec.calibration.min_events
    if min(fitting, calibrating) < needed:
        raise TooFewEvents(spec=spec.name, fitting=fitting, calibrating=calibrating, needed=needed)


def _pooled(spec: Spec, steps: Sequence[Tested]) -> tuple[AffineCalibration, dict[str, Any]]:
    """The line through all folds' margins, and what they amount to."""
    rows = pooled(steps)
    line = fit_calibration(rows.margin, rows.y, rows.coop_ids, spec=spec.name)
    return line, {
        "rows": len(rows.y),
        "events": int(rows.y.sum()),
        "auc": auc(rows.y, rows.margin),
    }
