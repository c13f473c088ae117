"""The additive witness says what interpret says, in one process, and is read without it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from models.challengers.additive import AdditiveBoosting
from models.challengers.steps import StepModel

SMALL = AdditiveBoosting(outer_bags=2, max_rounds=200, max_bins=32, min_samples_leaf=2)

# Checks that it fails on purpose: each with the reason. Empty, and so it should stay.
EXPECTED_FAILURES: dict[str, str] = {}


@parametrize_with_checks([SMALL], expected_failed_checks=lambda _: EXPECTED_FAILURES)
def test_it_keeps_the_estimator_contract(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def fitted(sample):
    return clone(SMALL).set_params(monotone={"late": 1, "turnover": -1}).fit(*sample)


def test_the_steps_give_the_margins_of_interpret_on_and_between_its_cuts(fitted, sample):
    X, _ = sample
    late, turnover = (one.cuts for one in fitted.steps_.steps[:2])
    assert len(late) > 5
    edges = pd.DataFrame({"late": np.resize([*late, np.nan, -1e9, 1e9], 90)})
    edges["turnover"] = np.resize([*turnover, *np.nextafter(turnover, -np.inf)], 90)
    edges["noise"] = 0.1
    edges["form"] = pd.Series(np.resize(np.array(["a", "d", None], dtype=object), 90), dtype="str")
    for rows in (X, edges):
        told = rows.assign(form=rows["form"].astype(object).where(rows["form"].notna(), None))
        theirs = fitted.machine_.decision_function(told)
        assert_allclose(fitted.decision_function(rows), theirs, rtol=0, atol=1e-9)


def test_a_value_that_was_never_met_is_read_as_unknown(fitted, sample):
    asked = sample[0].head(2).assign(form=pd.Series(["zz", None], dtype="str"))
    asked[["late", "turnover"]] = 1.0
    asked["noise"] = 0.0
    unseen, missing = fitted.decision_function(asked)
    assert unseen == missing


def test_curves_keep_their_direction(fitted):
    grid = pd.DataFrame({"late": np.arange(0.0, 60.0)}).assign(turnover=0.0, noise=0.0, form="a")
    assert (np.diff(fitted.decision_function(grid)) >= 0).all()


def test_contributions_and_base_add_up_to_the_margin(fitted, sample):
    X, _ = sample
    assert_allclose(fitted.contributions(X).sum(axis=1), fitted.decision_function(X), atol=1e-9)


def test_two_fits_write_the_same_bytes_and_another_seed_others(fitted, sample):
    assert clone(fitted).fit(*sample).text() == fitted.text()
    assert clone(fitted).set_params(seed=1).fit(*sample).text() != fitted.text()


def test_what_was_written_is_read_without_interpret(fitted, sample):
    X, _ = sample
    told = {"names": list(X.columns), "coding": fitted.coding_}
    for again in (
        AdditiveBoosting.from_text(fitted.text(), **told),
        StepModel.from_text(fitted.text(), kind="additive", **told),
    ):
        assert again.text() == fitted.text()
        assert_array_equal(again.contributions(X), fitted.contributions(X))


def test_bags_of_all_rows_and_columns_without_values_are_taken(sample):
    X, y = sample
    blank = X.assign(form=pd.Series([None] * len(X), dtype="str"), noise=np.nan)
    curves = clone(SMALL).set_params(validation_share=0.0).fit(blank, y)
    assert_allclose(curves.contributions(X)[:, 3], curves.steps_.steps[3].missing)


_WATCHED = """
import socket, sys, threading
import numpy as np
from models.challengers.additive import AdditiveBoosting

def refuse(*_args, **_kw):
    raise AssertionError("it asked the network")

socket.socket.connect = refuse
def watch(event, _args):
    if event in ("subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn"):
        raise AssertionError(event)
sys.addaudithook(watch)
before = threading.active_count()
draw = np.random.default_rng(1)
X = draw.normal(size=(400, 3))
AdditiveBoosting(outer_bags=4, max_rounds=20).fit(X, (X[:, 0] > 0).astype(int))
assert threading.active_count() == before
print("quiet")
"""


def test_it_starts_no_process_and_asks_nobody():
    told = subprocess.run(
        [sys.executable, "-c", _WATCHED],
        capture_output=True, text=True, check=False,
        cwd=Path(__file__).resolve().parents[3], env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert told.stdout == "quiet\n", told.stderr
