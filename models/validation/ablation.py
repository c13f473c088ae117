"""What each family of features is worth: the kind that serves, walked again without it.

A family is a concept (filings, governance, loans, ...). The difference of AUC is paired on the same
rows and redraws. Families share what they know, so that differences do not add up to the whole: a
family that another can replace is worth little here, and that is what is asked.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from models.inputs import Input
from models.kinds import columns, fitted
from models.metrics import auc, paired_cluster_bootstrap
from models.validation.credit_settings import CreditSettings
from models.validation.rows import Floats
from models.validation.study import Study
from models.walk import pooled

Done = Callable[[], None]


def families(inputs: Sequence[Input]) -> tuple[str, ...]:
    """The concepts of the inputs, in alphabetical order, each once."""
    return tuple(sorted({item.concept for item in inputs}))


def ablation(
    study: Study, kind: str, settings: CreditSettings, done: Done = lambda: None
) -> list[dict[str, Any]]:
    """Of each family: its features, the AUC without it, and how much lower that is, as JSON.

    Parameters
    ----------
    kind : str
        The kind that serves.
    done : callable, optional
        Told after each family.

    Returns
    -------
    list of dict
        The dearest family first. `difference` is the AUC with all inputs less that without the
        family; `low` to `high` its paired interval over redraws of whole co-operatives. Empty where
        there is one family only.
    """
    whole = pooled(study.walked[kind].steps)
    found = []
    for family in families(study.inputs):
        kept = [item for item in study.inputs if item.concept != family]
        if kept:
            without = margins(study, kind, kept)
            pair = paired_cluster_bootstrap(
                auc, whole.y, whole.margin, without, whole.coop_ids,
                draws=settings.draws, seed=settings.seed, level=settings.level,
            )  # fmt: skip
            found.append(
                {
                    "family": family,
                    "features": [i.name for i in study.inputs if i.concept == family],
                    "count": len(study.inputs) - len(kept),
                    "auc_without": auc(whole.y, without),
                    "difference": pair.difference,
                    "low": pair.low,
                    "high": pair.high,
                    "draws": pair.draws,
                }
            )
        done()
    return sorted(found, key=lambda one: (-one["difference"], one["family"]))


def margins(study: Study, kind: str, inputs: Sequence[Input]) -> Floats:
    """The margins of a kind that is given these inputs alone, all folds' test rows together."""
    names = columns(kind, study.spec, inputs)
    parts = []
    for step in study.walked[kind].steps:
        model = fitted(kind, study.spec, inputs, study.sample.before(step.fold))
        parts.append(model.decision_function(step.sample.X[names]))
    return np.concatenate(parts)
