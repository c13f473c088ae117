"""What a training showed: folds, the line, and how far the champion stands from the folds."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.bundle import Bundle
from models.calibration import AffineCalibration
from models.keys import read_bound
from models.learner import Model
from models.metrics import auc
from models.walk import Tested, calibrated, calibrated_line


def fold_facts(steps: Sequence[Tested]) -> list[dict[str, Any]]:
    """Of each fold its days, rows, events and AUC (None where its test day holds one class)."""
    return [
        {
            "train": [day.isoformat() for day in step.fold.train],
            "test": step.fold.test.isoformat(),
            "rows": len(step.sample),
            "events": step.sample.events,
            "auc": auc(step.sample.y, step.margin)
            if 0 < step.sample.events < len(step.sample)
            else None,
        }
        for step in steps
    ]


def report(bundle: Bundle, steps: Sequence[Tested]) -> dict[str, Any]:
    """The training's report, as JSON holds it."""
    line = bundle.calibration
    name = bundle.spec.name
    told = calibrated_line(steps, calibrated(steps, spec=name), spec=name)
    measures = {
        "auc": bundle.training["pooled"]["auc"],
        "margin_slope": line.slope,
        "calibration_slope": told.slope if told else None,
    }
    return {
        "version": bundle.version,
        "spec": bundle.spec.name,
        "spec_hash": bundle.spec.hash,
        "training": bundle.training,
        "calibration": {
            "slope": line.slope,
            "intercept": line.intercept,
            "slope_se": line.covariance[0][0] ** 0.5,
            "intercept_se": line.covariance[1][1] ** 0.5,
        },
        "champion": _beside_folds(bundle.model, line, steps),
        "acceptance": _acceptance(bundle.spec.acceptance, measures),
    }


def _acceptance(bounds: Mapping[str, str], measures: Mapping[str, float | None]) -> dict[str, Any]:
    """Each bound beside what was measured; `holds` is None where nothing could be."""
    judged = {}
    for measure, bound in bounds.items():
        low, high = read_bound(bound)
        value = measures[measure]
        holds = None if value is None else low <= value <= high
        judged[measure] = {"value": value, "bound": bound, "holds": holds}
    return judged


def _beside_folds(
    champion: Model, line: AffineCalibration, steps: Sequence[Tested]
) -> dict[str, float]:
    """The champion beside the folds' models, on the folds' test rows.

    The champion has learnt from these rows and the folds' models had not, so it spreads its margins
    a little wider; a large `shift` of their mean says that the line was fitted for other trees.
    `expected` and `observed` are mean probability and share of events: calibration in the large.
    """
    own = np.concatenate([champion.decision_function(step.sample.X) for step in steps])
    before = np.concatenate([step.margin for step in steps])
    outcome = np.concatenate([step.sample.y for step in steps])
    return {
        "mean_margin": float(own.mean()),
        "mean_margin_of_folds": float(before.mean()),
        "shift": float(own.mean() - before.mean()),
        "expected": float(line.probability(own).mean()),
        "observed": float(outcome.mean()),
    }
