"""What a peer value means: where a co-operative stands among its peers.

This is the definition that peer tables are held to, beside `features.plan`.

Peers
    On an as-of day, the peers of a co-operative are the members of the cohort on the last month's
    end that is not after that day, in the calendar of the grid, as was known on that month's end.
    Its own value is that of the as-of day: what it did since the month's end counts at once, while
    the peers stand still until the next. So a value that grows with every day (days since) is up
    to a month ahead of its peers'; as-of days that lie alike in their months can be compared.

Share
    `peer_share` is the share of peers whose value lies below, ties counting half: 0 is below all,
    1 above all, a half is the middle. Only peers whose value is known count. It is missing where
    the co-operative's own value is, or where no peer's is known.

Groups
    `by` narrows the peers: to those of the same code (branch), or of the same band of a number
    (size). Bands are cut at the quartiles of the number over the cohort's members on that month's
    end; a number on a cut belongs below it. Missing is a code and a band of its own. Where a group
    holds fewer than `at_least` peers with a known value, the last of `by` is left out, and so on
    to the whole cohort, which serves however small it is.

Fineness
    Up to `features.peer_tables.POINTS` different values in a group are all kept. Of more, those
    that hold the ranks at even steps are kept with their exact shares; a value between two of them
    is given the middle of what lies between, at most 1 / (2 * POINTS) off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coopscore.calendar import Calendar, month_end, shift
from coopscore.errors import InvalidDefinition
from features.values import Value, ValueType, canonical

# A share among fewer moves by three hundredths and more with every single peer.
AT_LEAST = 30


@dataclass(frozen=True)
class PeerShare:
    """The share of a co-operative's peers whose value lies below its own, 0 to 1."""

    type: ClassVar[ValueType] = "number"

    value: Value
    by: tuple[Value, ...]
    at_least: int


def peer_share(value: Value, by: Sequence[Value] = (), at_least: int = AT_LEAST) -> PeerShare:
    """Where a number stands among peers, as this module defines it.

    Parameters
    ----------
    value : Value
        The number that is compared.
    by : sequence of Value, optional
        What peers have in common, the most telling first, such as branch and then size; the
        whole cohort by default.
    at_least : int, optional
        Groups of fewer peers are not compared with; 30 by default.

    Raises
    ------
    InvalidDefinition
        Where the value is no number, a part is itself a peer value, or `by` says one thing twice.
    """
    claims = [
        (all(not isinstance(part, PeerShare) for part in (value, *by)), "peers have no peers"),
        (value.type == "number", "only numbers lie below one another"),
        (len(set(by)) == len(by), "peers are chosen twice by one thing"),
        (at_least >= 1, "a group of nobody compares nothing"),
    ]
    if faults := [fault for holds, fault in claims if not holds]:
        raise InvalidDefinition(name="peer_share", fault="; ".join(faults))
    return PeerShare(value, tuple(by), at_least)


def parts(value: Value | PeerShare) -> tuple[Value, ...]:
    """What must be asked of the record: a plain value itself; a peer value's own, then its `by`."""
    return (value.value, *value.by) if isinstance(value, PeerShare) else (value,)


def meaning(value: Value | PeerShare) -> object:
    """A value, peers or no peers, as JSON-able data, equal for equal meaning."""
    if not isinstance(value, PeerShare):
        return canonical(value)
    return {
        "is": "PeerShare",
        "value": canonical(value.value),
        "by": [canonical(part) for part in value.by],
        "at_least": value.at_least,
    }


def peer_day(as_of: date, calendar: Calendar) -> date:
    """The last month's end that is not after `as_of`: the day that peers are taken from.

    Examples
    --------
    >>> peer_day(date(2017, 6, 1), "gregorian")
    datetime.date(2017, 5, 31)
    >>> peer_day(date(2017, 6, 30), "gregorian")
    datetime.date(2017, 6, 30)
    """
    if month_end(as_of, calendar) == as_of:
        return as_of
    return month_end(shift(as_of, -1, calendar), calendar)
