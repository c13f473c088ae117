"""Outcomes of cycles: whether the first cycle that is still open for a co-operative ends silent.

Silence comes about on a co-operative's own grid day and on no other. So a row looks ahead as many
months as are left to the end of the cycle: on 30 Mehr twelve, on 31 Tir three, for one whose grid
day is 30 Mehr. Who has given a sign since then can no longer end this cycle silent: its row is
asked about the next one, from grid day to grid day, and its outcome is known a year later.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coopscore.calendar import Calendar, Months, month_end, shift
from features.telling import Telling, with_outcome

Places = npt.NDArray[np.int64]


def of_cycles(
    told: Telling, rows: pa.Table, ahead: pa.ChunkedArray, length: Months, later: int = 0
) -> pa.Table:
    """What became of the cycle that each row asks about.

    Parameters
    ----------
    told : Telling
        The label and how far is seen.
    rows : pa.Table
        `coop_id` and `as_of`.
    ahead : pa.ChunkedArray of float
        Months from each row's day to the end of the first cycle that is still open.
    length : Months
        That of a cycle.
    later : int, optional
        How many cycles after the first open one are looked past: with 1 it is the second, whatever
        came of the first.

    Returns
    -------
    pa.Table
        The rows with `state`, `outcome` and `known_on`. One that had ended when a later cycle
        began is censored.
    """
    months = ahead.to_numpy().astype(np.int64) + later * length.value
    state = np.full(len(months), "immature", dtype=object)
    known = np.full(len(months), None, dtype=object)
    days = np.array(rows["as_of"].to_pylist(), dtype=object)
    for at, passed, left in _by_distance(months, length.value):
        starts = _moved(days[at], passed, told)
        asked = pa.table({"coop_id": rows["coop_id"].take(pa.array(at)), "as_of": starts})
        found = np.array(told.states(asked, Months(left)).to_pylist(), dtype=object)
        state[at] = np.where((found == "already_gone") & (passed > 0), "censored", found)
        by_day = {day: told.known_on(day, Months(left)) for day in set(starts.to_pylist())}
        known[at] = [by_day[day] for day in starts.to_pylist()]
    table = with_outcome(rows, pa.chunked_array([pa.array(state, pa.string())]))
    return table.append_column("known_on", pa.array(known.tolist(), pa.date32()))


def _by_distance(months: Places, length: int) -> Iterator[tuple[Places, int, int]]:
    """Rows as far from their cycle's end: their places, months to its start, months of it left."""
    for distance in np.unique(months).tolist():
        left = min(distance, length)
        yield np.flatnonzero(months == distance), distance - left, left


def _moved(days: npt.NDArray[np.object_], by: int, told: Telling) -> pa.Array:
    """The days so many months later; the ends of months stay ends of months."""
    moved = {day: _later(day, by, told.calendar) for day in set(days.tolist())}
    return pa.array([moved[day] for day in days.tolist()], pa.date32())


def _later(day: date, by: int, calendar: Calendar) -> date:
    moved = shift(day, by, calendar)
    return month_end(moved, calendar) if day == month_end(day, calendar) else moved
