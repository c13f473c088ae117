"""The records behind each reason, in words: table, two dates, and the columns looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coopscore.dossiers import Evidence, Plain
from coopscore.schema import TABLES
from coopscore.table import Column
from serving.i18n import Words
from serving.pages.wording import reason_title

# More records than this behind one reason fill pages that nobody reads; the answer to machines has
# them all.
SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """One record behind a reason."""

    table: str
    happened: date
    known: date
    cells: str


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The records behind one reason; `more` says how many are not shown."""

    title: str
    rows: Sequence[RecordRow]
    more: str


def behind_rows(evidence: Iterable[Evidence], words: Words) -> list[Behind]:
    """The records of a dossier, reason by reason in its order."""
    found = []
    for feature, group in groupby(evidence, key=lambda one: one.feature):
        rows = list(group)
        left = len(rows) - SHOWN
        found.append(
            Behind(
                title=reason_title(feature, words),
                rows=[_record(row, words) for row in rows[:SHOWN]],
                more=words("evidence_more", count=words.number(left)) if left > 0 else "",
            )
        )
    return found


def _record(row: Evidence, words: Words) -> RecordRow:
    table = TABLES.get(row.table)
    return RecordRow(
        table=words.text(table.title) if table else row.table,
        happened=row.happened,
        known=row.known,
        cells=_cells(row.table, row.cells, words),
    )


def _cells(table: str, cells: Mapping[str, Plain], words: Words) -> str:
    separator = "؛ " if words.lang == "fa" else "; "
    told = (_told(table, name, value, words) for name, value in cells.items())
    return separator.join(told)


def _told(table: str, name: str, value: Plain, words: Words) -> str:
    """One column and its value; a column that the table has no more goes by its name."""
    known = {one.name: one for one in TABLES[table].columns} if table in TABLES else {}
    column = known.get(name)
    title = words.text(column.title) if column else name
    return f"{title}: {_cell(value, column, words)}"


def _cell(value: Plain, column: Column | None, words: Words) -> str:
    if value is None:
        return words("no_value")
    if not isinstance(value, str):
        return words.measure(value)
    if column and value in column.titles:
        return words.text(column.titles[value])
    if column and column.type == "day":
        return words.short_day(date.fromisoformat(value))
    return value
