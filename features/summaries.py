"""What several values come to: of the last rows, of the gaps between them, of yearly ratios.

All take two to four numbers, the newest first, as `recent` and `gaps` of a selection give them.

>>> from features.selections import Events
>>> filings = Events("filing", happened="period_end", known="received_on")
>>> statements = filings.where(kind="statement")
>>> slope(statements.recent("delay_days", last=3)).statistic
'slope'
>>> spread(statements.gaps(last=3)).type
'number'
"""

import math
from collections.abc import Sequence

from coopscore.errors import InvalidDefinition
from features.values import DEEPEST, Statistic, Summary, Value, canonical


def mean(values: Sequence[Value]) -> Summary:
    """The mean of those that are there; missing where none is."""
    return _summary("mean", values)


def least(values: Sequence[Value]) -> Summary:
    """The least of those that are there; missing where none is."""
    return _summary("least", values)


def greatest(values: Sequence[Value]) -> Summary:
    """The greatest of those that are there; missing where none is."""
    return _summary("greatest", values)


def slope(values: Sequence[Value]) -> Summary:
    """How much they rise a step, from the oldest to the newest, by least squares.

    One step lies between each value and the next, and two where the value between them is
    missing. Missing where fewer than two are there.
    """
    return _summary("slope", values)


def spread(values: Sequence[Value]) -> Summary:
    """Their sample standard deviation over the absolute value of their mean; 0 is all alike.

    Missing where fewer than two are there, or where their mean is 0.
    """
    return _summary("spread", values)


def below(values: Sequence[Value], limit: float) -> Summary:
    """How many of those that are there lie under `limit`; missing where none is there."""
    if not math.isfinite(limit):
        raise InvalidDefinition(name="below", fault=f"{limit} is no limit")
    return _summary("below", values, float(limit))


def _summary(statistic: Statistic, values: Sequence[Value], limit: float | None = None) -> Summary:
    if not 2 <= len(values) <= DEEPEST:
        raise InvalidDefinition(
            name=statistic, fault=f"it is of two to {DEEPEST} values, not of {len(values)}"
        )
    for value in values:
        if value.type != "number":
            raise InvalidDefinition(name=statistic, fault=f"{canonical(value)} is not a number")
    return Summary(statistic, tuple(values), limit)
