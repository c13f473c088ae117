"""Pictures of probabilities: told beside what came, and points by outcome."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from serving.reports.picture import Picture, count, legend, made, share
from serving.reports.sheets import DEEP, GOLD, LINE, LOSS, SOFT, digits
from serving.reports.wording import Phrases


def probabilities(t: Phrases, report: Mapping[str, Any]) -> Iterator[Picture]:
    """The pictures of the kind that serves, where it told probabilities."""
    kind = report["decision"]["kind"]
    curves = report["kinds"][kind]["curves"]
    if "reliability" in curves:
        yield _reliability(t, kind, curves["reliability"])
        yield _distribution(t, kind, curves["distribution"])


def _reliability(t: Phrases, kind: str, found: Mapping[str, Any]) -> Picture:
    steps, bins = found["steps"], found["bins"]
    ends = [step[end] for step in steps for end in ("from", "to")]
    levels = [step["share"] for step in steps for _ in range(2)]

    def draw(axes: Axes) -> None:
        end = found["histogram_end"]
        top = 1.15 * max([end, *[b["share"] for b in bins]])
        _bars_behind(t, axes, found["histogram"], end)
        axes.plot([0, top], [0, top], color=SOFT, linewidth=0.8, label=t("plot_perfect"))
        axes.plot(ends, levels, color=DEEP, linewidth=1.8, label=t("plot_isotonic"))
        told, came = [b["told"] for b in bins], [b["share"] for b in bins]
        axes.plot(told, came, "o", color=GOLD, markersize=5, label=t("plot_bins"))
        axes.set(xlim=(0, end), ylim=(0, top))
        axes.set_xlabel(t("plot_reliability_x"))
        axes.set_ylabel(t("plot_reliability_y"))
        for axis in (axes.xaxis, axes.yaxis):
            digits(axis, t.percent)
        legend(t, axes, "upper left")

    alt = t(
        "plot_reliability_alt",
        kind=t.kind(kind),
        from_told=t.percent(steps[0]["from"]),
        from_share=t.percent(steps[0]["share"]),
        to_told=t.percent(steps[-1]["to"]),
        to_share=t.percent(steps[-1]["share"]),
        bins=t.number(len(bins), 0),
    )
    rows = [
        (
            t.number(place, 0),
            [share(t, one["told"]), share(t, one["share"]), count(t, one["rows"])],
        )
        for place, one in enumerate(bins, start=1)
    ]
    head = [t("plot_bins"), t("col_told"), t("col_came"), t("col_rows")]
    return made(t, "reliability", alt, draw, head, rows, height=4.6)


def _bars_behind(t: Phrases, axes: Axes, bars: Sequence[int], end: float) -> None:
    """Rows by probability, low behind the curves, on a scale of their own."""
    width = end / len(bars)
    behind = axes.twinx()
    behind.bar([width * (n + 0.5) for n in range(len(bars))], bars, width, color=LINE)
    behind.set(ylim=(0, 3.2 * max(bars)), ylabel=t("plot_rows"))
    behind.grid(visible=False)
    behind.spines["right"].set_visible(True)
    digits(behind.yaxis, lambda value: t.number(value, 0))
    axes.set_zorder(behind.get_zorder() + 1)
    axes.patch.set_visible(False)


def _distribution(t: Phrases, kind: str, found: Sequence[Mapping[str, Any]]) -> Picture:
    whole = {side: sum(bar[side] for bar in found) for side in ("events", "others")}

    def draw(axes: Axes) -> None:
        edges = [bar["from"] for bar in found] + [found[-1]["to"]]
        for side, colour, label in (
            ("others", DEEP, t("plot_without")),
            ("events", LOSS, t("plot_with")),
        ):
            heights = [bar[side] / whole[side] for bar in found]
            axes.stairs(heights, edges, color=colour, fill=True, alpha=0.22)
            axes.stairs(heights, edges, color=colour, linewidth=1.6, label=label)
        axes.set_xlabel(t("plot_distribution_x"))
        axes.set_ylabel(t("plot_distribution_y"))
        axes.set_ylim(bottom=0)
        digits(axes.xaxis, lambda value: t.number(value, 0))
        digits(axes.yaxis, t.percent)
        legend(t, axes, "upper left")

    spans = {}
    for side in whole:
        _, at = max((bar[side], -place) for place, bar in enumerate(found))
        spans[side] = _span(t, found[-at])
    alt = t("plot_distribution_alt", kind=t.kind(kind), **spans)
    rows = [
        (
            _span(t, bar),
            [count(t, bar["events"]), count(t, bar["others"])],
        )
        for bar in found
    ]
    head = [t("plot_distribution_x"), t("col_with"), t("col_without")]
    return made(t, "distribution", alt, draw, head, rows)


def _span(t: Phrases, bar: Mapping[str, Any]) -> str:
    return t("band", low=t.number(bar["from"], 0), high=t.number(bar["to"], 0))
