"""How precise a lot is, and how large it must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.visits.sizes import half_width, lot_needed


def test_a_lot_of_a_large_population_is_wilsons():
    # 1.96 / (2 * sqrt(384 + 3.84)) = 0.0498: 381 visits are what five points need of many.
    assert half_width(384, 10**9, 10**9, 0.95) == pytest.approx(0.0498, abs=1e-4)
    assert lot_needed(0.05, 10**9, 10**9, 0.95) == 381


def test_thirteen_visits_of_one_province_are_not_precise_and_what_would_be_is_told():
    # Ardabil: 1,570 active, 264 visits, of which 251 are certain.
    assert half_width(13, 1319, 1570, 0.95) == pytest.approx(0.2, abs=0.01)
    # 1.96^2 / (4 * 0.0595^2) - 1.96^2 = 267 of an endless population are 223 of 1,319.
    assert lot_needed(0.05, 1319, 1570, 0.95) == 223


def test_whoever_is_certain_needs_no_lot():
    assert half_width(0, 0, 10, 0.95) == 0
    assert half_width(5, 5, 10, 0.95) == 0
    assert lot_needed(0.05, 0, 10, 0.95) == 0
    assert lot_needed(0.05, 9, 100, 0.95) == 0  # whatever they are, they are nine points
    assert half_width(0, 9, 100, 0.95) == pytest.approx(0.045)


@given(st.integers(2, 3000), st.floats(0.3, 1.0), st.floats(0.01, 0.3))
def test_what_is_needed_is_the_fewest_that_do(population, share, width):
    left = max(2, int(share * population))
    need = lot_needed(width, left, population, 0.95)
    assert half_width(need, left, population, 0.95) <= width + 1e-9
    if need > 1:
        assert half_width(need - 1, left, population, 0.95) > width
