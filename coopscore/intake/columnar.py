"""A Parquet file becomes rows of cells, like any other; its types become the text they stand for.

What it declares of its size is held against bounds before anything is unpacked, since a column of
one value takes as little room for a billion rows as for one.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from coopscore.intake.cell_text import value_text
from coopscore.intake.contents import content_of, sha256_of
from coopscore.intake.raw import MOST_COLUMNS, RawTable, Record, laid_out
from coopscore.intake.unreadable import TOO_WIDE
from coopscore.intake.unreadable_workbook import DAMAGED_PARQUET, ODD_COLUMN, TOO_LARGE

_MIB = 1 << 20
MOST_ROWS = 20_000_000
MOST_BYTES = 4096 * _MIB  # unpacked, all columns together
_BATCH = 16_384
_MAGIC = b"PAR1"
# Lists in the file's description: its columns, its groups of rows. Beyond it no list is made.
_LONGEST_LIST = 100_000
_TOO_LONG_LIST = "Exceeded size limit"

_BROKEN = (pa.ArrowException, OSError, ValueError, OverflowError)


def read_parquet(path: Path) -> RawTable:
    """Read a file of columns; its rows are numbered as under a header in row 1.

    Raises
    ------
    UnreadableFile
        Where it is missing, damaged, too wide or too large, or holds lists or bytes.
    """
    content = content_of(path)
    if not content.startswith(_MAGIC) or not content.endswith(_MAGIC):
        raise DAMAGED_PARQUET.refusal(path)
    file = _opened(path, content)
    _judge(path, file)
    try:
        return laid_out(path, path.name, sha256_of(content), _records(file))
    except _BROKEN as cause:
        raise DAMAGED_PARQUET.refusal(path) from cause


def _opened(path: Path, content: bytes) -> parquet.ParquetFile:
    try:
        return parquet.ParquetFile(
            pa.BufferReader(content),
            thrift_container_size_limit=_LONGEST_LIST,
            page_checksum_verification=True,
        )
    except _BROKEN as cause:
        if _TOO_LONG_LIST in str(cause):
            raise TOO_WIDE.refusal(path, most=MOST_COLUMNS) from cause
        raise DAMAGED_PARQUET.refusal(path) from cause


def _judge(path: Path, file: parquet.ParquetFile) -> None:
    """What the file declares, before any of it is unpacked."""
    told = file.metadata
    if told.num_columns > MOST_COLUMNS:
        raise TOO_WIDE.refusal(path, most=MOST_COLUMNS)
    size = sum(told.row_group(place).total_byte_size for place in range(told.num_row_groups))
    if told.num_rows > MOST_ROWS or size > MOST_BYTES:
        raise TOO_LARGE.refusal(
            path,
            rows=told.num_rows,
            size=size // _MIB,
            most=MOST_ROWS,
            room=MOST_BYTES // _MIB,
        )
    for column in file.schema_arrow:
        if not _is_cell(column.type):
            raise ODD_COLUMN.refusal(path, column=column.name, kind=str(column.type))


def _is_cell(kind: pa.DataType) -> bool:
    """Whether a value of that type can stand in a cell.

    A moment in a time zone is none: which day it is depends on where one stands.
    """
    if pa.types.is_dictionary(kind):
        return _is_cell(kind.value_type)
    if pa.types.is_timestamp(kind):
        return kind.tz is None
    return any(
        is_one(kind)
        for is_one in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_integer,
            pa.types.is_floating,
            pa.types.is_decimal,
            pa.types.is_boolean,
            pa.types.is_date,
            pa.types.is_null,
        )
    )


def _records(file: parquet.ParquetFile) -> Iterator[Record]:
    yield Record(1, tuple(file.schema_arrow.names))
    number = 1
    for batch in file.iter_batches(batch_size=_BATCH):
        columns = [_texts(column) for column in batch.columns]
        for cells in zip(*columns, strict=True):
            number += 1
            yield Record(number, cells)


def _texts(column: pa.Array) -> list[str]:
    """The cells of a column; each distinct value of a dictionary is put into words once."""
    if pa.types.is_dictionary(column.type):
        words = _texts(column.dictionary)
        return ["" if place is None else words[place] for place in column.indices.to_pylist()]
    if pa.types.is_timestamp(column.type):
        return _moments(column)
    if pa.types.is_floating(column.type):
        # By way of Arrow's text: a short float has fewer digits than Python would give it.
        # Not a number is how some programs write what is missing.
        texts = _filled(pc.cast(column, pa.string()))
        return ["" if text in ("", "nan") else value_text(Decimal(text)) for text in texts]
    if pa.types.is_decimal(column.type):
        return [value_text(value) for value in column.to_pylist()]
    return _filled(pc.cast(column, pa.string()))


def _moments(column: pa.Array) -> list[str]:
    """Moments without what is nought of their time; one out of range is a fault of its row."""
    if column.type.unit == "ns":
        column = column.cast(pa.timestamp("us"), safe=False)  # no day is known to the nanosecond
    moments = pc.replace_substring_regex(pc.cast(column, pa.string()), r"\.0+$", "")
    return _filled(pc.replace_substring_regex(moments, r" 00:00:00$", ""))


def _filled(texts: pa.Array) -> list[str]:
    found: list[str] = pc.fill_null(texts, "").to_pylist()
    return found
