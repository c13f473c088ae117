"""Differences are the booster's figure less the other's, on the same redraws."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import log_loss, roc_auc_score

from models.metrics import auc, paired_cluster_bootstrap
from models.validation.differences import differences


def test_a_difference_is_that_of_the_two_figures(held, settings):
    found = differences(held.tries, held.lost, settings, lead="booster")
    assert set(found) == {"rule"}
    ours, theirs = (held.rows[kind].of_known for kind in ("booster", "rule"))
    told = found["rule"]["figures"]
    apart = roc_auc_score(ours.y, ours.margin) - roc_auc_score(theirs.y, theirs.margin)
    assert told["auc"]["difference"] == pytest.approx(apart)
    pair = paired_cluster_bootstrap(
        auc, ours.y, ours.margin, theirs.margin, ours.coop_ids, draws=60, seed=1404
    )
    assert (told["auc"]["low"], told["auc"]["bound"]) == (pair.low, pair.bound)
    both = ~np.isnan(ours.probability) & ~np.isnan(theirs.probability)
    losses = [log_loss(rows.y[both], rows.probability[both]) for rows in (ours, theirs)]
    assert told["log_loss"]["difference"] == pytest.approx(losses[0] - losses[1])


def test_few_rows_are_not_compared(held, settings):
    few = replace(settings, min_events=10_000)
    assert differences(held.tries, held.lost, few, lead="booster")["rule"] == {
        "state": "too_few",
        "figures": {},
    }


def test_where_nothing_was_told_probabilities_are_not_compared(held, settings):
    untold = {
        kind: replace(one, walked=replace(one.walked, told=[None] * len(one.walked.told)))
        for kind, one in held.tries.items()
    }
    found = differences(untold, held.lost, settings, lead="booster")["rule"]["figures"]
    assert found["brier"] is found["log_loss"] is None
    assert found["auc"]["draws"] == 60
