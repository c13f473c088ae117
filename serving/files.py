"""Scores as a file: whole or not at all, in the columns that other tools count on."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from coopscore.errors import UnwritableFile
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

WRITERS: Mapping[str, Callable[[pa.Table, Path], None]] = {
    ".csv": pc.write_csv,
    ".parquet": pq.write_table,
}


def write_scores(scores: Sequence[Score], path: Path) -> None:
    """Write one row a score to `path`, whose ending (`WRITERS`) says the format.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to; what stood at `path` stays.
    """
    columns = {name: [getattr(score, name) for score in scores] for name in SCHEMA.names}
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        WRITERS[path.suffix](pa.table(columns, schema=SCHEMA), half)
        os.replace(half, path)
    except OSError as cause:
        with suppress(OSError):
            half.unlink()
        raise UnwritableFile(path=path, reason=cause.strerror or str(cause)) from cause
