"""How precise lots are, and how large they must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.visits.sizes import Size, half_width, lot_needed

MANY = 10**7


def size(lot, left, most=MANY, offices=1):
    return Size(lot=lot, left=left, most=most, offices=offices)


def test_a_lot_of_a_large_population_is_wilsons():
    # 1.96 / (2 * sqrt(384 + 3.84)) = 0.0498: 381 visits are what five points need of many.
    assert half_width([size(384, MANY)], MANY, 0.95) == pytest.approx(0.0498, abs=1e-4)
    assert lot_needed(0.05, [size(384, MANY)], MANY, 0.95) == 381


def test_thirteen_visits_of_one_province_are_not_precise_and_what_would_be_is_told():
    # Ardabil: 1,570 active, 264 visits, of which 251 are certain.
    assert half_width([size(13, 1319)], 1570, 0.95) == pytest.approx(0.2, abs=0.01)
    # Each visit more by lot makes one uncertain who was certain: all 264 give 5.5 points.
    assert half_width([size(264, 1570)], 1570, 0.95) == pytest.approx(0.0547, abs=1e-3)
    assert lot_needed(0.05, [size(13, 1319, most=264)], 1570, 0.95) is None
    assert lot_needed(0.06, [size(13, 1319, most=264)], 1570, 0.95) == pytest.approx(220, abs=15)


def test_strata_add_their_variances_by_their_squared_weights():
    # Two strata of a hundred with a tenth drawn vary as one of two hundred with a tenth does.
    apart, together = [size(10, 100), size(10, 100)], [size(20, 200)]
    joint = half_width(together, 300, 0.95)
    assert half_width(apart, 300, 0.95) == pytest.approx(joint, rel=0.01)
    # One visit that stands for nearly everybody is not mended by many that stand for few.
    uneven = half_width([size(1, 1000), size(50, 100)], 1100, 0.95)
    assert uneven > half_width([size(2, 1100)], 1100, 0.95)
    assert uneven > 2 * half_width([size(51, 1100)], 1100, 0.95)


def test_lots_of_several_strata_grow_together_as_far_as_each_has_acts():
    strata = [size(4, 500, most=40), size(8, 900, most=300)]
    needed = lot_needed(0.1, strata, 1500, 0.95)
    assert 12 < needed < 340
    assert lot_needed(0.01, strata, 1500, 0.95) is None
    assert lot_needed(0.3, strata, 1500, 0.95) < 12


def test_offices_that_share_a_lot_each_give_up_a_certain_one_for_a_visit_more():
    alone, shared = (
        lot_needed(0.15, [size(5, 400, most=60, offices=k)], 500, 0.95) for k in (1, 2)
    )
    assert alone < shared <= 60


def test_whoever_is_certain_needs_no_lot():
    assert half_width([size(0, 0)], 10, 0.95) == 0
    assert half_width([size(5, 5)], 10, 0.95) == 0
    assert lot_needed(0.05, [size(0, 0)], 10, 0.95) == 0
    # Whatever they are whom no act is for, they are nine points.
    assert lot_needed(0.05, [size(1, 10)], 100, 0.95) == 0
    assert half_width([size(0, 9)], 100, 0.95) == pytest.approx(0.045)


@given(st.integers(2, 3000), st.floats(0.3, 1.0), st.integers(1, 60), st.floats(0.01, 0.3))
def test_what_is_needed_is_the_fewest_that_do(population, share, lot, width):
    left = max(2, int(share * population))
    lot = min(lot, left)
    most = min(300, population - (left - lot))
    need = lot_needed(width, [size(lot, left, most=most)], population, 0.95)

    def reached(drawn):
        return half_width([size(drawn, left - lot + drawn)], population, 0.95)

    if need is None:
        assert all(reached(drawn) > width for drawn in range(1, most + 1))
    elif need:
        assert reached(need) <= width + 1e-9
        assert all(reached(drawn) > width for drawn in range(1, need))
