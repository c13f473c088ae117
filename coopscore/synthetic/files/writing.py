"""One part of one table, written in the format that was asked for."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Literal, get_args
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from openpyxl import Workbook

Format = Literal["csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)

_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_NO_MOMENT = rb"\g<1>2026-01-01T00:00:00Z"

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


def _xlsx(path: Path, _typed: pa.Table, words: pa.Table) -> None:
    if words.num_rows > LONGEST_SHEET:
        raise ValueError(f"{path.name}: {words.num_rows} rows do not fit one sheet")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("registry")
    sheet.sheet_view.rightToLeft = True
    sheet.append(words.column_names)
    for row in zip(*(column.to_pylist() for column in words.columns), strict=True):
        sheet.append([cell or None for cell in row])
    whole = BytesIO()
    book.save(whole)
    path.write_bytes(_without_clock(whole))


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


WRITERS: Mapping[Format, Callable[[Path, pa.Table, pa.Table], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
}


def part_name(table: str, part: int, parts: int) -> str:
    """`filing` where there is one part, else `filing-003`."""
    return table if parts == 1 else f"{table}-{part + 1:03d}"
