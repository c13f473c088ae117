"""Pictures in which all kinds stand: hits by false alarms, lists of every length, and folds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from serving.reports.picture import (
    Picture,
    figure,
    in_order,
    is_measured,
    legend,
    made,
    share,
    share_axes,
    told_figure,
)
from serving.reports.sheets import DEEP, SOFT, STROKES, digits
from serving.reports.wording import Phrases


def curves(t: Phrases, report: Mapping[str, Any]) -> Iterator[Picture]:
    """The pictures in which all kinds stand: hits by false alarms, folds, and lists."""
    drawable = {kind: one for kind, one in in_order(report).items() if one["curves"]}
    if drawable:
        yield _roc(t, drawable)
        yield _gain(t, drawable, report["decision"]["kind"])
    if any(is_measured(one) for one in report["kinds"].values()):
        yield _folds(t, report)


def _roc(t: Phrases, kinds: Mapping[str, Any]) -> Picture:
    aucs = {kind: one["pooled"]["ranking"]["auc"]["value"] for kind, one in kinds.items()}

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.8)
        for kind, one in kinds.items():
            colour, stroke = STROKES[kind]
            curve = one["curves"]["roc"]
            label = f"{t.kind(kind)} ({t.number(aucs[kind])})"
            axes.plot(curve["alarms"], curve["hits"], color=colour, linestyle=stroke, label=label)
        share_axes(t, axes, t("plot_roc_x"), t("plot_roc_y"))
        axes.set_aspect("equal")
        legend(t, axes, "lower right")

    said = [t("plot_roc_one", kind=t.kind(k), auc=t.number(v)) for k, v in aucs.items()]
    alt = t("plot_roc_alt", curves=" ".join(said))
    columns = [one["curves"]["roc"] for one in kinds.values()]
    rows = [
        (t.percent(at), [share(t, curve["hits_at"][place]) for curve in columns])
        for place, at in enumerate(columns[0]["alarms_at"])
    ]
    head = [t("col_alarms"), *map(t.kind, kinds)]
    return made(t, "roc", alt, draw, head, rows, height=5.2, width=6.2)


def _gain(t: Phrases, kinds: Mapping[str, Any], serving: str) -> Picture:
    marks = [
        (one["share"], one["recall"]["expected"]["least"])
        for one in kinds[serving]["pooled"]["lists"]
    ]

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.8, label=t("plot_chance"))
        for kind, one in kinds.items():
            colour, stroke = STROKES[kind]
            curve = one["curves"]["gain"]
            label = t.kind(kind)
            axes.plot(curve["shares"], curve["recall"], color=colour, linestyle=stroke, label=label)
        axes.plot(*zip(*marks, strict=True), "o", color=DEEP, markersize=5)
        for at, found in marks:
            axes.annotate(
                t.percent(found),
                (at, found),
                (8, -12),
                textcoords="offset points",
                fontsize=8.5,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
            )
        share_axes(t, axes, t("plot_gain_x"), t("plot_gain_y"))
        legend(t, axes, "lower right")

    said = [t("plot_gain_mark", recall=t.percent(r), share=t.percent(at)) for at, r in marks]
    alt = t("plot_gain_alt", kind=t.kind(serving), marks=t.listed(said))
    columns = {kind: one["curves"]["gain"] for kind, one in kinds.items()}
    at = columns[serving]["shares"]
    rows = [
        (t.percent(at[place]), [share(t, curve["recall"][place]) for curve in columns.values()])
        for place in range(0, len(at), 10)
    ]
    return made(t, "gain", alt, draw, [t("col_share"), *map(t.kind, columns)], rows)


def _folds(t: Phrases, report: Mapping[str, Any]) -> Picture:
    kinds = in_order(report)
    names = [t.short_day(fold["test"]) for fold in report["folds"]]
    found = {
        kind: [fold.get("ranking", {}).get("auc") for fold in one["by"]["fold"]]
        for kind, one in kinds.items()
    }

    def draw(axes: Axes) -> None:
        for place, (kind, figures) in enumerate(found.items()):
            _marks(t, axes, kind, figures, place, (place - (len(found) - 1) / 2) * 0.12)
        axes.set_xticks(range(len(names)), names)
        axes.set_xlim(-0.6, len(names) - 0.4)
        axes.set_ylabel(t("plot_folds_y"))
        digits(axes.yaxis, lambda value: t.number(value, 2))
        legend(t, axes, "lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)

    said = [
        t(
            "plot_folds_one",
            kind=t.kind(kind),
            values=t.listed([told_figure(t, one) for one in figures]),
        )
        for kind, figures in found.items()
    ]
    rows = [
        (name, [figure(t, figures[at]) for figures in found.values()])
        for at, name in enumerate(names)
    ]
    head = [t("col_fold"), *map(t.kind, found)]
    alt = t("plot_folds_alt", curves=" ".join(said))
    return made(t, "folds", alt, draw, head, rows)


def _marks(
    t: Phrases,
    axes: Axes,
    kind: str,
    figures: Sequence[Mapping[str, Any] | None],
    place: int,
    shift: float,
) -> None:
    """One kind's figures with their intervals, a little beside those of the others."""
    told = [
        (at + shift, one)
        for at, one in enumerate(figures)
        if one is not None and one["low"] is not None
    ]
    reach = [
        [max(one["value"] - one["low"], 0) for _, one in told],
        [max(one["high"] - one["value"], 0) for _, one in told],
    ]
    axes.errorbar(
        [at for at, _ in told], [one["value"] for _, one in told], yerr=reach,
        fmt="os^D"[place % 4], color=STROKES[kind][0], markersize=5, capsize=3, linewidth=1.3,
        label=t.kind(kind),
    )  # fmt: skip
