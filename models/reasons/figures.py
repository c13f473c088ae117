"""The figures that a reason's sentence may tell, and whether the record bears them out."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import isclose

from coopscore.dossiers import Plain
from features.peers import parts
from features.rebuilt import Rebuilt
from features.spec import Feature
from features.values import (
    CURRENCY,
    Arrived,
    Count,
    Difference,
    Open,
    OpenDays,
    Ratio,
    Since,
    SinceEnd,
    Value,
    primitives,
)

# Whose number is days that have passed since a day worth telling.
_PASSED = (Since, SinceEnd, OpenDays)
# Whose number is that of the records behind it.
_COUNTED = (Count, Arrived, Open)


def figures(feature: Feature, value: Plain, found: Rebuilt, *, as_of: date) -> Mapping[str, Plain]:
    """All figures of a feature that can be told, by name; what does not apply is left out.

    Parameters
    ----------
    value : float, str or None
        As the model read it.
    found : Rebuilt
        The same found again in the record.
    as_of : date
        The score's day.

    Returns
    -------
    mapping
        `value`, and `size` without its sign; `months` of the window; `part` and `whole` of a ratio;
        `left` and `right` of a difference; `rows`, how many records are behind it; `newest` and
        `oldest`, the ISO days that the first and the last of them speak of; `since`, the ISO day
        that days are counted from; `currency` of the amounts.
    """
    own = parts(feature.value)[0]
    told: dict[str, Plain] = {"value": value, "months": _months(own)}
    if isinstance(value, float):
        told["size"] = abs(value)
        if isinstance(own, _PASSED):
            told["since"] = (as_of - timedelta(days=value)).isoformat()
    if isinstance(own, Ratio):
        told |= {"part": found.part, "whole": found.whole}
    if isinstance(own, Difference):
        told |= {"left": found.part, "right": found.whole}
    told |= _records(found)
    return {name: figure for name, figure in told.items() if figure is not None}


def _records(found: Rebuilt) -> Mapping[str, Plain]:
    days = [one.happened for one in found.evidence]
    currencies = {one.cells[CURRENCY] for one in found.evidence if CURRENCY in one.cells}
    return {
        "rows": float(len(days)),
        "newest": max(days).isoformat() if days else None,
        "oldest": min(days).isoformat() if days else None,
        "currency": currencies.pop() if len(currencies) == 1 else None,
    }


def _months(value: Value) -> float | None:
    """The window that a value looks at, in months; None where it has none, or several."""
    windows = {within for one in primitives(value) if (within := getattr(one, "within", None))}
    return float(windows.pop().value) if len(windows) == 1 else None


def bears_out(feature: Feature, value: Plain, found: Rebuilt) -> bool:
    """Whether the record, read by the judge, gives the value that the model read.

    Parts must come to the value, and a count be that of the records behind it. A value that the
    model had never met is None to it, and something else on record.
    """
    own = parts(feature.value)[0]
    unseen = value is None and isinstance(found.recorded, str)
    return (unseen or found.value == value) and _consistent(own, found)


def _consistent(own: Value, found: Rebuilt) -> bool:
    number = found.recorded
    if isinstance(own, _COUNTED):
        return number == len(found.evidence)
    if not isinstance(own, Ratio | Difference) or not isinstance(number, float):
        return True
    part, whole = found.part, found.whole
    if not isinstance(part, float) or not isinstance(whole, float):
        return False
    made = part / whole if isinstance(own, Ratio) else part - whole
    return isclose(made, number, rel_tol=1e-12, abs_tol=1e-12)
