"""The booster keeps scikit-learn's contract, its own promises about missing values, and order."""

import json
import warnings
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from models.booster import Booster
from models.learner import UnreadableModel

with warnings.catch_warnings():
    # Where matplotlib is installed, shap sets its colours in a way that matplotlib will drop.
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    import shap

SMALL = Booster(n_estimators=40, learning_rate=0.2, min_child_samples=5, subsample=1.0)

# Checks that it fails on purpose: each with the reason. Empty, and so it should stay.
EXPECTED_FAILURES: dict[str, str] = {}


@parametrize_with_checks([SMALL], expected_failed_checks=lambda _: EXPECTED_FAILURES)
def test_it_keeps_the_estimator_contract(estimator, check):
    check(estimator)


def rows(n=600, seed=7, missing=0.0):
    draw = np.random.default_rng(seed)
    X = pd.DataFrame(
        {
            "late": draw.integers(0, 30, n).astype(float),
            "turnover": draw.normal(size=n),
            "form": pd.Series(draw.choice(["a", "b", "c", "d", "e"], n), dtype="str"),
        }
    )
    chance = 1 / (1 + np.exp(2 - 0.1 * X["late"] - (X["form"] == "c") + X["turnover"]))
    y = (draw.random(n) < chance).astype(int)
    X.loc[draw.random(n) < missing, "late"] = np.nan
    return X, y


def test_two_fits_grow_the_same_trees_to_the_byte():
    X, y = rows()
    assert SMALL.fit(X, y).text() == clone(SMALL).fit(X, y).text()


def test_more_threads_grow_the_same_trees():
    X, y = rows()
    one, two = (
        clone(SMALL).set_params(num_threads=threads, n_estimators=10).fit(X, y).text()
        for threads in (1, 2)
    )
    assert one.split("parameters:")[0] == two.split("parameters:")[0]


def test_a_clone_keeps_the_directions():
    model = Booster(monotone={"late": 1})
    assert clone(model).get_params() == model.get_params()


@pytest.mark.parametrize(("way", "sign"), [(1, 1), (-1, -1)])
def test_a_monotone_input_moves_the_margin_one_way_for_every_row(way, sign):
    X, y = rows()
    model = clone(SMALL).set_params(monotone={"late": way}).fit(X, y)
    for turnover in (-1.0, 0.0, 1.0):
        for form in "abcde":
            grid = pd.DataFrame({"late": np.arange(-5.0, 40.0)})
            grid = grid.assign(turnover=turnover, form=pd.Series([form] * len(grid), dtype="str"))
            steps = np.diff(model.decision_function(grid))
            assert (sign * steps >= 0).all()


def test_without_directions_the_same_data_bend_both_ways():
    X, y = rows()
    grid = pd.DataFrame({"late": np.arange(30.0)}).assign(turnover=0.0, form="a")
    steps = np.diff(clone(SMALL).fit(X, y).decision_function(grid))
    assert (steps > 0).any()
    assert (steps < 0).any()


def test_every_split_of_a_number_has_a_place_for_missing_though_training_had_none():
    X, y = rows(missing=0.0)
    model = clone(SMALL).fit(X, y)
    nodes = [
        node
        for tree in model.boosters_[0].dump_model()["tree_info"]
        for node in _nodes(tree["tree_structure"])
    ]
    numbers = [node for node in nodes if node["decision_type"] == "<="]
    assert len(numbers) > 100
    assert {node["missing_type"] for node in numbers} == {"NaN"}


def test_a_missing_number_is_not_read_as_zero():
    X, y = rows(2000)
    X["late"] += 100  # zero is far below all that was met
    model = clone(SMALL).set_params(monotone={"late": 1}).fit(X, y)
    asked = pd.DataFrame({"late": [0.0, np.nan, 130.0], "turnover": 0.0, "form": "a"})
    zero, missing, high = model.decision_function(asked)
    assert zero < missing < high


