"""A small picture of one number among its peers: their middle half, their middle, and its place."""

from dataclasses import dataclass

from serving.pages.drawing import Axis, Frame


@dataclass(frozen=True, kw_only=True)
class Quartiles:
    """The peers' middle half from `left`, their `middle`, and where the number itself stands."""

    frame: Frame
    left: float
    width: float
    middle: float
    own: float


def quartiles(own: float, low: float, middle: float, high: float, *, mirrored: bool) -> Quartiles:
    """The picture of a number beside the quartiles of its peers; it may lie outside them."""
    frame = Frame(width=160, height=22, mirrored=mirrored)
    least, most = min(own, low), max(own, high)
    axis = Axis(low=least, high=most if most > least else least + 1, start=8, length=144)
    begin, end = axis.at(low), axis.at(high)
    return Quartiles(
        frame=frame,
        left=frame.left(begin, end - begin),
        width=round(max(end - begin, 1.5), 2),
        middle=frame.x(axis.at(middle)),
        own=frame.x(axis.at(own)),
    )
