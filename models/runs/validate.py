"""Validation: every kind on the same days out of time, every figure with its interval.

What is measured is what `train` would make of the same facts and spec: the same folds, the same
fits, the same decision. Ranking is measured on the margins of all folds. Probabilities are those
that could have been told on each fold's day, along the line through earlier folds; the first fold
has none, and figures of probability leave it out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from features.matrix import FeatureMatrix
from models.champion import Decision
from models.inputs import inputs_of, model_inputs
from models.kinds import KINDS, columns, fitted
from models.report import kind_facts
from models.runs.train import decided
from models.sample import Sample, need_events, sample_of
from models.scale import MasterScale, load_master_scale
from models.screen import Screening
from models.spec import Spec
from models.splits import Fold, days_tested
from models.validation.credit import Beside, Ground, credit, credit_steps
from models.validation.curves import distribution, gain, reliability, roc
from models.validation.differences import differences
from models.validation.facts import (
    acceptance,
    data_facts,
    fold_facts,
    settings_facts,
    spec_facts,
    thin,
)
from models.validation.figures import MEASURED, figures_of, murphy_of
from models.validation.rows import Rows, lost_of, rows_of, tried
from models.validation.settings import ValidationSettings, settings_of
from models.validation.slices import Slice
from models.validation.strongest import strongest
from models.validation.study import Study, slices
from models.walk import required_line

Progress = Callable[[int, int], None]

FORMAT = 2


@dataclass(frozen=True, kw_only=True)
class Validated:
    """What a validation found: `report` is JSON, `decision` says which kind serves."""

    report: Mapping[str, Any]
    decision: Decision


def validate(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    *,
    until: date,
    present: FeatureMatrix | None,
    screening: Screening,
    standing: str | None = None,
    settings: ValidationSettings | None = None,
    beside: Beside | None = None,
    progress: Progress | None = None,
) -> Validated:
    """Measure all kinds of a spec out of time; nothing known after `until` is used.

    Parameters
    ----------
    spec, matrix, outcomes, until, standing
        As `models.runs.train.train` takes them.
    present : FeatureMatrix or None
        The same features on the day that is to be scored; None where nobody is left to be scored.
    screening : Screening
        What the screen found in the same rows; its verdict is reported and refuses nothing here.
    settings : ValidationSettings, optional
        Draws, lists and slices; those of the spec (`settings_of`) where nothing is said.
    beside : Beside, optional
        What a spec with a rating is validated with besides; not looked at for other specs.
    progress : callable, optional
        Told how many steps are done, of how many: a fit, or the measuring of one part, is a step.

    Raises
    ------
    TooFewEvents
        As `train` does.
    CalibrationReversed, PerfectSeparation
        Where the margins of the kind that serves do not hold a line.
    UnknownName
        Where the matrix lacks the rule's input.
    """
    days = spec.training_days(until)
    sample = sample_of(matrix, outcomes, inputs_of(matrix), days).known_by(until)
    folds, kinds, more = spec.walk(sample.days), spec.champion.kinds, beside or Beside()
    need_events(spec, sample, folds)
    rated = credit_steps(model_inputs(matrix, spec), spec, more) if spec.rating else 0
    steps = _Steps(progress, len(kinds) * (len(folds) + 2) + rated)
    study = _study(spec, matrix, outcomes, sample, folds, settings or settings_of(spec), steps)
    decision, scale = decided(spec, study.walked, standing), load_master_scale()
    report = {
        **_own(study, decision, scale, present, steps),
        "facts": data_facts(matrix, outcomes, sample, days, until),
        "screen": screening.content(),
    }
    if spec.rating:
        ground = Ground(
            scale=scale, offered=inputs_of(matrix), present=present, screening=screening
        )
        report["credit"] = credit(study, decision.kind, ground, more, steps.one)
    steps.rest()
    return Validated(report=report, decision=decision)


def _own(
    study: Study,
    decision: Decision,
    scale: MasterScale,
    present: FeatureMatrix | None,
    steps: "_Steps",
) -> dict[str, Any]:
    """What is told of every spec, off its study alone."""
    spec, parts = study.spec, list(slices(study))
    found = {kind: _kind(study, kind, parts, scale, steps) for kind in spec.champion.kinds}
    return {
        "format": FORMAT,
        "spec": spec_facts(spec),
        "settings": settings_facts(study),
        "decision": decision.facts(spec.champion),
        "acceptance": acceptance(spec, found[decision.kind]),
        "folds": fold_facts(study),
        "thin": None if present is None else thin(study, present),
        "kinds": found,
        "differences": differences(study.tries, study.lost, study.settings, lead=study.lead),
        "strongest": _strongest(study, decision.kind, present, scale),
    }


class _Steps:
    """Counts steps of work, and tells whoever listens."""

    def __init__(self, progress: Progress | None, of: int) -> None:
        self._progress, self._of, self._done = progress, of, 0

    def one(self) -> None:
        """One step more is done."""
        self._tell(self._done + 1)

    def rest(self) -> None:
        """All steps are done."""
        self._tell(self._of)

    def _tell(self, done: int) -> None:
        self._done = done
        if self._progress:
            self._progress(done, self._of)


def _study(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    sample: Sample,
    folds: Sequence[Fold],
    settings: ValidationSettings,
    steps: _Steps,
) -> Study:
    """Every kind on every fold, with the lost rows beside the known ones."""
    inputs = model_inputs(matrix, spec)
    lost = lost_of(matrix, outcomes, inputs_of(matrix), days_tested(folds))
    tries = tried(spec, inputs, sample, lost, folds, lambda _done, _of: steps.one())
    return Study(spec=spec, inputs=inputs, sample=sample, lost=lost, settings=settings, tries=tries)


def _kind(
    study: Study, kind: str, parts: Sequence[Slice], scale: MasterScale, steps: _Steps
) -> dict[str, Any]:
    """All figures and curves of one kind."""
    rows, settings = rows_of(study.tries[kind], study.lost), study.settings
    pooled_figures = figures_of(rows, settings, draws=settings.draws)
    steps.one()
    by: dict[str, list[dict[str, Any]]] = {}
    for part in parts:
        figures = figures_of(rows.take(part.mask), settings, draws=settings.slice_draws)
        by.setdefault(part.by, []).append({"name": part.name, **part.facts, **figures})
    steps.one()
    walked = study.tries[kind].walked
    facts = kind_facts(walked)
    return {
        "may_serve": KINDS[kind].may_serve,
        "line": facts["line"],
        "told_line": facts["told"],
        "pooled": {**pooled_figures, "murphy": murphy_of(rows, settings)},
        "by": by,
        "curves": _curves(rows, scale, pooled_figures),
    }


def _curves(rows: Rows, scale: MasterScale, figures: Mapping[str, Any]) -> dict[str, Any]:
    """The curves, where there are enough rows for figures."""
    if figures["state"] != MEASURED:
        return {}
    known = rows.of_known
    curves: dict[str, Any] = {"roc": roc(known), "gain": gain(known)}
    if figures["probability"]["state"] == MEASURED:
        curves |= {"reliability": reliability(rows), "distribution": distribution(rows, scale)}
    return curves


def _strongest(
    study: Study, kind: str, present: FeatureMatrix | None, scale: MasterScale
) -> list[dict[str, Any]]:
    if present is None:
        return []
    spec, names = study.spec, columns(kind, study.spec, study.inputs)
    champion = fitted(kind, spec, study.inputs, study.sample)
    line = required_line(study.walked[kind], spec=spec.name)
    return strongest(champion, names, line, scale, present, study.settings.strongest)
