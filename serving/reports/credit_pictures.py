"""Pictures of a rating: grades told and come, the stock, migration, families, and years."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from serving.reports.credit_wording import CreditPhrases
from serving.reports.picture import Cell, Picture, count, legend, made, share, title_axes
from serving.reports.sheets import DEEP, GAIN, GOLD, INK, LINE, LOSS, SOFT, digits
from serving.reports.wording import DASH

_SHADES = LinearSegmentedColormap.from_list("moves", ["#f3f6f8", "#b9cfdb", DEEP])
_DARK = 0.78  # share from which on light letters stand out more than dark ones


def rating_pictures(t: CreditPhrases, report: Mapping[str, Any]) -> Iterator[Picture]:
    """The pictures of grades, moves, years and families; those without rows are left out."""
    found = report["credit"]
    held = [one for one in found["grades"] if one["rows"]]
    if held:
        yield _grades(t, held)
        yield _stock(t, held)
    if found["migration"] and found["migration"]["moves"]:
        yield _migration(t, found["migration"])
    if found["rating"]:
        yield _years(t, found["rating"]["anchor"])
    if found["ablation"]:
        yield _ablation(t, found["ablation"])


def _grades(t: CreditPhrases, held: Sequence[Mapping[str, Any]]) -> Picture:
    names = [one["grade"] for one in held]
    at = range(len(held))

    def draw(axes: Axes) -> None:
        came = [one["came"] for one in held]
        reach = [
            [one["came"] - one["low"] for one in held],
            [one["high"] - one["came"] for one in held],
        ]
        axes.errorbar(at, came, yerr=reach, fmt="o", color=DEEP, markersize=5, capsize=3,
                      linewidth=1.3, label=t("plot_grades_came"))  # fmt: skip
        axes.plot(at, [one["told"] for one in held], "D", color=GOLD, markersize=5,
                  label=t("plot_grades_told"))  # fmt: skip
        top = max(max(one["told"] for one in held), *came)
        axes.set_ylim(0, min(1.0, 1.9 * top))  # an interval of few rows would dwarf all others
        axes.set_ylabel(t("plot_grades_y"))
        axes.set_xticks(list(at), names)
        digits(axes.yaxis, t.percent)
        legend(t, axes, "upper left")

    outside = sum(not one["low"] <= one["told"] <= one["high"] for one in held)
    alt = t("plot_grades_alt", grades=t.number(len(held), 0), outside=t.number(outside, 0))
    head = [t("col_grade"), t("col_told"), t("col_came"), t("col_rows")]
    rows: list[tuple[str, Sequence[Cell]]] = [
        (one["grade"], [share(t, one["told"]), share(t, one["came"]), count(t, one["rows"])])
        for one in held
    ]
    return made(t, "grades", alt, draw, head, rows, height=4.2)


def _stock(t: CreditPhrases, held: Sequence[Mapping[str, Any]]) -> Picture:
    whole = sum(one["rows"] for one in held)
    shares = [one["rows"] / whole for one in held]

    def draw(axes: Axes) -> None:
        places = axes.bar(range(len(held)), shares, 0.7, color=DEEP, alpha=0.8)
        axes.bar_label(places, [t.percent(one) for one in shares], fontsize=8, padding=2)
        axes.set_xticks(range(len(held)), [one["grade"] for one in held])
        axes.set_ylabel(t("plot_stock_y"))
        axes.set_ylim(0, 1.15 * max(shares))
        digits(axes.yaxis, t.percent)
        axes.grid(visible=False, axis="x")

    most = int(np.argmax(shares))
    alt = t("plot_stock_alt", share=t.percent(shares[most]), grade=held[most]["grade"])
    rows: list[tuple[str, Sequence[Cell]]] = [
        (one["grade"], [count(t, one["rows"]), count(t, one["events"])]) for one in held
    ]
    head = [t("col_grade"), t("col_rows"), t("col_events")]
    return made(t, "stock", alt, draw, head, rows, height=3.4)


def _migration(t: CreditPhrases, found: Mapping[str, Any]) -> Picture:
    counts = np.array(found["counts"])
    met = np.flatnonzero(counts.sum(axis=0) + counts.sum(axis=1))
    names = [found["grades"][at] for at in met]
    held = counts[np.ix_(met, met)]
    whole = held.sum(axis=1, keepdims=True)
    shares = np.divide(held, whole, out=np.zeros(held.shape), where=whole > 0)

    def draw(axes: Axes) -> None:
        for row, column in np.ndindex(*held.shape):
            _cell(t, axes, row, column, int(held[row, column]), float(shares[row, column]))
        axes.set(xlim=(-0.5, len(names) - 0.5), ylim=(len(names) - 0.5, -0.5))
        axes.set_xticks(range(len(names)), names)
        axes.set_yticks(range(len(names)), names)
        axes.set_xlabel(t("plot_migration_x"))
        axes.set_ylabel(t("plot_migration_y"))
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.grid(visible=False)
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)

    moves = held.sum()
    ways = {
        "stayed": np.trace(held),
        "worse": np.triu(held, 1).sum(),
        "better": np.tril(held, -1).sum(),
    }
    told = {name: t.percent(float(n / moves)) for name, n in ways.items()}
    rows: list[tuple[str, Sequence[Cell]]] = [
        (name, [count(t, int(n)) for n in line]) for name, line in zip(names, held, strict=True)
    ]
    head = [t("col_grade"), *names]
    alt = t("plot_migration_alt", **told)
    return made(t, "migration", alt, draw, head, rows, height=1.2 + 0.34 * len(names))


def _cell(t: CreditPhrases, axes: Axes, row: int, column: int, n: int, held: float) -> None:
    """One shaded cell with its count; without shade where nobody moved so."""
    shade = _SHADES(held) if n else "none"
    corner = (column - 0.48, row - 0.46)
    axes.add_patch(Rectangle(corner, 0.96, 0.92, facecolor=shade, edgecolor=LINE, linewidth=0.6))
    if n:
        ink = "#ffffff" if held >= _DARK else INK
        axes.text(column, row, t.number(n, 0), ha="center", va="center", color=ink, fontsize=8)


def _years(t: CreditPhrases, anchor: Mapping[str, Any]) -> Picture:
    years = anchor["years"]
    names = [t.short_day(one["first"]) for one in years]
    rates = [one["events"] / one["rows"] for one in years]

    def draw(axes: Axes) -> None:
        axes.bar(range(len(rates)), rates, 0.6, color=DEEP, alpha=0.75)
        axes.axhline(anchor["long_run"], color=LOSS, linewidth=1.4, label=t("plot_years_line"))
        axes.set_xticks(range(len(names)), names, rotation=30, ha="right", fontsize=8)
        axes.set_ylabel(t("plot_years_y"))
        axes.set_ylim(0, 1.3 * max(*rates, anchor["long_run"]))
        digits(axes.yaxis, t.percent)
        axes.grid(visible=False, axis="x")
        legend(t, axes, "upper right")

    ends = {"low": t.percent(min(rates)), "high": t.percent(max(rates))}
    alt = t("plot_years_alt", years=t.number(len(years), 0), long_run=t.percent(anchor["long_run"]),
            **ends)  # fmt: skip
    rows: list[tuple[str, Sequence[Cell]]] = [
        (name, [count(t, one["rows"]), count(t, one["events"])])
        for name, one in zip(names, years, strict=True)
    ]
    return made(t, "years", alt, draw, [t("col_year"), t("col_rows"), t("col_events")], rows,
                height=3.4)  # fmt: skip


def _ablation(t: CreditPhrases, found: Sequence[Mapping[str, Any]]) -> Picture:
    titles = [t.concept(one["family"]) for one in found]

    def draw(axes: Axes) -> None:
        for at, one in enumerate(found):
            colour = GAIN if one["low"] > 0 else LOSS if one["high"] < 0 else SOFT
            axes.plot([one["low"], one["high"]], [at, at], color=colour, linewidth=2)
            axes.plot(one["difference"], at, "o", color=colour, markersize=6)
        axes.axvline(0, color=SOFT, linewidth=0.8)
        axes.set_xlabel(t("plot_ablation_x"))
        digits(axes.xaxis, lambda value: t.number(value, 2, signed=True))
        title_axes(t, axes, titles)

    rows: list[tuple[str, Sequence[Cell]]] = [
        (title, [_signed(t, one[name]) for name in ("difference", "low", "high")])
        for title, one in zip(titles, found, strict=True)
    ]
    alt = t("plot_ablation_alt", family=titles[0], loss=t.signed(found[0]["difference"], 3))
    head = [t("col_family"), t("col_loss"), t("col_low"), t("col_high")]
    return made(t, "ablation", alt, draw, head, rows, height=1.1 + 0.36 * len(found))


def _signed(t: CreditPhrases, value: float | None) -> Cell:
    return (None, DASH) if value is None else (value, t.number(value, 3, signed=True))
