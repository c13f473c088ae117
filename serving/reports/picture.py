"""What every picture of a report is made of: a drawing, its words, and its numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from models.keys import KIND_NAMES
from serving.reports.sheets import digits, drawn
from serving.reports.wording import Phrases

Cell = tuple[float | int | None, str]  # as machines read it, and as people do


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture: `svg` for the page, `alt` for who cannot see it, and a table of its numbers.

    `rows` have a heading, and a cell for each of `head` after the first.
    """

    name: str
    title: str
    svg: str
    alt: str
    head: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]


def made(
    t: Phrases,
    name: str,
    alt: str,
    draw: Callable[[Axes], None],
    head: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    *,
    width: float = 7.2,
    height: float = 3.9,
) -> Picture:
    """A picture by its name, which is that of its title too."""
    rtl = t.words.dir == "rtl"
    svg = drawn(f"{name}-{t.words.lang}", alt, draw, rtl=rtl, width=width, height=height)
    return Picture(name=name, title=t(f"plot_{name}"), svg=svg, alt=alt, head=head, rows=rows)


def share(t: Phrases, value: float) -> Cell:
    """A share as a cell."""
    return value, t.percent(value)


def count(t: Phrases, value: int) -> Cell:
    """A count as a cell."""
    return value, t.number(value, 0)


def figure(t: Phrases, found: Mapping[str, Any] | None) -> Cell:
    """A figure's value as a cell; too few where there is no figure."""
    if found is None:
        return None, t("too_few")
    return found["value"], t.number(found["value"])


def told_figure(t: Phrases, found: Mapping[str, Any] | None) -> str:
    """The same as words alone."""
    return figure(t, found)[1]


def in_order(report: Mapping[str, Any]) -> dict[str, Any]:
    """The kinds in the order that they are always told in: JSON sorts them otherwise."""
    return {kind: report["kinds"][kind] for kind in KIND_NAMES if kind in report["kinds"]}


def is_measured(kind: Mapping[str, Any]) -> bool:
    """Whether any fold of a kind has figures."""
    return any("ranking" in fold for fold in kind["by"]["fold"])


def share_axes(t: Phrases, axes: Axes, x: str, y: str) -> None:
    """Two axes from nothing to all, in percent."""
    axes.set(xlim=(0, 1), ylim=(0, 1.005), xlabel=x, ylabel=y)
    for axis in (axes.xaxis, axes.yaxis):
        digits(axis, t.percent)


def legend(t: Phrases, axes: Axes, place: str, **more: Any) -> None:
    """What each stroke is, the stroke before the words in the direction of reading."""
    how: dict[str, Any] = {"loc": place, "fontsize": 9, "markerfirst": t.words.dir == "ltr"}
    axes.legend(**how, **more)


def title_axes(t: Phrases, axes: Axes, titles: Sequence[str]) -> None:
    """Rows with titles, the first on top, the titles on the side where reading begins."""
    axes.set_yticks(range(len(titles)), titles)
    axes.set_ylim(len(titles) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    if t.words.dir == "rtl":
        axes.yaxis.tick_right()
        axes.spines["right"].set_visible(True)
        axes.spines["left"].set_visible(False)
