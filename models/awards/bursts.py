"""Long overdue papers and duties that come in bulk just before the cut-off, out of habit.

Who is late each year, or brings a year's papers at once, is late and nothing else. So what came in
the last days is set beside the co-operative's own years before and beside what all brought in these
days: all are reminded, and a season has its own work.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.optimize import brentq
from scipy.stats import poisson

from models.awards.signs import (
    Flags,
    Floats,
    GamingSettings,
    Ints,
    Kind,
    Objects,
    Sign,
    coded,
    day_number,
)
from models.status.changes import days, standing

_YEAR = 365
_FILED = ("statement", "tax_return")  # duties that a filing meets
PRIOR = 0.5  # items: nobody's own rate is held to be none because nothing came in a few years


@dataclass(frozen=True, kw_only=True, eq=False)
class Items:
    """What was long overdue, and the day on which it came or was closed; arrays (n,)."""

    coop: Ints
    day: Ints
    record: Objects


def late_filings(
    filings: pa.Table, coop_ids: Sequence[str], as_of: date, settings: GamingSettings
) -> Items:
    """Filings that came when they had long been due; of each record as it first came."""
    rows = _of(filings, coop_ids, as_of)
    late = days(rows["known"]) - days(rows["due_on"].fill_null(rows["known"]))
    return _items(rows, coop_ids, days(rows["known"]), late > settings.overdue_days)


def clean_ups(
    obligations: pa.Table,
    change_requests: pa.Table,
    coop_ids: Sequence[str],
    as_of: date,
    settings: GamingSettings,
) -> Items:
    """Duties met when they had long been overdue, and changes that were asked for.

    A statement that comes late meets its duty, too: duties that a filing met are told of with it.
    """
    duties = _of(obligations, coop_ids, as_of, newest=True)
    known = duties["fulfilled_known_on"]
    met = np.asarray(pc.is_valid(known).to_numpy(zero_copy_only=False), dtype=np.bool_)
    on = days(known.fill_null(duties["known"]))
    overdue = on - days(duties["happened"]) > settings.overdue_days
    filed = coded(duties["kind"], _FILED) >= 0
    now = day_number(as_of)
    closed = _items(duties, coop_ids, on, met & overdue & ~filed & (on <= now))
    asked = _of(change_requests, coop_ids, as_of)
    wanted = _items(asked, coop_ids, days(asked["known"]), np.ones(len(asked), dtype=np.bool_))
    return Items(
        coop=np.concatenate([closed.coop, wanted.coop]),
        day=np.concatenate([closed.day, wanted.day]),
        record=np.concatenate([closed.record, wanted.record]),
    )


def bursts(
    items: Items, kind: Kind, coop_ids: Sequence[str], cut_off: date, settings: GamingSettings
) -> Iterator[Sign]:
    """Co-operatives of which more came in the last days than habit and season account for."""
    last, size = day_number(cut_off), len(coop_ids)
    opens = last - settings.near_days
    near = (items.day > opens) & (items.day <= last)
    span = settings.habit_years * _YEAR
    own = (items.day > opens - span) & (items.day <= opens)
    count = np.bincount(items.coop[near], minlength=size)
    habit = np.bincount(items.coop[own], minlength=size)
    rate = (habit + PRIOR) * settings.near_days / span
    expected = rate * _season(count > 0, rate)
    chance = poisson.sf(count - 1, expected)
    many = count >= settings.least_items
    for coop in np.flatnonzero(many & (chance < settings.chance)).tolist():
        mine = near & (items.coop == coop)
        yield Sign(
            coop_id=coop_ids[coop],
            kind=kind,
            records=tuple(sorted(str(one) for one in items.record[mine])),
            figure=float(count[coop]),
            expected=float(expected[coop]),
            chance=float(chance[coop]),
        )


def _season(came: Flags, rate: Floats) -> float:
    """How many times their habit all brought in these days, at least once.

    It is told by how many brought anything: who brings much at once makes no season of it.
    """
    share = min(float(came.mean()), 1 - 1 / (2 * len(came))) if len(came) else 0.0

    def over(season: float) -> float:
        return float(-np.expm1(-season * rate).mean()) - share

    if not len(came) or over(1.0) >= 0:
        return 1.0
    return float(brentq(over, 1.0, np.log(4 * len(came)) / rate.min()))


def _of(table: pa.Table, coop_ids: Sequence[str], as_of: date, newest: bool = False) -> pa.Table:
    """The rows of some co-operatives on a day: the newest version of each record, or the first.

    A correction does not come anew: the first says when a paper came. What is void counts in
    neither.
    """
    rows = table.filter(pc.is_in(table["coop_id"], value_set=pa.array(list(coop_ids), pa.string())))
    stands = rows.take(pa.array(standing(rows, as_of)))
    if newest:
        return stands
    first = rows.filter(
        pc.and_(
            pc.is_in(rows["record_id"], value_set=stands["record_id"].combine_chunks()),
            pc.less_equal(rows["known"].cast(pa.int32()), pa.scalar(day_number(as_of))),
        )
    ).sort_by([("record_id", "ascending"), ("version", "ascending")])
    ids = first["record_id"]
    if not len(ids):
        return first
    changes = pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1))
    return first.filter(pa.chunked_array([pa.array([True]), *changes.chunks]))


def _items(rows: pa.Table, coop_ids: Sequence[str], day: Ints, kept: Flags) -> Items:
    some = rows.filter(pa.array(kept))
    return Items(
        coop=coded(some["coop_id"], coop_ids),
        day=day[kept],
        record=np.array(some["record_id"].to_pylist(), dtype=object),
    )
