"""Soiled texts as values again, for files that hold values and not texts.

Only dirt that leaves a value of its column's type can be told in such a file: another unit, planned
jobs, an id or a name that is nearly another, a row that stands twice.
"""

from dataclasses import fields, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.intake.cells import Unfit, read_cell
from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.synthetic.dirt.rates import CLEAN, Rates
from coopscore.table import ARROW, Column

TYPED_KINDS = frozenset({"units", "planned_jobs", "near_names", "duplicates", "ids"})


def typed_rates(rates: Rates) -> Rates:
    """The rates without the kinds that only texts can carry."""
    kept = {one.name: getattr(rates, one.name) for one in fields(rates) if one.name in TYPED_KINDS}
    return replace(CLEAN, **kept)


def typed_again(table: str, rows: pa.Table, words: pa.Table, soiled: pa.Table) -> pa.Table:
    """The rows with the dirt in them, in the types that they have.

    Parameters
    ----------
    rows, words
        The clean rows, as values and as the texts of the same.
    soiled
        The texts with dirt in them: cells changed, and rows added at the end.
    """
    columns = {column.name: column for column in file_columns(TABLES[table])}
    return pa.table(
        {
            name: _again(columns[name], rows[name], words.column(place), soiled.column(place))
            for place, name in enumerate(rows.column_names)
        }
    )


def _again(
    column: Column, clean: pa.ChunkedArray, was: pa.ChunkedArray, became: pa.ChunkedArray
) -> pa.ChunkedArray:
    standing, added = became.slice(0, len(clean)), became.slice(len(clean))
    values = clean.combine_chunks()
    changed = pc.not_equal(was, standing).to_numpy()
    if np.any(changed):
        fresh = _values(column, standing.filter(pa.array(changed)), values.type)
        values = pc.replace_with_mask(values, pa.array(changed), fresh)
    return pa.chunked_array([values, _values(column, added, values.type)])


def _values(column: Column, texts: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    return pa.array([_value(column, text) for text in texts.to_pylist()], ARROW[column.type]).cast(
        kind
    )


def _value(column: Column, text: str) -> object:
    if not text or column.type in ("text", "person"):
        return text or None  # as it was typed: intake alone makes texts regular
    value = read_cell(column, text)
    assert not isinstance(value, Unfit), (column.name, text)
    return value
