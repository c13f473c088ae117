"""Geometry of the pictures: worked out in the open, and mirrored for readers from the right."""

from datetime import date

import pytest

from models.scale import load_master_scale
from serving.pages.bridge import Step, bridges, shortened_lines
from serving.pages.course import Day, course
from serving.pages.drawing import Axis, Frame
from serving.pages.ladder import ladder

STEPS = [
    Step(kind="base", title="Base", points=600.0),
    Step(kind="reason", title="Late", points=-40.0),
    Step(kind="reason", title="Old", points=10.0),
    Step(kind="cap", title="Cap", points=-5.0),
    Step(kind="sum", title="Score", points=565.0),
]


def test_a_frame_is_mirrored_as_a_whole():
    plain, mirrored = (Frame(width=100, height=10, mirrored=m) for m in (False, True))
    assert (plain.x(30), mirrored.x(30)) == (30, 70)
    assert (plain.left(30, 20), mirrored.left(30, 20)) == (30, 50)


def test_an_axis_has_round_ticks_within_its_ends():
    axis = Axis(low=537.2, high=612.0, start=100, length=74.8)
    assert axis.at(537.2) == 100
    assert axis.at(612.0) == pytest.approx(174.8)
    assert axis.ticks(5) == [540.0, 560.0, 580.0, 600.0]


def test_each_step_begins_where_the_one_before_ended():
    wide, narrow = bridges(STEPS, mirrored=False)
    for picture in (wide, narrow):
        base, late, old, cap, total = picture.bars
        assert late.bar_left + late.bar_width == pytest.approx(base.end, abs=0.02)
        assert old.bar_left == late.end
        assert cap.end == total.end
        assert late.bar_width == pytest.approx(4 * old.bar_width, abs=0.1)
        assert [bar.kind for bar in picture.bars] == ["base", "loss", "gain", "cap", "sum"]
        assert len(picture.connectors) == 4


def test_in_persian_more_points_lie_to_the_left():
    plain, mirrored = (bridges(STEPS, mirrored=m)[0] for m in (False, True))
    assert plain.bars[0].end > plain.bars[1].end
    assert mirrored.bars[0].end < mirrored.bars[1].end
    assert mirrored.label_x == 860
    for left, right in zip(plain.bars, mirrored.bars, strict=True):
        assert left.bar_left + right.bar_left + left.bar_width == pytest.approx(860, abs=0.05)


def test_a_score_without_reasons_still_has_a_picture():
    base, total = STEPS[0], Step(kind="sum", title="Score", points=600.0)
    assert [bar.bar_width for bar in bridges([base, total], mirrored=False)[0].bars] == [0, 0]


@pytest.mark.parametrize(
    ("text", "lines", "shown"),
    [
        ("short", 2, ["short"]),
        ("one two three", 2, ["one two", "three"]),
        ("one two three four", 1, ["one two…"]),
        ("", 1, [""]),
    ],
)
def test_titles_are_wrapped_and_what_does_not_fit_is_marked(text, lines, shown):
    assert shortened_lines(text, 8, lines) == shown


def days(*points: float, marked: int = 0) -> list[Day]:
    return [
        Day(as_of=date(2025, 1 + place, 1), points=value, grade="B1", marked=place == marked)
        for place, value in enumerate(points)
    ]


def test_time_runs_the_way_the_text_runs():
    plain, mirrored = (course(days(600, 620, 580), mirrored=m) for m in (False, True))
    assert [dot.x for dot in plain.dots] == sorted(dot.x for dot in plain.dots)
    assert [dot.x for dot in mirrored.dots] == [640 - dot.x for dot in plain.dots]
    assert plain.dots[1].y < plain.dots[0].y < plain.dots[2].y


def test_a_trough_carries_its_figure_below_and_all_else_above():
    below = [dot.text_y > dot.y for dot in course(days(600, 580, 620), mirrored=False).dots]
    assert below == [False, True, False]


def test_one_day_is_a_dot_in_the_middle_of_nothing():
    (dot,) = course(days(600), mirrored=False).dots
    assert dot.labelled


def test_of_many_days_only_the_ends_and_the_shown_one_carry_figures():
    dots = course(days(*range(600, 608), marked=3), mirrored=False).dots
    assert [dot.labelled for dot in dots] == [True, False, False, True, False, False, False, True]


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_ladder_covers_the_whole_scale_and_the_marker_stands_in_its_group(mirrored):
    scale = load_master_scale()
    found = ladder(610.0, scale.grades, scale.floor, scale.cap, mirrored=mirrored)
    assert [band.name for band in found.bands] == ["A", "B", "C", "D", "E"]
    assert sum(band.width for band in found.bands) == pytest.approx(392, abs=0.1)
    group = found.bands[1]
    assert group.left < found.marker < group.left + group.width
    assert sorted(end.value for end in found.ends) == [0, 460, 520, 580, 640, 900]
