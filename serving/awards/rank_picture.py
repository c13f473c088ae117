"""A list as a picture: each place given, the set that it may truly be, and the other spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, ROW, TOP, LABELS, PAD = 760, 22, 26, 250, 16
_REACH = 0.3  # of a place, by which a set goes beyond its ends
MOST_ROWS, _MOST_TICKS = 40, 10


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row; x runs with the reader's direction, as the picture's other figures."""

    y: int
    label: str
    place: int
    dot: float
    set_left: float
    set_width: float
    spread_left: float
    spread_right: float
    named: bool


@dataclass(frozen=True, kw_only=True)
class RankPicture:
    """The rows of a list, at most `MOST_ROWS`, and the ticks of places."""

    width: int
    height: int
    label_x: float
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]


def rank_picture(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str], *, mirrored: bool
) -> RankPicture | None:
    """The picture of a list's rows; None for fewer than two, who tell nothing."""
    shown = list(zip(rows, names, strict=True))[:MOST_ROWS]
    if len(shown) < 2:
        return None
    last = max(max(row["high"], row["spread"]["high"]) for row, _ in shown)
    left, room = LABELS + PAD, WIDTH - LABELS - 2 * PAD

    def x(place: float) -> float:
        at = left + room * (place - 1 + _REACH) / (last - 1 + 2 * _REACH)
        return float(round(WIDTH - at if mirrored else at, 2))

    bars = []
    for at, (row, name) in enumerate(shown):
        ends = sorted((x(row["low"] - _REACH), x(row["high"] + _REACH)))
        bars.append(
            Bar(
                y=TOP + ROW * at + ROW // 2,
                label=name,
                place=row["place"],
                dot=x(row["place"]),
                set_left=ends[0],
                set_width=round(ends[1] - ends[0], 2),
                spread_left=x(row["spread"]["low"]),
                spread_right=x(row["spread"]["high"]),
                named=row["named"],
            )
        )
    step = max(1, -(-last // _MOST_TICKS))
    return RankPicture(
        width=WIDTH,
        height=TOP + ROW * len(bars) + PAD,
        label_x=WIDTH - PAD / 2 if mirrored else PAD / 2,
        bars=tuple(bars),
        ticks=tuple((x(place), place) for place in range(1, last + 1, step)),
    )
