"""Heat maps of data quality: how much of each table, and of each province, holds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.patches import Rectangle

from coopscore.quality.rule import DIMENSIONS
from serving.reports.picture import Cell, Picture, made, share, title_axes
from serving.reports.quality_wording import QualityPhrases
from serving.reports.sheets import INK, LINE, LOSS
from serving.reports.wording import DASH

# From all that holds to nothing that does; differences among the good ones are what is looked for.
_SHADES = LinearSegmentedColormap.from_list("fails", ["#f3f6f8", "#e9c9b6", LOSS, "#5e1f0f"])
_NORM = PowerNorm(0.5, vmin=0.0, vmax=1.0)
_DARK = 0.25  # of rows that fail; from there on letters are light

Row = tuple[str, Mapping[str, Mapping[str, Any]]]


def heat_maps(t: QualityPhrases, report: Mapping[str, Any]) -> Iterator[Picture]:
    """Tables by dimension, and provinces by dimension; a picture without rows is left out."""
    tables = [(t.table(one["table"]), one["dimensions"]) for one in report["tables"]]
    provinces = [(t.province(one["province"]), one["dimensions"]) for one in report["provinces"]]
    for name, rows in (("quality_tables", tables), ("quality_provinces", provinces)):
        if rows:
            yield _heat_map(t, name, rows)


def _heat_map(t: QualityPhrases, name: str, rows: Sequence[Row]) -> Picture:
    titles = [title for title, _ in rows]

    def draw(axes: Axes) -> None:
        for line, (_, dimensions) in enumerate(rows):
            for column, dimension in enumerate(DIMENSIONS):
                _cell(t, axes, column, line, dimensions[dimension]["share"])
        axes.set_xticks(range(len(DIMENSIONS)), [t.dimension(one) for one in DIMENSIONS])
        axes.xaxis.tick_top()
        axes.set_xlim(-0.5, len(DIMENSIONS) - 0.5)
        title_axes(t, axes, titles)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.grid(visible=False)
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        if t.words.dir == "rtl":
            axes.invert_xaxis()

    head = [t(f"col_{name}"), *(t.dimension(one) for one in DIMENSIONS)]
    cells = [
        (title, [_told(t, parts[one]["share"]) for one in DIMENSIONS]) for title, parts in rows
    ]
    alt = t(f"plot_{name}_alt", rows=len(rows), worst=_worst(t, rows))
    return made(t, name, alt, draw, head, cells, height=0.8 + 0.29 * len(rows))


def _cell(t: QualityPhrases, axes: Axes, column: int, line: int, held: float | None) -> None:
    """One shaded cell with its percentage; without shade where nothing could be asked."""
    corner, size = (column - 0.48, line - 0.46), (0.96, 0.92)
    fails = None if held is None else 1 - held
    shade = "none" if fails is None else _SHADES(_NORM(fails))
    axes.add_patch(Rectangle(corner, *size, facecolor=shade, edgecolor=LINE, linewidth=0.6))
    ink = "#ffffff" if fails is not None and fails >= _DARK else INK
    text = DASH if held is None else t.percent(held)
    axes.text(column, line, text, ha="center", va="center", color=ink, fontsize=8.5)


def _told(t: QualityPhrases, held: float | None) -> Cell:
    return (None, DASH) if held is None else share(t, held)


def _worst(t: QualityPhrases, rows: Sequence[Row]) -> str:
    """The three cells that hold least, in words."""
    held = [
        (parts[one]["share"], f"{title} ({t.dimension(one)}): {t.percent(parts[one]['share'])}")
        for title, parts in rows
        for one in DIMENSIONS
        if parts[one]["share"] is not None
    ]
    return t.side_by_side([said for _, said in sorted(held)[:3]])
