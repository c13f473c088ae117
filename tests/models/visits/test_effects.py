"""A ranking by effect is used where it averts more than risk on the random slice, and only so."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from models.visits.effects import EFFECT, RISK, EffectModel, Trial, choose_ranking


def trial(rows, chance, seed, *, varies):
    """A trial of known effects, and what a visit truly averts of each row.

    Where effects vary, visits help those of high `c` alone, which risk does not look at; where they
    do not, they take the same off everybody's log-odds.
    """
    rng = np.random.default_rng(seed)
    X = pd.DataFrame(rng.normal(size=(rows, 3)), columns=["a", "b", "c"])
    odds = -1.5 + X["a"].to_numpy() + 0.7 * X["b"].to_numpy()
    effect = np.where(X["c"] > 0.5, -2.5, 0.0) if varies else np.full(rows, -0.6)
    visited = np.zeros(rows, dtype=bool)
    visited[rng.choice(rows, int(rows * chance), replace=False)] = True
    silent = rng.random(rows) < expit(odds + visited * effect)
    told = Trial(
        X=X, visited=visited, chance=np.full(rows, chance), y=silent.astype(float), risk=expit(odds)
    )
    return told, expit(odds) - expit(odds + effect)


def test_effect_is_used_where_it_varies_and_is_found():
    told, averted = trial(8000, 0.5, 1, varies=True)
    found = choose_ranking(told, share=0.17, seed=1)
    assert (found.ranking, found.rows, found.visited) == (EFFECT, 8000, 4000)
    assert found.bound > 0 > found.p - 0.05
    by_risk = averted[np.argsort(-told.risk)[:1360]].mean()
    assert found.by_risk == pytest.approx(by_risk, abs=0.06)
    assert found.by_effect > found.by_risk


def test_risk_is_kept_where_effect_does_not_vary():
    found = [
        choose_ranking(trial(3000, 0.5, seed, varies=False)[0], share=0.17, seed=seed).ranking
        for seed in range(20)
    ]
    assert found.count(RISK) >= 18  # at one in twenty by chance


def test_risk_is_kept_where_the_trial_is_too_small_to_learn_from():
    found = choose_ranking(trial(60, 0.3, 1, varies=True)[0], share=0.17, seed=1)
    assert (found.ranking, found.difference, found.bound) == (RISK, None, None)


def test_the_estimate_is_right_in_the_mean_though_visits_were_few():
    found, true = [], []
    for seed in range(30):
        told, averted = trial(3000, 0.25, seed, varies=True)
        found.append(choose_ranking(told, share=0.17, seed=seed).by_risk)
        true.append(averted[np.argsort(-told.risk, kind="stable")[:510]].mean())
    error = np.std(np.array(found) - true) / 30**0.5
    assert np.mean(found) == pytest.approx(np.mean(true), abs=3 * error)


def test_effects_learnt_rank_as_the_true_ones_do():
    told, averted = trial(8000, 0.5, 2, varies=True)
    model = EffectModel().fit(told)
    top = np.argsort(-model.averted(told.X))[:1360]
    best = np.sort(averted)[-1360:].mean()
    by_risk = averted[np.argsort(-told.risk)[:1360]].mean()
    # Its line can not follow the step in full.
    assert averted[top].mean() > 0.75 * best > by_risk


def test_rows_whose_outcome_is_unknown_are_left_out():
    told, _ = trial(3000, 0.5, 1, varies=False)
    told.y[:500] = np.nan
    assert choose_ranking(told, share=0.17, seed=1).rows == 2500


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_who_is_sure_to_be_visited_or_left_is_no_trial(chance):
    one = np.ones(2)
    with pytest.raises(ValueError, match="may take"):
        Trial(X=pd.DataFrame({"a": one}), visited=one > 0, chance=one * chance, y=one, risk=one)


def test_columns_of_unlike_lengths_are_refused():
    one = np.ones(2)
    with pytest.raises(ValueError, match="one value a row"):
        Trial(X=pd.DataFrame({"a": one}), visited=one > 0, chance=one / 2, y=one[:1], risk=one)
