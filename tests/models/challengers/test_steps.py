"""Steps hold their lower end, unknown has a share of its own, and the text says it all."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal

from models.challengers.steps import StepModel, Steps
from models.coding import Coding
from models.learner import UnreadableModel

LATE = Steps(name="late", cuts=(0.0, 10.0), values=(-1.0, 0.5, 2.0), missing=0.25, weight=2.0)
FORM = Steps(name="form", levels=("a", "b"), values=(0.125, -0.125), missing=1.0)
MODEL = StepModel(
    kind="logistic",
    base=-3.0,
    steps=(LATE, FORM),
    coding_=Coding(levels={"form": ("a", "b")}, always_known=()),
)
ROWS = pd.DataFrame(
    {
        "late": [-0.5, 0.0, 9.9, 10.0, np.nan],
        "form": pd.Series(["a", "b", None, "new", "a"], dtype="str"),
    }
)


def test_a_value_on_a_cut_belongs_to_the_step_above_it():
    assert LATE.shares(ROWS["late"].to_numpy()).tolist() == [-2.0, 1.0, 1.0, 4.0, 0.5]


def test_a_value_that_was_never_met_counts_as_unknown():
    assert MODEL.contributions(ROWS)[:, 1].tolist() == [0.125, -0.125, 1.0, 1.0, 0.125]


def test_margins_are_the_base_and_all_shares():
    # -3 - 2 + .125, -3 + 1 - .125, -3 + 1 + 1, -3 + 4 + 1, -3 + .5 + .125
    assert MODEL.decision_function(ROWS).tolist() == [-4.875, -2.125, -1.0, 2.0, -2.375]
    assert_array_equal(MODEL.contributions(ROWS).sum(axis=1), MODEL.decision_function(ROWS))


def test_columns_are_taken_by_name():
    assert_array_equal(
        MODEL.decision_function(ROWS[["form", "late"]].assign(other=1.0)),
        MODEL.decision_function(ROWS),
    )


def test_a_category_of_which_training_met_no_value_is_unknown_for_all():
    blank = Steps(name="form", levels=(), values=(), missing=0.5)
    assert blank.shares(np.array([np.nan, np.nan])).tolist() == [0.5, 0.5]


def test_the_text_can_be_checked_by_hand_and_read_back():
    told = json.loads(MODEL.text())
    assert (told["kind"], told["base"]) == ("logistic", -3.0)
    assert told["inputs"][0]["cuts"] == [0.0, 10.0]
    assert told["inputs"][0]["weight"] * told["inputs"][0]["values"][2] == 4.0
    assert told["inputs"][1]["levels"] == ["a", "b"]
    again = read(MODEL.text())
    assert again == MODEL
    assert again.text() == MODEL.text()


def read(text, kind="logistic", names=("late", "form"), levels=("a", "b")):
    coding = Coding(levels={"form": levels})
    return StepModel.from_text(text, kind=kind, names=names, coding=coding)


@pytest.mark.parametrize(
    ("old", "new"),
    [("{", "["), ('"base"', '"bass"'), ('"logistic"', '"additive"'), ('"late"', '"early"'),
     ("0.0,", "20.0,"), ("-1.0,", ""), ('"weight": 2.0', '"weight": "two"')],
    ids=["json", "key", "kind", "name", "order", "count", "number"],
)  # fmt: skip
def test_text_that_does_not_hold_together_is_refused(old, new):
    assert old in MODEL.text()
    with pytest.raises(UnreadableModel):
        read(MODEL.text().replace(old, new, 1))


def test_text_of_other_inputs_kinds_or_values_is_refused():
    for other in ({"kind": "additive"}, {"names": ("late",)}, {"levels": ("a", "c")}):
        with pytest.raises(UnreadableModel):
            read(MODEL.text(), **other)
