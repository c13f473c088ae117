"""The pictures of `a_day_in_the_registry`: few colours, words beside what they name, two languages.

matplotlib joins Persian letters itself since 3.11, so a picture is a PNG that needs no fonts but
its own. Nothing of its global state is touched: figures are made by hand, settings hold for one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from IPython.display import Image, display
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from coopscore.calendar import jalali
from serving.reports.sheets import DEEP, GAIN, GOLD, INK, LINE, LOSS, SOFT

PALE = "#9fb4c1"
_SETTINGS: Any = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.titlesize": 10,
    "axes.titlecolor": INK,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "text.color": INK,
    "legend.frameon": False,
}
Floats = npt.NDArray[np.float64]
_FIRST, _LAST = 1340, 1406
_NOWRUZ = np.array([jalali(year, 1, 1).toordinal() for year in range(_FIRST, _LAST + 1)])


def in_years(days: Iterable[date]) -> Floats:
    """Days as Jalali years with their fraction: 1 Mehr 1403 is about 1403.5."""
    numbers = np.array([day.toordinal() for day in days])
    place = np.searchsorted(_NOWRUZ, numbers, side="right") - 1
    years: Floats = (
        _FIRST + place + (numbers - _NOWRUZ[place]) / (_NOWRUZ[place + 1] - _NOWRUZ[place])
    )
    return years


@contextmanager
def picture(
    *titles: tuple[str, str],
    height: float = 3.4,
    widths: Sequence[float] | None = None,
    apart: bool = False,
) -> Iterator[list[Axes]]:
    """One picture with a panel for each (English, Persian) title, shown when it is drawn.

    Parameters
    ----------
    height : float
        In inches; the width is always the same.
    widths : sequence of float or None
        Of the panels beside one another.
    apart : bool
        Whether the two titles stand on lines of their own, as those of several panels do.
    """
    with rc_context(_SETTINGS):
        figure = Figure(figsize=(9.6, height), dpi=110, layout="constrained")
        panels = list(figure.subplots(1, len(titles), squeeze=False, width_ratios=widths)[0])
        for axes, (english, persian) in zip(panels, titles, strict=True):
            line = "\n" if apart or len(titles) > 1 else ""
            axes.set_title(english + line, loc="left", weight="bold")
            axes.set_title(line + persian, loc="right", weight="bold")
        yield panels
        sheet = BytesIO()
        figure.savefig(sheet, format="png")
    alt = "; ".join(english for english, _ in titles)
    display(Image(sheet.getvalue(), alt=alt))


def year_axis(axes: Axes, first: int, last: int) -> None:
    """A Jalali year a tick, from the start of `first` to the end of `last`."""
    axes.set_xlim(first, last)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    axes.grid(visible=False, axis="x")


def percent_axis(axis: Axis) -> None:
    """Shares in whole percent."""
    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f}%"))


def thousands_axis(axis: Axis) -> None:
    """Counts with their thousands apart."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def shade(axes: Axes, spans: Iterable[tuple[float, float]]) -> None:
    """Grey where campaigns ran."""
    for start, end in spans:
        axes.axvspan(start, end, color=GOLD, alpha=0.16, linewidth=0)


def beside(
    axes: Axes, lines: Mapping[str, tuple[float, str]], x: float, apart: float = 0.06
) -> None:
    """Words at the right ends of lines, in the lines' colours, never one upon another.

    Parameters
    ----------
    lines
        Where each line ends, and its colour, by its words.
    apart
        How far apart two of them stay, as a share of the height of the panel.
    """
    low, high = axes.get_ylim()
    gap, last = apart * (high - low), -np.inf
    for words, (y, colour) in sorted(lines.items(), key=lambda one: one[1][0]):
        last = max(y, last + gap)
        axes.annotate(
            words,
            (x, last),
            xytext=(5, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontsize=8.5,
            annotation_clip=False,
        )


def ranked(
    axes: Axes, names: Sequence[tuple[str, str]], *, left: bool = True, right: bool = True
) -> Floats:
    """Rows from the top, English names at the left and Persian ones at the right; their heights."""
    rows = np.arange(len(names), dtype=np.float64)[::-1]
    axes.set_yticks(rows, [english if left else "" for english, _ in names])
    axes.set_ylim(-0.7, len(names) - 0.3)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    if not right:
        return rows
    other = axes.secondary_yaxis("right")
    other.set_yticks(rows, [persian for _, persian in names])
    other.tick_params(axis="y", length=0)
    other.spines["right"].set_visible(False)
    return rows


def dots(axes: Axes, x: Any, rows: Any, colour: Any = DEEP, **more: Any) -> None:
    """Dots, as large everywhere."""
    how: dict[str, Any] = {"s": 26, "color": colour, "zorder": 3, "linewidth": 0, **more}
    axes.scatter(x, rows, **how)


def key(axes: Axes, **more: Any) -> None:
    """A legend without a frame."""
    how: dict[str, Any] = {"fontsize": 8, "handlelength": 1.2, "borderaxespad": 0.3, **more}
    axes.legend(**how)


def key_below(axes: Axes) -> None:
    """One legend for all panels, under them."""
    handles, words = axes.get_legend_handles_labels()
    axes.figure.legend(handles, words, loc="outside lower center", ncols=len(words), fontsize=8.5)


__all__ = [
    "DEEP", "GAIN", "GOLD", "INK", "LINE", "LOSS", "PALE", "SOFT",
    "beside", "dots", "in_years", "key", "key_below", "percent_axis", "picture", "ranked", "shade",
    "thousands_axis", "year_axis",
]  # fmt: skip
