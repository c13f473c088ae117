"""Values that training never met are told apart and read as unknown."""

import numpy as np
import pandas as pd
from numpy.testing import assert_array_equal

from models.coding import Coding

MET = pd.DataFrame(
    {
        "age": [1.0, 2.0, 3.0],
        "delay": [1.0, None, 3.0],
        "branch": pd.Series(["worker", None, "farm"], dtype="str"),
        "form": pd.Series(["b", "a", "a"], dtype="str"),
    }
)
ASKED = pd.DataFrame(
    {
        "age": [9.0, None],
        "delay": [None, 2.0],
        "branch": pd.Series(["mining", None], dtype="str"),
        "form": pd.Series(["a", None], dtype="str"),
    }
)


def test_levels_are_sorted_and_always_known_inputs_are_named():
    coding = Coding.of(MET)
    assert coding.levels == {"branch": ("farm", "worker"), "form": ("a", "b")}
    assert coding.always_known == ("age", "form")


def test_codes_are_places_among_the_levels_and_the_rest_is_unknown():
    encoded = Coding.of(MET).encoded(ASKED)
    assert_array_equal(encoded["branch"], [np.nan, np.nan])
    assert_array_equal(encoded["form"], [0.0, np.nan])
    assert_array_equal(encoded["age"], [9.0, np.nan])


def test_new_values_and_newly_missing_ones_are_told():
    found = Coding.of(MET).unseen(ASKED)
    #                     age    delay  branch form
    assert found.tolist() == [
        [False, False, True, False],
        [True, False, False, True],
    ]


def test_a_plain_array_needs_no_coding():
    coding = Coding.of([[1.0, 2.0]])
    assert coding == Coding()
    assert coding.encoded([[1.0]]) == [[1.0]]


def test_a_category_that_training_only_lacked_has_no_levels():
    nothing = pd.DataFrame({"branch": pd.Series([None, None], dtype="str")})
    coding = Coding.of(nothing)
    assert coding.levels == {"branch": ()}
    assert np.isnan(coding.encoded(ASKED[["branch"]])["branch"]).all()
