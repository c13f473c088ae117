"""Ranges hold their ends, and say so."""

import pytest

from models.ranges import Range


@pytest.mark.parametrize(
    ("value", "holds"), [(0, False), (0.001, True), (1, True), (1.001, False), ("1", False)]
)
def test_an_open_lower_end_is_left_out(value, holds):
    assert Range(low=0, high=1, above=True).holds(value) is holds


@pytest.mark.parametrize(("value", "holds"), [(0, True), (5, True), (6, False), (2.0, False)])
def test_a_closed_range_of_whole_numbers_holds_both_ends(value, holds):
    assert Range(low=0, high=5, whole=True).holds(value) is holds


def test_true_is_no_number():
    assert not Range(low=0, high=5).holds(True)


def test_a_range_says_its_ends():
    assert str(Range(low=0, high=1, above=True)) == "over 0 .. 1"
    assert str(Range(low=1, high=50, whole=True)) == "1 .. 50"
