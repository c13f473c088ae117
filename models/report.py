"""What a training showed: every kind on the same folds, and the champion beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.bundle import Bundle
from models.calibration import AffineCalibration
from models.keys import read_bound
from models.metrics import auc
from models.rating.making import Made
from models.walk import Tested, Walked, pooled


def fold_facts(steps: Sequence[Tested]) -> list[dict[str, Any]]:
    """Of each fold its days, rows, events and AUC (None where its test day holds one class)."""
    return [
        {
            "train": [day.isoformat() for day in step.fold.train],
            "test": step.fold.test.isoformat(),
            "rows": len(step.sample),
            "events": step.sample.events,
            "auc": _auc(step),
        }
        for step in steps
    ]


def pooled_facts(steps: Sequence[Tested]) -> dict[str, Any]:
    """Rows, events and AUC of all folds' test days together."""
    rows = pooled(steps)
    return {
        "rows": len(rows.y),
        "events": int(rows.y.sum()),
        "auc": auc(rows.y, rows.margin),
    }


def kind_facts(walked: Walked) -> dict[str, Any]:
    """What a kind showed: AUC by fold and in all, the line, and the line of what it told in time.

    `line` is None where the margins hold none, `told` where nothing could be told out of time.
    """
    return {
        "auc": pooled_facts(walked.steps)["auc"],
        "folds": [{"test": step.fold.test.isoformat(), "auc": _auc(step)} for step in walked.steps],
        "line": line_facts(walked.line) if walked.line else None,
        "told": {**line_facts(walked.told_line), "events": walked.told_events}
        if walked.told_line
        else None,
    }


def line_facts(line: AffineCalibration) -> dict[str, float]:
    """A line's slope and intercept with their standard errors, clustered by co-operative."""
    return {
        "slope": line.slope,
        "intercept": line.intercept,
        "slope_se": line.covariance[0][0] ** 0.5,
        "intercept_se": line.covariance[1][1] ** 0.5,
    }


def report(bundle: Bundle, walked: Walked, made: Made | None = None) -> dict[str, Any]:
    """The training's report, as JSON holds it; `walked` is the walk of the kind that serves.

    `rating` is told where one was `made`, with a witness that no score rests on.
    """
    line = bundle.calibration
    measures = {
        "auc": bundle.training["pooled"]["auc"],
        "margin_slope": line.slope,
        "calibration_slope": walked.told_line.slope if walked.told_line else None,
    }
    return {
        "version": bundle.version,
        "kind": bundle.kind,
        "spec": bundle.spec.name,
        "spec_hash": bundle.spec.hash,
        "training": bundle.training,
        "calibration": line_facts(line),
        "champion": _beside_folds(bundle, walked.steps),
        "acceptance": _acceptance(bundle.spec.acceptance, measures),
        **({"rating": {**made.rating.content(), "witness": made.witness}} if made else {}),
        **({"hazard": dict(bundle.hazard.measured)} if bundle.hazard else {}),
    }


def _auc(step: Tested) -> float | None:
    both = 0 < step.sample.events < len(step.sample)
    return auc(step.sample.y, step.margin) if both else None


def _acceptance(bounds: Mapping[str, str], measures: Mapping[str, float | None]) -> dict[str, Any]:
    """Each bound beside what was measured; `holds` is None where nothing could be."""
    judged = {}
    for measure, bound in bounds.items():
        low, high = read_bound(bound)
        value = measures[measure]
        holds = None if value is None else low <= value <= high
        judged[measure] = {"value": value, "bound": bound, "holds": holds}
    return judged


def _beside_folds(bundle: Bundle, steps: Sequence[Tested]) -> dict[str, float]:
    """The champion beside the folds' models, on the folds' test rows.

    The champion has learnt from these rows and the folds' models had not, so it spreads its margins
    a little wider; a large `shift` of their mean says that the line was fitted for another model.
    `expected` and `observed` are mean probability and share of events: calibration in the large.
    """
    names = [item.name for item in bundle.inputs]
    own = np.concatenate([bundle.model.decision_function(step.sample.X[names]) for step in steps])
    before = np.concatenate([step.margin for step in steps])
    outcome = np.concatenate([step.sample.y for step in steps])
    return {
        "mean_margin": float(own.mean()),
        "mean_margin_of_folds": float(before.mean()),
        "shift": float(own.mean() - before.mean()),
        "expected": float(bundle.calibration.probability(own).mean()),
        "observed": float(outcome.mean()),
    }
