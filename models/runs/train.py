"""Training: walk forward with every kind, choose the champion, refit it on everything, and tell.

The work that all kinds share is `models.walk`; which of them serves is `models.champion`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

import pyarrow as pa

from features.matrix import FeatureMatrix
from models.bundle import Bundle
from models.champion import CHALLENGER, Decision, decide, rank, slope_of
from models.hazard.evidence import Beyond
from models.hazard.making import make_hazard
from models.inputs import Input, inputs_of, model_inputs
from models.keys import read_bound
from models.kinds import fitted, software
from models.rating.making import Made, make_rating
from models.report import fold_facts, kind_facts, pooled_facts, report
from models.sample import Sample, need_events, sample_of, state_counts
from models.scale import load_master_scale
from models.screen import Evidence, Screening, screen
from models.spec import Spec
from models.splits import Fold
from models.walk import Walked, measured, required_line, walk

Progress = Callable[[int, int], None]

# Whatever kind serves, its figures hang on these; each kind names its own besides.
_SOFTWARE = ("numpy", "statsmodels")


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A model and what its training showed.

    `report` is JSON. `walked` holds every kind's folds with their rows, margins and probabilities
    out of time, for whoever looks closer; `decision` says which kind serves, and by what;
    `screening` what was seen before.
    """

    bundle: Bundle
    report: Mapping[str, Any]
    walked: Mapping[str, Walked]
    decision: Decision
    screening: Screening


