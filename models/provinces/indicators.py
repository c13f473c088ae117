"""The four indicators of the monitoring movement, by place, with what stands behind each.

| indicator | of | counted |
|---|---|---|
| revived | dormant at the start of the period | called active again, and proved by a sign of life |
| updated | active at its end | no change pending or overdue |
| statements | on the register at its end, with a statement due | that uploaded the last |
| statute | active at its end | mean completeness of the statute data |

Source: domain 10.7, and `formulas.toml`, which says what is pending, due and complete.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from models.provinces.figures import Rate, means, over, shares
from models.provinces.formulas import Formulas
from models.provinces.known import Flags, Floats, Ints
from models.provinces.measures import Measures
from models.provinces.ranking import Ranked, ranked

INDICATORS = ("revived", "updated", "statements", "statute")


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator of one place.

    Parameters
    ----------
    ranked : Ranked or None
        None where the denominator is too small, or nothing is ranked.
    parts : mapping of str to int
        Exact counts behind it: entered, not_proved and too_early; pending, overdue and
        board_expired; filed and complete.
    """

    rate: Rate
    ranked: Ranked | None
    parts: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Indicators:
    """Indicators by place, and beside them all places taken together, their mean and median.

    `mean` and `median` are over places whose denominator allows a rank; None where none does.
    """

    places: tuple[Mapping[str, Indicator], ...]
    together: Mapping[str, Indicator]
    mean: Mapping[str, float | None]
    median: Mapping[str, float | None]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Asked:
    """Who counts of an indicator: `counted` of `whole` (0-1), which place each is of, the parts."""

    whole: Flags
    counted: Floats
    place: Ints
    parts: Mapping[str, Flags]
    is_mean: bool = False


def indicators_of(
    measures: Measures,
    among: Flags,
    was: Ints,
    is_: Ints,
    places: int,
    formulas: Formulas,
    *,
    ranks: bool = True,
) -> Indicators:
    """The indicators of some co-operatives by place.

    Parameters
    ----------
    among : array of bool (n,)
    was, is_ : array of int (n,)
        The place of each at the start and at the end; -1 counts nowhere.
    ranks : bool
        Whether places are ranked.
    """
    asked = {name: _ASKED[name](measures, was, is_, formulas) for name in INDICATORS}
    rates = {name: _by_place(one, among, places, formulas) for name, one in asked.items()}
    order = {
        name: ranked(own[:-1], formulas) if ranks else [None] * places
        for name, own in rates.items()
    }
    parts = {name: _parts(one, among, places) for name, one in asked.items()}
    told = [
        {
            name: Indicator(
                rate=rates[name][at], ranked=[*order[name], None][at], parts=parts[name][at]
            )
            for name in INDICATORS
        }
        for at in range(places + 1)
    ]
    values = {name: over(rates[name][:-1], formulas.least) for name in INDICATORS}
    return Indicators(
        places=tuple(told[:-1]),
        together=told[-1],
        mean={name: float(own.mean()) if len(own) else None for name, own in values.items()},
        median={name: float(np.median(own)) if len(own) else None for name, own in values.items()},
    )


def by_place(value: Floats | Flags, who: Flags, place: Ints, places: int) -> Floats:
    """The sum of a value by place, and over everybody as the last."""
    kept = who & (place >= 0)
    found = np.bincount(place[kept], value[kept].astype(np.float64), minlength=places)
    return np.append(found, found.sum())


def _by_place(asked: _Asked, among: Flags, places: int, formulas: Formulas) -> list[Rate]:
    who = among & asked.whole
    count = by_place(np.ones(len(who)), who, asked.place, places)
    total = by_place(asked.counted, who, asked.place, places)
    if not asked.is_mean:
        return shares(total, count, formulas.level)
    squares = by_place(asked.counted**2, who, asked.place, places)
    return means(total, squares, count, formulas.level)


def _parts(asked: _Asked, among: Flags, places: int) -> list[Mapping[str, int]]:
    counts = {
        name: by_place(flag, among & asked.whole, asked.place, places)
        for name, flag in asked.parts.items()
    }
    return [{name: int(own[at]) for name, own in counts.items()} for at in range(places + 1)]


def _active(measures: Measures, formulas: Formulas) -> Flags:
    return measures.closing.among(*formulas.active)


def _revived(measures: Measures, was: Ints, _is: Ints, _formulas: Formulas) -> _Asked:
    found = measures.revived
    parts = {
        "entered": found.entered,
        "not_proved": found.not_proved,
        "too_early": found.too_early,
        "ripe": found.ripe,
        "relapsed": found.relapsed,
    }
    return _Asked(whole=found.base, counted=found.proved.astype(np.float64), place=was, parts=parts)


def _updated(measures: Measures, _was: Ints, is_: Ints, formulas: Formulas) -> _Asked:
    found = measures.changes
    waiting = found.pending | found.overdue | found.board_expired
    parts = {
        "pending": found.pending,
        "overdue": found.overdue,
        "board_expired": found.board_expired,
    }
    return _Asked(
        whole=_active(measures, formulas),
        counted=(~waiting).astype(np.float64),
        place=is_,
        parts=parts,
    )


def _statements(measures: Measures, _was: Ints, is_: Ints, formulas: Formulas) -> _Asked:
    found = measures.statements
    owing = measures.closing.living
    if formulas.owing == "active":
        owing = _active(measures, formulas)
    return _Asked(
        whole=owing & found.due, counted=found.uploaded.astype(np.float64), place=is_, parts={}
    )


def _statute(measures: Measures, _was: Ints, is_: Ints, formulas: Formulas) -> _Asked:
    found, active = measures.statute, _active(measures, formulas)
    told = np.isfinite(found.completeness)
    counts = active & (told | (~found.filed if formulas.unfiled else np.False_))
    complete = told & (np.nan_to_num(found.completeness, nan=0.0) >= formulas.complete_from)
    return _Asked(
        whole=counts,
        counted=np.nan_to_num(found.completeness, nan=0.0),
        place=is_,
        parts={"filed": found.filed, "complete": complete},
        is_mean=True,
    )


_ASKED: Mapping[str, Callable[[Measures, Ints, Ints, Formulas], _Asked]] = {
    "revived": _revived,
    "updated": _updated,
    "statements": _statements,
    "statute": _statute,
}
