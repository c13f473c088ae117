"""The curve of a co-operative on a list: how likely each end is by each month to come.

Silence is a step: it can come true only on the co-operative's own grid day, so that the line is
level between them. The two other ends rise by the quarter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopscore.scores import CurvePoint
from serving.pages.drawing import Axis, Frame, Line

MONTHS = 24
_MARKS = (6, 12, 18, 24)
_CEILINGS = (0.1, 0.25, 0.5, 1.0)
_START, _SIDE, _TOP, _BOTTOM = 4.0, 8.0, 8.0, 68.0


@dataclass(frozen=True, kw_only=True)
class Path:
    """One line of the picture; `name` says which end it tells of."""

    name: str
    points: str


@dataclass(frozen=True, kw_only=True)
class StepCurve:
    """Cumulative probabilities over the months, from zero on the day up to `ceiling`."""

    frame: Frame
    paths: Sequence[Path]
    marks: Sequence[Line]
    floor: float
    ceiling: float


def ceiling_of(curves: Sequence[Sequence[CurvePoint]]) -> float:
    """The top that all curves of a page share, so that they can be held beside one another."""
    highest = max((_highest(point) for curve in curves for point in curve), default=0.0)
    return next(size for size in _CEILINGS if highest <= size or size == _CEILINGS[-1])


def step_curve(curve: Sequence[CurvePoint], *, ceiling: float, mirrored: bool) -> StepCurve:
    """The picture of one curve (at least one point, by month)."""
    frame = Frame(width=230, height=88, mirrored=mirrored)
    onward = Axis(low=0, high=MONTHS, start=_START, length=frame.width - _START - _SIDE)
    upward = Axis(low=0, high=ceiling, start=0, length=_BOTTOM - _TOP)
    paths = [
        Path(name=name, points=_steps(values, frame, onward, upward))
        for name, values in _lines(curve)
        if name == "silent" or any(value for _, value in values)
    ]
    marks = [
        Line(x1=x, x2=x, y1=_TOP, y2=_BOTTOM, value=month)
        for month in _MARKS
        for x in (frame.x(onward.at(month)),)
    ]
    return StepCurve(frame=frame, paths=paths, marks=marks, floor=_BOTTOM, ceiling=ceiling)


def _lines(curve: Sequence[CurvePoint]) -> list[tuple[str, list[tuple[int, float]]]]:
    shown = [point for point in curve if point.month <= MONTHS]
    return [
        ("completed", [(point.month, point.completed) for point in shown]),
        ("dissolved", [(point.month, point.dissolved) for point in shown]),
        ("silent", [(point.month, point.silent) for point in shown]),
    ]


def _steps(values: Sequence[tuple[int, float]], frame: Frame, onward: Axis, upward: Axis) -> str:
    """Level until the end of a month, then straight up to what holds from there on."""
    corners = [(0.0, 0.0)]
    for month, value in values:
        corners += [(month, corners[-1][1]), (month, value)]
    corners.append((MONTHS, corners[-1][1]))
    return " ".join(
        f"{frame.x(onward.at(month))},{round(_BOTTOM - upward.at(value), 2)}"
        for month, value in dict.fromkeys(corners)
    )


def _highest(point: CurvePoint) -> float:
    return max(point.silent, point.dissolved, point.completed)
