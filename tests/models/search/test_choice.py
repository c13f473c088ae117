"""What is chosen never ranks worse than what stood, and no more than one error under the best."""

from dataclasses import replace

import numpy as np
import pytest
from made_world import small_spec
from sklearn.metrics import roc_auc_score

from models import walk
from models.metrics import auc, paired_cluster_bootstrap
from models.search.choice import Redraws, choose, lead_facts
from models.search.trials import Trial

BOOSTER = small_spec().booster


@pytest.fixture(scope="module")
def make(ground):
    """Makes a trial whose margins know the outcome so much, and else are noise of that seed."""
    _, sample, folds = ground

    def trial(number, knows, *, noise=0, leaves=10, fits=1, folds=folds):
        draw = np.random.default_rng(noise)
        tests = [sample.on([fold.test]) for fold in folds]
        margins = [knows * test.y + draw.normal(size=len(test)) for test in tests]
        steps = [
            walk.Tested(fold=fold, sample=test, margin=margin)
            for fold, test, margin in zip(folds, tests, margins, strict=True)
        ]
        return Trial(
            number=number,
            origin="sampler",
            booster=replace(BOOSTER, num_leaves=leaves, n_estimators=10, fits=fits),
            steps=steps,
            aucs=tuple(auc(step.sample.y, step.margin) for step in steps),
            is_complete=True,
        )

    return trial


def redraws_of(trial, draws=200):
    return Redraws(trial.steps, draws=draws, seed=5)


def test_over_one_fold_a_lead_is_the_paired_interval_of_the_metrics(make, ground):
    one = ground[2][-1:]
    first, second = make(0, 1.2, noise=1, folds=one), make(1, 0.9, noise=2, folds=one)
    step = first.steps[0]
    expected = paired_cluster_bootstrap(
        auc, step.sample.y, step.margin, second.steps[0].margin, step.sample.coop_ids,
        draws=200, seed=5,
    )  # fmt: skip
    lead = redraws_of(first).lead(first, second)
    assert lead.difference == pytest.approx(expected.difference, abs=1e-12)
    assert (lead.low, lead.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert lead.draws == expected.draws


def test_over_all_folds_a_co_operative_is_drawn_with_all_its_days(make):
    first, second = make(0, 1.2, noise=1), make(1, 0.9, noise=2)
    lead = redraws_of(first, draws=30).lead(first, second)
    names = sorted({one for step in first.steps for one in step.sample.coop_ids.tolist()})
    draw, found = np.random.default_rng(5), []
    for _ in range(30):
        picks = [names[n] for n in draw.integers(len(names), size=len(names))]
        means = []
        for trial in (first, second):
            days = []
            for step in trial.steps:
                row = {one: n for n, one in enumerate(step.sample.coop_ids.tolist())}
                rows = [row[one] for one in picks if one in row]
                days.append(roc_auc_score(step.sample.y[rows], step.margin[rows]))
            means.append(np.mean(days))
        found.append(means[0] - means[1])
    assert lead.se == pytest.approx(np.std(found, ddof=1), abs=1e-12)
    assert (lead.low, lead.high) == pytest.approx(np.quantile(found, [0.025, 0.975]), abs=1e-12)


def test_a_redraw_on_which_a_day_has_no_event_is_left_out(make, ground):
    rare = make(0, 1.0, folds=ground[2][-1:])
    step = rare.steps[0]
    keep = (
        np.flatnonzero(step.sample.y == 1)[:1].tolist()
        + np.flatnonzero(step.sample.y == 0)[:9].tolist()
    )
    mask = np.isin(np.arange(len(step.sample)), keep)
    few = replace(step, sample=step.sample.take(mask), margin=step.margin[mask])
    trial = replace(rare, steps=[few], aucs=(auc(few.sample.y, few.margin),))
    lead = Redraws([few], draws=200, seed=5).lead(trial, trial)
    # One of ten is missed by 0.9^10 = 35 in 100 redraws.
    assert 100 < lead.draws < 160
    assert (lead.difference, lead.se) == (0, 0)


def test_the_best_is_chosen_where_that_is_asked_for(make):
    trials = [make(0, 0.8), make(1, 0.9, leaves=50), make(2, 0.85, leaves=2)]
    chosen = choose(trials, redraws_of(trials[0]), way="best", one_fit=None)
    assert chosen.trial is chosen.best is trials[1]
    assert chosen.behind_best.difference == 0
    assert chosen.over_present.difference == trials[1].objective - trials[0].objective


def test_of_those_within_one_error_of_the_best_the_simplest_is_chosen(make):
    best, near = make(1, 1.21, noise=1, leaves=50), make(2, 1.2, noise=2, leaves=5)
    far, simple = make(3, 0.6, noise=3, leaves=2), make(0, 0.3, noise=4, leaves=20)
    trials = [simple, best, near, far]
    redraws = redraws_of(simple)
    assert abs(redraws.lead(best, near).difference) < redraws.lead(best, near).se
    assert redraws.lead(best, far).is_beyond_one_se
    assert choose(trials, redraws, way="simplest_within_one_se", one_fit=None).trial is near


def test_nothing_is_chosen_that_ranks_worse_than_what_stands(make):
    stands, worse = make(0, 1.2, noise=1, leaves=50), make(1, 1.199, noise=1, leaves=2)
    redraws = redraws_of(stands)
    assert worse.objective < stands.objective
    for way in ("best", "simplest_within_one_se"):
        assert choose([stands, worse], redraws, way=way, one_fit=None).trial is stands


def test_of_equal_ones_the_first_is_chosen(make):
    trials = [make(0, 0.5), make(1, 1.0), make(2, 1.0)]
    for way in ("best", "simplest_within_one_se"):
        assert choose(trials, redraws_of(trials[0]), way=way, one_fit=None).trial is trials[1]


@pytest.mark.parametrize(
    ("way", "single", "noise", "kept"),
    [
        ("simplest_within_one_se", 0.5, 1, True),  # several fits lead by far
        ("simplest_within_one_se", 1.199, 3, False),  # by less than one error
        ("best", 1.199, 1, True),  # by anything
        ("best", 1.21, 1, False),  # not at all
        ("simplest_within_one_se", -1.0, 1, True),  # one fit alone is worse than what stands
    ],
)
def test_several_fits_are_kept_only_where_they_measure_better(make, way, single, noise, kept):
    stands, several = make(0, 0.4, noise=1, leaves=50), make(1, 1.2, noise=1, fits=5)
    one = make(2, single, noise=noise)
    chosen = choose([stands, several], redraws_of(stands), way=way, one_fit=lambda _: one)
    assert chosen.trial is (several if kept else one)
    assert chosen.over_one_fit.difference == several.objective - one.objective
    assert lead_facts(chosen.over_one_fit)["se"] == chosen.over_one_fit.se


def test_one_fit_is_held_against_none(make):
    trials = [make(0, 0.5), make(1, 1.0)]

    def never(_):
        raise AssertionError("there is one fit only")

    chosen = choose(trials, redraws_of(trials[0]), way="best", one_fit=never)
    assert chosen.over_one_fit is None
    assert lead_facts(chosen.over_one_fit) is None
