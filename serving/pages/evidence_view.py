"""The records behind each reason, in words: table, two dates, and the columns looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coopscore.dossiers import Evidence, Plain
from coopscore.schema import TABLES
from coopscore.table import Column
from serving.dossiers.records import MONEY, cell_said
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
        cells=_cells(row, words),
    )


def _cells(row: Evidence, words: Words) -> str:
    """What the record says; its currency is told with the amount."""
    separator = "؛ " if words.lang == "fa" else "; "
    known = {one.name: one for one in TABLES[row.table].columns} if row.table in TABLES else {}
    return separator.join(
        _told(row, name, known.get(name), words)
        for name in row.cells
        if name != MONEY or name not in known
    )


def _told(row: Evidence, name: str, column: Column | None, words: Words) -> str:
    """One column and its value; a column that the table has no more goes by its name."""
    if column is None:
        return f"{name}: {_plain(row.cells[name], words)}"
    return f"{words.text(column.title)}: {cell_said(row, name, words)}"


def _plain(value: Plain, words: Words) -> str:
    """A value of a column that is gone, as it was kept."""
    if value is None:
        return words("no_value")
    return value if isinstance(value, str) else words.measure(value)
