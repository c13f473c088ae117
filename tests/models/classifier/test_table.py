"""Any table becomes numbers and text, and what cannot is refused."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal

from models.classifier.table import canonical, plain


def test_numbers_truth_values_and_missing_ones_become_floats():
    X = pd.DataFrame(
        {
            "whole": pd.array([1, None, 3], dtype="Int64"),
            "is_late": [True, False, True],
            "maybe": pd.array([True, None, False], dtype="boolean"),
        }
    )
    found = plain(X)
    assert list(found.dtypes) == [np.dtype("float64")] * 3
    assert_array_equal(found.to_numpy(), [[1, 1, 1], [np.nan, 0, np.nan], [3, 1, 0]])


def test_categories_become_the_text_of_their_values():
    X = pd.DataFrame(
        {
            "form": pd.Categorical(["a", None, "b"]),
            "office": pd.Categorical([7, 8, None]),
            "mixed": pd.Series([1, "x", np.nan], dtype=object),
        }
    ).set_axis([5, 6, 7])
    found = plain(X)
    told = found.fillna("unknown").to_numpy().tolist()
    assert told == [["a", "7", "1"], ["unknown", "8", "x"], ["b", "unknown", "unknown"]]
    assert list(found.index) == [5, 6, 7]


def test_columns_are_called_by_text():
    assert list(plain(pd.DataFrame({0: [1.0], "b": [2.0]})).columns) == ["0", "b"]


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same name"):
        plain(pd.DataFrame([[1, 2]], columns=["a", "a"]))


@pytest.mark.parametrize("made", [pd.to_datetime, pd.to_timedelta])
def test_days_and_times_are_refused(made):
    with pytest.raises(ValueError, match="when holds days or times"):
        plain(pd.DataFrame({"when": made([1, 2])}))


def test_an_array_is_as_it_was():
    X = np.zeros((2, 2))
    assert plain(X) is X


def test_the_order_hangs_on_what_rows_hold_alone():
    draw = np.random.default_rng(1)
    numbers, outcome = draw.integers(0, 3, (50, 2)).astype(float), draw.integers(0, 2, 50)
    numbers[draw.random(50) < 0.2, 0] = np.nan
    mixed = draw.permutation(50)
    one, other = canonical(numbers, outcome), mixed[canonical(numbers[mixed], outcome[mixed])]
    assert_array_equal(numbers[one], numbers[other])
    assert_array_equal(outcome[one], outcome[other])
