"""The kernel: all values on a whole grid at once, by difference arrays and running maxima.

No loop over rows, no join, and no sort but one a table and order. Sums are of whole numbers, so
neither the order of rows nor the size of a chunk can change a bit.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import months_to_end
from coopscore.errors import SumTooLarge
from features.engines.cells import Intervals, Ints, running_sum
from features.engines.desk import Desk
from features.engines.real_terms import real_terms
from features.engines.spans import spanned
from features.engines.summaries import summarised
from features.engines.versions import Versions, day_numbers
from features.grid import Days
from features.plan import Plan
from features.values import (
    DAYS_IN_YEAR,
    SPANNED,
    Age,
    Arrived,
    Count,
    Difference,
    GridDay,
    InCycle,
    Latest,
    OpenCycle,
    Primitive,
    Ratio,
    Since,
    Spanned,
    Sum,
    Summary,
    Value,
)

Floats = npt.NDArray[np.float64]

# Doubles hold every whole number up to here.
_EXACT = 1 << 53
# Where a sum might pass 64 bits its numbers are split in two parts, whose sums cannot.
_SAFE = float(1 << 62)
_LOW_BITS = 31
_YEAR = 12  # months


def run(
    plan: Plan, tables: Mapping[str, pa.Table], coop_ids: Sequence[str], days: Days
) -> list[pa.Array]:
    """Every value of the plan in every cell; see `features.engines.plug.Engine`."""
    desks = {
        name: Desk(Versions.of(tables[name], coop_ids, days), coop_ids, plan.depths)
        for name in plan.reads
    }
    answers = {p: _ANSWERS[type(p)](desks[p.rows.table], p) for p in plan.primitives}
    return [_combined(value, answers) for value in plan.values]


def _count(desk: Desk, asked: Count) -> pa.Array:
    at, intervals = desk.laid(asked.rows, asked.within)
    return _arrow(running_sum(intervals, np.ones_like(at), desk.shape).astype(np.float64))


def _arrived(desk: Desk, asked: Arrived) -> pa.Array:
    interval = desk.versions.arrivals(asked.within)
    at = np.flatnonzero(interval.counts & desk.versions.chosen(asked.rows))
    intervals = Intervals(desk.versions.cooperative[at], interval.start[at], interval.end[at])
    return _arrow(running_sum(intervals, np.ones_like(at), desk.shape).astype(np.float64))


def _sum(desk: Desk, asked: Sum) -> pa.Array:
    at, intervals = desk.laid(asked.rows, asked.within)
    amounts, known = desk.versions.whole_numbers(asked.column)
    at, intervals = at[known[at]], intervals.chosen(known[at])
    sums, too_large = _exact_sums(intervals, amounts[at], desk.shape)
    if too_large.any():
        coop_id = desk.coop_ids[int(np.argmax(too_large.any(axis=1)))]
        raise SumTooLarge(coop_id=coop_id, table=asked.rows.table, column=asked.column)
    carried = running_sum(intervals, np.ones_like(at), desk.shape) > 0
    return _arrow(np.where(carried, sums.astype(np.float64), np.nan))


def _exact_sums(
    intervals: Intervals, amounts: Ints, shape: tuple[int, int]
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Sums in each cell, and where they pass 2^53 (their numbers there mean nothing)."""
    if np.abs(amounts.astype(np.float64)).sum() < _SAFE:
        sums = running_sum(intervals, amounts, shape)
        return sums, np.abs(sums) > _EXACT
    high = running_sum(intervals, amounts >> _LOW_BITS, shape)
    low = running_sum(intervals, amounts & ((1 << _LOW_BITS) - 1), shape)
    high, low = high + (low >> _LOW_BITS), low & ((1 << _LOW_BITS) - 1)
    far = np.abs(high) > _EXACT >> _LOW_BITS
    sums = (np.where(far, 0, high) << _LOW_BITS) + low
    return sums, far | (np.abs(sums) > _EXACT)


