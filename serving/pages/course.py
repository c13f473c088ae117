"""The course: a co-operative's points over its as-of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from serving.pages.drawing import Axis, Frame, Line

# With more days than this only the first, the last and the one shown carry their figures.
_ALL_LABELLED = 6


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One day of the history; `marked` is the day shown on the page."""

    x: float
    y: float
    as_of: date
    points: float
    grade: str
    marked: bool
    labelled: bool
    text_y: float


@dataclass(frozen=True, kw_only=True)
class Course:
    """Points over as-of days, oldest at the inline start."""

    frame: Frame
    dots: Sequence[Dot]
    path: str
    ticks: Sequence[Line]
    tick_x: float


@dataclass(frozen=True, kw_only=True)
class Day:
    """One score of the history."""

    as_of: date
    points: float
    grade: str
    marked: bool


_TOP, _BOTTOM = 34.0, 148.0
_START, _SIDE = 60.0, 40.0


def course(days: Sequence[Day], *, mirrored: bool) -> Course:
    """The line through `days` (oldest first, at least one)."""
    frame = Frame(width=640, height=190, mirrored=mirrored)
    upward = _upward([day.points for day in days])
    first, last = days[0].as_of.toordinal(), days[-1].as_of.toordinal()
    length = frame.width - _START - 2 * _SIDE
    onward = Axis(low=first, high=max(last, first + 1), start=_START + _SIDE, length=length)
    dots = [
        Dot(
            x=frame.x(onward.at(day.as_of.toordinal())),
            y=round(_BOTTOM - upward.at(day.points), 2),
            as_of=day.as_of,
            points=day.points,
            grade=day.grade,
            marked=day.marked,
            labelled=len(days) <= _ALL_LABELLED or place in (0, len(days) - 1) or day.marked,
            text_y=round(_BOTTOM - upward.at(day.points) + _beside(days, place), 2),
        )
        for place, day in enumerate(days)
    ]
    return Course(
        frame=frame,
        dots=dots,
        path=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        ticks=[_tick(frame, upward, value) for value in upward.ticks(4)],
        tick_x=frame.x(_START - 8),
    )


def _beside(days: Sequence[Day], place: int) -> float:
    """How far below its dot a figure stands: under a trough, over everything else."""
    around = [days[near].points for near in (place - 1, place + 1) if 0 <= near < len(days)]
    return 23.0 if around and all(points > days[place].points for points in around) else -13.0


def _upward(values: Sequence[float]) -> Axis:
    room = max(10.0, (max(values) - min(values)) * 0.2)
    return Axis(low=min(values) - room, high=max(values) + room, start=0, length=_BOTTOM - _TOP)


def _tick(frame: Frame, upward: Axis, value: float) -> Line:
    y = round(_BOTTOM - upward.at(value), 2)
    return Line(x1=frame.x(_START), x2=frame.x(frame.width), y1=y, y2=y, value=value)
