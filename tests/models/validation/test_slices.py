"""Slices cover every row once."""

import numpy as np
import pytest

from models.inputs import Input
from models.validation.settings import ValidationSettings
from models.validation.slices import of_bands, of_codes, of_folds, size_feature


def test_folds_are_named_by_their_days_and_hold_every_row(held):
    rows = held.rows["booster"]
    found = list(of_folds(rows, held.tries["booster"].walked.steps))
    assert [one.name for one in found] == [fold.test.isoformat() for fold in held.folds]
    assert np.sum([one.mask for one in found], axis=0).tolist() == [1] * len(rows)


def test_codes_stand_in_order_with_the_unknown_last():
    codes = np.array(["b", None, "a", "b", float("nan")], dtype=object)
    found = [(one.name, one.mask.tolist()) for one in of_codes("branch", codes)]
    assert found == [
        ("a", [False, False, True, False, False]),
        ("b", [True, False, False, True, False]),
        (None, [False, True, False, False, True]),
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], [(1, 1, 2, 2), (2, 3, 4, 2), (3, 5, 6, 2), (4, 7, 8, 2)]),
        ([0, 0, 0, 0, 0, 0, 0, 9], [(1, 0, 0, 7), (2, 9, 9, 1)]),
        ([5, 5, 5, None], [(1, 5, 5, 3), (None, None, None, 1)]),
        ([None, None], [(None, None, None, 2)]),
    ],
)
def test_bands_cut_at_values_and_leave_out_what_is_empty(values, expected):
    found = of_bands("size", "members", np.array(values, dtype=object), 4)
    told = [
        (one.name, one.facts.get("from"), one.facts.get("to"), int(one.mask.sum())) for one in found
    ]
    assert told == expected


def test_the_first_size_that_is_there_is_used():
    settings = ValidationSettings(draws=1, seed=1, sizes=("turnover", "members"))

    def inputs(*names, kind="number"):
        more = {"concept": "members", "missing": None, "monotone": 0, "hash": ""}
        return [Input(name=name, type=kind, **more) for name in names]

    assert size_feature(inputs("members", "age"), settings) == "members"
    assert size_feature(inputs("members", "turnover"), settings) == "turnover"
    assert size_feature(inputs("turnover", kind="category"), settings) is None
    assert size_feature(inputs("age"), settings) is None
