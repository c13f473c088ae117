"""One part of one table, written in the format that was asked for."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias, get_args
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from openpyxl import Workbook

from coopscore.calendar import NotADay, read_day
from coopscore.schema import TABLES

Cell: TypeAlias = str | int | float | date | None
Format = Literal["csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)

_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_NO_MOMENT = rb"\g<1>2026-01-01T00:00:00Z"

# The days on which an office learnt of a row; a column of the same name is a stamp in every table.
_STAMPS = frozenset(table.known for table in TABLES.values())
_PLAIN = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_JALALI = re.compile(r"\d{4}/\d\d/\d\d", re.ASCII)
_KEPT_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was

# A sheet has 1,048,576 lines, the header among them.
LONGEST_SHEET = 1_048_575


def csv_bytes(words: pa.Table) -> bytes:
    """Comma separated values in UTF-8 with one header line, quoted only where needed."""
    try:
        return _separated(words, "none")
    except pa.ArrowInvalid:  # a text that holds a separator
        return _separated(words, "needed")


def _separated(words: pa.Table, quoting: Literal["none", "needed"]) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa_csv.WriteOptions(quoting_style=quoting, quoting_header=quoting)
    pa_csv.write_csv(words, sink, options)
    return bytes(sink.getvalue())


def _csv(path: Path, _typed: pa.Table, words: pa.Table) -> None:
    path.write_bytes(csv_bytes(words))


def _xlsx(path: Path, typed: pa.Table, words: pa.Table) -> None:
    """Cells as a spreadsheet makes them of what is typed: numbers, days, texts.

    What is no plain number stays a text, as do numbers of more digits than a spreadsheet keeps. The
    day that an office learnt of a row is its own stamp, a day of the spreadsheet; the others are
    typed in Jalali, which no spreadsheet takes for a day.
    """
    if words.num_rows > LONGEST_SHEET:
        raise ValueError(f"{path.name}: {words.num_rows} rows do not fit one sheet")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("registry")
    sheet.sheet_view.rightToLeft = True
    sheet.append(words.column_names)
    cells = [
        _cells(words.column(place), field, field.name in _STAMPS)
        for place, field in enumerate(typed.schema)
    ]
    for row in zip(*cells, strict=True):
        sheet.append(row)
    whole = BytesIO()
    book.save(whole)
    path.write_bytes(_without_clock(whole))


def _cells(texts: pa.ChunkedArray, field: pa.Field, stamped: bool) -> Iterator[Cell]:
    made = _CELLS.get(str(field.type), _text)
    if pa.types.is_date(field.type) and not stamped:
        made = _text
    return map(made, texts.to_pylist())


def _text(text: str) -> Cell:
    return text or None


def _number(text: str) -> Cell:
    if not _PLAIN.fullmatch(text) or sum(map(str.isdigit, text)) > _KEPT_DIGITS:
        return text or None
    return float(text) if "." in text else int(text)


def _day(text: str) -> Cell:
    if not _JALALI.fullmatch(text):
        return text or None
    try:
        day = read_day(text)
    except NotADay:
        return text
    return day if day >= _FIRST_DAY else text


def _without_clock(book: BytesIO) -> bytes:
    """The workbook with one moment in the place of every time of writing."""
    settled = BytesIO()
    with ZipFile(book) as written, ZipFile(settled, "w", ZIP_DEFLATED) as again:
        for name in written.namelist():
            content = _MOMENT.sub(_NO_MOMENT, written.read(name))
            again.writestr(ZipInfo(name), content, compress_type=ZIP_DEFLATED)
    return settled.getvalue()


def _parquet(path: Path, typed: pa.Table, _words: pa.Table) -> None:
    pq.write_table(typed, path, compression="zstd")


_CELLS: Mapping[str, Callable[[str], Cell]] = {
    "int64": _number,
    "double": _number,
    "date32[day]": _day,
}

WRITERS: Mapping[Format, Callable[[Path, pa.Table, pa.Table], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
}


def part_name(table: str, part: int, parts: int) -> str:
    """`filing` where there is one part, else `filing-003`."""
    return table if parts == 1 else f"{table}-{part + 1:03d}"
