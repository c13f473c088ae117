"""The rating of any table: scikit-learn's contract, calibrated, and reasons that add up."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import expit, logit
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from models import RatingClassifier
from models.blend import Blend
from models.metrics import auc

SMALL = RatingClassifier(folds=2)

# Checks that it fails on purpose: each with the reason. Empty, and so it should stay.
EXPECTED_FAILURES: dict[str, str] = {}


@parametrize_with_checks([SMALL], expected_failed_checks=lambda _: EXPECTED_FAILURES)
def test_it_keeps_the_estimator_contract(estimator, check):
    check(estimator)


@pytest.mark.long
@parametrize_with_checks([RatingClassifier()], expected_failed_checks=lambda _: EXPECTED_FAILURES)
def test_its_default_keeps_the_estimator_contract(estimator, check):
    check(estimator)


def drawn(rows, seed):
    draw = np.random.default_rng(seed)
    X = pd.DataFrame(
        {
            "late: days [%]": draw.integers(0, 30, rows).astype(float),
            "form": pd.Categorical(draw.choice(["a", "b", "c"], rows)),
            "is_new": draw.random(rows) < 0.3,
            3: draw.normal(size=rows),
        }
    )
    margin = 0.1 * X["late: days [%]"] + X[3] + (X["form"] == "c") - X["is_new"] - 2.5
    y = (draw.random(rows) < expit(margin)).astype(int).to_numpy()
    X.loc[draw.random(rows) < 0.1, "late: days [%]"] = np.nan
    X.loc[draw.random(rows) < 0.1, "form"] = None
    return X, y


@pytest.fixture(scope="module")
def table():
    return drawn(800, seed=1)


@pytest.fixture(scope="module")
def fitted(table):
    return clone(SMALL).fit(*table)


def test_reasons_and_base_add_up_to_the_unclipped_points(table, fitted):
    X, _ = table
    found = fitted.reasons(X)
    assert list(found.columns) == ["late: days [%]", "form", "is_new", "3", "base_points"]
    assert (found.index == X.index).all()
    assert_allclose(found.sum(axis=1), fitted.points(X, clipped=False), rtol=0, atol=1e-6)


def test_points_are_those_of_the_probability_on_the_master_scale(table, fitted):
    X, _ = table
    chance = fitted.predict_proba(X)[:, 1]
    # 620 points are odds of 50 to one, and 40 points double them.
    asked = 620 + 40 * np.log2((1 - chance) / chance / 50)
    assert_allclose(fitted.points(X, clipped=False), asked, atol=1e-6)
    assert_allclose(fitted.points(X), np.clip(asked, 0, 900), atol=1e-6)


def test_calibration_is_affine_and_leaves_the_ranking_untouched(table, fitted):
    X, _ = table
    blend = fitted.blend_.decision_function(fitted._inner(fitted._numbers(X)))
    margin = fitted.decision_function(X)
    assert fitted.slope_ > 0
    assert_allclose(margin, fitted.slope_ * blend + fitted.intercept_, atol=1e-12)
    assert_array_equal(np.argsort(margin, kind="stable"), np.argsort(blend, kind="stable"))


def test_probabilities_hold_on_rows_that_were_not_fitted_on(fitted):
    X, y = drawn(4000, seed=2)
    chance = fitted.predict_proba(X)[:, 1]
    assert chance.mean() == pytest.approx(y.mean(), abs=0.05)
    assert auc(y, chance) > 0.7


def test_out_of_fold_log_odds_are_no_better_than_new_rows_have_it(table, fitted):
    X, y = drawn(4000, seed=2)
    assert auc(table[1], fitted.out_of_fold_) == pytest.approx(
        auc(y, fitted.decision_function(X)), abs=0.05
    )
    assert auc(table[1], fitted.decision_function(table[0])) > auc(table[1], fitted.out_of_fold_)


def test_a_known_share_of_events_moves_all_log_odds_alike(table, fitted):
    X, y = table
    moved = clone(SMALL).set_params(prior=0.03).fit(X, y)
    by = moved.decision_function(X) - fitted.decision_function(X)
    assert_allclose(by, logit(0.03) - logit(y.mean()), atol=1e-9)


def test_the_rows_order_does_not_matter(table, fitted):
    X, y = table
    mixed = np.random.default_rng(0).permutation(len(y))
    again = clone(SMALL).fit(X.iloc[mixed], y[mixed])
    assert again.blend_.text() == fitted.blend_.text()
    assert_array_equal(again.decision_function(X), fitted.decision_function(X))
    assert_array_equal(again.out_of_fold_, fitted.out_of_fold_[mixed])


def test_another_seed_makes_another_fit(table, fitted):
    again = clone(SMALL).set_params(seed=5).fit(*table)
    assert again.blend_.text() != fitted.blend_.text()


def test_the_blend_is_text_that_can_be_read_again(table, fitted):
    blend, rows = fitted.blend_, fitted._inner(fitted._numbers(table[0]))
    again = Blend.from_text(blend.text(), names=list(rows.columns), coding=blend.coding_)
    assert_array_equal(again.contributions(rows), blend.contributions(rows))


def test_weights_add_up_to_one(fitted):
    assert set(fitted.weights_) == {"sharp", "random", "linear"}
    assert sum(fitted.weights_.values()) == pytest.approx(1)
    assert min(fitted.weights_.values()) >= 0


def test_a_frame_and_its_array_are_rated_alike(table):
    X, y = table
    numbers = X[["late: days [%]", 3]]
    one, other = clone(SMALL).fit(numbers, y), clone(SMALL).fit(numbers.to_numpy(), y)
    assert_array_equal(one.decision_function(numbers), other.decision_function(numbers.to_numpy()))
    assert list(other.reasons(numbers.to_numpy()).columns) == ["x0", "x1", "base_points"]


def test_one_row_has_the_bytes_that_it_has_among_others(table, fitted):
    X, _ = table
    alone = [fitted.decision_function(X.iloc[[row]])[0] for row in range(5)]
    assert_array_equal(alone, fitted.decision_function(X)[:5])


def test_a_monotone_input_moves_the_probability_one_way(table):
    X, y = table
    model = clone(SMALL).set_params(monotone={"3": -1}).fit(X, y)
    grid = pd.concat([X.iloc[[0]]] * 30).assign(**{"3": np.linspace(-3, 3, 30)})[
        ["late: days [%]", "form", "is_new", "3"]
    ]
    assert (np.diff(model.decision_function(grid)) <= 0).all()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"folds": 1}, "folds"),
        ({"prior": 0.0}, "prior"),
        ({"prior": 1.0}, "prior"),
        ({"monotone": {"nothing": 1}}, "not there"),
    ],
)
def test_settings_out_of_range_are_refused(table, setting, said):
    with pytest.raises(ValueError, match=said):
        clone(SMALL).set_params(**setting).fit(*table)


def test_one_event_is_enough_to_fit_and_too_little_to_cross():
    X = np.arange(12.0)[:, None]
    model = RatingClassifier().fit(X, X[:, 0] > 10)
    assert model.slope_ > 0
    assert len(model.blend_.parts_) == 3


def test_it_may_be_crossed_by_scikit_learn(table):
    assert cross_val_score(SMALL, *table, cv=2, scoring="roc_auc").min() > 0.7
