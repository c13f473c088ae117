"""The ladder: the whole scale with its groups of grades, and where a score stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from serving.pages.drawing import Axis, Frame, Line


@dataclass(frozen=True, kw_only=True)
class Band:
    """One group of grades on the scale."""

    name: str
    left: float
    width: float
    middle: float
    start: float


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The whole scale with its grades, and where the score stands on it."""

    frame: Frame
    bands: Sequence[Band]
    marker: float
    ends: tuple[Line, ...]


def ladder(
    points: float, grades: Sequence[tuple[str, float]], low: float, high: float, *, mirrored: bool
) -> Ladder:
    """Where `points` stand on a scale from `low` to `high` whose groups begin at `grades`.

    The groups (A1, A2, A3 are group A) are drawn as wide as they are.
    """
    frame = Frame(width=400, height=58, mirrored=mirrored)
    axis = Axis(low=low, high=high, start=4, length=frame.width - 8)
    starts: dict[str, float] = {}
    for name, edge in grades:
        starts[name[0]] = min(edge, starts.get(name[0], edge))
    upper = high
    bands = []
    for name, edge in starts.items():
        begin, end = axis.at(edge), axis.at(upper)
        bands.append(
            Band(
                name=name,
                left=frame.left(begin, end - begin),
                width=round(end - begin, 2),
                middle=frame.x((begin + end) / 2),
                start=edge,
            )
        )
        upper = edge
    ends = tuple(
        Line(x1=frame.x(axis.at(v)), x2=frame.x(axis.at(v)), y1=0, y2=0, value=v)
        for v in (low, *(start for start in starts.values() if start > low), high)
    )
    return Ladder(frame=frame, bands=bands, marker=frame.x(axis.at(points)), ends=ends)
