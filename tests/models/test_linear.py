"""The regression on curves is a sum that a person can check, and no outlier bends it."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import norm, rankdata
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from models.learner import UnreadableModel
from models.linear import Curve, LinearLogit

# Checks that it fails on purpose: each with the reason. Empty, and so it should stay.
EXPECTED_FAILURES: dict[str, str] = {}


@parametrize_with_checks([LinearLogit()], expected_failed_checks=lambda _: EXPECTED_FAILURES)
def test_it_keeps_the_estimator_contract(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def table():
    draw = np.random.default_rng(11)
    late = draw.integers(0, 12, 500).astype(float)
    late[draw.random(500) < 0.1] = np.nan
    form = pd.Series(draw.choice(["a", "b", "c"], 500), dtype="str").mask(draw.random(500) < 0.1)
    X = pd.DataFrame({"late": late, "funds": np.exp(2 * draw.normal(size=500)), "form": form})
    margin = 0.2 * X["late"].fillna(9) - np.log(X["funds"]) / 3 + (form == "c") - 2
    return X, (draw.random(500) < 1 / (1 + np.exp(-margin))).astype(int).to_numpy()


@pytest.fixture(scope="module")
def fitted(table):
    return LinearLogit(reg_lambda=2.0, knots=500).fit(*table)


def design_of(X):
    """What is weighed: ranks on a normal curve and unknowns, then a column a value and unknown."""
    columns = []
    for name in ("late", "funds"):
        known = X[name].notna()
        ranks = (rankdata(X[name][known]) - 0.5) / known.sum()
        height = norm.ppf(ranks)
        column = np.zeros(len(X))
        column[known] = (height - height.mean()) / height.std()
        columns += [column, ~known]
    columns += [X["form"] == level for level in "abc"] + [X["form"].isna()]
    return np.column_stack(columns).astype(float)


@pytest.mark.parametrize("level_lambda", [None, 0.5])
def test_the_margin_is_that_of_a_regression_on_ranks_and_values(table, level_lambda):
    X, y = table
    model = LinearLogit(reg_lambda=2.0, level_lambda=level_lambda, knots=500).fit(X, y)
    # A column twice as large needs half the weight, and so is pulled a quarter as much.
    design = design_of(X) * ([1.0] * 4 + [np.sqrt(2.0 / (level_lambda or 2.0))] * 4)
    other = LogisticRegression(C=0.5, solver="newton-cholesky", tol=1e-10).fit(design, y)
    assert_allclose(model.decision_function(X), other.decision_function(design), atol=1e-6)


def test_shares_and_base_add_up_and_the_base_is_the_mean_margin(table, fitted):
    X, _ = table
    margin, shares = fitted.decision_function(X), fitted.contributions(X)
    assert_allclose(shares.sum(axis=1), margin, atol=1e-9)
    assert fitted.base_ == pytest.approx(margin.mean(), abs=1e-9)
    assert_allclose(shares[:, :-1].mean(axis=0), 0, atol=1e-9)


def test_few_knots_come_near_to_all_ranks(table, fitted):
    X, y = table
    coarse = LinearLogit(reg_lambda=2.0).fit(X, y)
    assert np.corrcoef(coarse.decision_function(X), fitted.decision_function(X))[0, 1] > 0.999


def test_nothing_beyond_the_ends_and_no_outlier_moves_a_share(table, fitted):
    X, _ = table
    asked = X.iloc[[0, 0]].assign(funds=[X["funds"].max(), 1e30])
    assert_array_equal(*fitted.decision_function(asked)[:, None])


def test_unknown_and_unseen_have_the_share_of_unknown(fitted):
    form = pd.Series([None, "zz"], dtype="str")
    asked = pd.DataFrame({"late": np.nan, "funds": 1.0, "form": form})
    one, other = fitted.contributions(asked)
    assert_array_equal(one, other)
    assert one[0] == fitted.curves_[0].missing


def test_the_rarest_values_of_a_category_share_a_weight(table):
    X, y = table
    kept = X["form"].value_counts().index[0]
    two = X["form"].where((X["form"] == kept) | X["form"].isna(), "other")
    few, other = (
        LinearLogit(max_levels=1).fit(X, y), LinearLogit().fit(X.assign(form=two), y),
    )  # fmt: skip
    assert_allclose(
        few.decision_function(X), other.decision_function(X.assign(form=two)), atol=1e-9
    )
    assert len(few.curves_[2].values) == 3


@pytest.mark.parametrize("way", [1, -1])
def test_a_monotone_input_moves_the_margin_one_way(table, way):
    X, y = table
    model = LinearLogit(monotone={"late": way}).fit(X, y)
    grid = X.iloc[:40].assign(late=np.linspace(-5, 20, 40), funds=1.0, form="a")
    assert (way * np.diff(model.decision_function(grid)) >= 0).all()


def test_a_column_in_which_nothing_is_known_tells_nothing(table):
    X, y = table
    model = LinearLogit().fit(X.assign(empty=np.nan), y)
    shares = model.contributions(X.assign(empty=[3.0] * len(X)))
    assert_allclose(shares[:, -2], 0, atol=1e-12)


def test_one_row_has_the_bytes_that_it_has_among_others(table, fitted):
    X, _ = table
    alone = [fitted.decision_function(X.iloc[[row]])[0] for row in range(20)]
    assert_array_equal(alone, fitted.decision_function(X)[:20])


def test_the_text_is_the_model_again(table, fitted):
    X, y = table
    again = LinearLogit.from_text(fitted.text(), names=list(X.columns), coding=fitted.coding_)
    assert_array_equal(again.contributions(X), fitted.contributions(X))
    assert again.text() == fitted.text()
    assert LinearLogit(reg_lambda=2.0, knots=500).fit(X, y).text() == fitted.text()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "booster"},
        {"inputs": []},
        {"base": "much"},
        {"inputs": [{"name": "late", "knots": [2], "values": [], "missing": 0, "levels": None}]},
    ],
)
def test_text_of_anything_else_is_refused(fitted, change):
    text = json.dumps({**json.loads(fitted.text()), **change})
    with pytest.raises(UnreadableModel):
        LinearLogit.from_text(text, names=["late", "funds", "form"], coding=fitted.coding_)


def test_knots_that_do_not_fit_their_values_are_refused():
    with pytest.raises(UnreadableModel, match="late"):
        Curve(name="late", values=(1.0,), missing=0.0, knots=(1.0, 2.0))
