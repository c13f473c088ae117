"""Tracked runs: what a training or a validation was given and what came of it, kept by MLflow.

The runs lie in the home, `mlflow.db` (SQLite) beside `artifacts/` (plain files), and nowhere else:
no server, no network, no telemetry. What is written of a run is fixed by the run, but for the
run's number and its times. docs/tracking.md lists it.
"""

import logging
import os
import sqlite3
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

# MLflow decides on its telemetry and its log handlers while it is imported, so this stands before
# the import. NullPool lets go of the database after every step: no file stays open behind a run.
os.environ.update(
    MLFLOW_DISABLE_TELEMETRY="true",
    MLFLOW_CONFIGURE_LOGGING="false",
    MLFLOW_SQLALCHEMYSTORE_POOLCLASS="NullPool",
)

from mlflow import MlflowClient
from mlflow.entities import Metric, Param
from mlflow.exceptions import MlflowException

from coopscore.errors import StoreBusy, UntrackedRun, UnusableHome, UnusableTracker
from coopscore.home import Home
from coopscore.language import Text
from models.run_facts import RunFacts, lock_tags

# Marks the experiments that are ours, with the folder of their artifacts.
_FOLDER = "coopscore.folder"

_FAILURES = (MlflowException, OSError, sqlite3.Error, StoreBusy, UnusableHome)
_BUSY = Text(
    en="another run has been writing there for {seconds} s",
    fa="اجرای دیگری {seconds} ثانیه است که آنجا می‌نویسد",
)


class HomeTracker:
    """Keeps runs in a home's `mlflow.db` and `artifacts/`; opened by `open_tracker`."""

    def __init__(self, home: Home, client: MlflowClient, seconds: float) -> None:
        self._home = home
        self._client = client
        self._seconds = seconds

    def track(self, run: RunFacts) -> str:
        """Keep one run that is over; the number that MLflow knows it by.

        One run is written at a time. A run that is whole is marked FINISHED, last of all.

        Raises
        ------
        UntrackedRun
            Where it cannot be written; what was written before is marked FAILED.
        """
        try:
            with _quiet(), self._home.tracking(self._seconds):
                _try_out(self._home, self._seconds)
                return self._write(run)
        except _FAILURES as cause:
            where = self._home.tracked_runs
            raise UntrackedRun(version=run.version, path=where, reason=_reason(cause)) from cause

    def _write(self, run: RunFacts) -> str:
        began = self._client.create_run(
            self._experiment(run.spec.name),
            start_time=_milliseconds(run.started),
            tags={**run.tags, **lock_tags()},
            run_name=run.version,
        )
        number: str = began.info.run_id
        moment = _milliseconds(run.ended)
        try:
            self._client.log_batch(
                number,
                metrics=[Metric(name, value, moment, step) for name, step, value in run.numbers],
                params=[Param(key, value) for key, value in run.parameters.items()],
                synchronous=True,
            )
            self._keep_files(number, run.artifacts)
            self._client.set_terminated(number, "FINISHED", moment)
        except _FAILURES:
            with suppress(*_FAILURES):
                self._client.set_terminated(number, "FAILED", moment)
            raise
        return number

    def _experiment(self, spec: str) -> str:
        """The number of the spec's experiment, made where it is new."""
        found = self._client.get_experiment_by_name(spec)
        if found is None:
            place = _place(self._home, spec)
            return str(self._client.create_experiment(spec, place, tags={_FOLDER: spec}))
        return str(found.experiment_id)

    def _keep_files(self, number: str, files: Mapping[str, bytes]) -> None:
        with TemporaryDirectory() as folder:
            for name, content in files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            self._client.log_artifacts(number, folder)


def open_tracker(home: Home, *, seconds: float = 30) -> HomeTracker:
    """The tracker of a home, tried out before any work is done for it.

    The database is made where it is missing, and artifacts are looked for where the home is now,
    should it have been moved or copied.

    Parameters
    ----------
    home : Home
        Where runs are kept.
    seconds : float
        How long it waits for another run's writing to end, now and with every run.

    Raises
    ------
    UnusableTracker
        Where runs could not be written.
    """
    try:
        with _quiet(), home.tracking(seconds):
            if not home.tracked_runs.exists():
                _make(home)
            _try_out(home, seconds)
            client = MlflowClient(tracking_uri=tracking_address(home.tracked_runs))
            _follow(home, client)
    except _FAILURES as cause:
        raise UnusableTracker(path=home.tracked_runs, reason=_reason(cause)) from cause
    return HomeTracker(home, client, seconds)


def tracking_address(database: Path) -> str:
    """Where MLflow finds a database of runs: `MlflowClient(tracking_uri=...)` reads it back."""
    # SQLAlchemy takes the address apart at `?` and reads `%25` as `%`.
    place = str(database.resolve()).replace("%", "%25").replace("?", "%3F")
    # With the driver named, MLflow does not make a folder of its own reading of the address.
    return f"sqlite+pysqlite:///{place}"


def _make(home: Home) -> None:
    """A new database, whole or not at all: MLflow makes one in seventy steps."""
    with TemporaryDirectory(dir=home.path, prefix=".half-") as folder:
        half = Path(folder, home.tracked_runs.name)
        MlflowClient(tracking_uri=tracking_address(half))
        os.replace(half, home.tracked_runs)


def _try_out(home: Home, seconds: float) -> None:
    """Fails now and in words of its own where MLflow would try again for minutes."""
    home.artifacts.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=home.artifacts):
        pass
    with closing(sqlite3.connect(home.tracked_runs, timeout=seconds)) as database:
        database.execute("BEGIN IMMEDIATE")


def _follow(home: Home, client: MlflowClient) -> None:
    """Write down where our artifacts are now.

    MLflow keeps their places whole, and has no way of its own to change one; a home may be moved.
    """
    for experiment in client.search_experiments():
        folder, old = experiment.tags.get(_FOLDER), experiment.artifact_location
        if folder and old != (new := _place(home, folder)):
            with closing(sqlite3.connect(home.tracked_runs)) as database, database:
                database.execute(
                    "UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?",
                    (new, int(experiment.experiment_id)),
                )
                database.execute(
                    "UPDATE runs SET artifact_uri = ? || substr(artifact_uri, ?)"
                    " WHERE experiment_id = ? AND substr(artifact_uri, 1, ?) = ?",
                    (new, len(old) + 1, int(experiment.experiment_id), len(old), old),
                )


def _place(home: Home, folder: str) -> str:
    return (home.artifacts.resolve() / folder).as_uri()


@contextmanager
def _quiet() -> Iterator[None]:
    """MLflow logs what it also raises, and loads its models by a way that SQLAlchemy regrets."""
    logger = logging.getLogger("mlflow")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        logger.setLevel(level)


def _reason(cause: Exception) -> Text | str:
    if isinstance(cause, StoreBusy):
        return _BUSY.filled(seconds=cause.facts["seconds"])
    if isinstance(cause, UnusableHome):
        return str(cause.facts["reason"])
    return str(cause)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
