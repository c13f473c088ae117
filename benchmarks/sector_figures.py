"""The published figures: what each is made of in one part of the registry, and whether it fits.

Every kind of figure is a sum over co-operatives or rows, so that parts add up and nothing but sums
is kept of them.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from benchmarks.sector_view import Flags, View, days_of, number
from coopscore.calendar import read_day
from coopscore.language import Text

PUBLISHED = Path(__file__).with_name("published_figures.toml")
SLACK, HEAVY, ERRORS = 0.10, 0.50, 2.0  # of a value, of a heavy-tailed one; standard errors
_DAYS = ("day", "from", "until")

# What a figure is made of in one part: a numerator, a denominator, and the sum of squares.
Piece = tuple[float, float, float]
NOTHING: Piece = (0.0, 0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One published figure; `asked` is how it is computed (`published_figures.toml`)."""

    name: str
    title: Text
    value: float
    tolerance: str
    kind: str
    asked: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A figure as generated beside what was published, at the scale of what was generated."""

    figure: Figure
    published: float
    found: float
    slack: float

    @property
    def inside(self) -> bool:
        """Whether it lies within its tolerance."""
        return abs(self.found - self.published) <= self.slack


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """The last campaign over a province: the day before it started, and the day it ended."""

    before: date
    ended: date


def published() -> tuple[tuple[Figure, ...], int]:
    """The figures in their order, and the size of the registry that they speak of."""
    content = tomllib.loads(PUBLISHED.read_text("utf-8"))
    return tuple(_figure(one) for one in content["figure"]), content["size"]


def _figure(one: Mapping[str, Any]) -> Figure:
    own = ("name", "title", "value", "tolerance", "kind", "source")
    return Figure(
        name=one["name"],
        title=Text(**one["title"]),
        value=one["value"],
        tolerance=one["tolerance"],
        kind=one["kind"],
        asked=_with_days({key: said for key, said in one.items() if key not in own}),
    )


def _with_days(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The same with days in place of their Jalali texts, at any depth."""
    read: dict[str, Any] = {}
    for key, said in asked.items():
        if key in _DAYS:
            read[key] = read_day(said)
        else:
            read[key] = _with_days(said) if isinstance(said, Mapping) else said
    return read


def campaign_over(view: View, province: str) -> Campaign:
    """The last campaign over a province, from the part that holds the sector's own tables."""
    rows = view.rows("campaign").select(["starts_on", "ends_on", "provinces"]).to_pylist()
    over = [row for row in rows if province in (row["provinces"] or "").split()]
    last = max(over, key=lambda row: row["ends_on"])
    before = date.fromordinal(last["starts_on"].toordinal() - 1)
    return Campaign(before=before, ended=last["ends_on"])


def piece(figure: Figure, view: View, campaigns: Mapping[str, Campaign]) -> Piece:
    """What a figure is made of in one part; `campaigns` are by province."""
    return _PIECES[figure.kind](figure.asked, view, campaigns)


def _mine(asked: Mapping[str, Any], view: View, who: str) -> Flags:
    day = asked.get("day")
    return view.are(asked[who], day) & view.where(asked.get("where", {}), day)


def _stock(asked: Mapping[str, Any], view: View, _: object) -> Piece:
    return (float(_mine(asked, view, "who").sum()), 0.0, 0.0)


def _births(asked: Mapping[str, Any], view: View, _: object) -> Piece:
    return (float(_born(asked, view).sum()), 0.0, 0.0)


def _born(asked: Mapping[str, Any], view: View) -> Flags:
    last = view.in_force("cooperative", None)
    entered = days_of(view.told("cooperative", "registered_on", last))
    between = (entered >= number(asked["from"])) & (entered <= number(asked["until"]))
    born: Flags = view.are("registered", None) & between
    return born


def _share(asked: Mapping[str, Any], view: View, _: object) -> Piece:
    of = _mine(asked, view, "of")
    among = of.copy()
    if "who" in asked:
        among &= view.are(asked["who"], asked["day"])
    if "among" in asked:
        among &= view.where(asked["among"], asked["day"])
    if "having" in asked:
        among &= view.having(asked["having"], asked["day"])
    return (float(among.sum()), float(of.sum()), 0.0)


