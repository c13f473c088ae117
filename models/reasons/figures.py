"""The figures that a reason's sentence may tell, and whether the record bears them out."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import isclose

from coopscore.calendar import Calendar
from coopscore.dossiers import Plain
from features.peers import parts
from features.rebuilt import Rebuilt
from features.spec import Feature
from features.values import (
    CURRENCY,
    Difference,
    OpenDays,
    Ratio,
    Since,
    SinceEnd,
    Value,
    primitives,
)
from models.reasons.by_records import Shown

# Whose number is days that have passed since a day worth telling.
_PASSED = (Since, SinceEnd, OpenDays)


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


def bears_out(
    feature: Feature, value: Plain, found: Rebuilt, *, as_of: date, calendar: Calendar
) -> bool:
    """Whether the record gives the value that the model read, and every figure told of it.

    Three checks, each by other code. The judge's value, out of the stored rows, is the model's.
    Parts, and sides, come to it. And the records that are named come to it by themselves
    (`models.reasons.by_records`), none of them of another selection or of a later day: so the day
    that days are counted from stands in a record, a sum is that of the cells, a count that of the
    records, and `newest` and `oldest` are days of records that count.

    A value that the model had never met is None to it, and something else on record.

    Parameters
    ----------
    value : float, str or None
        As the model read it.
    found : Rebuilt
        The same found again, with all records behind it: a dossier keeps the newest 40 of them,
        so that of a value with more its reader cannot do the last check again.
    as_of, calendar
        The score's day, and the calendar that its windows are counted in.

    Notes
    -----
    Of a value among peers only the co-operative's own number is checked against records. A day
    moved within the window changes no count: that the records are those stored is the judge's
    word and that of `features.behind`, which read the rows apart from each other.
    """
    own = parts(feature.value)[0]
    unseen = value is None and isinstance(found.recorded, str)
    return (
        (unseen or found.value == value)
        and _parts_give(own, found)
        and _records_give(own, found, Shown(records=found.evidence, as_of=as_of, calendar=calendar))
    )


def _parts_give(own: Value, found: Rebuilt) -> bool:
    """Whether both numbers of a ratio or a difference are there and come to the value."""
    number = found.recorded
    if not isinstance(own, Ratio | Difference) or not isinstance(number, float):
        return True
    part, whole = found.part, found.whole
    if not isinstance(part, float) or not isinstance(whole, float):
        return False
    return _same(part / whole if isinstance(own, Ratio) else part - whole, number)


def _records_give(own: Value, found: Rebuilt, shown: Shown) -> bool:
    """Whether the records come to the value and to its parts, in one and the same order."""
    asked: list[tuple[Value, Plain]] = [(own, found.recorded)]
    if isinstance(own, Ratio):
        asked += [(own.part, found.part), (own.whole, found.whole)]
    if isinstance(own, Difference):
        asked += [(own.left, found.part), (own.right, found.whole)]
    return not shown.strangers(own) and any(
        all(_same(shown.answer(one, order), told) for one, told in asked)
        for order in shown.orders(own)
    )


def _same(made: Plain, told: Plain) -> bool:
    if isinstance(made, float) and isinstance(told, float):
        return isclose(made, told, rel_tol=1e-9, abs_tol=1e-9)
    return made == told
