"""A blend is the mean of its parts: margins, shares, and text that is read again."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from models.blend import Blend
from models.booster import Booster
from models.challengers.scorecard import Scorecard
from models.learner import UnreadableModel
from models.linear import LinearLogit

SMALL = Booster(n_estimators=15, learning_rate=0.2, min_child_samples=5, fits=2)

# Checks that it fails on purpose: each with the reason. Empty, and so it should stay.
EXPECTED_FAILURES: dict[str, str] = {}


@parametrize_with_checks(
    [Blend(parts=[SMALL, LinearLogit()], weights=[2, 1])],
    expected_failed_checks=lambda _: EXPECTED_FAILURES,
)
def test_it_keeps_the_estimator_contract(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def table():
    draw = np.random.default_rng(3)
    late = draw.integers(0, 12, 400).astype(float)
    late[draw.random(400) < 0.1] = np.nan
    form = pd.Series(draw.choice(["a", "b", "c"], 400), dtype="str").mask(draw.random(400) < 0.1)
    X = pd.DataFrame({"late": late, "form": form, "blank": pd.Series([None] * 400, dtype="str")})
    return X, (draw.random(400) < 0.05 + 0.05 * X["late"].fillna(9)).astype(int).to_numpy()


@pytest.fixture(scope="module")
def fitted(table):
    return Blend(parts=[SMALL, LinearLogit(), Scorecard()], weights=[2, 1, 1]).fit(*table)


def test_margin_and_shares_are_the_weighted_means_of_the_parts(table, fitted):
    X, y = table
    parts = [clone(part).fit(X, y) for part in fitted.parts]
    for asked in ("decision_function", "contributions"):
        booster, linear, card = (getattr(part, asked)(X) for part in parts)
        assert_allclose(getattr(fitted, asked)(X), booster / 2 + linear / 4 + card / 4, atol=1e-12)


def test_shares_and_base_add_up_to_the_margin(table, fitted):
    X, _ = table
    gap = fitted.contributions(X).sum(axis=1) - fitted.decision_function(X)
    assert np.abs(gap).max() < 1e-9


def test_every_part_meets_the_same_coding(fitted):
    assert len(fitted.parts_) == 3
    assert all(part.coding_ == fitted.coding_ for part in fitted.parts_)


def test_a_part_without_weight_is_not_fitted(table):
    blend = Blend(parts=[SMALL, LinearLogit()], weights=[0, 3]).fit(*table)
    assert [part.kind for part in blend.parts_] == ["linear"]
    assert blend.weights_ == (1.0,)


def test_weights_are_equal_by_default(table):
    X, y = table
    assert Blend(parts=[LinearLogit(), Scorecard()]).fit(X, y).weights_ == (0.5, 0.5)


@pytest.mark.parametrize(
    ("parts", "weights"),
    [([], None), ([LinearLogit()], [1, 1]), ([LinearLogit()], [-1]), ([LinearLogit()], [0])],
)
def test_weights_that_weigh_nothing_are_refused(table, parts, weights):
    with pytest.raises(ValueError, match="weight"):
        Blend(parts=parts, weights=weights).fit(*table)


def test_the_text_is_the_model_again(table, fitted):
    X, y = table
    again = Blend.from_text(fitted.text(), names=list(X.columns), coding=fitted.coding_)
    assert_array_equal(again.decision_function(X), fitted.decision_function(X))
    assert_array_equal(again.contributions(X), fitted.contributions(X))
    assert again.text() == fitted.text()
    assert clone(fitted).fit(X, y).text() == fitted.text()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "booster"},
        {"names": ["late", "form"]},
        {"parts": []},
        {"parts": [{"kind": "blend", "weight": 1, "text": []}]},
        {"parts": [{"kind": "linear", "weight": 1, "text": ["{}"]}]},
    ],
)
def test_text_of_anything_else_is_refused(table, fitted, change):
    X, _ = table
    text = json.dumps({**json.loads(fitted.text()), **change})
    with pytest.raises(UnreadableModel):
        Blend.from_text(text, names=list(X.columns), coding=fitted.coding_)


def test_one_row_has_the_bytes_that_it_has_among_others(table, fitted):
    X, _ = table
    alone = [fitted.decision_function(X.iloc[[row]])[0] for row in range(20)]
    assert_array_equal(alone, fitted.decision_function(X)[:20])
