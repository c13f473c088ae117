"""What all that an office does has in common: its days, and who is found at work on them.

An office visits sleepers as well as those awake, but nobody before registration or after the end.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.schema import TABLES
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Cycles, Flags, Floats, Ints
from coopscore.synthetic.sheet import known_by

_FRIDAY = 5  # of a day number, modulo seven


def opens(chunk: Chunk) -> Ints:
    """The first day on which an office can have done something about each co-operative: (n,)."""
    return np.maximum(chunk.founded.registered, chunk.cycles.recording)


def closes(chunk: Chunk) -> Ints:
    """The last such day: (n,); before `opens` where there is none."""
    return np.minimum(chunk.lives.ended - 1, chunk.cycles.end)


def open_years(chunk: Chunk) -> Floats:
    """Share of each cycle in which an office can act on each co-operative, 0-1: (n, 13)."""
    starts = chunk.cycles.starts
    first = np.maximum(opens(chunk)[:, None], starts[None, :-1] + 1)
    last = np.minimum(closes(chunk)[:, None], starts[None, 1:])
    days = np.maximum(last - first + 1, 0)
    return np.asarray(days / np.diff(starts)[None, :], dtype=np.float64)


def cycle_of(cycles: Cycles, day: Ints) -> Ints:
    """The cycle that each day lies in, 0-12; days outside are put in the nearest."""
    return np.clip(np.searchsorted(cycles.starts, day, side="left") - 1, 0, len(cycles) - 1)


def is_active(chunk: Chunk, who: Ints, day: Ints) -> Flags:
    """Whether each co-operative is truly at work on its day: not asleep, or not yet."""
    cycle = cycle_of(chunk.cycles, day)
    return chunk.lives.awake[who, cycle] | (day < chunk.lives.fell[who, cycle])


def in_time(chunk: Chunk, who: Ints, day: Ints) -> Flags:
    """Whether each day lies in its co-operative's time on record."""
    return (opens(chunk)[who] <= day) & (day <= closes(chunk)[who])


def working(day: Ints) -> Ints:
    """The day itself, or the Thursday before a Friday."""
    return np.where(day % 7 == _FRIDAY, day - 1, day)


def days_in(cycles: Cycles, cycle: Ints, rng: np.random.Generator) -> Ints:
    """A working day within each cycle."""
    first = cycles.starts[cycle] + 2  # never moved out of the cycle by a Friday
    last = cycles.starts[cycle + 1]
    return working(first + (rng.random(len(cycle)) * (last - first + 1)).astype(np.int64))


def later(day: Ints, mean: float, rng: np.random.Generator, *, least: int = 0) -> Ints:
    """A day some days later: `least`, and more with the mean given."""
    return day + least + rng.exponential(mean, len(day)).astype(np.int64)


def rows_of(counts: Ints) -> tuple[Ints, Ints]:
    """Co-operative and cycle of each of the things that `counts` (n, 13) counts."""
    who, cycle = np.nonzero(counts)
    times = counts[who, cycle]
    return np.repeat(who, times), np.repeat(cycle, times)


def alone(*keys: Ints) -> Ints:
    """Places of the first row of each combination of keys, in the order of the keys."""
    order = np.lexsort(keys[::-1])
    moved = np.zeros(len(order), dtype=np.bool_)
    moved[:1] = True
    for key in keys:
        moved[1:] |= np.diff(key[order]) != 0
    return order[moved]


def on_record(chunk: Chunk, tables: Mapping[str, pa.Table]) -> Mapping[str, pa.Table]:
    """The tables without what became known after the drawn history."""
    end = chunk.cycles.end
    return {name: known_by(TABLES[name], rows, end) for name, rows in tables.items()}
