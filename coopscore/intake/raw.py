"""Rows of text cells under a header: what every file becomes, whatever its format.

Row numbers are those that a spreadsheet shows; the header of a tidy file is row 1.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.receipt import Note
from coopscore.intake.unreadable import BROKEN_HEADER, EMPTY, TOO_WIDE

LONGEST_CELL = 100_000
# The widest of our tables has some forty; a header of more than this is no table of ours.
MOST_COLUMNS = 1_000

_Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file; the header is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """A file, or a sheet of one, that was read: rows that fit the header, and rows that do not.

    `name` is told of on the receipt; `sha256` is the file's. `notes` say how the file was read,
    where that was to be decided.
    """

    path: Path
    name: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    misshapen: tuple[QuarantinedRow, ...]
    notes: tuple[Note, ...] = ()

    @property
    def rows_read(self) -> int:
        """All rows but the header and blank lines."""
        return len(self.rows) + len(self.misshapen)

    def raw(self, number: int) -> Mapping[str, str]:
        """The text of a row, under the file's own column names."""
        return dict(zip(self.header, self._by_number[number].cells, strict=True))

    def noted(self, *notes: Note) -> "RawTable":
        """The same table with more to tell."""
        return replace(self, notes=(*self.notes, *notes)) if notes else self

    @cached_property
    def _by_number(self) -> dict[int, RawRow]:
        return {row.number: row for row in self.rows}


@dataclass(frozen=True, slots=True)
class Record:
    """Cells between two ends of row, or the text of a row with the fault that broke it."""

    number: int
    cells: tuple[str, ...]
    fault: Fault | None = None


def laid_out(
    path: Path,
    name: str,
    sha256: str,
    records: Iterator[Record],
    *,
    short_rows: bool = False,
    is_cut: bool = False,
) -> RawTable:
    """Records under the first of them that holds anything.

    Parameters
    ----------
    short_rows
        Whether a row may have fewer cells than the header, the last ones being empty: spreadsheets
        do not store those. In a file of text it is a sign of a broken row.
    is_cut
        Whether the file ends within the last record, which is then set aside whatever it holds.

    Raises
    ------
    UnreadableFile
        Where nothing holds anything, or the header is broken or too wide.
    """
    header = _header(path, records)
    if short_rows:
        records = (_filled(record, len(header)) for record in records)
    rows, misshapen, last = _fitted(records, header, name)
    if is_cut:
        _set_the_last_aside(rows, misshapen, last, header, name)
    return RawTable(
        path=path,
        name=name,
        sha256=sha256,
        header=header,
        rows=tuple(rows),
        misshapen=tuple(misshapen),
    )


def _set_the_last_aside(
    rows: list[RawRow], misshapen: list[QuarantinedRow], last: int, header: _Cells, source: str
) -> None:
    if rows and rows[-1].number == last:
        cells = rows.pop().cells
        misshapen.append(_aside(source, last, _cut_off(cells), _loose(cells, header)))
    elif misshapen and misshapen[-1].row == last:
        raw = misshapen.pop().raw
        misshapen.append(_aside(source, last, _cut_off(raw.values()), raw))


def _cut_off(cells: Iterable[str]) -> Fault:
    return Fault(code="cut_off", value=",".join(cells)[:LONGEST_CELL])


def _aside(source: str, row: int, fault: Fault, raw: Mapping[str, str]) -> QuarantinedRow:
    return QuarantinedRow(source=source, row=row, faults=(fault,), raw=raw)


def too_long(value: str, column: str = "") -> Fault:
    """The fault of a cell, or of a line that no row could be made of, beyond `LONGEST_CELL`."""
    return Fault(
        code="cell_too_long",
        column=column,
        value=value,
        facts={"length": len(value), "longest": LONGEST_CELL},
    )


def _without_empty_end(cells: _Cells, keep: int = 0) -> _Cells:
    """The cells without the empty ones that spreadsheets add on the right, but at least `keep`."""
    end = len(cells)
    while end > keep and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _filled(record: Record, width: int) -> Record:
    missing = width - len(record.cells)
    if missing <= 0 or not any(record.cells):
        return record
    return replace(record, cells=(*record.cells, *("",) * missing))


def _header(path: Path, records: Iterator[Record]) -> _Cells:
    """The first row that holds anything."""
    for record in records:
        if record.fault:
            raise BROKEN_HEADER.refusal(path)
        header = _without_empty_end(tuple(cell.strip() for cell in record.cells))
        if len(header) > MOST_COLUMNS:
            raise TOO_WIDE.refusal(path, most=MOST_COLUMNS)
        if header:
            return header
    raise EMPTY.refusal(path)


def _fitted(
    records: Iterator[Record], header: _Cells, source: str
) -> tuple[list[RawRow], list[QuarantinedRow], int]:
    """The rows that fit, those that do not, and the number of the last record."""
    rows: list[RawRow] = []
    misshapen: list[QuarantinedRow] = []
    last = 0
    for record in records:
        cells, last = record.cells, record.number
        if len(cells) > len(header):
            cells = _without_empty_end(cells, keep=len(header))
        if not record.fault and not any(cells):
            continue  # a blank line, or one of nothing but separators
        fault = record.fault or _misfit(cells, header)
        if fault is None:
            rows.append(RawRow(last, cells))
        else:
            misshapen.append(_aside(source, last, fault, _loose(cells, header)))
    return rows, misshapen, last


def _misfit(cells: _Cells, header: _Cells) -> Fault | None:
    facts = {"cells": len(cells), "columns": len(header)}
    if len(cells) < len(header):
        return Fault(code="too_few_cells", value=",".join(cells), facts=facts)
    if len(cells) > len(header):
        value = ",".join(cells[:MOST_COLUMNS])[:LONGEST_CELL]
        return Fault(code="too_many_cells", value=value, facts=facts)
    longest = max(cells, key=len)
    if len(longest) > LONGEST_CELL:
        return too_long(longest, column=header[cells.index(longest)])
    return None


def _loose(cells: _Cells, header: _Cells) -> Mapping[str, str]:
    """The cells of a row that does not fit, as far as the header and the widest table go."""
    extra = min(len(cells) - len(header), MOST_COLUMNS)
    names = [*header, *(f"+{number}" for number in range(1, extra + 1))]
    return {name: cell[:LONGEST_CELL] for name, cell in zip(names, cells, strict=False)}
