"""What a training showed: folds, the line, and how far the champion stands from the folds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.booster import Booster
from models.bundle import Bundle
from models.calibration import AffineCalibration
from models.keys import read_bound
from models.metrics import auc
from models.sample import Sample
from models.splits import Fold

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Tested:
    """One fold's test day, and the margins that the model before it gave."""

    fold: Fold
    sample: Sample
    margin: Floats


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
    measures = {"auc": bundle.training["pooled"]["auc"], "margin_slope": line.slope}
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
        "champion": _beside_folds(bundle.booster, line, steps),
        "acceptance": _acceptance(bundle.spec.acceptance, measures),
    }


def _acceptance(bounds: Mapping[str, str], measures: Mapping[str, float]) -> dict[str, Any]:
    judged = {}
    for measure, bound in bounds.items():
        low, high = read_bound(bound)
        value = measures[measure]
        judged[measure] = {"value": value, "bound": bound, "holds": low <= value <= high}
    return judged


def _beside_folds(
    champion: Booster, line: AffineCalibration, steps: Sequence[Tested]
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
