"""What a validation says of itself: what was asked, on what it rests, and what was asked for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from features.matrix import FeatureMatrix
from models.inputs import frame, is_thin
from models.keys import read_bound
from models.sample import Sample, state_counts
from models.spec import Spec
from models.validation.slices import size_feature
from models.validation.strongest import QUANTILES
from models.validation.study import Study


def spec_facts(spec: Spec) -> dict[str, Any]:
    """What was asked: outcome, horizon, cohort and days, and the spec's hash."""
    content = spec.content()
    shown = ("name", "title", "outcome", "horizon", "maturity", "cohort", "calendar", "time")
    return {"hash": spec.hash, **{name: content[name] for name in shown}}


def data_facts(
    matrix: FeatureMatrix, outcomes: pa.Table, sample: Sample, days: Sequence[date], until: date
) -> dict[str, Any]:
    """What it rests on: the facts' batch, the last day used, hashes, and counts of rows."""
    return {
        "batch": matrix.batch,
        "until": until.isoformat(),
        "matrix_hash": matrix.hash,
        "feature_hashes": matrix.feature_hashes,
        "as_ofs": [day.isoformat() for day in sample.days],
        "rows": len(sample),
        "events": sample.events,
        "cooperatives_with_event": sample.cooperatives_with_event,
        "states": state_counts(outcomes, days),
    }


def settings_facts(study: Study) -> dict[str, Any]:
    """What it was measured with; `size` is the feature that said the size."""
    size = size_feature(study.inputs, study.settings)
    told = {**vars(study.settings), "size": size, "quantiles": QUANTILES}
    return {key: list(one) if isinstance(one, tuple) else one for key, one in told.items()}


def fold_facts(study: Study) -> list[dict[str, Any]]:
    """Of each fold its days and counts, and how many of its rows rest on age and form alone."""
    return [
        {
            "test": step.fold.test.isoformat(),
            "train": [day.isoformat() for day in step.fold.train],
            "rows": len(step.sample),
            "events": step.sample.events,
            "lost": len(study.lost.on(step.fold.tests)),
            "thin": float(np.mean(is_thin(step.sample.X, study.inputs))),
            "told": told is not None,
        }
        for step, told in zip(study.steps, study.tries[study.lead].walked.told, strict=True)
    ]


def thin(study: Study, present: FeatureMatrix) -> dict[str, Any]:
    """How many rows of the day that is to be scored rest on age and form alone."""
    days = present.table["as_of"].unique().to_pylist()
    found = is_thin(frame(present.table, study.inputs), study.inputs)
    return {"as_of": days[0].isoformat(), "rows": len(found), "share": float(np.mean(found))}


def acceptance(spec: Spec, kind: Mapping[str, Any]) -> dict[str, Any]:
    """Each bound of the spec beside what the kind that serves was measured at.

    `verdict` is "holds", "misses", or "unknown" where nothing could be measured.
    """
    ranking = kind["pooled"].get("ranking", {})
    measures = {
        "auc": ranking["auc"]["value"] if ranking else None,
        "margin_slope": kind["line"] and kind["line"]["slope"],
        "calibration_slope": kind["told_line"] and kind["told_line"]["slope"],
    }
    judged = {}
    for measure, bound in spec.acceptance.items():
        (low, high), value = read_bound(bound), measures[measure]
        verdict = "unknown" if value is None else "holds" if low <= value <= high else "misses"
        judged[measure] = {"value": value, "bound": bound, "verdict": verdict}
    return judged
