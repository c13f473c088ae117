"""The kind that serves beside those it must not lose to: the other that could serve, and the rule.

Both sides are measured on the same rows and the same redraws of whole co-operatives.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from models.kinds import KINDS
from models.metrics import AtShare, Metric, auc, paired_cluster_bootstrap
from models.rating_tests.rows import RatedRows
from models.validation.credit_settings import CreditSettings
from models.validation.rows import Floats

RULE = "rule"


def contest(
    ranked: RatedRows,
    rivals: Mapping[str, Floats],
    share: float,
    settings: CreditSettings,
) -> dict[str, Any]:
    """How much better the kind that serves ranks, as JSON; None where there is no such rival.

    Parameters
    ----------
    ranked : RatedRows
        The margins of the kind that serves.
    rivals : mapping of str to array of shape (n,)
        Every other kind's margins on the same rows.
    share : float
        How long the list is that is held against the rule's, as a share of the rows.

    Returns
    -------
    dict
        `other`: the difference of AUC to the best other kind that could serve; `rule`: the
        difference of precision on the list to that of the rule of thumb. `bound` is one-sided.
    """
    serving = {kind: one for kind, one in rivals.items() if KINDS[kind].may_serve}
    best = max(serving, key=lambda kind: auc(ranked.y, serving[kind]), default=None)
    listed = AtShare("precision", share)
    return {
        "share": share,
        "other": None if best is None else _beside(auc, ranked, best, serving[best], settings),
        "rule": _beside(listed, ranked, RULE, rivals[RULE], settings) if RULE in rivals else None,
    }


def _beside(
    metric: Metric, ranked: RatedRows, kind: str, theirs: Floats, settings: CreditSettings
) -> dict[str, Any]:
    found = paired_cluster_bootstrap(
        metric, ranked.y, ranked.margin, theirs, ranked.coop_id,
        draws=settings.draws, seed=settings.seed, level=settings.level,
    )  # fmt: skip
    return {"kind": kind, **asdict(found), "events": ranked.events}
