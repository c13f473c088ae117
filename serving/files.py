"""Files that a run leaves: whole or not at all, scores in the columns other tools count on."""

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from coopscore.errors import UnwritableFile
from coopscore.intake.harmless import harmless
from coopscore.language import Text
from coopscore.scores import Score

SCHEMA = pa.schema(
    [
        ("coop_id", pa.string()),
        ("as_of", pa.date32()),
        ("spec", pa.string()),
        ("probability", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("points", pa.float64()),
        ("grade", pa.string()),
        ("version", pa.string()),
    ]
)

_NO_FOLDER = Text(en="what should be its folder is a file", fa="به‌جای پوشهٔ آن یک فایل است")
_REASONS: Mapping[int, Text] = {
    errno.ENOENT: Text(en="there is no such folder", fa="چنین پوشه‌ای نیست"),
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,  # from making the folder
    errno.EACCES: Text(en="writing there is not allowed", fa="اجازهٔ نوشتن در آنجا نیست"),
    errno.EROFS: Text(en="that disk is for reading only", fa="آن دیسک فقط خواندنی است"),
    errno.ENOSPC: Text(en="the disk is full", fa="دیسک پر است"),
}
_UNTOLD = Text(en="the file system refused it", fa="سیستم فایل آن را نپذیرفت")


def _write_csv(table: pa.Table, file: BinaryIO) -> None:
    """A spreadsheet may open it, and so no cell of text may act as a formula there."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            cells = [text and harmless(text) for text in table.column(place).to_pylist()]
            table = table.set_column(place, field, pa.array(cells, field.type))
    pc.write_csv(table, file)


WRITERS: Mapping[str, Callable[[pa.Table, BinaryIO], None]] = {
    ".csv": _write_csv,
    ".parquet": pq.write_table,
}


def ready_to_write(path: Path) -> None:
    """Try the folder of `path`, before the work whose result goes there; leaves nothing behind.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to.
    """
    half = _half(path)
    try:
        half.open("wb").close()
        half.unlink()
    except OSError as cause:
        raise unwritable(path, cause) from cause


def write_scores(scores: Sequence[Score], path: Path) -> None:
    """Write one row a score to `path`, whose ending (`WRITERS`) says the format.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to; what stood at `path` stays.
    """
    columns = {name: [getattr(score, name) for score in scores] for name in SCHEMA.names}
    table = pa.table(columns, schema=SCHEMA)
    _whole(path, lambda file: WRITERS[path.suffix](table, file))


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table to `path`, whose ending (`WRITERS`) says the format.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to; what stood at `path` stays.
    """
    _whole(path, lambda file: WRITERS[path.suffix](table, file))


def write_text(text: str, path: Path) -> None:
    """Write a text in UTF-8 to `path`.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to; what stood at `path` stays.
    """
    _whole(path, lambda file: file.write(text.encode()))


def write_bytes(content: bytes, path: Path) -> None:
    """Write bytes to `path`.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to; what stood at `path` stays.
    """
    _whole(path, lambda file: file.write(content))


def _whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    half = _half(path)
    try:
        with half.open("wb") as file:
            write(file)
        os.replace(half, path)
    except OSError as cause:
        with suppress(OSError):
            half.unlink()
        raise unwritable(path, cause) from cause


def unwritable(path: Path, cause: OSError) -> UnwritableFile:
    """The refusal that `cause` comes to, told of the path that was asked for."""
    number = cause.errno
    known = _UNTOLD if number is None else _REASONS.get(number)
    return UnwritableFile(path=path, reason=known or os.strerror(number or 0))


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")
