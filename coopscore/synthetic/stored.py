"""Sheets as facts: what intake would store of a clean delivery, without files and without texts.

Writing hundreds of millions of cells and reading them again is the way of an office, and it is
shown on small registries to end in the same facts. For a sector of full size the sheets are turned
into facts directly.
"""

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.intake.derived import DERIVATIONS
from coopscore.intake.keys import natural_keys
from coopscore.language import regular
from coopscore.persons import Persons
from coopscore.table import Table, Type

_BATCH = 1
_DEFAULTS: Mapping[str, object] = {"version": 1, "voided": False, "hindsight": False}
# What intake makes of a text and of a person's code.
_READ: Mapping[Type, Callable[[Persons], Callable[[str], str]]] = {
    "text": lambda _: regular,
    "person": lambda persons: persons.hashed,
}


def stored_facts(table: Table, rows: pa.Table, persons: Persons) -> pa.Table:
    """The facts that a sheet's rows are.

    Parameters
    ----------
    rows
        A sheet of that table (`coopscore.synthetic.sheet`).
    persons
        Makes the keyed hashes that stand for persons.

    Returns
    -------
    pa.Table
        In the table's stored schema, in the order of the rows, as batch 1. `digest` is empty: it
        tells rows apart as they come in, and these do not come in.
    """
    schema = table.arrow()
    columns = {name: rows[name].combine_chunks() for name in rows.column_names}
    for column in table.columns:
        if column.type in _READ and column.name in columns:
            columns[column.name] = _each(columns[column.name], _READ[column.type](persons))
    columns["happened"], columns["known"] = columns[table.happened], columns[table.known]
    if table.about == "sector":
        columns["coop_id"] = pa.repeat("", rows.num_rows)
    for name, default in _DEFAULTS.items():
        given = columns.get(name, pa.nulls(rows.num_rows, schema.field(name).type))
        columns[name] = pc.fill_null(given, default).cast(schema.field(name).type)
    columns["batch"] = pa.repeat(pa.scalar(_BATCH, pa.int64()), rows.num_rows)
    columns["digest"] = pa.repeat("", rows.num_rows)
    for own in table.stored:
        columns.setdefault(own.name, pa.nulls(rows.num_rows, schema.field(own.name).type))
    keys = natural_keys(table, pa.table({**columns}))
    given = columns.get("record_id")
    columns["record_id"] = keys if given is None else pc.coalesce(given, keys)
    columns |= {one.name: _derived(one.name, columns) for one in table.derived}
    return pa.table([columns[name] for name in schema.names], schema=schema)


def _each(texts: pa.Array, read: Callable[[str], str]) -> pa.Array:
    """What is read in each text, worked out once for each."""
    told = texts.dictionary_encode()
    found = [read(text) for text in told.dictionary.to_pylist()]
    return pa.array(found, pa.string()).take(told.indices)


def _derived(name: str, columns: Mapping[str, pa.Array]) -> pa.Array:
    if name == "delay_days":
        known, due = (columns[day].cast(pa.int32()) for day in ("known", "due_on"))
        return pc.subtract(known, due).cast(pa.int64())
    read = {"national_id_holds": "national_id", "name_key": "name"}[name]
    texts = columns[read].dictionary_encode()
    made = pa.array(DERIVATIONS[name]({read: texts.dictionary.to_pylist()}))
    return made.take(texts.indices)
