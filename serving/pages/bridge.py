"""The bridge: from the base to the score, one step a reason, and every step in points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from serving.pages.drawing import Axis, Frame, Line


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One step of the bridge: a title of one or two lines, a bar, and its signed points."""

    kind: str
    lines: Sequence[str]
    points: float
    top: float
    middle: float
    bar_top: float
    bar_left: float
    bar_width: float
    end: float


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """From the base to the score, one step a reason."""

    frame: Frame
    name: str
    bars: Sequence[Bar]
    connectors: Sequence[Line]
    ticks: Sequence[Line]
    label_x: float
    value_x: float
    bar_height: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """One term of the sum: `kind` is `base`, `reason`, `cap` or `sum`."""

    kind: str
    title: str
    points: float


@dataclass(frozen=True, kw_only=True)
class _Sizes:
    """How a bridge is laid out: beside one another on wide sheets, title over bar on narrow."""

    name: str
    width: float
    label: float
    value: float
    row: float
    bar: float
    bar_drop: float
    letters: int
    title_lines: int
    ticks: int


_WIDE = _Sizes(
    name="wide", width=860, label=330, value=84, row=38, bar=18,
    bar_drop=10, letters=42, title_lines=2, ticks=6,
)  # fmt: skip
_NARROW = _Sizes(
    name="narrow", width=360, label=0, value=66, row=50, bar=16,
    bar_drop=26, letters=46, title_lines=1, ticks=4,
)  # fmt: skip
_HEAD = 26.0
_FIGURE_GAP = 12.0


def effect_kind(points: float) -> str:
    """`gain`, `loss`, or `even` where the effect is shown as 0.0: it has no side to be coloured."""
    shown = round(points, 1)
    return "even" if shown == 0 else "gain" if shown > 0 else "loss"


def bridges(steps: Sequence[Step], *, mirrored: bool) -> tuple[Bridge, Bridge]:
    """The same bridge for a wide sheet and for a narrow one."""
    return _bridge(steps, _WIDE, mirrored), _bridge(steps, _NARROW, mirrored)


def _bridge(steps: Sequence[Step], sizes: _Sizes, mirrored: bool) -> Bridge:
    frame = Frame(width=sizes.width, height=_HEAD + sizes.row * len(steps) + 6, mirrored=mirrored)
    spans = _spans(steps)
    axis = _axis(spans, sizes)
    bars = [
        _bar(frame, axis, sizes, place, step, span)
        for place, (step, span) in enumerate(zip(steps, spans, strict=True))
    ]
    return Bridge(
        frame=frame,
        name=sizes.name,
        bars=bars,
        connectors=_connectors(bars, sizes),
        ticks=[_tick(frame, axis, value) for value in axis.ticks(sizes.ticks)],
        label_x=frame.x(0),
        # Figures end at one place in both languages, so that their decimals stand in one column.
        value_x=sizes.value - _FIGURE_GAP if mirrored else frame.width,
        bar_height=sizes.bar,
    )


def _spans(steps: Iterable[Step]) -> list[tuple[float, float]]:
    """From where to where on the axis each step leads; base and sum stand at one place."""
    spans: list[tuple[float, float]] = []
    reached = 0.0
    for step in steps:
        if step.kind in ("base", "sum"):
            reached = step.points
            spans.append((reached, reached))
        else:
            spans.append((reached, reached + step.points))
            reached += step.points
    return spans


def _axis(spans: Sequence[tuple[float, float]], sizes: _Sizes) -> Axis:
    ends = [end for span in spans for end in span]
    room = max(2.0, (max(ends) - min(ends)) * 0.05)
    return Axis(
        low=min(ends) - room,
        high=max(ends) + room,
        start=sizes.label,
        length=sizes.width - sizes.label - sizes.value,
    )


def _bar(
    frame: Frame, axis: Axis, sizes: _Sizes, place: int, step: Step, span: tuple[float, float]
) -> Bar:
    top = _HEAD + place * sizes.row
    first, last = (axis.at(min(span)), axis.at(max(span)))
    return Bar(
        kind=effect_kind(step.points) if step.kind == "reason" else step.kind,
        lines=shortened_lines(step.title, sizes.letters, sizes.title_lines),
        points=step.points,
        top=top,
        middle=top + sizes.bar_drop + sizes.bar / 2,
        bar_top=top + sizes.bar_drop,
        bar_left=frame.left(first, last - first),
        bar_width=round(last - first, 2),
        end=frame.x(axis.at(span[1])),
    )


def _connectors(bars: Sequence[Bar], sizes: _Sizes) -> list[Line]:
    return [
        Line(x1=bar.end, x2=bar.end, y1=bar.bar_top, y2=following.bar_top + sizes.bar)
        for bar, following in pairwise(bars)
    ]


def _tick(frame: Frame, axis: Axis, value: float) -> Line:
    x = frame.x(axis.at(value))
    return Line(x1=x, x2=x, y1=_HEAD - 6, y2=frame.height, value=value)


def shortened_lines(text: str, letters: int, lines: int) -> list[str]:
    """The text over at most `lines` lines of `letters`; what does not fit ends in an ellipsis."""
    found = wrap(text, letters) or [""]
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1][: letters - 1].rstrip()}…"]
    return found
