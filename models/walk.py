"""The walk through the folds: every kind is fitted on the same days and tested on the same ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from coopscore.errors import CalibrationReversed, PerfectSeparation
from models.calibration import AffineCalibration, fit_calibration
from models.inputs import Input
from models.kinds import columns, fitted
from models.sample import Sample
from models.spec import Spec
from models.splits import Fold

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

_TINY = 1e-12  # probabilities of exactly 0 or 1 have no log-odds


@dataclass(frozen=True, kw_only=True)
class Tested:
    """One fold's test day, and the margins that the model before it gave."""

    fold: Fold
    sample: Sample
    margin: Floats


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """The test days of several folds as one: margin, outcome and co-operative of each row."""

    margin: Floats
    y: NDArray[np.int64]
    coop_ids: NDArray[np.object_]


@dataclass(frozen=True, kw_only=True)
class Walked:
    """One kind's walk, and what it amounts to.

    `line` is the line through all its margins, None where they hold none. `told` are the
    probabilities out of time of each fold, as `calibrated` gives them; `told_line` leads from them
    to what came, and `told_events` counts the events on the folds that were told.
    """

    steps: Sequence[Tested]
    line: AffineCalibration | None
    told: Sequence[Floats | None]
    told_line: AffineCalibration | None
    told_events: int


def walk(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    kinds: Sequence[str],
    progress: Progress | None = None,
) -> dict[str, list[Tested]]:
    """Fit every kind on each fold's days, and let it give margins to the day that came next.

    Rows that look further ahead than others of their day are fitted on once they are known.

    Parameters
    ----------
    spec : Spec
        The settings of each kind.
    inputs : sequence of Input
        What the kinds are given; the rule of thumb reads its own input as well.
    sample : Sample
        Rows of known outcome on the folds' days.
    folds : sequence of Fold
        As `models.splits.walk_forward` gives them.
    kinds : sequence of str
        Keys of `models.kinds.KINDS`.
    progress : callable, optional
        Told how many fits are done, of how many; first with none.

    Returns
    -------
    dict of kind to list of Tested
        One step a fold, in the order of the folds; all kinds have the same rows.
    """
    walked: dict[str, list[Tested]] = {kind: [] for kind in kinds}
    done, of = 0, len(folds) * len(kinds)
    for fold in folds:
        known, test = sample.before(fold), sample.on(fold.tests)
        for kind in kinds:
            _tell(progress, done, of)
            model = fitted(kind, spec, inputs, known)
            margin = model.decision_function(test.X[columns(kind, spec, inputs)])
            walked[kind].append(Tested(fold=fold, sample=test, margin=margin))
            done += 1
    _tell(progress, done, of)
    return walked


def pooled(steps: Sequence[Tested]) -> Pooled:
    """The steps' test days together, in their order."""
    return Pooled(
        margin=np.concatenate([step.margin for step in steps]),
        y=np.concatenate([step.sample.y for step in steps]),
        coop_ids=np.concatenate([step.sample.coop_ids for step in steps]),
    )


def measured(steps: Sequence[Tested], *, spec: str) -> Walked:
    """What one kind's walk amounts to; `spec` is the spec's name."""
    rows, told = pooled(steps), calibrated(steps, spec=spec)
    told_steps = [step for step, p in zip(steps, told, strict=True) if p is not None]
    return Walked(
        steps=steps,
        line=_line(rows.margin, rows, spec),
        told=told,
        told_line=calibrated_line(steps, told, spec=spec),
        told_events=sum(step.sample.events for step in told_steps),
    )


def required_line(walked: Walked, *, spec: str) -> AffineCalibration:
    """The line through all margins of a kind; `spec` is the spec's name.

    Raises
    ------
    CalibrationReversed, PerfectSeparation
        Where they hold none, saying why.
    """
    rows = pooled(walked.steps)
    return walked.line or fit_calibration(rows.margin, rows.y, rows.coop_ids, spec=spec)


def calibrated(steps: Sequence[Tested], *, spec: str) -> list[Floats | None]:
    """Of each fold the probabilities that could have been told on its day, out of time altogether.

    A fold's margins go along the line through the margins of those earlier folds whose outcomes
    were known on its day: those all of whose test days it was fitted on. Where a label takes longer
    to mature than days lie apart, the folds just before it are not among them. None where there is
    no such fold, as for the first, or where their margins hold no line.

    Parameters
    ----------
    steps : sequence of Tested
        One kind's walk.
    spec : str
        The spec's name.
    """
    return [_told(step, steps, spec) for step in steps]


def calibrated_line(
    steps: Sequence[Tested], told: Sequence[Floats | None], *, spec: str
) -> AffineCalibration | None:
    """The line from what was told out of time to what came: slope 1 and intercept 0 are calibrated.

    Parameters
    ----------
    steps, told
        A walk, and what `calibrated` makes of it.

    Returns
    -------
    AffineCalibration or None
        Slope and intercept with their covariance, clustered by co-operative; None where no fold was
        told, or no rising line fits.
    """
    pairs = [(step, p) for step, p in zip(steps, told, strict=True) if p is not None]
    if not pairs:
        return None
    stated = np.clip(np.concatenate([p for _, p in pairs]), _TINY, 1 - _TINY)
    rows = pooled([step for step, _ in pairs])
    return _line(logit(stated), rows, spec)


def _line(margin: Floats, rows: Pooled, spec: str) -> AffineCalibration | None:
    try:
        return fit_calibration(margin, rows.y, rows.coop_ids, spec=spec)
    except (CalibrationReversed, PerfectSeparation):
        return None


def _told(step: Tested, steps: Sequence[Tested], spec: str) -> Floats | None:
    known = [one for one in steps if set(one.fold.tests) <= set(step.fold.train)]
    if not known:
        return None
    before = pooled([_by(one, step.fold.test) for one in known])
    line = _line(before.margin, before, spec)
    return line.probability(step.margin) if line else None


def _by(step: Tested, day: date) -> Tested:
    """The rows of a step whose outcome was known by a day."""
    told = step.sample.known_on
    if told is None:
        return step
    return replace(step, sample=step.sample.known_by(day), margin=step.margin[told <= day])


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress:
        progress(done, of)
