"""What is written down of rows with persons in them: their keyed hashes, never their codes.

A row that was set aside is kept so that it can be mended and tried again. Its cells may stand in
the wrong column, so that a code is looked for in all of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coopscore.adapters.delivery import Drafts
from coopscore.intake.cells import written_out
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.language import regular
from coopscore.persons import HIDDEN, NotAPerson, Persons, full_code, is_person_key

_LIKE_A_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a source that hold persons, and the one that names the co-operative."""

    persons: frozenset[str]
    coop_id: str


class Veil:
    """Hides persons in the rows of those sources that have a column of them."""

    def __init__(self, tables: Iterable[Drafts], persons: Persons) -> None:
        self._persons = persons
        self._columns: dict[str, _Columns] = {}
        for drafts in tables:
            hold = [column.name for column in drafts.table.columns if column.type == "person"]
            if hold:
                read = drafts.as_read
                named = frozenset(read.get(name, name) for name in hold)
                owner = read.get("coop_id", "coop_id")
                self._columns[drafts.source] = _Columns(named, owner)

    def row(self, row: QuarantinedRow) -> QuarantinedRow:
        """The row as it may be written down."""
        columns = self._columns.get(row.source)
        if columns is None:
            return row
        raw = {name: self._cell(columns, name, cell) for name, cell in row.raw.items()}
        if all(_may_be_kept(raw.get(name, HIDDEN)) for name in columns.persons):
            # The persons are where they belong, so that the co-operative's id is no person's code.
            raw |= {name: row.raw[name] for name in (columns.coop_id,) if name in raw}
        return replace(row, raw=raw, faults=tuple(map(self._fault, row.faults)))

    def _cell(self, columns: _Columns, name: str, cell: str) -> str:
        text = regular(cell)
        if name not in columns.persons or _may_be_kept(text):
            return self._persons.veiled(cell)
        try:
            return self._persons.hashed(full_code(written_out(text)))
        except NotAPerson:  # it may be a name
            return cell if _LIKE_A_DAY.fullmatch(text) else HIDDEN

    def _fault(self, fault: Fault) -> Fault:
        return replace(fault, value=self._persons.veiled(fault.value))


def _may_be_kept(text: str) -> bool:
    return not text or is_person_key(text)


def veiled_raw(veil: Veil, source: str, raw: Mapping[str, str]) -> Mapping[str, str]:
    """The cells of a row alone."""
    return veil.row(QuarantinedRow(source=source, row=0, faults=(), raw=raw)).raw
