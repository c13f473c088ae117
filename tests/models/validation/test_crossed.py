"""Cross-validation by co-operative: nobody is fitted on and tested at once."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from models.validation.crossed import cross_calibrated, cross_validated
from models.walk import pooled


@pytest.fixture(scope="module")
def crossed(held):
    day = held.sample.on([held.sample.days[0]])
    steps = cross_validated(held.spec, held.inputs, day, ["booster", "rule"], parts=5, seed=1404)
    return day, steps


def test_every_row_is_tested_once_and_no_cooperative_stands_on_both_sides(crossed):
    day, steps = crossed
    ids = [step.sample.coop_ids.tolist() for step in steps["booster"]]
    assert sorted(one for part in ids for one in part) == sorted(day.coop_ids.tolist())
    assert len(ids) == 5
    assert all(not set(ids[a]) & set(ids[b]) for a in range(5) for b in range(a))


def test_parts_differ_by_one_event_at_most(crossed):
    _, steps = crossed
    events = [step.sample.events for step in steps["booster"]]
    assert max(events) - min(events) <= 1


def test_all_rows_of_a_cooperative_lie_in_one_part(held):
    steps = cross_validated(held.spec, held.inputs, held.sample, ["rule"], parts=3, seed=1)["rule"]
    where = [set(step.sample.coop_ids.tolist()) for step in steps]
    assert not where[0] & where[1]
    assert not where[1] & where[2]
    assert sum(len(step.sample) for step in steps) == len(held.sample)


def test_the_same_seed_deals_the_same_parts(held, crossed):
    day, steps = crossed
    again = cross_validated(held.spec, held.inputs, day, ["booster"], parts=5, seed=1404)
    other = cross_validated(held.spec, held.inputs, day, ["rule"], parts=5, seed=7)
    assert pooled(again["booster"]).margin.tolist() == pooled(steps["booster"]).margin.tolist()
    assert pooled(other["rule"]).coop_ids.tolist() != pooled(steps["rule"]).coop_ids.tolist()


def test_it_ranks_what_it_was_not_fitted_on(crossed):
    _, steps = crossed
    rows = pooled(steps["booster"])
    assert roc_auc_score(rows.y, rows.margin) > 0.55


def test_probabilities_go_along_the_line_of_the_other_parts(crossed):
    _, steps = crossed
    told = cross_calibrated(steps["booster"], spec="exit")
    assert len(told) == 5
    means = [p.mean() for p in told]
    assert np.mean(means) == pytest.approx(pooled(steps["booster"]).y.mean(), abs=0.03)


def test_a_line_that_does_not_rise_tells_nothing(crossed):
    _, steps = crossed
    turned = [replace(step, margin=-step.margin) for step in steps["booster"]]
    assert cross_calibrated(turned, spec="exit") == [None] * 5


@pytest.mark.parametrize("parts", [1, 10_000])
def test_more_parts_than_events_are_refused(held, parts):
    with pytest.raises(ValueError, match="two parts at least"):
        cross_validated(held.spec, held.inputs, held.sample, ["rule"], parts=parts, seed=1)