def _rows(asked: Mapping[str, Any], view: View, _: object) -> Piece:
    name, wanted = asked["table"], dict(asked.get("where", {}))
    counts = view.within(name, asked)
    own = {column: wanted.pop(column) for column in list(wanted) if _is_own(view, name, column)}
    counts &= view.chosen(name, own)
    if wanted:
        mine = np.append(view.where(wanted, None), False)
        counts &= mine[view.places(name)]
    amounts = np.ones(int(counts.sum()))
    if "sum" in asked:
        amounts = pc.fill_null(view.rows(name)[asked["sum"]], 0).to_numpy()[counts].astype(float)
    return (float(amounts.sum()), 0.0, float((amounts**2).sum()))


def _is_own(view: View, name: str, column: str) -> bool:
    return column in view.rows(name).column_names


def _columns(asked: Mapping[str, Any], view: View, *names: str) -> list[Any]:
    """Numbers of the last (or first) row of each one asked of; those without are left out."""
    name, day = asked["table"], asked.get("day")
    whose = _mine(asked, view, "of") if "of" in asked else _born(asked, view)
    at = _first(view, name) if asked.get("first") else view.in_force(name, day)
    told = [view.told(name, column, np.where(whose, at, -1)) for column in names]
    there = np.logical_and.reduce([one.is_valid().to_numpy(zero_copy_only=False) for one in told])
    return [pc.fill_null(one, 0).to_numpy()[there].astype(float) for one in told]


def _first(view: View, name: str) -> Any:
    """The position of each one's first row."""
    happened, _ = view.dated(name)
    at = np.flatnonzero(view.places(name) >= 0)
    at = at[np.argsort(-happened[at], kind="stable")]
    first = np.full(len(view), -1, dtype=np.int64)
    first[view.places(name)[at]] = at
    return first


def _mean(asked: Mapping[str, Any], view: View, _: object) -> Piece:
    (numbers,) = _columns(asked, view, asked["column"])
    return (float(numbers.sum()), float(len(numbers)), 0.0)


def _ratio(asked: Mapping[str, Any], view: View, _: object) -> Piece:
    part, whole = _columns(asked, view, asked["column"], asked["by"])
    return (float(part.sum()), float(whole.sum()), 0.0)


def _money(asked: Mapping[str, Any], view: View, _: object) -> Piece:
    name = asked["table"]
    counts = view.within(name, asked)
    amounts = pc.fill_null(view.rows(name)[asked["column"]], 0).to_numpy().astype(float)
    among = counts & view.any_of(name, asked["having"])
    return (float(amounts[among].sum()), float(amounts[counts].sum()), 0.0)


def _change(asked: Mapping[str, Any], view: View, campaigns: Mapping[str, Campaign]) -> Piece:
    (province,) = asked["where"]["province"]
    days = campaigns[province]
    before, after = (
        float(_mine({**asked, "day": day}, view, "who").sum()) for day in (days.before, days.ended)
    )
    return (after - before, before, 0.0)


_PIECES: Mapping[str, Callable[..., Piece]] = {
    "stock": _stock,
    "births": _births,
    "share": _share,
    "rows": _rows,
    "mean": _mean,
    "ratio": _ratio,
    "money": _money,
    "change": _change,
}


def verdict(figure: Figure, pieces: Sequence[Piece], scale: float) -> Verdict:
    """The figure over all parts beside what was published.

    Parameters
    ----------
    scale : float
        Co-operatives generated over those that the published figures speak of.
    """
    part, whole, squares = (sum(column) for column in zip(*pieces, strict=True))
    scaled = figure.value * scale if figure.tolerance in ("count", "sum") else figure.value
    found = part if figure.tolerance in ("count", "sum") else part / whole if whole else 0.0
    slack = HEAVY if figure.tolerance == "heavy" else SLACK
    error = _error(figure.tolerance, scaled, whole, squares)
    return Verdict(
        figure=figure,
        published=scaled,
        found=found,
        slack=max(slack * abs(scaled), ERRORS * error),
    )


def _error(tolerance: str, scaled: float, base: float, squares: float) -> float:
    """The standard error at the scale compared; none is claimed of heavy-tailed figures."""
    if tolerance == "share":
        return sqrt(abs(scaled) * (1 - abs(scaled)) / max(base, 1.0))
    return {"count": sqrt(abs(scaled)), "sum": sqrt(squares), "heavy": 0.0}[tolerance]
