"""The geometry of dots and bands."""

import re

import pytest

from serving.pages.flow_picture import flow_picture
from serving.pages.rank_picture import MOST, rank_picture
from serving.provinces.stocks import fall_of

CELLS = {
    ("dormant", "operating"): 30, ("operating", "operating"): 60, ("operating", "dissolved"): 10,
    ("dissolved", "dissolved"): 500, ("not_registered", "operating"): 5,
}  # fmt: skip


@pytest.mark.parametrize("mirrored", [False, True])
def test_bars_are_as_high_as_their_counts_and_bands_fill_them(mirrored):
    found = flow_picture(CELLS, mirrored=mirrored)
    assert ("dissolved", "dissolved") not in {(band.was, band.is_) for band in found.bands}
    bars = {(node.state, node.count): node.height for node in found.nodes}
    scale = bars["operating", 70] / 70
    assert bars["operating", 95] == pytest.approx(95 * scale, abs=0.02)
    assert sum(band.count for band in found.bands) == 105
    for node in found.nodes:
        assert 0 <= node.left <= found.frame.width - 12
        assert node.top + node.height <= found.frame.height
    numbers = [float(one) for band in found.bands for one in re.findall(r"[\d.]+", band.outline)]
    assert max(numbers) <= max(found.frame.width, found.frame.height)


def test_a_mirrored_flow_runs_from_the_right():
    plain, turned = (flow_picture(CELLS, mirrored=mirrored) for mirrored in (False, True))
    for one, other in zip(plain.nodes, turned.nodes, strict=True):
        assert other.left == pytest.approx(plain.frame.width - one.left - 12)
    assert flow_picture({("dissolved", "dissolved"): 4}, mirrored=False) is None


def rate(value, low, high, rank=None):
    ranked = rank and {"rank": rank, "low": 1, "high": 3}
    return {"value": value, "low": low, "high": high, "ranked": ranked}


def test_dots_lie_within_their_intervals_the_highest_first_and_the_unranked_last():
    rows = [
        ("b", rate(0.5, 0.4, 0.6, 2)),
        ("few", rate(0.9, 0.2, 1.0)),
        ("a", rate(0.7, 0.6, 0.8, 1)),
    ]
    found = rank_picture(
        [*rows, ("none", rate(None, None, None))], mean=0.6, median=2.0, mirrored=False
    )
    assert [dot.name for dot in found.dots] == ["a", "b", "few"]
    assert all(dot.low < dot.x < dot.high for dot in found.dots)
    assert found.mean is not None
    assert found.median is None
    assert rank_picture([], mean=None, median=None, mirrored=True) is None
    many = rank_picture(rows * MOST, mean=None, median=None, mirrored=True)
    assert len(many.dots) == MOST


def test_a_fall_adds_up():
    row = {"flow": [[was, is_, count] for (was, is_), count in CELLS.items()]}
    fall = fall_of(row, ("operating", "dormant"))
    assert (fall.start, fall.end, fall.revived) == (100, 95, 30)
    assert fall.start + sum(fall.entered.values()) - sum(fall.left.values()) == fall.end
