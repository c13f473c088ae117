"""Pictures of reasons: one co-operative's as a waterfall, everybody's as a swarm."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from serving.reports.credit_wording import CreditPhrases
from serving.reports.picture import Cell, Picture, legend, made, title_axes
from serving.reports.sheets import DEEP, GAIN, GOLD, INK, LOSS, SOFT, digits

_LOW_TO_HIGH = LinearSegmentedColormap.from_list("values", [DEEP, GOLD, LOSS])
_WIDE = 34  # letters of a line of a title
_LANES = 9  # dots lie in lanes beside each other, so that they hide each other less


def reason_pictures(t: CreditPhrases, report: Mapping[str, Any]) -> Iterator[Picture]:
    """The waterfall and the swarm; none where nobody is left to be scored."""
    found = report["credit"]["reasons"]
    if found:
        yield _waterfall(t, found["example"])
        if found["swarm"]:
            yield _swarm(t, found["swarm"])


def _waterfall(t: CreditPhrases, found: Mapping[str, Any]) -> Picture:
    steps = [(t.feature(one["feature"]), one["points"]) for one in found["reasons"]]
    steps.append((t("plot_waterfall_rest", n=t.number(found["others"], 0)), found["rest"]))
    titles = [t("plot_waterfall_base"), *(title for title, _ in steps), t("plot_waterfall_end")]
    ends_at = np.cumsum([found["base"], *(points for _, points in steps)])

    def draw(axes: Axes) -> None:
        at = found["base"]
        axes.plot(at, 0, "|", color=INK, markersize=16, markeredgewidth=2.2)
        for place, (_, points) in enumerate(steps, start=1):
            axes.barh(place, points, left=at, height=0.6, color=GAIN if points >= 0 else LOSS)
            axes.plot([at, at], [place - 1, place], color=SOFT, linewidth=0.6)
            end, at = max(at, at + points), at + points
            axes.annotate(t.number(points, 1, signed=True), (end, place), (4, 0), va="center",
                          textcoords="offset points", fontsize=8)  # fmt: skip
        axes.plot(at, len(steps) + 1, "|", color=INK, markersize=16, markeredgewidth=2.2)
        for place, points in ((0, found["base"]), (len(steps) + 1, found["points"])):
            axes.annotate(t.number(points, 0), (points, place), (8, 0), va="center",
                          textcoords="offset points", fontsize=9, fontweight="bold")  # fmt: skip
        axes.set_xlabel(t("plot_waterfall_x"))
        reach = 0.12 * max(float(np.ptp(ends_at)), 1.0)
        axes.set_xlim(ends_at.min() - reach, ends_at.max() + 1.5 * reach)
        digits(axes.xaxis, lambda value: t.number(value, 0))
        title_axes(t, axes, [broken(one) for one in titles])

    told = [f"{title} {t.signed(points, 1)}" for title, points in steps]
    ends = {"base": t.number(found["base"], 0), "points": t.number(found["points"], 0)}
    alt = t("plot_waterfall_alt", reasons=t.side_by_side(told), **ends)
    rows: list[tuple[str, Sequence[Cell]]] = [
        (titles[0], [(found["base"], t.number(found["base"], 1))]),
        *((title, [(points, t.number(points, 1, signed=True))]) for title, points in steps),
        (titles[-1], [(found["points"], t.number(found["points"], 1))]),
    ]
    head = [t("col_feature"), t("plot_waterfall_x")]
    return made(t, "waterfall", alt, draw, head, rows, height=1.1 + 0.42 * len(titles))


def _swarm(t: CreditPhrases, found: Sequence[Mapping[str, Any]]) -> Picture:
    titles = [t.feature(one["feature"]) for one in found]

    def draw(axes: Axes) -> None:
        for at, one in enumerate(found):
            _dots(axes, at, np.array(one["points"]), one["rank"])
        axes.axvline(0, color=SOFT, linewidth=0.8)
        for colour, key in ((DEEP, "low"), (LOSS, "high"), (SOFT, "none")):
            axes.plot([], [], "o", color=colour, markersize=5, label=t(f"plot_swarm_{key}"))
        axes.set_xlabel(t("plot_swarm_x"))
        digits(axes.xaxis, lambda value: t.number(value, 0, signed=True))
        title_axes(t, axes, [broken(one) for one in titles])
        legend(t, axes, "lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)

    rows: list[tuple[str, Sequence[Cell]]] = [
        (title, [_points(t, one["mean_size"]), *(_points(t, e) for e in _ends(one["points"]))])
        for title, one in zip(titles, found, strict=True)
    ]
    alt = t("plot_swarm_alt", features=t.side_by_side(titles[:3]))
    head = [t("col_feature"), t("col_mean_size"), t("col_low"), t("col_high")]
    return made(t, "swarm", alt, draw, head, rows, height=1.5 + 0.5 * len(found))


def broken(title: str) -> str:
    """A long title over two lines or more, so that it leaves room for the drawing."""
    return fill(title, _WIDE, break_long_words=False)


def _dots(axes: Axes, at: int, points: Any, rank: Sequence[float | None]) -> None:
    """One input's dots: neighbours by points lie in different lanes."""
    order = np.argsort(points, kind="stable")
    lane = np.empty(len(points))
    lane[order] = (np.arange(len(points)) * 4 % _LANES - _LANES // 2) / _LANES
    colours = [SOFT if one is None else _LOW_TO_HIGH(one) for one in rank]
    axes.scatter(points, at + 0.7 * lane, s=7, c=colours, linewidths=0)


def _ends(points: Sequence[float]) -> tuple[float, float]:
    return min(points), max(points)


def _points(t: CreditPhrases, value: float) -> Cell:
    return value, t.number(value, 1, signed=True)
