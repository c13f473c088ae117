"""How much of a list stayed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.visits.churn import churn, rank_biased_overlap

lists = st.lists(st.sampled_from("abcdefghij"), unique=True, min_size=1)


def test_those_kept_dropped_and_added_are_counted():
    found = churn(["a", "b", "c"], ["b", "c", "d", "e"])
    assert (found.kept, found.dropped, found.added) == (2, 1, 2)
    assert found.jaccard == 2 / 5


def test_the_first_places_weigh_most():
    ten = list("abcdefghij")
    late = [*ten[:8], "x", "y"]
    early = ["x", "y", *ten[2:]]
    assert rank_biased_overlap(ten, late) > rank_biased_overlap(ten, early)


def test_two_places_worked_out_by_hand():
    # Agreement 0 at the first place and 1 at the second, from then on 1: .1 * .9 + .81.
    assert rank_biased_overlap(["a", "b"], ["b", "a"], 0.9) == pytest.approx(0.09 + 0.81)


@given(lists, lists)
def test_overlap_is_even_handed_and_from_nought_to_one(first, second):
    found = rank_biased_overlap(first, second)
    assert found == pytest.approx(rank_biased_overlap(second, first))
    assert -1e-9 <= found <= 1 + 1e-9
    assert rank_biased_overlap(first, first) == pytest.approx(1)


def test_nothing_in_common_is_no_overlap_and_nothing_at_all_is_no_question():
    assert churn(["a"], ["b"]).jaccard == 0
    assert churn(["a"], ["b"]).overlap == 0
    assert churn([], ["b"]).overlap == 0
    with pytest.raises(ValueError, match="nothing to compare"):
        churn([], [])
