"""The scorecard weighs evidence that anybody can count again, and never turns a risk round."""

import json
import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose, assert_array_equal
from optbinning import OptimalBinning
from scipy.optimize import minimize
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from models.challengers.scorecard import Scorecard
from models.challengers.steps import StepModel
from models.learner import UnreadableModel

CARD = Scorecard(monotone={"late": 1, "turnover": -1})

# Checks that it fails on purpose: each with the reason. Empty, and so it should stay.
EXPECTED_FAILURES: dict[str, str] = {}


@parametrize_with_checks([Scorecard()], expected_failed_checks=lambda _: EXPECTED_FAILURES)
def test_it_keeps_the_estimator_contract(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def fitted(sample):
    return clone(CARD).fit(*sample)


def counted(X, y, one, smoothing):
    """Weights of evidence and information value of one input, by pandas, from its ends alone."""
    column = X[one.name]
    if one.levels is None:
        bins = pd.cut(column, [-np.inf, *one.cuts, np.inf], right=False).astype("str")
    else:
        group = dict(zip(one.levels, one.facts["bins"], strict=True))
        bins = column.map(group).map(str)
    table = pd.crosstab(bins.where(column.notna(), "unknown"), y)
    odds = (table[1] + smoothing * y.mean()) / (table[0] + smoothing * (1 - y.mean()))
    woe = np.log(odds / (y.sum() / (len(y) - y.sum())))
    return bins, woe, ((table[1] / y.sum() - table[0] / (len(y) - y.sum())) * woe).sum()


def test_weights_of_evidence_and_information_value_are_those_that_pandas_counts(fitted, sample):
    X, y = sample
    for one in fitted.steps_.steps:
        bins, woe, iv = counted(X, y, one, smoothing=1.0)
        assert one.facts["iv"] == pytest.approx(iv, abs=1e-12)
        ours = replace(one, weight=1.0).shares(encoded(fitted, X, one.name))
        theirs = bins.map(woe).where(X[one.name].notna(), woe.get("unknown", 0.0))
        assert_allclose(ours, theirs.astype(float), atol=1e-12)


def test_without_smoothing_they_are_those_of_optbinning(sample):
    X, y = sample
    card = clone(CARD).set_params(smoothing=1e-12).fit(X, y)
    late = card.steps_.steps[0]
    table = OptimalBinning(user_splits=list(late.cuts), user_splits_fixed=[True] * len(late.cuts))
    table.fit(X["late"].to_numpy(), y)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # optbinning 1.0 writes text into columns of numbers
        rows = table.binning_table.build()
    woe = -rows["WoE"].iloc[: len(late.cuts) + 1].astype(float)  # banks' sign is the other one
    assert_allclose(late.values, woe, atol=1e-9)
    assert late.missing == pytest.approx(-float(rows.loc[rows["Bin"] == "Missing", "WoE"].iloc[0]))
    assert late.facts["iv"] == pytest.approx(float(rows.loc["Totals", "IV"]), abs=1e-9)


def encoded(card, X, name):
    return np.asarray(card.coding_.encoded(X)[name], dtype=float)


def woes(card, X, kept=lambda _: True):
    """The weights of evidence of the inputs that are asked for, by column."""
    chosen = [replace(one, weight=1.0) for one in card.steps_.steps if kept(one)]
    return np.column_stack([one.shares(encoded(card, X, one.name)) for one in chosen])


def evidence(card, X):
    return woes(card, X, kept=lambda one: one.weight)


def test_the_weights_are_those_of_a_logistic_regression(sample):
    X, y = sample
    card = clone(CARD).set_params(reg_lambda=0.0).fit(X, y)
    told = sm.Logit(y, sm.add_constant(evidence(card, X))).fit(disp=0, tol=1e-12)
    weights = [one.weight for one in card.steps_.steps if one.weight]
    assert_allclose([card.steps_.base, *weights], told.params, atol=1e-6)


def test_the_penalty_is_half_the_square_of_the_weights(sample):
    X, y = sample
    card = clone(CARD).set_params(reg_lambda=50.0).fit(X, y)
    E = evidence(card, X)

    def loss(line):
        margin = line[0] + E @ line[1:]
        return np.logaddexp(0, margin).sum() - margin @ y + 25.0 * (line[1:] ** 2).sum()

    found = minimize(loss, np.zeros(E.shape[1] + 1), method="BFGS", options={"gtol": 1e-8}).x
    weights = [one.weight for one in card.steps_.steps if one.weight]
    assert_allclose([card.steps_.base, *weights], found, atol=1e-5)
    other = LogisticRegression(C=1 / 50.0, tol=1e-12, max_iter=1000).fit(E, y)
    assert_allclose(weights, other.coef_[0], atol=1e-4)


def test_inputs_that_tell_nothing_are_left_out_and_say_so(fitted):
    noise = fitted.steps_.steps[2]
    assert (noise.name, noise.weight, noise.facts["left_out"]) == ("noise", 0.0, "min_iv")
    assert noise.facts["iv"] < 0.02
    assert all("left_out" not in one.facts for one in fitted.steps_.steps if one.weight)


def test_columns_without_values_are_taken(sample):
    X, y = sample
    blank = X.assign(form=pd.Series([None] * len(X), dtype="str"), late=np.nan)
    card = clone(CARD).fit(blank, y)
    assert [one.weight > 0 for one in card.steps_.steps] == [False, True, False, False]


def test_no_weight_turns_a_risk_round():
    # Alone, risk rises with the front, for it goes along with the cause; beside it, risk falls.
    draw = np.random.default_rng(11)
    cause, other = draw.normal(size=(2, 6000))
    X = pd.DataFrame({"cause": cause, "front": 0.8 * cause + 0.6 * other})
    y = (draw.random(6000) < 1 / (1 + np.exp(2 - 1.5 * cause + 0.6 * X["front"]))).astype(int)
    card = Scorecard(reg_lambda=0.0).fit(X, y)
    told = sm.Logit(np.asarray(y), sm.add_constant(woes(card, X))).fit(disp=0)
    assert told.params[2] < 0 < told.params[1]
    first, second = card.steps_.steps
    # The rest is weighed as if it had never been there.
    alone = Scorecard(reg_lambda=0.0).fit(X[["cause"]], y)
    assert_allclose(first.weight, alone.steps_.steps[0].weight, atol=1e-9)
    assert (second.weight, second.facts["left_out"]) == (0.0, "sign")
    assert first.weight > 0
    assert np.diff(second.values).min() > 0


def test_where_no_input_tells_anything_the_margin_is_the_mean(sample):
    X, y = sample
    card = clone(CARD).set_params(min_iv=9.0).fit(X, y)
    margin = np.log(y.mean() / (1 - y.mean()))
    assert_allclose(card.decision_function(X), margin, atol=1e-9)
    assert (card.contributions(X)[:, :-1] == 0).all()


def test_margins_rise_with_what_raises_risk(fitted):
    grid = pd.DataFrame({"late": np.arange(0.0, 60.0)}).assign(turnover=0.0, noise=0.0, form="a")
    assert (np.diff(fitted.decision_function(grid)) >= 0).all()


def test_an_unknown_number_has_its_own_evidence_and_an_unseen_value_counts_as_unknown(fitted):
    asked = pd.DataFrame(
        {"late": [np.nan, 0.0], "turnover": 0.0, "noise": 0.0,
         "form": pd.Series(["zz", None], dtype="str")}
    )  # fmt: skip
    shares = fitted.contributions(asked)
    late = fitted.steps_.steps[0]
    assert shares[0, 0] == late.weight * late.missing != shares[1, 0]
    assert shares[0, 3] == shares[1, 3]


def test_contributions_and_base_add_up_to_the_margin(fitted, sample):
    X, _ = sample
    assert_allclose(fitted.contributions(X).sum(axis=1), fitted.decision_function(X), atol=1e-9)


def test_two_fits_write_the_same_bytes(fitted, sample):
    assert clone(CARD).fit(*sample).text() == fitted.text()


def test_what_was_written_is_read_by_the_estimator_and_without_it(fitted, sample):
    X, _ = sample
    told = {"names": list(X.columns), "coding": fitted.coding_}
    estimator = Scorecard.from_text(fitted.text(), **told)
    steps = StepModel.from_text(fitted.text(), kind="logistic", **told)
    for again in (estimator, steps):
        assert again.text() == fitted.text()
        assert_array_equal(again.decision_function(X), fitted.decision_function(X))
        assert_array_equal(again.contributions(X), fitted.contributions(X))
    assert json.loads(fitted.text())["inputs"][0]["facts"]["rows"]
    with pytest.raises(UnreadableModel):
        Scorecard.from_text("{}", **told)
