"""What is written down of rows with persons in them: their keyed hashes, never their codes.

A row that was set aside is kept so that it can be mended and tried again. Its cells may stand in
the wrong column, so that a code is looked for in all of them. In the rows of other tables a number
is hidden where its check digit says that it is a person's code.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from coopscore.adapters.delivery import Drafts
from coopscore.intake.aside import SHAPE_FAULTS
from coopscore.intake.cells import written_out
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.language import Text, regular
from coopscore.persons import HIDDEN, NotAPerson, Persons, full_code, is_person_key
from coopscore.table import Type

_LIKE_A_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


# Faults of rows of which nobody knows which cell stands where.
_UNPARSED = SHAPE_FAULTS - {"error_value"}
_PERSONS: tuple[Type, ...] = ("person",)
_NUMBERS: tuple[Type, ...] = ("count", "amount", "number")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a source that hold persons, the one that names the co-operative, and numbers.

    Amounts often have ten digits, and one in eleven of them would pass for a code.
    """

    persons: frozenset[str] = frozenset()
    coop_id: str = ""
    numbers: frozenset[str] = frozenset()


class Veil:
    """Hides persons in rows that are written down."""

    def __init__(self, tables: Iterable[Drafts], persons: Persons) -> None:
        self._persons = persons
        self._columns = {drafts.source: _columns(drafts) for drafts in tables}

    def row(self, row: QuarantinedRow) -> QuarantinedRow:
        """The row as it may be written down."""
        columns = self._columns.get(row.source, _Columns())
        if not columns.persons:
            return self._where_sure(columns, row)
        raw = {name: self._cell(columns, name, cell) for name, cell in row.raw.items()}
        if all(_may_be_kept(raw.get(name, HIDDEN)) for name in columns.persons):
            # The persons are where they belong, so that the co-operative's id is no person's code.
            raw |= {name: row.raw[name] for name in (columns.coop_id,) if name in raw}
        return replace(row, raw=raw, faults=tuple(map(self._fault, row.faults)))

    def _where_sure(self, columns: _Columns, row: QuarantinedRow) -> QuarantinedRow:
        is_unparsed = any(fault.code in _UNPARSED for fault in row.faults)
        clear = frozenset() if is_unparsed else columns.numbers | {columns.coop_id}
        veil = self._persons.veiled_where_sure
        raw = {name: cell if name in clear else veil(cell) for name, cell in row.raw.items()}
        faults = tuple(
            fault if fault.column in clear else _told(fault, veil) for fault in row.faults
        )
        return replace(row, raw=raw, faults=faults)

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


def _columns(drafts: Drafts) -> _Columns:
    read = drafts.as_read
    return _Columns(
        persons=_headers(drafts, _PERSONS),
        coop_id=read.get("coop_id", "coop_id"),
        numbers=_headers(drafts, _NUMBERS),
    )


def _headers(drafts: Drafts, types: Collection[Type]) -> frozenset[str]:
    """The source's columns of these types."""
    read = drafts.as_read
    return frozenset(
        read.get(column.name, column.name)
        for column in drafts.table.columns
        if column.type in types
    )


def _told(fault: Fault, veil: Callable[[str], str]) -> Fault:
    """The fault, with persons hidden in its value and in its facts."""
    facts = {name: _hidden(value, veil) for name, value in fault.facts.items()}
    return replace(fault, value=veil(fault.value), facts=facts)


def _hidden(value: object, veil: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return veil(value)
    if isinstance(value, Text):
        return Text(en=veil(value.en), fa=veil(value.fa))
    return [_hidden(one, veil) for one in value] if isinstance(value, list) else value


def _may_be_kept(text: str) -> bool:
    return not text or is_person_key(text)


def veiled_raw(veil: Veil, source: str, raw: Mapping[str, str]) -> Mapping[str, str]:
    """The cells of a row alone."""
    return veil.row(QuarantinedRow(source=source, row=0, faults=(), raw=raw)).raw
