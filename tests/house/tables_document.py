"""Writes docs/tables.md from the schema; `make docs` calls it."""

from coopscore.schema import OPTIONAL, TABLES
from coopscore.table import About, Column, Table, Type

HEAD = """# Tables

What `coopscore ingest` takes: a CSV, XLSX or Parquet file for each table, named after it or after
one of its titles; or in parts, `filing-001.csv`, `filing-002.xlsx`; or a workbook with a sheet for
each. CSV is in UTF-8, UTF-16 or Windows-1256, with commas, semicolons or tabs, and its last line
ends as the others do: a line without its end is cut off and set aside. A sheet begins with its
header and holds values, no formulas. A header cell is a column's name or one of its titles. Every
table about co-operatives also has the column `coop_id` (شناسهٔ تعاونی); those about the sector
(plans, campaigns, indicators, reference tables) have none, and no feature looks at them. Written
from `coopscore/schema`; a test holds it.

Each table names the day that a row speaks of (*happened*) and the day the registrar had it
(*known*); a known day lies neither before its happened day nor in the future. *Events* happen once.
*States* rule from their known day until the next of their series is known. *Spans* last from their
happened day until they end. An end counts from the day it was known: where a table has a column for
that day, both are filled in or neither is, and an end is not known before it has come; where it has
none, the end is planned, known with the row, and may lie ahead. An end that is learnt after the row
was sent is a correction like any other. A correction repeats the
record's key (or its `record_id`) with a later known day; within one delivery also with a higher
`version` on the same day. What an earlier delivery told of a day stands: a correction known on or
before it is refused unless `hindsight` is declared. `voided` says that the record never was. A code
may be written by its title in either language. Money is in whole rial where a column says so, a
share lies between 0 and 1, a province is its two-digit code.

A *person* is a natural person's national code of ten digits in the file, and never enters the
facts: on record stands a hash of it under a key, and the key lies outside the facts. Whoever
destroys the key has forgotten all persons without a change to a single fact. No feature looks at
who a person is.
"""

KINDS: dict[Type, str] = {
    "text": "text",
    "code": "code",
    "day": "day",
    "count": "whole number",
    "amount": "whole number",
    "number": "number",
    "flag": "yes or no",
    "person": "national code of a person, kept as a keyed hash",
}

ABOUT: dict[About, str] = {
    "cooperative": "About co-operatives",
    "sector": "About the sector",
}


def row(column: Column) -> str:
    """One line of a table's description."""
    details = [KINDS[column.type]]
    details += [column.unit] if column.unit else []
    details += [f"at least {column.minimum}"] if column.minimum is not None else []
    details += [f"at most {column.maximum}"] if column.maximum is not None else []
    details += [" · ".join(column.allowed)] if column.allowed else []
    need = "yes" if column.required else ""
    return f"| `{column.name}` | {column.title.fa} | {need} | {', '.join(details)} |"


def contents(about: About) -> str:
    """The tables of one kind, in the order of this page."""
    names = [f"`{table.name}`" for table in TABLES.values() if table.about == about]
    return f"{ABOUT[about]}: {', '.join(names)}.\n"


def section(table: Table) -> str:
    """One table's description."""
    head = (
        f"## `{table.name}` – {table.title.en} ({table.title.fa})\n\n"
        f"{table.kind.capitalize()}"
        + (" of the sector, without `coop_id`" if table.about == "sector" else "")
        + f"; happened: `{table.happened}`, known: `{table.known}`; "
        f"key: {', '.join(f'`{name}`' for name in table.key)}"
        + (f"; series: {', '.join(f'`{name}`' for name in table.series)}" if table.series else "")
        + (f"; ends: `{table.ends}`" if table.ends else "")
        + (f", known: `{table.ends_known}`" if table.ends_known else "")
        + (", which may come before the start" if table.ends_early else "")
    )
    rows = "\n".join(row(column) for column in table.columns)
    return f"{head}\n\n| column | title | required | holds |\n|---|---|---|---|\n{rows}\n"


def document() -> str:
    """The whole of docs/tables.md."""
    optional = "\n".join(row(column) for column in OPTIONAL)
    head = (
        "## Columns any table may have\n\n| column | title | required | holds |\n|---|---|---|---|"
    )
    tail = f"{head}\n{optional}\n"
    lists = [contents(about) for about in ABOUT]
    return "\n".join([HEAD, *lists, *(section(table) for table in TABLES.values()), tail])


if __name__ == "__main__":
    print(document(), end="")
