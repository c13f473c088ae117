"""What is to be kept of a run, and something that keeps it.

Apart from `models.tracking`, so that a run can be told of without loading MLflow.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Literal, Protocol

from models.keys import flat
from models.runs.train import Trained
from models.spec import Spec

_SOURCE = Path(__file__).resolve().parent.parent
_LOCK = Path("requirements", "runtime.txt")

# MLflow cuts a longer parameter off without a word; the bundle holds the spec whole.
_LONGEST_PARAMETER = 6000


@dataclass(frozen=True, kw_only=True)
class RunFacts:
    """What is to be tracked of one run.

    Parameters
    ----------
    act : "train" or "validate"
        What was done.
    spec : Spec
        The experiment is named after it; its content is the run's parameters.
    version : str
        The bundle that was trained or validated. The same training again has the same version.
    served : str
        The kind of model that serves, one of the kinds of `metrics`.
    until, batch, matrix_hash, feature_hashes
        The last day used, the newest batch read, the matrix's hash, each definition's hash.
    metrics : kind -> metric -> number
        Of the run as a whole. None and what is not finite are left out: they are unknown.
    folds : kind -> fold by fold, oldest first -> metric -> number
        Numbered from 1.
    report : mapping
        As JSON holds it; written as `report.json`.
    files : path below the run's artifacts -> content
        Pictures and the like: `{"plots/reliability.svg": b"..."}`.
    bundle : Path, optional
        The bundle's folder; its files are kept under `bundle/`.
    started, ended : datetime
        When the run began and ended, with a time zone.
    """

    act: Literal["train", "validate"]
    spec: Spec
    version: str
    served: str
    until: date
    batch: int
    matrix_hash: str
    feature_hashes: Mapping[str, str]
    metrics: Mapping[str, Mapping[str, float | None]]
    folds: Mapping[str, Sequence[Mapping[str, float | None]]]
    report: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)
    bundle: Path | None = None
    started: datetime
    ended: datetime

    @property
    def tags(self) -> dict[str, str]:
        """What the run rests on and what it made, as text."""
        return {
            "act": self.act,
            "version": self.version,
            "served": self.served,
            "until": self.until.isoformat(),
            "batch": str(self.batch),
            "spec_hash": self.spec.hash,
            "matrix_hash": self.matrix_hash,
            "features_hash": sha256(_json(self.feature_hashes)).hexdigest(),
        }

    @property
    def parameters(self) -> dict[str, str]:
        """The spec's content under dotted keys; lists as JSON, what is too long as its SHA-256."""
        return {key: _said(value) for key, value in sorted(flat(self.spec.content()).items())}

    @property
    def numbers(self) -> list[tuple[str, int, float]]:
        """Name, step and value of every number, in order of name and step.

        `booster.auc` is a kind's own, and `auc` the same of the kind that serves, so that runs
        served by different kinds stand in one column; `booster.fold.auc` has the fold as its step.
        """
        found = [
            (f"{kind}.{name}", 0, value)
            for kind, values in self.metrics.items()
            for name, value in values.items()
        ]
        found += [
            (f"{kind}.fold.{name}", number, value)
            for kind, folds in self.folds.items()
            for number, values in enumerate(folds, start=1)
            for name, value in values.items()
        ]
        own = f"{self.served}."
        found += [(n.removeprefix(own), step, v) for n, step, v in found if n.startswith(own)]
        return sorted((n, step, v) for n, step, v in found if v is not None and math.isfinite(v))

    @property
    def artifacts(self) -> dict[str, bytes]:
        """The content of every file that is kept of the run, by its path."""
        kept = {"report.json": _json(self.report), "features.json": _json(self.feature_hashes)}
        if self.bundle:
            kept |= {f"bundle/{file.name}": file.read_bytes() for file in self.bundle.iterdir()}
        return {**kept, **self.files}


def training_facts(
    trained: Trained,
    *,
    bundle: Path,
    started: datetime,
    ended: datetime,
    files: Mapping[str, bytes] | None = None,
) -> RunFacts:
    """What is to be tracked of a training, read off its report.

    Parameters
    ----------
    trained : Trained
        What `models.runs.train.train` gave.
    bundle : Path
        The folder that the bundle was saved as.
    """
    facts = trained.report["training"]
    return RunFacts(
        act="train",
        spec=trained.bundle.spec,
        version=trained.bundle.version,
        served=trained.bundle.kind,
        until=trained.bundle.until,
        batch=facts["batch"],
        matrix_hash=facts["matrix_hash"],
        feature_hashes={item.name: item.hash for item in trained.bundle.inputs},
        metrics={kind: _pooled(told, facts["pooled"]) for kind, told in facts["kinds"].items()},
        folds={
            kind: [
                {"auc": fold["auc"], "events": rows["events"], "rows": rows["rows"]}
                for fold, rows in zip(told["folds"], facts["folds"], strict=True)
            ]
            for kind, told in facts["kinds"].items()
        },
        report=trained.report,
        files=files or {},
        bundle=bundle,
        started=started,
        ended=ended,
    )


def _pooled(told: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, float | None]:
    """A kind's figures on the test days of all folds, which are the same rows for every kind."""
    line = told["line"] or {}
    return {
        "auc": told["auc"],
        "rows": rows["rows"],
        "events": rows["events"],
        **{name: line.get(name) for name in ("slope", "intercept")},
    }


class Tracker(Protocol):
    """Something that keeps what runs did."""

    def track(self, run: RunFacts) -> str:
        """Keep one run that is over; its number, or nothing where none is kept.

        Raises
        ------
        UntrackedRun
            Where it cannot be written; what the run made is not touched.
        """


class NoTracker:
    """Keeps nothing, where nobody wants runs tracked."""

    def track(self, run: RunFacts) -> str:
        """Nothing is kept, and there is no number."""
        return ""


def lock_tags(source: Path = _SOURCE) -> dict[str, str]:
    """What the software was: `lock_hash`, and `lock_source`, which says of what it is a SHA-256.

    In a source tree it is the lock that everything is installed from. Elsewhere it is the list of
    what is installed, one `name==version` a line, in order.
    """
    lock = source / _LOCK
    if lock.is_file() and (source / "pyproject.toml").is_file():
        return {"lock_hash": sha256(lock.read_bytes()).hexdigest(), "lock_source": _LOCK.as_posix()}
    found = {
        f"{str(item.name).lower().replace('_', '-')}=={item.version}" for item in distributions()
    }
    listed = "".join(f"{line}\n" for line in sorted(found))
    return {"lock_hash": sha256(listed.encode()).hexdigest(), "lock_source": "installed"}


def _json(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _said(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) <= _LONGEST_PARAMETER:
        return text
    return f"sha256:{sha256(text.encode()).hexdigest()}"
