"""Pictures as SVG text by matplotlib, the same bytes each time and in both languages.

Letters stay text, so that the browser joins Persian ones; matplotlib would set them apart. Nothing
of matplotlib's global state is kept: figures are made by hand, and settings hold for one drawing.
"""

import re
from collections.abc import Callable
from html import escape
from io import StringIO
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

INK, SOFT, LINE = "#1b2733", "#52616f", "#d8dfe5"
DEEP, GAIN, LOSS, GOLD = "#17475f", "#1d7367", "#b0472b", "#c9952c"

# A kind keeps its colour and stroke in every picture; strokes tell them apart in black and white.
STROKES = {
    "booster": (DEEP, "-"),
    "blend": (INK, "-"),
    "linear": (SOFT, (0, (3, 1))),
    "logistic": (LOSS, (0, (5, 2))),
    "additive": (GAIN, (0, (4, 1, 1, 1))),
    "rule": (GOLD, (0, (1, 1.4))),
}

_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "text.color": INK,
    "legend.frameon": False,
}
_FONTS = "Vazirmatn, 'Noto Sans', 'Noto Sans Arabic', Tahoma, 'DejaVu Sans', sans-serif"
# What matplotlib says in a style sheet, which on a page would hold for all of it.
_ROOT = "direction: ltr; stroke-linejoin: round; stroke-linecap: butt"
_NOTHING = dict.fromkeys(("Date", "Creator", "Format", "Type"))


def drawn(
    name: str, alt: str, draw: Callable[[Axes], None], *, rtl: bool, width: float, height: float
) -> str:
    """One picture as SVG text.

    Parameters
    ----------
    name : str
        Of letters, digits and hyphens; its ids begin with it, so that pictures share a page.
    alt : str
        What a reader who cannot see it is told.
    draw : callable
        Draws on the only axes.
    rtl : bool
        Whether readers begin at the right.
    width, height : float
        In inches; a page may show it at any size.
    """
    settings: Any = {**_SETTINGS, "svg.hashsalt": name}  # its type would list every setting
    with rc_context(settings):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
        axes.set_axisbelow(True)
        draw(axes)
        if rtl:
            _legend_from_right(figure, axes)
        sheet = StringIO()
        figure.savefig(sheet, format="svg", metadata=_NOTHING, transparent=True)
    return _for_pages(sheet.getvalue(), name, alt)


def digits(axis: object, say: Callable[[float], str]) -> None:
    """Let the ticks of an axis be said by `say`."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: say(value)))  # type: ignore[attr-defined]


def _legend_from_right(figure: Figure, axes: Axes) -> None:
    """Anchor the words of a legend at their right ends, beside their strokes.

    Where they begin is worked out by matplotlib's font, and the browser has another one.
    """
    legend = axes.get_legend()
    if legend is None:
        return
    figure.draw_without_rendering()
    for text in legend.get_texts():
        box = text.get_window_extent()
        x, y = figure.transFigure.inverted().transform((box.x1, (box.y0 + box.y1) / 2))
        figure.text(x, y, text.get_text(), ha="right", va="center", fontsize=text.get_fontsize())
        text.set_visible(False)


def _for_pages(svg: str, name: str, alt: str) -> str:
    """The drawing without its prologue, with ids of its own, and letters that run as they read.

    Anchors are those of left-to-right, whatever surrounds the picture; each text finds the
    direction of its own letters.
    """
    svg = re.sub(
        r"\s*<defs>\s*<style.*?</style>\s*</defs>", "", svg[svg.index("<svg") :], flags=re.S
    )
    svg = re.sub(r' id="([^"]+)"', rf' id="{name}-\1"', svg)
    svg = re.sub(r"(url\(#|href=\"#)", rf"\g<1>{name}-", svg)
    svg = svg.replace("'DejaVu Sans'", _FONTS)
    svg = svg.replace('<text style="', '<text style="unicode-bidi: plaintext; ')
    said = f'role="img" aria-label="{escape(alt)}" style="{_ROOT}"'
    svg = re.sub(r'<svg (.*?)width="[^"]+" height="[^"]+"|<svg ', _opened(said), svg, count=1)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


def _opened(said: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"<svg {said} {found[1] or ''}"
