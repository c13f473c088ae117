"""Visits by lot are whole numbers that add up, and nobody is left without."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.visits.rounding import least_lot, rounded

expectations = st.lists(st.floats(1.0, 40.0), min_size=1, max_size=12)


@given(expectations, st.floats(0, 0.999))
def test_they_add_up_and_lie_within_one_of_what_was_expected(expected, start):
    found = rounded(expected, start)
    total = int(np.floor(sum(expected) + 0.5))
    scaled = np.array(expected) * total / sum(expected)
    assert sum(found) >= total
    assert all(one >= 1 for one in found)
    if all(scaled >= 1):
        assert sum(found) == total
        assert (abs(np.array(found) - scaled) < 1 + 1e-6).all()


def test_over_all_starts_each_has_its_share():
    expected = [1.25, 2.5, 1.25]
    found = np.array([rounded(expected, start) for start in (np.arange(400) + 0.5) / 400])
    assert found.mean(axis=0) == pytest.approx(expected, abs=0.01)


def test_a_share_under_one_visit_is_one():
    assert rounded([0.2], 0.3) == [1]
    assert rounded([0.2, 5.0], 0.0) == [1, 5]


def test_the_least_lot_leaves_nobody_under_the_probability():
    assert least_lot(1570, 264, 0.005) == 7
    assert 7 / (1570 - 264 + 7) >= 0.005 > 6 / (1570 - 264 + 6)
    assert least_lot(100, 100, 0.01) == 0
    assert least_lot(1000, 2, 0.5) == 2  # more is not to be had
    assert least_lot(1000, 20, 1.0) == 20
