"""The log of what was planted where: one line a cell, row or file."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),  # as a spreadsheet counts, the header being 1; 0 for the whole file
        ("coop_id", pa.string()),
        ("column", pa.string()),  # our name; empty for the whole row or file
        ("kind", pa.string()),
        ("was", pa.string()),
        ("became", pa.string()),
    ]
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Planted:
    """One planting; `kind` is a field of `Rates`."""

    file: str
    row: int = 0
    coop_id: str = ""
    column: str = ""
    kind: str
    was: str = ""
    became: str = ""


def table_of(planted: Sequence[Planted]) -> pa.Table:
    """The plantings as rows of `SCHEMA`, in their order."""
    columns = {name: [getattr(one, name) for one in planted] for name in SCHEMA.names}
    return pa.table(columns, schema=SCHEMA)
