"""The curve's geometry: level between grid days, up on them, and mirrored for Persian readers."""

from itertools import pairwise

import pytest

from coopscore.scores import CurvePoint
from serving.pages.step_curve import ceiling_of, step_curve


def point(month, silent, dissolved=0.0, completed=0.0):
    return CurvePoint(month=month, silent=silent, dissolved=dissolved, completed=completed)


CURVE = (point(3, 0.2), point(6, 0.2, dissolved=0.01), point(15, 0.4, dissolved=0.02))


def corners(path):
    return [tuple(map(float, corner.split(","))) for corner in path.points.split()]


def test_silence_is_level_between_grid_days_and_straight_up_on_them():
    picture = step_curve(CURVE, ceiling=0.5, mirrored=False)
    steps = corners(picture.paths[-1])
    for (x1, y1), (x2, y2) in pairwise(steps):
        assert x1 == x2 or y1 == y2
        assert (x2 >= x1, y2 <= y1) == (True, True)
    rises = [x for (x, y1), (_, y2) in pairwise(steps) if y2 < y1]
    onward = [mark.x1 for mark in picture.marks]  # 6, 12, 18 and 24 months
    per_month = (onward[3] - onward[0]) / 18
    assert rises == pytest.approx([onward[0] - 3 * per_month, onward[0] + 9 * per_month])
    assert steps[-1][0] == onward[3]


def test_an_end_that_never_comes_is_not_drawn():
    names = [path.name for path in step_curve(CURVE, ceiling=0.5, mirrored=False).paths]
    assert names == ["dissolved", "silent"]


def test_a_persian_curve_runs_from_the_right():
    left = corners(step_curve(CURVE, ceiling=0.5, mirrored=False).paths[-1])
    right = corners(step_curve(CURVE, ceiling=0.5, mirrored=True).paths[-1])
    width = step_curve(CURVE, ceiling=0.5, mirrored=True).frame.width
    assert [round(width - x, 2) for x, _ in left] == [x for x, _ in right]
    assert [y for _, y in left] == [y for _, y in right]


def test_months_past_the_second_year_are_not_drawn():
    longer = (*CURVE, point(30, 0.9))
    assert step_curve(longer, ceiling=1, mirrored=False) == step_curve(
        CURVE, ceiling=1, mirrored=False
    )


@pytest.mark.parametrize(
    ("highest", "ceiling"), [(0.02, 0.1), (0.1, 0.1), (0.11, 0.25), (0.4, 0.5), (0.9, 1.0)]
)
def test_curves_of_one_page_share_a_round_ceiling(highest, ceiling):
    assert ceiling_of([[point(1, 0.01)], [point(1, highest)]]) == ceiling
    assert ceiling_of([]) == 0.1