def train(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    *,
    until: date,
    evidence: Evidence | None = None,
    present: FeatureMatrix | None = None,
    beyond: Beyond | None = None,
    standing: str | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Screen, fit, compare, calibrate and report; nothing known after `until` is used.

    First the rows are screened: a leak refuses the run, and drift is told in the report.

    On each fold every kind is fitted on days whose labels were known and gives margins to the day
    that came next. Those margins decide which kind serves, and hold its calibration line. That kind
    is then fitted again on all days: the champion, which is held against the folds in the report.
    Where the spec asks for a rating, that kind is walked again on redrawn co-operatives, and the
    line stands at the rating's level (`models.rating`).

    Parameters
    ----------
    spec : Spec
        What the model is to be.
    matrix : FeatureMatrix
        The days of `spec.training_days(until)`, built of `models.inputs.features_of(spec)`; rows of
        other days are not looked at.
    outcomes : pa.Table
        `features.build.build_outcomes` of that matrix.
    until : date
        The day that training stands on.
    evidence : Evidence, optional
        What only the facts can tell of the matrix (`models.screen.evidence_of`); without it, known
        days are not screened.
    present : FeatureMatrix, optional
        The inputs as of `until`, whose outcomes nobody knows; without it, now is not held against
        the days of training.
    beyond : Beyond, optional
        What a hazard is learnt from besides (`models.hazard.evidence.beyond`); without it no curve
        stands beside the scores.
    standing : str, optional
        The kind that serves the spec now: it goes on where nothing is decided.
    progress : callable, optional
        Told how many fits are done, of how many.

    Returns
    -------
    Trained
        The bundle, and a report with the counts of every state, the AUC of each fold and kind, the
        decision, the line, and how far the champion stands from the folds.

    Raises
    ------
    TooFewEvents
        Where fewer co-operatives than the spec's `min_events` had the event, in the training days
        of the first fold or in all test days.
    LeakFound
        Where an input knows the outcome, or facts were known before they could have been.
    CalibrationReversed, PerfectSeparation
        Where the pooled margins of the kind that leads do not hold a line.
    UnknownName
        Where the matrix lacks the rule's input, or what tells a rating the branch group.
    """
    inputs = model_inputs(matrix, spec)
    sample = _sample(spec, matrix, outcomes, until)
    folds = spec.walk(sample.days)
    need_events(spec, sample, folds)
    screening = _screened(spec, matrix, outcomes, sample, folds, until, present, evidence)
    walked = _walked(spec, inputs, sample, folds, progress)
    decision = decided(spec, walked, standing)
    serving = walked[decision.kind]
    made = _rated(spec, matrix, sample, folds, decision.kind, serving, progress)
    line = made.line if made else required_line(serving, spec=spec.name)
    bundle = Bundle(
        spec=spec,
        inputs=inputs,
        model=fitted(decision.kind, spec, inputs, sample),
        calibration=line,
        scale=load_master_scale(),
        training=_matrix_facts(matrix, outcomes, until, spec, sample)
        | _walk_facts(spec, walked, decision),
        software=_software(spec),
        rating=made.rating if made else None,
        hazard=make_hazard(
            spec, matrix, outcomes, beyond, until=until, kind=decision.kind, line=line
        ),
    )
    told = {**report(bundle, serving, made), "screen": screening.content()}
    return Trained(
        bundle=bundle, report=told, walked=walked, decision=decision, screening=screening
    )


def _sample(spec: Spec, matrix: FeatureMatrix, outcomes: pa.Table, until: date) -> Sample:
    """The rows of the spec's days whose own outcome was known by then."""
    days = spec.training_days(until)
    return sample_of(matrix, outcomes, inputs_of(matrix), days).known_by(until)


def _screened(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    sample: Sample,
    folds: Sequence[Fold],
    until: date,
    present: FeatureMatrix | None,
    evidence: Evidence | None,
) -> Screening:
    """What the screen saw; refused where it is a leak.

    Raises
    ------
    LeakFound
        As `train` says.
    """
    screening = screen(
        spec, matrix, outcomes, inputs=inputs_of(matrix), sample=sample, folds=folds,
        until=until, present=present, evidence=evidence, settings=spec.screen,
    )  # fmt: skip
    screening.refuse_leaks(spec.name)
    return screening


def decided(spec: Spec, walked: Mapping[str, Walked], standing: str | None) -> Decision:
    """Which kind serves, from the walks of all kinds.

    A challenger whose margins hold no line could not serve, and so is none.
    """
    challenger = walked.get(CHALLENGER)
    ranking = None
    if challenger is not None and challenger.line is not None:
        ranking = rank(spec.champion, walked[spec.champion.lead].steps, challenger.steps)
    bound = spec.acceptance.get("calibration_slope")
    return decide(
        spec.champion,
        ranking,
        slopes={kind: slope_of(one.told_line, one.told_events) for kind, one in walked.items()},
        bound=None if bound is None else read_bound(bound),
        standing=standing,
    )


def _walked(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    progress: Progress | None,
) -> dict[str, Walked]:
    """Every kind's walk and what it amounts to; refused where the leading one holds no line."""
    kinds, fits = spec.champion.kinds, _fits(spec, folds)
    steps = walk(spec, inputs, sample, folds, kinds, _of(progress, fits))
    walked = {kind: measured(steps[kind], spec=spec.name) for kind in kinds}
    required_line(walked[spec.champion.lead], spec=spec.name)
    if not spec.rating:
        _of(progress, fits)(fits, fits)
    return walked


def _fits(spec: Spec, folds: Sequence[Fold]) -> int:
    """All fits that are told of: every kind on every fold, the refits of a rating, the champion."""
    refits = spec.rating.refits if spec.rating else 0
    return len(folds) * len(spec.champion.kinds) + refits + 1


def _rated(
    spec: Spec,
    matrix: FeatureMatrix,
    sample: Sample,
    folds: Sequence[Fold],
    kind: str,
    walked: Walked,
    progress: Progress | None,
) -> Made | None:
    """The rating of the kind that serves; None where the spec asks for none."""
    if spec.rating is None:
        return None
    before, fits = len(folds) * len(spec.champion.kinds), _fits(spec, folds)
    tell = _of(progress, fits)
    made = make_rating(
        spec, spec.rating, model_inputs(matrix, spec), sample, folds, kind=kind,
        by=next(item for item in inputs_of(matrix) if item.name == spec.rating.by),
        steps=walked.steps, line=required_line(walked, spec=spec.name), scale=load_master_scale(),
        progress=lambda done, _of: tell(before + done, fits),
    )  # fmt: skip
    tell(fits, fits)
    return made


def _of(progress: Progress | None, fits: int) -> Progress:
    """Tells how many are done of `fits`, whoever counts them; where nobody listens, nobody."""

    def tell(done: int, _of: int) -> None:
        if progress:
            progress(done, fits)

    return tell


def _matrix_facts(
    matrix: FeatureMatrix, outcomes: pa.Table, until: date, spec: Spec, sample: Sample
) -> dict[str, Any]:
    return {
        "batch": matrix.batch,
        "matrix_hash": matrix.hash,
        "until": until.isoformat(),
        "states": state_counts(outcomes, spec.training_days(until)),
        "as_ofs": [day.isoformat() for day in sample.days],
        "rows": len(sample),
        "events": sample.events,
        "cooperatives_with_event": sample.cooperatives_with_event,
    }


def _walk_facts(spec: Spec, walked: Mapping[str, Walked], decision: Decision) -> dict[str, Any]:
    """The folds of the kind that serves, the figures of every kind, and the decision."""
    steps = walked[decision.kind].steps
    return {
        "folds": fold_facts(steps),
        "pooled": pooled_facts(steps),
        "kinds": {kind: kind_facts(one) for kind, one in walked.items()},
        "decision": decision.facts(spec.champion),
    }


def _software(spec: Spec) -> dict[str, str]:
    kinds = spec.champion.kinds
    named = {*_SOFTWARE, *(package for kind in kinds for package in software(kind, spec))}
    return {name: version(name) for name in sorted(named)}
