"""Columns of numbers become rows of one of the registry's tables.

Histories are drawn as arrays: days as day numbers, codes as places in a list of words. A sheet is
the same in the types of the schema, under the names that a file gives its columns, so that it can
be written to a file, or stored as facts, without looking at a single cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.synthetic.sector.cycles import EPOCH, NEVER, Ints
from coopscore.table import ARROW, Table, Type

NOTHING = -(2**62)  # a whole number that stands for a missing one


@dataclass(frozen=True)
class Coded:
    """A column of words, as places in a list; a place below 0 is missing."""

    places: Ints
    words: tuple[str, ...]


# Whole numbers (`NOTHING` is missing), floats (NaN is missing), flags, day numbers (`NEVER` is
# missing), words by place, or texts that stand as they are.
Cells: TypeAlias = npt.NDArray[np.generic] | Coded | pa.Array | pa.ChunkedArray


def sheet(table: str, columns: Mapping[str, Cells]) -> pa.Table:
    """Rows of a table, in the types of the schema and the order of its file.

    Parameters
    ----------
    columns
        Cells by the names of `file_columns`, all of one length. A column left out is left out.

    Raises
    ------
    KeyError
        Where the table's file has no such column.
    """
    types = {column.name: column.type for column in file_columns(TABLES[table])}
    strange = set(columns) - set(types)
    if strange:
        raise KeyError(f"{table} has no columns {sorted(strange)}")
    given = [name for name in types if name in columns]
    return pa.table({name: _typed(types[name], columns[name]) for name in given})


def days(numbers: Ints) -> pa.Array:
    """Day numbers as days; missing for `NEVER`."""
    since = np.where(numbers < NEVER, numbers - EPOCH, 0)
    told = pa.array(since, pa.int64(), mask=numbers >= NEVER)
    return told.cast(pa.int32()).cast(pa.date32())


def _typed(kind: Type, cells: Cells) -> pa.Array | pa.ChunkedArray:
    if isinstance(cells, Coded):
        places = pa.array(cells.places, pa.int64(), mask=cells.places < 0)
        return pa.array(cells.words, pa.string()).take(places)
    if isinstance(cells, pa.Array | pa.ChunkedArray):
        return cells.cast(ARROW[kind])
    if kind == "day":
        return days(cells.astype(np.int64))
    if kind in ("count", "amount"):
        whole = cells.astype(np.int64)
        return pa.array(whole, pa.int64(), mask=whole == NOTHING)
    if kind == "number":
        return pa.array(cells.astype(np.float64), pa.float64(), from_pandas=True)
    return pa.array(cells, ARROW[kind])


def known_by(table: Table, rows: pa.Table, day: int) -> pa.Table:
    """The rows that were known by a day number; an end that was known only later is left empty."""
    last = pa.scalar(day - EPOCH, pa.int32()).cast(pa.date32())
    kept = rows.filter(pc.less_equal(rows[table.known], last))
    if table.ends_known is None or table.ends_known not in kept.column_names:
        return kept
    later = pc.fill_null(pc.greater(kept[table.ends_known], last), False)
    for name in table.ending:
        place = kept.schema.get_field_index(name)
        blanked = pc.if_else(later, pa.scalar(None, pa.date32()), kept[name])
        kept = kept.set_column(place, name, blanked)
    return kept
