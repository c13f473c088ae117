"""Refits: the same training on co-operatives drawn anew, to see how far its answers move.

Whatever hangs on who happened to be in the registry (probabilities, reasons, the grade that an act
leads to) is worked out again by each refit. This is the one place that refits; the ratings'
intervals, the stability of reasons and of recourse, and the reports all ask it.

    learnt = sample_of(matrix, outcomes, inputs_of(matrix), spec.training_days(until))
    folds = spec.walk(learnt.days)
    for refit in refits(spec, inputs, learnt, folds, kind=bundle.kind, count=20, seed=1404):
        logit = refit.line.logit(refit.model.decision_function(X))
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopscore.errors import CalibrationReversed, PerfectSeparation
from models.calibration import AffineCalibration, fit_calibration
from models.inputs import Input
from models.kinds import fitted
from models.learner import Floats, Model
from models.rating.unseen import unseen
from models.sample import Sample
from models.spec import Spec
from models.splits import Fold

Progress = Callable[[int, int], None]
Rows = NDArray[np.int64]

# Redraws that are tried for each refit asked for: where events are few, some hold no line.
_PATIENCE = 3


@dataclass(frozen=True, kw_only=True)
class Rewalk:
    """What models of one redraw give to rows that they have not seen, and the line that came of it.

    Parameters
    ----------
    number : int
        Of the redraw: (seed, number) names it for ever.
    rows : array of int
        Places in the sample of the rows that were drawn, some of them several times.
    margin : array of shape (n,)
        As `models.rating.unseen` gives it, of *all* rows of the sample: the rows as they are, not
        as they were redrawn, so that refits can be held against each other row by row.
    line : AffineCalibration
        Through the margins of the redrawn rows, not anchored.
    """

    number: int
    rows: Rows
    margin: Floats
    line: AffineCalibration


@dataclass(frozen=True, kw_only=True)
class Refit:
    """One training on co-operatives drawn anew: a model of all its days, and its own line.

    `line` is that of the same redraw, or the one that was handed in.
    """

    number: int
    model: Model
    line: AffineCalibration


def redraw(sample: Sample, *, seed: int, number: int) -> Rows:
    """Places of the rows of one redraw: as many co-operatives as there are, each with all its days.

    A co-operative that is drawn twice stands there twice. Places are in the sample's order, so that
    nothing but the draw decides. The draws of a seed are independent of how many are asked for.

    References
    ----------
    Field and Welsh, "Bootstrapping clustered data", J. R. Statist. Soc. B 69 (2007): the cluster
    bootstrap.
    """
    names, codes = np.unique(sample.coop_ids.astype(str), return_inverse=True)
    drawn = np.random.default_rng([seed, number])
    times = np.bincount(drawn.integers(len(names), size=len(names)), minlength=len(names))
    return np.repeat(np.arange(len(codes)), times[codes])


def rewalk(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    *,
    kind: str,
    seed: int,
    number: int,
) -> Rewalk | None:
    """Unseen margins on one redraw; None where they hold no rising line, or it lacks an outcome.

    Parameters
    ----------
    sample : Sample
        Rows of known outcome on the folds' days, as they are.
    kind : str
        A key of `models.kinds.KINDS`; that of the model that serves.
    """
    places = redraw(sample, seed=seed, number=number)
    margin = unseen(spec, inputs, sample, folds, kind=kind, drawn=places)
    if margin is None:
        return None
    again = places[~np.isnan(margin[places])]
    try:
        line = fit_calibration(
            margin[again], sample.y[again], sample.coop_ids[again], spec=spec.name
        )
    except (CalibrationReversed, PerfectSeparation):
        return None
    return Rewalk(number=number, rows=places, margin=margin, line=line)


def rewalks(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    *,
    kind: str,
    count: int,
    seed: int,
    progress: Progress | None = None,
) -> Iterator[Rewalk]:
    """`count` redraws that hold a line; fewer where three times as many draws are tried.

    Parameters are those of `refits`.
    """
    made = 0
    for number in range(_PATIENCE * count):
        _tell(progress, made, count)
        found = rewalk(spec, inputs, sample, folds, kind=kind, seed=seed, number=number)
        if found is not None:
            made += 1
            yield found
        if made == count:
            break
    _tell(progress, made, count)


def refits(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    *,
    kind: str,
    count: int,
    seed: int,
    line: AffineCalibration | None = None,
    progress: Progress | None = None,
) -> Iterator[Refit]:
    """Whole trainings on redrawn co-operatives, one after the other: model and line.

    Each draws co-operatives anew with all their rows, fits the kind that serves on all days, and
    fits the calibration line again on margins that the same redraw's models give to rows that they
    have not seen. A redraw that holds no line is left out and another is drawn.

    Parameters
    ----------
    spec : Spec
        Settings of the kind.
    inputs : sequence of Input
        What the model is given (`Bundle.inputs`, or `models.inputs.model_inputs`).
    sample : Sample
        All rows of known outcome, as `models.sample.sample_of` gives them to training.
    folds : sequence of Fold
        `spec.walk(sample.days)`.
    kind : str
        Of the model: `bundle.kind`.
    count : int
        How many refits are wanted.
    seed : int
        Of the redraws: refit `number` of a seed is the same, however many are asked for.
    line : AffineCalibration, optional
        A line to keep: then no other model is fitted, which is several times faster. Right where
        only the model's own answers matter, such as the order of reasons.
    progress : callable, optional
        Told how many are done, of how many; first with none.

    Yields
    ------
    Refit
        `refit.line.probability(refit.model.decision_function(X))` is what this training would have
        told, before any anchor.
    """
    made = 0
    for number in range(_PATIENCE * count):
        _tell(progress, made, count)
        found = line or _line(spec, inputs, sample, folds, kind, seed, number)
        if found is not None:
            rows = sample.take(redraw(sample, seed=seed, number=number))
            model = fitted(kind, spec, inputs, rows)
            made += 1
            yield Refit(number=number, model=model, line=found)
        if made == count:
            break
    _tell(progress, made, count)


def _line(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    kind: str,
    seed: int,
    number: int,
) -> AffineCalibration | None:
    found = rewalk(spec, inputs, sample, folds, kind=kind, seed=seed, number=number)
    return found.line if found else None


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress:
        progress(done, of)
