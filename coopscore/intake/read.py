"""Files of text become rows of cells; a file that is no table is refused with the reason.

Rows that do not fit the header, or whose quotation marks do not close, are set aside one by one;
reading goes on at the next line, so that one stray mark does not swallow the file.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.unreadable import (
    BINARY,
    BROKEN_HEADER,
    EMPTY,
    FORBIDDEN,
    MISSING,
    UNDECODABLE,
)

LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file; the header is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """A file that was read: rows that fit the header, and the rows that do not."""

    path: Path
    name: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    misshapen: tuple[QuarantinedRow, ...]

    @property
    def rows_read(self) -> int:
        """All rows but the header and blank lines."""
        return len(self.rows) + len(self.misshapen)

    def raw(self, number: int) -> Mapping[str, str]:
        """The text of a row, under the file's own column names."""
        return dict(zip(self.header, self._by_number[number].cells, strict=True))

    @cached_property
    def _by_number(self) -> dict[int, RawRow]:
        return {row.number: row for row in self.rows}


def read_csv(path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> RawTable:
    """Read a file of comma separated values with a header line.

    Raises
    ------
    UnreadableFile
        Where the file is missing, empty, binary, or not in `encoding`.
    """
    content = _content(path)
    text = _text(path, content, encoding)
    _allow_cells_of(len(text))
    records = _records(text, delimiter)
    header = _header(path, records)
    rows, misshapen = _fitted(records, header, path.name)
    return RawTable(
        path=path,
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        header=header,
        rows=rows,
        misshapen=misshapen,
    )


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as cause:
        raise MISSING.refusal(path) from cause
    except OSError as cause:
        raise FORBIDDEN.refusal(path) from cause
    if not content.strip():
        raise EMPTY.refusal(path)
    if b"\0" in content:
        raise BINARY.refusal(path)
    return content


def _text(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as cause:
        line = content.count(b"\n", 0, cause.start) + 1
        shown = encoding.upper().removesuffix("-SIG")
        raise UNDECODABLE.refusal(path, line=line, encoding=shown) from cause


@dataclass(frozen=True, slots=True)
class _Record:
    """Cells between two ends of row, or the text of a line with the fault that broke it."""

    number: int
    cells: tuple[str, ...]
    fault: Fault | None = None


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """Each record by its number; after a broken one, reading starts again at the line below."""
    lines = io.StringIO(text, newline="").readlines()
    begun, number = 0, 0
    while begun < len(lines):
        rest = (lines[place] for place in range(begun, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                number += 1
                read = reader.line_num
                yield _Record(number, tuple(cells))
            return
        except csv.Error:
            broken, failed = begun + read, begun + reader.line_num - 1
        # Each line between ended within the open cell. One that is still open at its own end
        # would fail where this one did, so that it need not be followed beyond that end.
        begun = max(failed, broken + 1)
        number += 1
        yield _broken(number, lines[broken])
        for line in lines[broken + 1 : begun]:
            number += 1
            yield _alone(number, line, delimiter)


def _alone(number: int, line: str, delimiter: str) -> _Record:
    """A line read by itself."""
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, strict=True)
    except csv.Error:
        return _broken(number, line)
    return _Record(number, tuple(cells))


def _allow_cells_of(length: int) -> None:
    """Let cells be that long, so that a long one is a row with a fault and not the reader's end.

    The limit belongs to the whole process; it is only ever raised, since another thread may be
    reading a longer file.
    """
    if length > csv.field_size_limit():
        csv.field_size_limit(length)


def _broken(number: int, line: str) -> _Record:
    if len(line) > LONGEST_CELL:
        return _Record(number, (line,), _too_long(line))
    return _Record(number, (line,), Fault(code="broken_quotes", value=line.rstrip("\r\n")))


def _too_long(value: str, column: str = "") -> Fault:
    return Fault(
        code="cell_too_long",
        column=column,
        value=value,
        facts={"length": len(value), "longest": LONGEST_CELL},
    )


def _without_empty_end(cells: tuple[str, ...], keep: int = 0) -> tuple[str, ...]:
    """The cells without the empty ones that spreadsheets add on the right, but at least `keep`."""
    end = len(cells)
    while end > keep and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _header(path: Path, records: Iterator[_Record]) -> tuple[str, ...]:
    """The first line that holds anything."""
    for record in records:
        if record.fault:
            raise BROKEN_HEADER.refusal(path)
        header = _without_empty_end(tuple(cell.strip() for cell in record.cells))
        if header:
            return header
    raise EMPTY.refusal(path)


def _fitted(
    records: Iterator[_Record], header: tuple[str, ...], source: str
) -> tuple[tuple[RawRow, ...], tuple[QuarantinedRow, ...]]:
    rows: list[RawRow] = []
    misshapen: list[QuarantinedRow] = []
    for record in records:
        cells = record.cells
        if len(cells) > len(header):
            cells = _without_empty_end(cells, keep=len(header))
        if not record.fault and not any(cells):
            continue  # a blank line, or one of nothing but separators
        fault = record.fault or _misfit(cells, header)
        if fault is None:
            rows.append(RawRow(record.number, cells))
        else:
            misshapen.append(
                QuarantinedRow(
                    source=source, row=record.number, faults=(fault,), raw=_loose(cells, header)
                )
            )
    return tuple(rows), tuple(misshapen)


def _misfit(cells: tuple[str, ...], header: tuple[str, ...]) -> Fault | None:
    facts = {"cells": len(cells), "columns": len(header)}
    if len(cells) < len(header):
        return Fault(code="too_few_cells", value=",".join(cells), facts=facts)
    if len(cells) > len(header):
        return Fault(code="too_many_cells", value=",".join(cells), facts=facts)
    longest = max(cells, key=len)
    if len(longest) > LONGEST_CELL:
        return _too_long(longest, column=header[cells.index(longest)])
    return None


def _loose(cells: tuple[str, ...], header: tuple[str, ...]) -> Mapping[str, str]:
    """The cells of a row that does not fit, as far as the header names them."""
    names = [*header, *(f"+{extra}" for extra in range(1, len(cells) - len(header) + 1))]
    return {name: cell[:LONGEST_CELL] for name, cell in zip(names, cells, strict=False)}
