"""Values of places with their intervals, the highest first, as dots on lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from serving.pages.drawing import Axis, Frame, Line

_WIDTH, _ROW, _TOP, _BOTTOM = 470.0, 22.0, 12.0, 26.0
_START, _LENGTH, _TEXT = 166.0, 190.0, 368.0
MOST = 62  # rows that can be looked at as a picture


@dataclass(frozen=True, kw_only=True)
class RankDot:
    """One place: its name, its value and interval, and its rank with the set it may lie in."""

    name: str
    y: float
    x: float
    low: float
    high: float
    ranked: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class RankPicture:
    """The picture; `ticks` are percentages, `mean` and `median` places of the places' own."""

    frame: Frame
    dots: Sequence[RankDot]
    ticks: Sequence[Line]
    mean: float | None
    median: float | None
    floor: float
    label_x: float
    text_x: float


def rank_picture(
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    *,
    mean: float | None,
    median: float | None,
    mirrored: bool,
) -> RankPicture | None:
    """Places (name, indicator) whose value has an interval; None where there is none of them.

    Above `MOST` places only the first so many are drawn.
    """
    told = [(name, one) for name, one in rows if one["low"] is not None]
    told.sort(key=lambda row: (row[1]["ranked"] is None, -row[1]["value"]))
    told = told[:MOST]
    if not told:
        return None
    frame = Frame(width=_WIDTH, height=_TOP + _ROW * len(told) + _BOTTOM, mirrored=mirrored)
    ends = [100 * one[end] for _, one in told for end in ("low", "high")]
    axis = Axis(low=min(ends), high=max(*ends, min(ends) + 1), start=_START, length=_LENGTH)
    floor = _TOP + _ROW * len(told)
    return RankPicture(
        frame=frame,
        dots=[_dot(name, one, place, frame, axis) for place, (name, one) in enumerate(told)],
        ticks=[
            Line(x1=frame.x(axis.at(tick)), x2=frame.x(axis.at(tick)), y1=4, y2=floor, value=tick)
            for tick in axis.ticks(6)
        ],
        mean=_line(mean, frame, axis),
        median=_line(median, frame, axis),
        floor=floor,
        label_x=frame.x(0),
        text_x=frame.x(_TEXT),
    )


def _line(value: float | None, frame: Frame, axis: Axis) -> float | None:
    if value is None or not axis.low <= 100 * value <= axis.high:
        return None
    return frame.x(axis.at(100 * value))


def _dot(name: str, one: Mapping[str, Any], place: int, frame: Frame, axis: Axis) -> RankDot:
    at = {end: frame.x(axis.at(100 * one[end])) for end in ("value", "low", "high")}
    return RankDot(
        name=name,
        y=round(_TOP + _ROW * (place + 0.5), 2),
        x=at["value"],
        low=at["low"],
        high=at["high"],
        ranked=one["ranked"],
    )
