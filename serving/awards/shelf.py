"""Runs of editions, as they were made: the web reads, jobs write, and nothing is written over.

A run is a file whose name holds a hash of what it rests on: its edition, the batch of the facts and
the runs of scores. Made again, it must come to the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from coopscore.errors import AwardChanged, AwardNotRun
from coopscore.home import Home
from coopscore.records.score_runs import ScoreRun
from serving.awards.rests_on import RestsOn
from serving.files import unwritable, write_bytes

_SUFFIX = ".json"


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A run on the shelf: its id, and the title, day and batch that lists show."""

    run_id: str
    title: Mapping[str, str]
    number: int
    cut_off: date
    batch: int
    edition_hash: str


def run_id_of(edition: Mapping[str, Any], rests_on: Mapping[str, Any]) -> str:
    """The id of a run of an edition (its content, with its hash) on given facts and scores."""
    text = json.dumps([edition["hash"], rests_on], ensure_ascii=False, sort_keys=True)
    return f"{edition['name']}-{sha256(text.encode()).hexdigest()[:12]}"


def written(content: Mapping[str, Any]) -> bytes:
    """The bytes of a run: the same content is the same bytes."""
    text = json.dumps(
        content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return f"{text}\n".encode()


def keep_run(home: Home, content: Mapping[str, Any]) -> str:
    """Put a run on the shelf; its id.

    Raises
    ------
    AwardChanged
        Where the same run lies there with other content.
    UnwritableFile
        Where the home may not be written to.
    """
    run_id = run_id_of(content["edition"], content["rests_on"])
    path = _path(home, run_id)
    made = written(content)
    if path.is_file() and path.read_bytes() != made:
        raise AwardChanged(run=run_id, path=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise unwritable(path, cause) from cause
    if not path.is_file():
        write_bytes(made, path)
    listed = [one for one in kept_runs(home) if one.run_id != run_id]
    _list(home, [*listed, _shelved(run_id, content)])
    return run_id


def kept_run(home: Home, run_id: str) -> Mapping[str, Any]:
    """A run as it was made.

    Raises
    ------
    AwardNotRun
        Where no run has that id.
    """
    if run_id not in {one.run_id for one in kept_runs(home)}:
        raise AwardNotRun(run=run_id)
    path = _path(home, run_id)
    return _read(path, path.stat().st_mtime_ns)


def kept_runs(home: Home) -> list[Shelved]:
    """Every run on the shelf, the one that was asked for last at the end."""
    path = _index(home)
    if not path.is_file():
        return []
    told = json.loads(path.read_text(encoding="utf-8"))
    return [Shelved(**{**one, "cut_off": date.fromisoformat(one["cut_off"])}) for one in told]


def rests_on_before(home: Home, edition_hash: str) -> RestsOn | None:
    """What the run of an edition that was asked for last rested on, so that it can be made again.

    None where it was never run.
    """
    found = [one for one in kept_runs(home) if one.edition_hash == edition_hash]
    return rests_on_of(home, found[-1].run_id) if found else None


def rests_on_of(home: Home, run_id: str) -> RestsOn:
    """What a run rested on.

    Raises
    ------
    AwardNotRun
        Where no run has that id.
    """
    told = kept_run(home, run_id)["rests_on"]
    return RestsOn(
        batch=told["batch"],
        scores={
            spec: None
            if run is None
            else ScoreRun(**{**run, "as_of": date.fromisoformat(run["as_of"])})
            for spec, run in told["scores"].items()
        },
    )


def _list(home: Home, runs: Sequence[Shelved]) -> None:
    told = [{**asdict(one), "cut_off": one.cut_off.isoformat()} for one in runs]
    write_bytes(json.dumps(told, ensure_ascii=False, indent=1).encode(), _index(home))


def _shelved(run_id: str, content: Mapping[str, Any]) -> Shelved:
    edition = content["edition"]
    return Shelved(
        run_id=run_id,
        title=edition["title"],
        number=edition["number"],
        cut_off=date.fromisoformat(edition["cut_off"]),
        batch=content["rests_on"]["batch"],
        edition_hash=edition["hash"],
    )


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Mapping[str, Any]:
    """A run's content; read again only where the file has changed since."""
    content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _folder(home: Home) -> Path:
    return home.path / "awards"


def _index(home: Home) -> Path:
    return _folder(home) / "runs.json"


def _path(home: Home, run_id: str) -> Path:
    return _folder(home) / f"{run_id}{_SUFFIX}"
