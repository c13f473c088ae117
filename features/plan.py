"""What a value means on a day, and the short plan that a set of values becomes.

This is the definition that every engine is held to. Three days are given for each place of a grid
(`features.grid.Days`): what was *known* by the end of the knowledge day, of what *happened* in
`(after, until]`. For a feature the knowledge day and `until` are the as-of day itself, and `after`
is the beginning of time or the opening of the window. For a label all three look ahead, on purpose.

Version in force
    A record is told by co-operative and record id; a correction is a later version of it. On a
    knowledge day K the version in force is the one with the greatest (known, version) among those
    with known <= K. Only its own co-operative, dates and columns count; earlier versions are gone.

Visible
    A record is visible iff its version in force is not voided and `after < happened <= until`.
    A filing for the year to 20 March that arrived on 3 July is visible from 3 July; a correction
    that moves it to another day moves it from the day the correction was known.

Conditions
    Are judged on the version in force: a correction that fails one takes the record away. A
    missing column fails every condition.

Windows
    `within` w opens at `until` less w, in calendar months of the grid's calendar, clamped to the
    month's end, and is open there: `(until - w, until]`, judged on happened. Nothing is ever added
    to happened, as months differ and the result would too.

Order
    *Events*: by (happened, known, version, record id); the greatest is the latest.
    *States*: by (known of the record's first version, version of its first version, happened of
    the row in force, record id) among the records of one series; the greatest is in force. So what
    is known last rules, never what happened last; a correction of an old state keeps its place;
    and a void of the last state revives the one before. Record ids are compared by code point.

Arrivals
    `Arrived` counts the records whose version in force is not voided, meets the conditions and
    happened <= `until`, whatever `after`, and whose *first* version was known in `(o, until]`, o
    being the opening of the window, or `after`; 0 where none was. So a correction is no arrival.

Values
    `Count` is 0 where nothing is visible. `Sum` adds whole numbers, skips missing ones, and is
    missing where no row carried one; beyond 2^53 it is refused. `Latest` is the column of the first
    (to fourth) row in order, missing where there is no such row or its column is missing: an older
    row never stands in. `Since` counts days from the happened of the first (to fourth) row to
    `until`, `Age` from the day in a column. `Difference` and `Ratio` are the plain float operation
    on two values, missing where either is, and a ratio where the whole is 0. Numbers are IEEE
    doubles.

Spans
    Begin on happened, and are the event of their start for `Count`, `Latest` and `Since`. Their end
    is a column of the version in force, and *visible* iff it is given and the day it was known is
    <= K. That day is a column too where the table names one (no day in it: never known); where it
    names none the end is planned, and known with the row. Earlier versions' ends are gone. A span
    has *begun* iff its version in force is not voided, meets the conditions, and happened <=
    `until`, whatever `after`. It is *open* iff it has begun and not (its end is visible and
    end <= `until`). `Open` counts those, 0 where there are none; `OpenDays` is `until` less the
    least happened of them. `Covered` adds max(0, min(`until`, visible end) - max(happened, o))
    over all that have begun, o being the opening of the window, or `after`; 0 where none has.
    `SinceEnd` is `until` less the greatest visible end of all that have begun, missing where none
    has one, negative where it lies ahead.

Cycles
    A year end is "month-day" of the Jalali calendar in the state in force, that of Esfand where it
    is missing or names no month. A grid day is the last day of the month that lies `after` months
    past it. `GridDay` counts the months from `until` to the next one, a month begun as a whole, 12
    on a grid day itself; so 12 less it are whole months passed since the last one. `InCycle` adds
    up the counts of the window at that place, 0 where that window holds none. `OpenCycle` is
    `GridDay`, and 12 more where `InCycle` is over 0.

Real terms
    A `Latest` in real terms is `amount * base / index` in doubles, by the series of the row's own
    currency in `coopscore.price_index` and the index of the last whole year that had ended by the
    row's happened day. It is missing where the amount is, where there is no such index, and where
    the index was not yet known on the row's own known day. Money of the base year is a matter of
    unit: one number a currency, the same for every row and day.

Summaries
    Take two to four values, the newest first, at places 0, 1, 2, 3. Those that are missing are
    left out and nothing stands in for them; the others keep their places. With n of them there:
    `mean` is their sum over n, `least` and `greatest` are plain, `below` counts those under the
    limit; all need n >= 1. `slope` is sum((x - mean x)(y - mean y)) / sum((x - mean x)^2) where x
    is less the place, and `spread` is sqrt(sum((y - mean y)^2) / (n - 1)) / |mean y|; both need
    n >= 2, and `spread` a mean that is not 0. Every sum starts from 0.0 and runs from the newest
    to the oldest, a mean is such a sum over n; no least or greatest is -0.0.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from features.facts import Facts
from features.values import Primitive, Rows, Value, columns, depth, primitives

# Every engine needs these of every table.
DATED = ("coop_id", "record_id", "version", "voided", "happened", "known")


@dataclass(frozen=True)
class Plan:
    """Values to answer, the distinct primitives they are made of, and what must be read."""

    values: tuple[Value, ...]
    primitives: tuple[Primitive, ...]
    reads: dict[str, tuple[str, ...]]

    @cached_property
    def depths(self) -> dict[Rows, int]:
        """Of how many rows of each selection, the latest first, anything is asked."""
        deepest: dict[Rows, int] = {}
        for primitive in self.primitives:
            deepest[primitive.rows] = max(deepest.get(primitive.rows, 1), depth(primitive))
        return deepest

    def tables(self, facts: Facts, coop_ids: Collection[str]) -> dict[str, pa.Table]:
        """All that the plan reads of these co-operatives."""
        return {name: facts.read(name, own, coop_ids) for name, own in self.reads.items()}


def compile_plan(values: Sequence[Value]) -> Plan:
    """The plan of these values: each primitive once, in the order first met."""
    distinct = tuple(dict.fromkeys(p for value in values for p in primitives(value)))
    wanted: dict[str, set[str]] = {}
    for primitive in distinct:
        wanted.setdefault(primitive.rows.table, set()).update(columns(primitive))
    reads = {table: (*DATED, *sorted(own)) for table, own in wanted.items()}
    return Plan(values=tuple(values), primitives=distinct, reads=reads)
