"""What a reader of the register saw on a day, as rules and statistics are asked about it."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.facts import FactView
from coopscore.schema import TABLES
from coopscore.table import Table

FIRST_KNOWN = "first_known"


def seen(facts: FactView, name: str, as_of: date) -> pa.Table:
    """One row a record, as known on a day.

    An end that became known later is empty, and `first_known` says when the first version of the
    record arrived: a correction does not make a row late.

    Returns
    -------
    pa.Table
        The stored columns and `first_known`, ordered by co-operative and record.

    Raises
    ------
    UnknownName
        Where there is no such table.
    """
    rows = _without_later_ends(TABLES[name], facts.as_known(name, None, as_of), as_of)
    every = facts.read(name, ["coop_id", "record_id", "known"])
    first = every.group_by(["coop_id", "record_id"], use_threads=False).aggregate(
        [("known", "min")]
    )
    place = pc.index_in(_record(rows), value_set=_record(first).combine_chunks())
    return rows.append_column(FIRST_KNOWN, first["known_min"].take(place))


def _record(rows: pa.Table) -> pa.ChunkedArray:
    """Co-operative and record in one text; no id holds the sign between them."""
    return pc.binary_join_element_wise(rows["coop_id"], rows["record_id"], "\x1f")


def _without_later_ends(table: Table, rows: pa.Table, as_of: date) -> pa.Table:
    if table.ends_known is None:
        return rows
    day = pa.scalar(as_of, pa.date32())
    later = pc.fill_null(pc.greater(rows[table.ends_known], day), False)
    for name in table.ending:
        place = rows.schema.get_field_index(name)
        ended = pc.if_else(later, pa.scalar(None, pa.date32()), rows[name])
        rows = rows.set_column(place, rows.schema.field(name), ended)
    return rows