def test_the_injected_rows_weigh_next_to_nothing():
    X, y = rows(2000)
    model = clone(SMALL).set_params(n_estimators=300).fit(X, y)
    assert model.predict_proba(X)[:, 1].mean() == pytest.approx(y.mean(), abs=1e-3)


def test_an_unseen_category_is_read_as_missing():
    X, y = rows()
    model = clone(SMALL).fit(X, y)
    asked = pd.DataFrame(
        {"late": 3.0, "turnover": 0.0, "form": pd.Series(["zz", None], dtype="str")}
    )
    unseen, missing = model.decision_function(asked)
    assert unseen == missing
    assert model.coding_.unseen(asked)[:, 2].tolist() == [True, True]


def test_infinite_numbers_are_refused():
    X, y = rows()
    X.loc[0, "late"] = np.inf
    with pytest.raises(ValueError, match="infinity"):
        clone(SMALL).fit(X, y)


def test_one_class_is_refused():
    X, _ = rows()
    with pytest.raises(ValueError, match="one class"):
        clone(SMALL).fit(X, np.zeros(len(X)))


def test_contributions_and_base_add_up_to_the_margin():
    X, y = rows(missing=0.2)
    model = clone(SMALL).fit(X, y)
    assert_allclose(model.contributions(X).sum(axis=1), model.decision_function(X), atol=1e-9)


def test_contributions_agree_with_shap_by_its_own_tree_walk():
    X, y = rows(missing=0.2)
    X = X[["late", "turnover"]]  # shap walks no categorical splits itself
    model = clone(SMALL).fit(X, y)
    explainer = shap.TreeExplainer(model.boosters_[0], feature_perturbation="tree_path_dependent")
    base = explainer.expected_value
    # For a LightGBM model shap asks LightGBM, and so would agree with itself: "internal" makes it
    # walk the trees by its own code.
    explainer.model.model_type = "internal"
    walked = explainer.shap_values(X, check_additivity=False)
    ours = model.contributions(X)
    assert_allclose(ours[:, :-1], walked, atol=1e-6)
    assert_allclose(ours[:, -1], float(base[0]), atol=1e-6)


def test_contributions_agree_with_shapley_values_worked_out_from_all_subsets():
    X, y = rows(missing=0.2)
    model = clone(SMALL).set_params(n_estimators=5).fit(X, y)
    trees = [t["tree_structure"] for t in model.boosters_[0].dump_model()["tree_info"]]
    coded = model.coding_.encoded(X).to_numpy()[:20]

    def known(subset, row):
        return sum(_expected(tree, row, subset) for tree in trees)

    for row, ours in zip(coded, model.contributions(X)[:20], strict=True):
        for one in range(3):
            others = [two for two in range(3) if two != one]
            share = 0.0
            for size, weight in ((0, 1 / 3), (1, 1 / 6), (2, 1 / 3)):  # |S|! (2 - |S|)! / 3!
                for subset in combinations(others, size):
                    share += weight * (known({*subset, one}, row) - known({*subset}, row))
            assert share == pytest.approx(ours[one], abs=1e-6)
        assert known(set(), row) == pytest.approx(ours[-1], abs=1e-6)


def test_what_was_written_as_text_gives_the_same_margins():
    X, y = rows(missing=0.2)
    model = clone(SMALL).fit(X, y)
    again = Booster.from_text(model.text(), names=list(X.columns), coding=model.coding_)
    assert again.text() == model.text()
    assert_array_equal(again.decision_function(X), model.decision_function(X))
    assert_array_equal(again.predict(X), model.predict(X))


@pytest.mark.parametrize(("text", "names"), [("no model", ["x"]), (None, ["other", "x", "y"])])
def test_text_that_is_no_model_of_these_inputs_is_refused(text, names):
    X, y = rows()
    model = clone(SMALL).fit(X, y)
    with pytest.raises(UnreadableModel):
        Booster.from_text(text or model.text(), names=names, coding=model.coding_)


