"""Each kind is made of its own table of the spec, and read again from what it wrote."""

import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from made_world import small_spec
from numpy.testing import assert_allclose, assert_array_equal

from models.coding import Coding
from models.inputs import inputs_of, model_inputs
from models.kinds import KINDS, columns, fitted, software
from models.learner import UnreadableModel
from models.readers import READERS, model_from_text
from models.sample import sample_of

SPEC = small_spec()


@pytest.fixture(scope="module")
def learnt(made):
    """The inputs, and the rows of the first two days."""
    matrix, outcomes = made
    days = SPEC.training_days(date(2013, 6, 1))
    return model_inputs(matrix, SPEC), sample_of(matrix, outcomes, inputs_of(matrix), days)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "blend"])
def test_a_learner_has_the_settings_of_its_table(kind, learnt):
    inputs, _ = learnt
    written = asdict(getattr(SPEC, kind))
    given = KINDS[kind].build(SPEC, inputs).get_params()
    assert set(given) == set(written)
    directions = {"late_days": 1, "statements": -1, "noise": 0, "age": 0, "branch": 0}
    for name, value in written.items():
        assert given[name] == (directions if name == "monotone" else value)


def test_a_blend_has_the_parts_and_weights_of_its_table(learnt):
    inputs, _ = learnt
    blend = KINDS["blend"].build(SPEC, inputs)
    assert [part.kind for part in blend.parts] == ["booster", "linear"]
    assert blend.weights == [1.0, 2.0]
    for part in blend.parts:
        assert part.get_params() == KINDS[part.kind].build(SPEC, inputs).get_params()


def test_a_blend_hangs_on_the_packages_of_its_parts():
    assert software("blend", SPEC) == {"lightgbm", "scipy"}
    assert software("logistic", SPEC) == {"optbinning", "scikit-learn"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_keeps_the_contract_and_is_read_from_its_text(kind, learnt):
    inputs, sample = learnt
    names = columns(kind, SPEC, inputs)
    model, X = fitted(kind, SPEC, inputs, sample), sample.X[names]
    assert model.kind == kind
    margin, shares = model.decision_function(X), model.contributions(X)
    assert shares.shape == (len(X), len(names) + 1)
    assert_allclose(shares.sum(axis=1), margin, rtol=0, atol=1e-9)
    again = model_from_text(kind, model.text(), names=names, coding=model.coding_)
    assert (again.kind, again.coding_, again.text()) == (kind, model.coding_, model.text())
    assert_array_equal(again.decision_function(X), margin)
    assert_array_equal(again.contributions(X), shares)
    assert fitted(kind, SPEC, inputs, sample).text() == model.text()


@pytest.mark.parametrize("kind", KINDS)
def test_one_row_alone_has_the_margin_that_it_has_among_others(kind, learnt):
    inputs, sample = learnt
    model, X = fitted(kind, SPEC, inputs, sample), sample.X[columns(kind, SPEC, inputs)]
    together = model.decision_function(X)
    for row in range(0, len(X), 97):
        assert model.decision_function(X.iloc[[row]])[0] == together[row]


def test_every_kind_can_be_read():
    assert set(READERS) == set(KINDS)
    with pytest.raises(UnreadableModel):
        model_from_text("oracle", "", names=[], coding=Coding())


def test_reading_loads_none_of_the_libraries_that_challengers_are_fitted_with():
    script = """
import sys
import models.runs.score
print(sorted({"optbinning", "interpret", "ortools"} & set(sys.modules)))
"""
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"
