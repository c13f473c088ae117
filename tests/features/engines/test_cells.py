"""Running sums and greatest ranks, against the same worked out cell by cell."""

import numpy as np
import pytest

from features.engines import cells
from features.engines.cells import Intervals, greatest, running_sum

SHAPE = (4, 7)


def random_intervals(seed, count):
    draw = np.random.default_rng(seed)
    start = draw.integers(0, SHAPE[1], count)
    end = np.minimum(start + draw.integers(1, SHAPE[1] + 1, count), SHAPE[1])
    intervals = Intervals(draw.integers(0, SHAPE[0], count), start, end)
    return intervals, draw.permutation(count) + 1, draw.integers(-9, 9, count)


def covering(intervals, numbers, cooperative, place):
    return [
        int(number)
        for who, start, end, number in zip(
            intervals.cooperative, intervals.start, intervals.end, numbers, strict=True
        )
        if who == cooperative and start <= place < end
    ]


@pytest.mark.parametrize("count", [0, 1, 12, 60])
@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("seed", range(5))
def test_each_cell_sees_the_intervals_that_cover_it(monkeypatch, seed, depth, count):
    # A small spread, so that several parts are merged.
    monkeypatch.setattr(cells, "_SPREAD", 10)
    intervals, ranks, amounts = random_intervals(seed, count)
    sums = running_sum(intervals, amounts, SHAPE)
    top = greatest(intervals, ranks, SHAPE, depth)
    for cell in np.ndindex(SHAPE):
        assert sums[cell] == sum(covering(intervals, amounts, *cell))
        ranked = sorted([0, 0, 0, 0, *covering(intervals, ranks, *cell)], reverse=True)
        assert [nth[cell] for nth in top.ranks] == ranked[:depth]


def test_intervals_are_spread_cell_by_cell():
    two = Intervals(np.array([1, 0]), np.array([2, 0]), np.array([4, 1]))
    cell, whose = two.spread(7)
    assert cell.tolist() == [7 + 2, 7 + 3, 0]
    assert whose.tolist() == [0, 0, 1]


def test_a_grid_without_days_has_no_cells():
    none = Intervals(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    assert [nth.shape for nth in greatest(none, none.start, (3, 0), 3).ranks] == [(3, 0)] * 3
