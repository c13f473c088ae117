"""Rows that nobody has sent, as intake would store them, and held to what intake holds rows to.

For questions of "what if": a paper filed, an assembly held. Such rows live in memory beside the
facts (`features.hypothetical.With`) and are never stored.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.intake.derived import DERIVATIONS
from coopscore.intake.keys import natural_keys
from coopscore.intake.rules import breaches
from coopscore.schema import TABLES
from coopscore.table import Column, Table


class UnfitRows(ValueError):
    """Made rows that intake would not have stored."""


def as_stored(table: str, rows: Sequence[Mapping[str, Any]], *, batch: int) -> pa.Table:
    """Rows as intake would store them: own columns, both dates, natural key, derived columns.

    Parameters
    ----------
    table : str
        The table that they are made for.
    rows : sequence of mapping
        Cells by the file's own names; `version` where a row corrects a record (1 by default), and
        `record_id` where that record's file gave one.
    batch : int
        The batch that they are told with.

    Raises
    ------
    UnfitRows
        Where a row has a cell that the table does not know, or one of another type.
    """
    source = TABLES[table]
    cells = [_stored_row(source, row, batch) for row in rows]
    try:
        made = pa.Table.from_pylist(cells, schema=source.arrow())
    except (pa.ArrowInvalid, pa.ArrowTypeError) as cause:
        raise UnfitRows(f"{table}: {cause}") from cause
    keys = pc.coalesce(made["record_id"], natural_keys(source, made))
    return made.set_column(made.column_names.index("record_id"), "record_id", keys)


def _stored_row(source: Table, row: Mapping[str, Any], batch: int) -> dict[str, Any]:
    own = {"coop_id", "version", "record_id", *(column.name for column in source.columns)}
    if strange := set(row) - own:
        raise UnfitRows(f"{source.name} has no column {', '.join(sorted(strange))}")
    cells = {"version": 1, "voided": False, "hindsight": False, "digest": ""} | dict(row)
    dates = {"happened": row[source.happened], "known": row[source.known], "batch": batch}
    cells |= dates
    for derived in source.derived:
        values: dict[str, list[Any]] = {name: [cells.get(name)] for name in (*own, *dates)}
        cells[derived.name] = DERIVATIONS[derived.name](values)[0]
    return {name: cells.get(name) for name in source.arrow().names}


def check_stored(source: Table, made: pa.Table) -> None:
    """Refuse rows that are not as intake would have stored them.

    Raises
    ------
    UnfitRows
        Where columns are missing, a required cell is, a code or number is out of bounds, two cells
        do not fit, or a row was known before it happened.
    """
    if not made.schema.equals(source.arrow()):
        raise UnfitRows(f"{source.name} is stored with other columns")
    columns: dict[str, Any] = {name: made[name].to_pylist() for name in made.column_names}
    columns |= {source.happened: columns["happened"], source.known: columns["known"]}
    faults = [f"{rule.rule.column}: {rule.rule.code}" for rule in breaches(source, columns)]
    if any(a > b for a, b in zip(columns["happened"], columns["known"], strict=True)):
        faults.append("known before it happened")
    for column in source.columns:
        faults += [
            f"{column.name}: {cell!r}" for cell in columns[column.name] if _unfit(column, cell)
        ]
    if faults:
        raise UnfitRows(f"{source.name}: {'; '.join(faults)}")


def _unfit(column: Column, cell: Any) -> bool:
    if cell is None:
        return column.required
    if column.allowed is not None:
        return cell not in column.allowed
    low = column.minimum is not None and cell < column.minimum
    return low or (column.maximum is not None and cell > column.maximum)
