"""The natural key of facts: what names a record where its file gives no record id."""

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.table import Table


def key_columns(table: Table) -> list[str]:
    """The stored names of the columns that make the key."""
    stored = {table.happened: "happened", table.known: "known"}
    return [stored.get(name, name) for name in table.key]


def natural_keys(table: Table, rows: pa.Table) -> pa.Array | pa.ChunkedArray:
    """The key of each stored row in one text; parts are joined by `|`, unknown ones are empty.

    A `|` within a part has a backslash in front, as has a backslash.
    """
    return pc.binary_join_element_wise(*(_part(rows[name]) for name in key_columns(table)), "|")


def _part(column: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = pc.fill_null(pc.cast(column, pa.string()), "")
    escaped = pc.replace_substring(texts, pattern="\\", replacement="\\\\")
    return pc.replace_substring(escaped, pattern="|", replacement="\\|")
