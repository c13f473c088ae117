"""What a model says of itself is held to what it does."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.booster import Booster
from models.inputs import Input
from models.rating_tests.rows import Terms
from models.scale import load_master_scale
from models.validation.explanations import edges, wrong_ways

DRAWN = np.random.default_rng(7)
X = pd.DataFrame({"late": DRAWN.normal(size=400), "flat": np.ones(400)})
Y = (DRAWN.random(400) < 1 / (1 + np.exp(1 - 1.5 * X["late"]))).astype(int)


def an_input(name, monotone):
    return Input(
        name=name, type="number", concept="filings", missing=None, monotone=monotone, hash=""
    )


@pytest.fixture(scope="module")
def model():
    settings = {"n_estimators": 20, "num_leaves": 7, "min_child_samples": 20, "seed": 1}
    return Booster(**settings, monotone={"late": 1, "flat": 0}).fit(X, Y)


def test_steps_against_the_stated_direction_are_counted(model):
    as_held = wrong_ways(model, X, (an_input("late", 1), an_input("flat", -1)), Terms())
    assert (as_held.verdict, as_held.value) == ("holds", 0.0)
    # Nine values of one input in two hundred rows are eight steps each; a constant has none.
    assert as_held.counted == {"inputs": 2, "steps": 1600, "violations": 0}
    turned = wrong_ways(model, X, (an_input("late", -1),), Terms())
    assert turned.verdict == "rejected"
    assert turned.counted["violations"] > 200
    assert turned.value > 0.1


def test_an_input_without_a_direction_is_not_turned(model):
    told = wrong_ways(model, X, (replace(an_input("late", 1), monotone=0),), Terms())
    assert told.counted == {"inputs": 0, "steps": 0, "violations": 0}


def test_edges_of_grades_are_where_the_scale_changes_its_grade():
    scale = load_master_scale()
    found = edges(scale)
    assert np.all(np.diff(found) > 0)
    for at, edge in enumerate(found):
        both = np.array([edge * 0.9999, edge * 1.0001])
        points = scale.points(np.log(both) - np.log1p(-both))
        names = [name for name, _ in scale.grades]
        assert scale.grade(scale.clipped(points)) == [names[at], names[at + 1]]
