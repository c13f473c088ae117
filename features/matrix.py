"""The feature matrix: one row a co-operative and as-of day, stamped with all that it rests on.

A matrix is handed from here to the models and never changed. Its hash covers every cell, the
definitions, the state of the facts and the calendar, so that two matrices with one hash are one
matrix.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from coopscore.calendar import Calendar
from coopscore.errors import BrokenMatrix
from features.catalogue import CATALOGUE
from features.spec import Feature
from features.stamped import NotStamped, canonical_json, content_of, read_stamped, write_stamped

_STAMP = b"coopscore.matrix"
_STAMPED = {"batch", "calendar", "cohort", "features", "peers", "hash"}
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
    peers : mapping of str to str
        The hash of each peer table that was read, by the name it is kept under.
    """

    table: pa.Table
    features: tuple[Feature, ...]
    batch: int
    calendar: Calendar
    cohort: str
    peers: Mapping[str, str] = field(default_factory=dict)

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
            "peers": dict(self.peers),
        }

    @property
    def hash(self) -> str:
        """SHA-256 of the stamp and of every cell."""
        digest = sha256(canonical_json(self.stamp))
        for part in content_of(self.table):
            digest.update(part)
        return digest.hexdigest()

    def write(self, path: Path) -> None:
        """Write as Parquet with the stamp and the hash, whole or not at all."""
        write_stamped(path, self.table, _STAMP, {**self.stamp, "hash": self.hash})


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
    # A stamp's keys are sorted; the columns know the order of the features.
    chosen = tuple(features[name] for name in table.column_names if name in stamp["features"])
    if len(chosen) < len(stamp["features"]) or not table.schema.equals(schema_of(chosen)):
        raise BrokenMatrix(path=path, reason=_CHANGED)
    matrix = FeatureMatrix(
        table=table,
        features=chosen,
        batch=stamp["batch"],
        calendar=stamp["calendar"],
        cohort=stamp["cohort"],
        peers=stamp["peers"],
    )
    if matrix.hash != stamp["hash"]:
        raise BrokenMatrix(path=path, reason=_CHANGED)
    return matrix


def _read(path: Path) -> tuple[pa.Table, dict[str, Any]]:
    """The table in a file, and the stamp that it carries, with all its parts."""
    try:
        table, stamp = read_stamped(path, _STAMP)
    except NotStamped as error:
        raise BrokenMatrix(path=path, reason=str(error)) from error
    if not (
        isinstance(stamp, dict)
        and set(stamp) == _STAMPED
        and isinstance(stamp["features"], dict)
        and isinstance(stamp["peers"], dict)
    ):
        raise BrokenMatrix(path=path, reason="its stamp lacks parts")
    return table, stamp
