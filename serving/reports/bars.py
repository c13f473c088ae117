"""Pictures of features: what moves the scores, and what drifts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from serving.reports.picture import Picture, made, title_axes
from serving.reports.sheets import DEEP, INK, LOSS, SOFT, digits
from serving.reports.wording import Phrases


def bars(t: Phrases, report: Mapping[str, Any]) -> Iterator[Picture]:
    """The pictures of features: what moves the scores, and what drifts."""
    if report["strongest"]:
        yield _strongest(t, report["strongest"], report["settings"]["quantiles"])
    drifts = [one for one in report["screen"]["findings"] if one["code"] == "drifts"]
    if drifts:
        yield _drift(t, sorted(drifts, key=lambda one: -one["figures"]["psi"]))


def _strongest(t: Phrases, found: Sequence[Mapping[str, Any]], levels: Sequence[float]) -> Picture:
    titles = [t.feature(one["feature"]) for one in found]

    def draw(axes: Axes) -> None:
        for at, one in enumerate(found):
            low, first, middle, third, high = one["quantiles"]
            axes.plot([low, high], [at, at], color=DEEP, linewidth=1.4)
            axes.barh(at, third - first, left=first, height=0.5, color=DEEP, alpha=0.35)
            axes.plot(middle, at, "|", color=INK, markersize=12, markeredgewidth=2)
        axes.axvline(0, color=SOFT, linewidth=0.8)
        axes.set_xlabel(t("plot_strongest_x"))
        digits(axes.xaxis, lambda value: t.number(value, 0, signed=True))
        title_axes(t, axes, titles)

    alt = t("plot_strongest_alt", features=t.listed(titles))
    rows = [
        (
            title,
            [
                (value, t.number(value, 1, signed=place > 0))
                for place, value in enumerate([one["mean_size"], *one["quantiles"]])
            ],
        )
        for title, one in zip(titles, found, strict=True)
    ]
    quantiles = [t("col_quantile", share=t.percent(at)) for at in levels]
    head = [t("col_feature"), t("col_mean_size"), *quantiles]
    height = 1.1 + 0.33 * len(found)
    return made(t, "strongest", alt, draw, head, rows, height=height)


def _drift(t: Phrases, found: Sequence[Mapping[str, Any]]) -> Picture:
    shown = found[:20]
    titles = [t.feature(one["feature"]) for one in shown]

    def draw(axes: Axes) -> None:
        colours = [LOSS if one["verdict"] == "warn" else SOFT for one in shown]
        axes.barh(range(len(shown)), [one["figures"]["psi"] for one in shown], 0.6, color=colours)
        axes.set_xlabel(t("plot_drift_x"))
        digits(axes.xaxis, lambda value: t.number(value, 2))
        title_axes(t, axes, titles)

    said = [
        f"{t.feature(one['feature'])} {t.number(one['figures']['psi'], 2)}"
        for one in shown
        if one["verdict"] == "warn"
    ]
    features = t.listed(said) if said else t("plot_drift_none")
    alt = t("plot_drift_alt", features=features)
    rows = [
        (title, [(one["figures"]["psi"], t.number(one["figures"]["psi"]))])
        for title, one in zip(titles, shown, strict=True)
    ]
    height = 1.1 + 0.3 * len(shown)
    head = [t("col_feature"), t("col_psi")]
    return made(t, "drift", alt, draw, head, rows, height=height)
