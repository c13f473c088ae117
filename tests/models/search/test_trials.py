"""A trial is walked through the folds of training, and given up where it falls behind on them."""

from dataclasses import replace

import pytest
from made_world import small_spec
from sklearn.metrics import roc_auc_score

from models.search.trials import Trials
from models.walk import walk

SPEC = small_spec(n_estimators=20)
NOW = SPEC.booster
USELESS = replace(NOW, n_estimators=1, min_child_samples=5_000)  # no leaf has so many rows


def trials_on(ground, *, gives_up=True):
    return Trials(SPEC, *ground, gives_up=gives_up)


def filled(ground, *, gives_up=True):
    """Eight complete trials that differ in their seeds."""
    trials = trials_on(ground, gives_up=gives_up)
    for step in range(8):
        trials.run(replace(NOW, seed=NOW.seed + step), "present" if step == 0 else "sampler")
    return trials


def test_the_objective_is_the_mean_of_the_folds_auc(ground):
    trial = trials_on(ground).run(NOW, "present")
    steps = walk(SPEC, *ground, ["booster"])["booster"]
    aucs = [roc_auc_score(step.sample.y, step.margin) for step in steps]
    assert trial.aucs == pytest.approx(aucs, abs=1e-12)
    assert trial.objective == pytest.approx(sum(aucs) / 4, abs=1e-12)
    assert [step.fold for step in trial.steps] == [step.fold for step in steps]


def test_a_level_that_moves_from_day_to_day_does_not_move_the_objective(ground):
    trial = trials_on(ground).run(NOW, "present")
    lifted = [replace(step, margin=step.margin + n) for n, step in enumerate(trial.steps)]
    assert [roc_auc_score(s.sample.y, s.margin) for s in lifted] == pytest.approx(trial.aucs)


def test_how_much_there_is_of_a_model_counts_leaves_trees_and_fits(ground):
    trial = trials_on(ground).run(replace(NOW, num_leaves=4, n_estimators=5, fits=3), "sampler")
    assert trial.leaves == 4 * 5 * 3
    assert trial.facts()["leaves"] == 60
    assert trial.facts()["settings"]["fits"] == 3


def test_settings_that_were_tried_are_not_walked_again(ground):
    trials = trials_on(ground)
    first, again = trials.run(NOW, "present"), trials.run(NOW, "sampler")
    assert again.steps is first.steps
    assert [(one.number, one.origin) for one in trials.all] == [(0, "present"), (1, "sampler")]


def test_a_trial_that_falls_behind_is_given_up_after_half_the_folds(ground):
    trials = filled(ground)
    bad = trials.run(USELESS, "sampler")
    assert bad.aucs == (0.5, 0.5)
    assert not bad.is_complete
    assert bad.facts()["objective"] is None
    assert len(trials.complete) == 8


def test_nothing_is_given_up_before_there_is_something_to_compare_with(ground):
    trials = trials_on(ground)
    assert trials.run(USELESS, "sampler").is_complete


def test_nothing_is_given_up_where_that_is_not_asked_for(ground):
    assert filled(ground, gives_up=False).run(USELESS, "sampler").aucs == (0.5,) * 4