def test_several_fits_are_averaged_in_margin_and_shares_and_still_add_up():
    X, y = rows(missing=0.2)
    three = clone(SMALL).set_params(fits=3, subsample=0.5).fit(X, y)
    alone = [
        clone(three).set_params(fits=1, seed=(1404 + step * 15_485_863) % 2**31).fit(X, y)
        for step in range(3)
    ]
    assert len({model.text() for model in alone}) == 3
    margins = np.mean([model.decision_function(X) for model in alone], axis=0)
    shares = np.mean([model.contributions(X) for model in alone], axis=0)
    assert_allclose(three.decision_function(X), margins, atol=1e-12)
    assert_allclose(three.contributions(X), shares, atol=1e-12)
    assert_allclose(three.contributions(X).sum(axis=1), margins, atol=1e-9)


def test_the_text_of_several_fits_holds_them_all():
    X, y = rows(missing=0.2)
    model = clone(SMALL).set_params(fits=2, subsample=0.5).fit(X, y)
    again = Booster.from_text(model.text(), names=list(X.columns), coding=model.coding_)
    assert again.text() == model.text() == clone(model).fit(X, y).text()
    assert_array_equal(again.decision_function(X), model.decision_function(X))
    with pytest.raises(UnreadableModel):
        Booster.from_text(f"{model.text()}===", names=list(X.columns), coding=model.coding_)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("reg_alpha", 5.0), ("max_depth", 2), ("extra_trees", True), ("path_smooth", 20.0),
        ("min_gain_to_split", 2.0), ("cat_smooth", 200.0), ("cat_l2", 200.0),
        ("max_cat_threshold", 1), ("max_bin", 8),
    ],
)  # fmt: skip
def test_every_setting_moves_the_trees_and_keeps_what_is_promised_of_them(setting, value):
    X, y = rows(2000, missing=0.2)
    X["turnover"] += (X["form"] == "d") * 3.0
    plain = clone(SMALL).set_params(monotone={"late": 1})
    moved = clone(plain).set_params(**{setting: value}).fit(X, y)
    assert moved.text().split("parameters:")[0] != plain.fit(X, y).text().split("parameters:")[0]
    assert_allclose(moved.contributions(X).sum(axis=1), moved.decision_function(X), atol=1e-9)
    grid = pd.DataFrame({"late": np.arange(30.0)}).assign(turnover=0.0, form="a")
    assert (np.diff(moved.decision_function(grid)) >= 0).all()
    nodes = [
        node
        for tree in moved.boosters_[0].dump_model()["tree_info"]
        for node in _nodes(tree["tree_structure"])
    ]
    assert {n["missing_type"] for n in nodes if n["decision_type"] == "<="} == {"NaN"}


def test_its_parameters_are_plain_data():
    assert json.loads(json.dumps(SMALL.get_params()))["num_leaves"] == 15


def _nodes(node):
    if "split_index" in node:
        yield node
        yield from _nodes(node["left_child"])
        yield from _nodes(node["right_child"])


def _expected(node, row, known):
    """The tree's value where only some inputs are known: the others follow the training rows."""
    if "split_index" not in node:
        return node["leaf_value"]
    left, right = node["left_child"], node["right_child"]
    if node["split_feature"] in known:
        return _expected(left if _goes_left(node, row) else right, row, known)
    sizes = [child.get("internal_count", child.get("leaf_count")) for child in (left, right)]
    values = [_expected(child, row, known) for child in (left, right)]
    return float(np.average(values, weights=sizes))


def _goes_left(node, row):
    value = row[node["split_feature"]]
    if node["decision_type"] == "==":
        return not np.isnan(value) and str(int(value)) in str(node["threshold"]).split("||")
    return node["default_left"] if np.isnan(value) else value <= node["threshold"]
