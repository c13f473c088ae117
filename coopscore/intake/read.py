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

from coopscore.errors import UnreadableFile
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.language import Text

LONGEST_CELL = 100_000

MISSING = Text(en="there is no such file", fa="چنین فایلی وجود ندارد")
EMPTY = Text(en="it is empty", fa="فایل خالی است")
BINARY = Text(
    en="it is binary, as a spreadsheet or a picture is, not text",
    fa="فایل متنی نیست و دودویی است، مانند فایل اکسل یا تصویر",
)
BROKEN_HEADER = Text(
    en="the quotation marks of its header do not close",
    fa="گیومه‌های سطر عنوان آن بسته نمی‌شود",
)
UNDECODABLE = Text(
    en="line {line} is not text in {encoding}",
    fa="سطر {line} متنی با کدگذاری {encoding} نیست",
)
FORBIDDEN = Text(en="it cannot be opened", fa="فایل باز نمی‌شود")


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
    records = _records(_text(path, content, encoding), delimiter)
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
        raise UnreadableFile(path=str(path), reason=MISSING) from cause
    except OSError as cause:
        raise UnreadableFile(path=str(path), reason=FORBIDDEN) from cause
    if not content.strip():
        raise UnreadableFile(path=str(path), reason=EMPTY)
    if b"\0" in content:
        raise UnreadableFile(path=str(path), reason=BINARY)
    return content


def _text(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as cause:
        line = content.count(b"\n", 0, cause.start) + 1
        shown = encoding.upper().removesuffix("-SIG")
        reason = UNDECODABLE.filled(line=line, encoding=shown)
        raise UnreadableFile(path=str(path), reason=reason) from cause


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
        reader = csv.reader(lines[begun:], delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                number += 1
                read = reader.line_num
                yield _Record(number, tuple(cells))
            return
        except csv.Error:
            number += 1
            yield _broken(number, lines[begun + read])
            begun += read + 1


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
            raise UnreadableFile(path=str(path), reason=BROKEN_HEADER)
        header = _without_empty_end(tuple(cell.strip() for cell in record.cells))
        if header:
            return header
    raise UnreadableFile(path=str(path), reason=EMPTY)


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
