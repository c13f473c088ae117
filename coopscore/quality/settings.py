"""What an office may set about data quality, read from the file that comes with the package."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class UnitSettings:
    """How a statement is compared: powers of ten, and what makes a history or peers."""

    powers: tuple[int, ...]
    earlier: int
    remembered: int
    peers: int


@dataclass(frozen=True, kw_only=True)
class JobSettings:
    """How employees are compared; `near` is a share of the jobs planned."""

    earlier: int
    remembered: int
    near: float
    peers: int


@dataclass(frozen=True, kw_only=True)
class NameSettings:
    """How names are compared; shares lie between 0 and 1."""

    everywhere: float
    alike: float
    after_days: int
    before_days: int


@dataclass(frozen=True, kw_only=True)
class BackDatingSettings:
    """How delays of entries are compared."""

    tables: tuple[str, ...]
    window_days: int
    late_share: float
    shrunk_by: float
    burst_most: float


@dataclass(frozen=True, kw_only=True)
class Norm:
    """Days within which a row should be known, and why so many."""

    days: int
    why: str


@dataclass(frozen=True, kw_only=True)
class QualitySettings:
    """All of it; `thresholds` are scores by kind of flag."""

    version: str
    thresholds: Mapping[str, float]
    units: UnitSettings
    jobs: JobSettings
    names: NameSettings
    back_dating: BackDatingSettings
    norms: Mapping[str, Norm]


def read_quality_settings(text: str) -> QualitySettings:
    """Settings from TOML text, as `settings.toml` has it."""
    said = tomllib.loads(text)
    lists = {"powers": tuple(said["units"]["powers"])}
    tables = {"tables": tuple(said["back_dating"]["tables"])}
    return QualitySettings(
        version=said["version"],
        thresholds=said["thresholds"],
        units=UnitSettings(**{**said["units"], **lists}),
        jobs=JobSettings(**said["jobs"]),
        names=NameSettings(**said["names"]),
        back_dating=BackDatingSettings(**{**said["back_dating"], **tables}),
        norms={table: Norm(**norm) for table, norm in said["norms"].items()},
    )


@cache
def quality_settings() -> QualitySettings:
    """The settings that come with the package."""
    text = files("coopscore.quality").joinpath("settings.toml").read_text(encoding="utf-8")
    return read_quality_settings(text)
