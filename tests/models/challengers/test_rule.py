"""The rule of thumb reads one number, learns nothing from outcomes, and puts unknown first."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from models.challengers.rule import RuleOfThumb
from models.learner import UnreadableModel

RULE = RuleOfThumb(input="late")

_LEARNS_NOTHING = "it learns nothing from outcomes, and so separates no classes"
# Checks that it fails on purpose: each with the reason.
EXPECTED_FAILURES = {
    "check_classifiers_train": _LEARNS_NOTHING,
}


@parametrize_with_checks([RuleOfThumb()], expected_failed_checks=lambda _: EXPECTED_FAILURES)
def test_it_keeps_the_estimator_contract(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def fitted(sample):
    return clone(RULE).fit(*sample)


def test_the_margin_is_the_distance_from_the_mean_in_standard_deviations(fitted, sample):
    late = sample[0]["late"]
    known = late.notna().to_numpy()
    theirs = (late - late.mean()) / late.std(ddof=0)
    assert_allclose(fitted.decision_function(sample[0])[known], theirs[known], atol=1e-12)


@pytest.mark.parametrize("risk", ["rises", "falls"])
def test_unknown_counts_as_the_riskiest_value_that_was_met(sample, risk):
    X, y = sample
    margin = clone(RULE).set_params(risk=risk).fit(X, y).decision_function(X)
    missing = X["late"].isna().to_numpy()
    assert (margin[missing] == margin.max()).all()
    order = X["late"].rank() if risk == "rises" else -X["late"].rank()
    assert (np.diff(margin[~missing][np.argsort(order[~missing], kind="stable")]) >= 0).all()


def test_outcomes_change_nothing(fitted, sample):
    X, y = sample
    assert clone(RULE).fit(X, 1 - y).text() == fitted.text()


def test_all_of_the_margin_is_that_input_and_the_rest_is_nothing(fitted, sample):
    X, _ = sample
    shares = fitted.contributions(X)
    assert_array_equal(shares[:, 0], fitted.decision_function(X))
    assert (shares[:, 1:] == 0).all()


def test_a_number_that_nobody_has_orders_nobody(sample):
    X, y = sample
    for value in (np.nan, 3.0):
        rule = clone(RULE).fit(X.assign(late=value), y)
        assert (rule.decision_function(X.assign(late=value)) == 0).all()


def test_what_is_no_number_or_no_direction_is_refused(sample):
    for wrong in (RuleOfThumb(input="form"), RuleOfThumb(input="late", risk="maybe")):
        with pytest.raises(ValueError, match="number"):
            wrong.fit(*sample)
    with pytest.raises(ValueError, match="nowhere"):
        RuleOfThumb(input="nowhere").fit(*sample)


def test_what_was_written_is_read_back(fitted, sample):
    X, _ = sample
    told = {"names": list(X.columns), "coding": fitted.coding_}
    again = RuleOfThumb.from_text(fitted.text(), **told)
    assert again.text() == fitted.text()
    assert_array_equal(again.contributions(X), fitted.contributions(X))
    assert_array_equal(again.predict(X), fitted.predict(X))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{", ""),
        ('"rule"', '"booster"'),
        ('"noise"', '"x"'),
        ('"input": "late"', '"input": "x"'),
        ('"mean"', '"median"'),
    ],
)
def test_text_that_is_no_rule_over_these_inputs_is_refused(fitted, sample, old, new):
    assert old in fitted.text()
    with pytest.raises(UnreadableModel):
        RuleOfThumb.from_text(
            fitted.text().replace(old, new, 1), names=list(sample[0]), coding=fitted.coding_
        )