def _latest(desk: Desk, asked: Latest) -> pa.Array:
    row = desk.ruling(asked.rows, asked.nth)
    if asked.type == "category":
        column = desk.versions.rows[asked.column].combine_chunks()
        return column.take(pa.array(row.ravel(), mask=row.ravel() < 0))
    versions = desk.versions
    numbers = real_terms(versions, asked) if asked.real else versions.numbers(asked.column)
    return _arrow(_looked_up(numbers, row))


def _since(desk: Desk, asked: Since) -> pa.Array:
    row = desk.ruling(asked.rows, asked.nth)
    return _arrow(_until(desk) - _looked_up(desk.versions.happened.astype(np.float64), row))


def _age(desk: Desk, asked: Age) -> pa.Array:
    row = desk.ruling(asked.rows, 1)
    days = _until(desk) - _looked_up(desk.versions.numbers(asked.column), row)
    return _arrow(days if asked.unit == "days" else days / DAYS_IN_YEAR)


def _grid_day(desk: Desk, asked: GridDay) -> pa.Array:
    told = _latest(desk, Latest(asked.rows, asked.column, 1))
    known = pc.fill_null(pc.match_substring_regex(told, "^(0[1-9]|1[0-2])-"), fill_value=False)
    ends = pc.if_else(known, pc.utf8_slice_codeunits(told, 0, 2), "12")
    month = ends.to_numpy(zero_copy_only=False).astype(np.int64)
    last = (month + asked.after.value - 1) % _YEAR
    ahead = [[months_to_end(day, m + 1) for m in range(_YEAR)] for day in desk.versions.days.until]
    place = np.tile(np.arange(len(ahead)), len(desk.coop_ids))
    return _arrow(np.array(ahead, dtype=np.float64).reshape(-1, _YEAR)[place, last])


def _spanned(desk: Desk, asked: Spanned) -> pa.Array:
    return _arrow(spanned(desk, asked))


_ANSWERS: Mapping[type[Primitive], Callable[[Desk, Any], pa.Array]] = {
    Count: _count,
    Arrived: _arrived,
    Sum: _sum,
    Latest: _latest,
    Since: _since,
    Age: _age,
    GridDay: _grid_day,
    **dict.fromkeys(SPANNED, _spanned),
}


def _until(desk: Desk) -> Floats:
    return day_numbers(desk.versions.days.until).astype(np.float64)


def _looked_up(numbers: Floats, row: Ints) -> Floats:
    """The numbers at the rows; not a number where the row is -1, the place past the last."""
    found: Floats = np.append(numbers, np.nan)[row]
    return found


def _arrow(cells: Floats) -> pa.Array:
    # from_pandas: not-a-number is how NumPy says missing.
    return pa.array(cells.ravel(), pa.float64(), from_pandas=True)


def _floats(cells: pa.Array) -> Floats:
    numbers: Floats = cells.to_numpy(zero_copy_only=False)
    return numbers


def _combined(value: Value, answers: Mapping[Primitive, pa.Array]) -> pa.Array:
    if isinstance(value, Difference):
        return _arrow(_floats(answers[value.left]) - _floats(answers[value.right]))
    if isinstance(value, Ratio):
        part, whole = (_floats(_combined(v, answers)) for v in (value.part, value.whole))
        missing = np.full(len(part), np.nan)
        return _arrow(np.divide(part, whole, out=missing, where=whole != 0))
    if isinstance(value, Summary):
        return _arrow(summarised(value, [_floats(_combined(v, answers)) for v in value.parts]))
    if isinstance(value, InCycle):
        return _arrow(_in_cycle(value, answers))
    if isinstance(value, OpenCycle):
        ahead, signs = answers[value.signs.ahead], _in_cycle(value.signs, answers)
        return _arrow(_floats(ahead) + np.where(signs > 0, float(_YEAR), 0.0))
    return answers[value]


def _in_cycle(value: InCycle, answers: Mapping[Primitive, pa.Array]) -> Floats:
    passed = _YEAR - _floats(answers[value.ahead]).astype(np.int64)
    counted = np.zeros(len(passed))
    for place, window in enumerate(value.counts):
        at = passed == place
        for count in window:
            counted[at] += _floats(answers[count])[at]
    return counted
