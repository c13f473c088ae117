"""How much better the kind that leads is than each other, on the same redraws for both."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from models.metrics import METRICS, AtShare, Metric, paired_cluster_bootstrap
from models.sample import Sample
from models.validation.figures import MEASURED, TOO_FEW, too_few
from models.validation.rows import Floats, Rows, Tried, rows_of
from models.validation.settings import ValidationSettings

# What is compared: two of ranking, one of lists, two of probability.
RANKING = ("auc", "average_precision")
TOLD = ("brier", "log_loss")
LIST = "lift"


def differences(
    tries: Mapping[str, Tried], lost: Sample, settings: ValidationSettings, *, lead: str
) -> dict[str, dict[str, Any]]:
    """By kind and figure: the leading kind's figure less the other's, its interval and lower bound.

    `bound` is one-sided at `level`. The AUC, by which a champion is chosen, has `settings.draws`
    redraws, the others `settings.slice_draws`. Lift is that of the middle list, ties in expected
    order. Where there are too few rows to compare, the kind has a `state` and no figure; figures of
    probability are None where one of the two told none.
    """
    ours = rows_of(tries[lead], lost)
    return {
        kind: _beside(ours, rows_of(one, lost), settings)
        for kind, one in tries.items()
        if kind != lead
    }


def _beside(ours: Rows, theirs: Rows, settings: ValidationSettings) -> dict[str, Any]:
    known, other = ours.of_known, theirs.of_known
    if too_few(known, settings):
        return {"state": TOO_FEW, "figures": {}}
    middle = settings.shares[len(settings.shares) // 2]
    ranking: dict[str, Metric] = {name: METRICS[name].function for name in RANKING}
    ranking[LIST] = AtShare(LIST, middle)
    draws = dict.fromkeys(ranking, settings.slice_draws) | {"auc": settings.draws}
    found: dict[str, Any] = {
        name: _difference(metric, known, known.margin, other.margin, settings, draws[name])
        for name, metric in ranking.items()
    }
    told = ~np.isnan(known.probability) & ~np.isnan(other.probability)
    enough = bool(told.any()) and not too_few(known.take(told), settings)
    for name in TOLD:
        found[name] = None
        if enough:
            pair = known.probability[told], other.probability[told]
            metric = METRICS[name].function
            found[name] = _difference(
                metric, known.take(told), *pair, settings, settings.slice_draws
            )
    return {"state": MEASURED, "share": middle, "figures": found}


def _difference(
    metric: Metric,
    rows: Rows,
    ours: Floats,
    theirs: Floats,
    settings: ValidationSettings,
    draws: int,
) -> dict[str, Any]:
    return asdict(
        paired_cluster_bootstrap(
            metric,
            rows.y,
            ours,
            theirs,
            rows.coop_ids,
            draws=draws,
            seed=settings.seed,
            level=settings.level,
        )
    )
