"""Most prudent probabilities: the bound of Pluto and Tasche, worked out in another way."""

import pytest
from scipy.optimize import brentq
from scipy.stats import binom

from models.rating_tests.prudent import most_prudent

MEMBERS, EVENTS = (100, 400, 300), (0, 2, 1)


def bound(members, events, prudence):
    """The probability at which so few events come with a chance of 1 - prudence."""
    return brentq(lambda p: binom.cdf(events, members, p) - (1 - prudence), 1e-9, 1 - 1e-9)


def test_a_grade_is_bounded_by_what_it_and_all_worse_ones_held():
    found = most_prudent(MEMBERS, EVENTS, prudence=0.9)
    expected = [bound(800, 3, 0.9), bound(700, 3, 0.9), bound(300, 1, 0.9)]
    assert found == pytest.approx(expected, abs=1e-9)


def test_the_papers_own_example_without_a_default():
    # Table 1 of the paper: 100, 400 and 300 obligors, none in default, at 90%.
    assert most_prudent(MEMBERS, (0, 0, 0), prudence=0.9) == pytest.approx(
        (0.0029, 0.0033, 0.0076), abs=5e-5
    )


def test_an_empty_grade_has_the_bound_of_the_next_worse_one():
    found = most_prudent((0, 100, 0, 300), (0, 0, 0, 1), prudence=0.75)
    assert found[0] == found[1] == pytest.approx(bound(400, 1, 0.75), abs=1e-9)
    assert found[2] == found[3] == pytest.approx(bound(300, 1, 0.75), abs=1e-9)


def test_nothing_bounds_grades_that_hold_nobody_and_no_worse_one_does():
    assert most_prudent((100, 0), (0, 0), prudence=0.75)[1] == 1.0
    assert most_prudent((0, 0), (0, 0), prudence=0.75) == (1.0, 1.0)


def test_bounds_rise_with_the_grade_and_with_prudence():
    low, high = (most_prudent(MEMBERS, EVENTS, prudence=at) for at in (0.5, 0.95))
    assert list(low) == sorted(low)
    assert all(one < other for one, other in zip(low, high, strict=True))
