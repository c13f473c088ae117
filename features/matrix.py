"""The feature matrix: one row a co-operative and as-of day, stamped with all that it rests on.

A matrix is handed from here to the models and never changed. Its hash covers every cell, the
definitions, the state of the facts and the calendar, so that two matrices with one hash are one
matrix.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from coopscore.calendar import Calendar
from coopscore.errors import BrokenMatrix
from features.catalogue import CATALOGUE
from features.spec import Feature

_STAMP = b"coopscore.matrix"
_STAMPED = {"batch", "calendar", "cohort", "features", "hash"}
_CHANGED = "its cells or its stamp were changed"
_ARROW = {"number": pa.float64(), "category": pa.string()}


def schema_of(features: Sequence[Feature]) -> pa.Schema:
    """The columns of a matrix of these features."""
    own = [(feature.name, _ARROW[feature.type]) for feature in features]
    return pa.schema([("coop_id", pa.string()), ("as_of", pa.date32()), *own])


@dataclass(frozen=True, kw_only=True)
class FeatureMatrix:
    """What was known of each cohort member on each as-of day.

    Parameters
    ----------
    table : pa.Table
        `coop_id` (string), `as_of` (date32), then one column a feature: float64 for a number,
        string for a category, null where missing; sorted by as_of and coop_id.
    features : tuple of Feature
        In the order of the columns.
    batch : int
        The newest sealed batch that the facts were read at.
    calendar : Calendar
        The calendar that windows were counted in.
    cohort : str
        Who belongs, by name.
    """

    table: pa.Table
    features: tuple[Feature, ...]
    batch: int
    calendar: Calendar
    cohort: str

    def __post_init__(self) -> None:
        assert self.table.schema.equals(schema_of(self.features)), "one column a feature, in order"

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def feature_hashes(self) -> dict[str, str]:
        """The hash of each feature's definition, by name."""
        return {feature.name: feature.hash for feature in self.features}

    @property
    def stamp(self) -> dict[str, object]:
        """All that the cells rest on, beside the facts themselves."""
        return {
            "batch": self.batch,
            "calendar": self.calendar,
            "cohort": self.cohort,
            "features": self.feature_hashes,
        }

    @property
    def hash(self) -> str:
        """SHA-256 of the stamp and of every cell."""
        digest = sha256(_canonical_json(self.stamp))
        for name, column in zip(self.table.column_names, self.table.columns, strict=True):
            digest.update(f"\n{name}\n".encode())
            for part in _content(column):
                digest.update(part)
        return digest.hexdigest()

    def write(self, path: Path) -> None:
        """Write as Parquet with the stamp and the hash, whole or not at all."""
        stamp = _canonical_json({**self.stamp, "hash": self.hash})
        table = self.table.replace_schema_metadata({_STAMP: stamp})
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            pq.write_table(table, half, compression="zstd")
            os.replace(half, path)
        finally:
            half.unlink(missing_ok=True)


def read_matrix(path: Path, features: Mapping[str, Feature] = CATALOGUE) -> FeatureMatrix:
    """A matrix that `FeatureMatrix.write` wrote.

    Parameters
    ----------
    path : Path
        The Parquet file.
    features : mapping of name to Feature, optional
        Where its definitions are looked up; the catalogue by default.

    Raises
    ------
    BrokenMatrix
        Where the file is missing, changed, no matrix, or rests on other definitions.
    """
    table, stamp = _read(path)
    moved = [
        name
        for name, hashed in stamp["features"].items()
        if name not in features or features[name].hash != hashed
    ]
    if moved:
        raise BrokenMatrix(path=path, reason=f"other definitions of {', '.join(moved)}")
    chosen = tuple(features[name] for name in stamp["features"])
    if not table.schema.equals(schema_of(chosen)):
        raise BrokenMatrix(path=path, reason=_CHANGED)
    matrix = FeatureMatrix(
        table=table,
        features=chosen,
        batch=stamp["batch"],
        calendar=stamp["calendar"],
        cohort=stamp["cohort"],
    )
    if matrix.hash != stamp["hash"]:
        raise BrokenMatrix(path=path, reason=_CHANGED)
    return matrix


def _read(path: Path) -> tuple[pa.Table, dict[str, Any]]:
    """The table in a file, and the stamp that it carries, with all its parts."""
    try:
        table = pq.read_table(path)
        stamp = json.loads((table.schema.metadata or {})[_STAMP])
    except (OSError, pa.ArrowInvalid) as error:
        raise BrokenMatrix(path=path, reason=str(error)) from error
    except KeyError as error:
        raise BrokenMatrix(path=path, reason="it carries no stamp") from error
    except ValueError as error:
        raise BrokenMatrix(path=path, reason="its stamp cannot be read") from error
    if not (
        isinstance(stamp, dict) and set(stamp) == _STAMPED and isinstance(stamp["features"], dict)
    ):
        raise BrokenMatrix(path=path, reason="its stamp lacks parts")
    return table.replace_schema_metadata(None), stamp


def _canonical_json(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def _content(column: pa.ChunkedArray) -> Iterator[bytes]:
    """A column's bytes, whatever its chunks, offsets, and the filling of its missing cells."""
    yield np.packbits(column.is_valid().to_numpy()).tobytes()
    if pa.types.is_string(column.type):
        filled = pc.fill_null(column, "")
        yield pc.binary_length(filled).to_numpy().astype("<i4").tobytes()
        yield "".join(filled.to_pylist()).encode("utf-8")
        return
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    yield pc.fill_null(column, 0).to_numpy().tobytes()
