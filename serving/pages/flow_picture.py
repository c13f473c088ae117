"""The flow of status as a picture: bars of what was and of what is, and bands between them.

Every band is as broad as its count. Who had ended, or was not registered, on both days moves
nowhere and would fill the sheet; these are left out, and the page says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.provinces.states import ELSEWHERE, ENDS, LIVING
from serving.pages.drawing import Frame

Cells = Mapping[tuple[str, str], int]
_WIDTH, _BAR, _HIGH, _GAP, _TOP = 510.0, 12.0, 260.0, 20.0, 26.0
_OUT, _IN = 168.0, 316.0  # the inline start of both bars
_LEAST = 1.5  # so that a bar of a few can be seen


@dataclass(frozen=True, kw_only=True)
class Node:
    """The bar of one state on one side, with where its words stand."""

    state: str
    count: int
    left: float
    top: float
    height: float
    text_x: float
    text_y: float


@dataclass(frozen=True, kw_only=True)
class Band:
    """The band of one cell of the matrix, as an outline; `state` is the one it comes from."""

    was: str
    is_: str
    count: int
    outline: str


@dataclass(frozen=True, kw_only=True)
class FlowPicture:
    """The whole; `start_x` and `end_x` are the inline starts of the two columns of words."""

    frame: Frame
    nodes: Sequence[Node]
    bands: Sequence[Band]
    start_x: float
    end_x: float


def drawn(cells: Cells) -> Cells:
    """The cells that a picture shows: who is on the register on either day, or moved."""
    return {
        (was, is_): count for (was, is_), count in cells.items() if was in LIVING or is_ in LIVING
    }


def flow_picture(cells: Cells, *, mirrored: bool) -> FlowPicture | None:
    """The picture of a flow; None where there is nobody to show."""
    shown = drawn(cells)
    if not shown:
        return None
    scale = _HIGH / sum(shown.values())
    before, after = (dict.fromkeys(ENDS, 0) for _ in range(2))
    for (was, is_), count in shown.items():
        before[was] += count
        after[is_] += count
    tops = [_tops(side, scale) for side in (before, after)]
    height = max(
        top + max(side[name] * scale, _LEAST)
        for side, own in zip((before, after), tops, strict=True)
        for name, top in own.items()
    )
    frame = Frame(width=_WIDTH, height=round(height + _GAP, 2), mirrored=mirrored)
    nodes = [
        _node(frame, name, side[name], top, scale, bar=bar, text=text)
        for side, own, bar, text in (
            (before, tops[0], _OUT, 0.0),
            (after, tops[1], _IN, _IN + _BAR + 8),
        )
        for name, top in own.items()
    ]  # fmt: skip
    return FlowPicture(
        frame=frame,
        nodes=nodes,
        bands=_bands(frame, shown, tops, scale),
        start_x=frame.x(0),
        end_x=frame.x(_IN + _BAR + 8),
    )


def _tops(side: Mapping[str, int], scale: float) -> dict[str, float]:
    """Where the bar of each state that has anybody begins."""
    top, found = _TOP, {}
    for name in _ORDER:
        if side[name]:
            found[name] = top
            top += max(side[name] * scale, _LEAST) + _GAP
    return found


_ORDER = (*(name for name in ENDS if name != ELSEWHERE), ELSEWHERE)


def _node(
    frame: Frame, name: str, count: int, top: float, scale: float, *, bar: float, text: float
) -> Node:
    height = max(count * scale, _LEAST)
    return Node(
        state=name,
        count=count,
        left=round(frame.left(bar, _BAR), 2),
        top=round(top, 2),
        height=round(height, 2),
        text_x=frame.x(text),
        text_y=round(top + height / 2 + 4, 2),
    )


def _bands(
    frame: Frame, shown: Cells, tops: Sequence[Mapping[str, float]], scale: float
) -> list[Band]:
    """Bands in the order of their states on both sides, so that few of them cross."""
    out, in_ = dict(tops[0]), dict(tops[1])
    found = []
    for was in _ORDER:
        for is_ in _ORDER:
            count = shown.get((was, is_), 0)
            if not count:
                continue
            broad = count * scale
            outline = _outline(frame, out[was], in_[is_], broad)
            found.append(Band(was=was, is_=is_, count=count, outline=outline))
            out[was] += broad
            in_[is_] += broad
    return found


def _outline(frame: Frame, out: float, in_: float, broad: float) -> str:
    start, end = frame.x(_OUT + _BAR), frame.x(_IN)
    middle = round((start + end) / 2, 2)
    upper, lower = round(out, 2), round(out + broad, 2)
    above, below = round(in_, 2), round(in_ + broad, 2)
    return (
        f"M{start} {upper}C{middle} {upper} {middle} {above} {end} {above}"
        f"L{end} {below}C{middle} {below} {middle} {lower} {start} {lower}Z"
    )
