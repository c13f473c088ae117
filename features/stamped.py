"""Parquet files that carry a stamp: what their cells rest on, and a hash to hold them to it.

A file is written whole or not at all, and the same table under the same stamp is the same file to
the byte.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


class NotStamped(ValueError):
    """A file that is missing, is no table, or carries no stamp that can be read."""


def canonical_json(content: Mapping[str, object]) -> bytes:
    """One text for one content, whatever the order of its keys."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def content_of(table: pa.Table) -> Iterator[bytes]:
    """A table's bytes, column by column: not its chunks, nor what stands behind missing cells."""
    for name, column in zip(table.column_names, table.columns, strict=True):
        yield f"\n{name}\n".encode()
        yield from _cells(column)


def _cells(column: pa.ChunkedArray) -> Iterator[bytes]:
    yield np.packbits(column.is_valid().to_numpy()).tobytes()
    if pa.types.is_string(column.type):
        filled = pc.fill_null(column, "")
        yield pc.binary_length(filled).to_numpy().astype("<i4").tobytes()
        yield "".join(filled.to_pylist()).encode("utf-8")
        return
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    yield pc.fill_null(column, 0).to_numpy().tobytes()


def write_stamped(path: Path, table: pa.Table, name: bytes, stamp: Mapping[str, object]) -> None:
    """Write a table with its stamp under a name, whole or not at all.

    Raises
    ------
    OSError
        Where the file cannot be written.
    """
    stamped = table.replace_schema_metadata({name: canonical_json(stamp)})
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        pq.write_table(stamped, half, compression="zstd")
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


def read_stamped(path: Path, name: bytes) -> tuple[pa.Table, Any]:
    """The table in a file, and the stamp that it carries under a name.

    Raises
    ------
    NotStamped
        Where there is no such file, table or stamp.
    """
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
    except (OSError, pa.ArrowInvalid) as error:
        raise NotStamped(str(error)) from error
    if (text := (table.schema.metadata or {}).get(name)) is None:
        raise NotStamped("it carries no stamp")
    try:
        stamp = json.loads(text)
    except ValueError as error:
        raise NotStamped("its stamp cannot be read") from error
    return table.replace_schema_metadata(None), stamp
