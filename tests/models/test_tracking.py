"""Runs are kept whole, at home, in silence, or not at all and said so."""

import shutil
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from mlflow import MlflowClient

from coopscore.errors import UntrackedRun, UnusableTracker
from coopscore.home import Home
from models.run_facts import RunFacts, training_facts
from models.tracking import open_tracker, tracking_address

ROOT = Path(__file__).resolve().parents[2]
BEGAN = datetime(2025, 7, 3, 8, 30, 0, 250_000, tzinfo=UTC)
PICTURES = {"plots/reliability.svg": b"<svg/>", "plots/folds.png": b"\x89PNG\r\n"}

# Refuses, and writes down, every word to the network and every new process, as the interpreter
# itself reports them; told of the threads too. The libraries that train are loaded before, as one
# of them looks for fonts; a library below MLflow asks `uname` what this machine is, and may.
GUARD = """
import os, sys, threading
import models.run_facts
seen = []
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.send",
             "subprocess.Popen", "os.exec", "os.fork", "os.posix_spawn", "os.system")
def guard(event, facts):
    if event.startswith(FORBIDDEN) and facts[0] != "uname":
        seen.append(event)
        raise PermissionError(event)
sys.addaudithook(guard)
def end():
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(5)
            seen.append("thread " + thread.name)
    print(seen)
"""

ONE_RUN = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from coopscore.home import Home
from models.run_facts import RunFacts
from models.spec import load_spec
from models.tracking import open_tracker

def one_run(home, version):
    moment = datetime(2025, 7, 3, tzinfo=UTC)
    run = RunFacts(
        act="train", spec=load_spec("exit"), version=version, served="booster",
        until=date(2017, 6, 1), batch=1, matrix_hash="m", feature_hashes={},
        metrics={"booster": {"auc": 0.5}}, folds={}, report={"version": version},
        started=moment, ended=moment,
    )
    return open_tracker(Home(Path(home))).track(run)
"""


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory) -> Home:
    """A home whose tracker was opened once; the tests take copies."""
    home = Home(tmp_path_factory.mktemp("tracking") / "home")
    open_tracker(home)
    return home


@pytest.fixture
def home(empty_home, tmp_path) -> Home:
    return Home(shutil.copytree(empty_home.path, tmp_path / "home"))


@pytest.fixture
def run(trained, tmp_path) -> RunFacts:
    folder = trained.bundle.save(tmp_path / "bundles" / trained.bundle.version)
    ended = BEGAN + timedelta(minutes=3)
    return training_facts(trained, bundle=folder, started=BEGAN, ended=ended, files=PICTURES)


def reader(home: Home) -> MlflowClient:
    with warnings.catch_warnings():
        # MLflow loads its tables by a way that SQLAlchemy regrets.
        warnings.simplefilter("ignore", DeprecationWarning)
        return MlflowClient(tracking_uri=tracking_address(home.tracked_runs))


def files(home: Home, number: str, folder: str | None = None) -> dict[str, bytes]:
    """Every artifact of a run, through MLflow."""
    found = {}
    for item in reader(home).list_artifacts(number, folder):
        if item.is_dir:
            found |= files(home, number, item.path)
        else:
            found[item.path] = Path(reader(home).download_artifacts(number, item.path)).read_bytes()
    return found


def runs_of(home: Home, spec: str) -> list:
    experiment = reader(home).get_experiment_by_name(spec)
    return reader(home).search_runs([experiment.experiment_id])


def test_what_is_tracked_is_read_back_through_mlflow(home, run, made, trained):
    matrix, _ = made
    number = open_tracker(home).track(run)
    kept = reader(home).get_run(number)
    assert reader(home).get_experiment(kept.info.experiment_id).name == run.spec.name
    assert kept.info.status == "FINISHED"
    assert (kept.info.start_time, kept.info.end_time) == (1751531400250, 1751531580250)

    lock = (ROOT / "requirements" / "runtime.txt").read_bytes()
    definitions = files(home, number)["features.json"]
    assert kept.data.tags == {
        "mlflow.runName": trained.bundle.version,
        "act": "train",
        "version": trained.bundle.version,
        "served": "booster",
        "until": "2017-06-01",
        "batch": str(matrix.batch),
        "spec_hash": trained.report["spec_hash"],
        "matrix_hash": matrix.hash,
        "features_hash": sha256(definitions).hexdigest(),
        "lock_hash": sha256(lock).hexdigest(),
        "lock_source": "requirements/runtime.txt",
    }
    assert kept.data.params == run.parameters

    facts = trained.report["training"]
    assert kept.data.metrics["booster.auc"] == facts["pooled"]["auc"]
    assert kept.data.metrics["auc"] == facts["pooled"]["auc"]
    assert kept.data.metrics["slope"] == trained.bundle.calibration.slope
    history = reader(home).get_metric_history(number, "booster.fold.auc")
    told = [(step, fold["auc"]) for step, fold in enumerate(facts["folds"], start=1)]
    assert [(point.step, point.value) for point in history] == told
    assert {point.timestamp for point in history} == {1751531580250}


def test_files_lie_in_the_home_as_they_were_given(home, run):
    number = open_tracker(home).track(run)
    found = files(home, number)
    folder = home.artifacts / run.spec.name / number / "artifacts"
    lying = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    assert {name: path.read_bytes() for name, path in lying.items()} == found == run.artifacts
    assert found.items() >= PICTURES.items()
    sums = dict(reversed(line.split()) for line in found["bundle/SHA256SUMS"].decode().splitlines())
    assert {f"bundle/{name}" for name in sums} | {"bundle/SHA256SUMS"} == {
        name for name in found if name.startswith("bundle/")
    }
    assert "bundle.json" in sums
    for name, checksum in sums.items():
        assert sha256(found[f"bundle/{name}"]).hexdigest() == checksum


def test_the_same_training_again_is_another_run_of_the_same_version_and_content(home, run):
    tracker = open_tracker(home)
    later = replace(run, started=BEGAN + timedelta(days=1), ended=BEGAN + timedelta(days=2))
    numbers = [tracker.track(run), tracker.track(later)]
    first, second = (reader(home).get_run(number).data for number in numbers)
    assert numbers[0] != numbers[1]
    assert first.tags == second.tags
    assert first.params == second.params
    assert first.metrics == second.metrics
    assert files(home, numbers[0]) == files(home, numbers[1])
    found = reader(home).search_runs(
        [reader(home).get_experiment_by_name(run.spec.name).experiment_id],
        filter_string=f"tags.version = '{run.version}'",
    )
    assert {kept.info.run_id for kept in found} == set(numbers)


def process(code: str, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """A process without what tells MLflow that it is being tested, which would silence it."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(folder / "user"), **environment}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code],
        env=bare,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_tracking_asks_nobody_starts_nothing_and_says_nothing(tmp_path):
    code = f"""{GUARD}{ONE_RUN}
import logging, warnings
import mlflow
from mlflow.telemetry import get_telemetry_client
named = [logging.getLogger(name) for name in (None, "mlflow", "alembic", "sqlalchemy.engine")]
def state():
    # Alembic's own handler of nothing does not count.
    said = [[h for h in log.handlers if type(h) is not logging.NullHandler] for log in named]
    levels = [(log.level, log.propagate) for log in named]
    return said, levels, list(warnings.filters), dict(os.environ), mlflow.get_tracking_uri()
before = state()
one_run("home", "v")
assert state() == before
assert get_telemetry_client() is None
for name in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():
    place = f"/proc/self/fd/{{name}}"
    assert not os.path.exists(place) or "mlflow.db" not in os.readlink(place)
end()
"""
    quiet = process(code, tmp_path)
    out, err = quiet.communicate()
    assert (out, err) == ("[]\n", "")
    assert {path.name for path in tmp_path.iterdir()} - {"user"} == {"home"}
    assert list((tmp_path / "user").rglob("*mlflow*")) == []
    places = {path.name for path in (tmp_path / "home").iterdir()}
    assert places == {"mlflow.db", "artifacts", ".tracking.lock"}


def test_the_guard_of_the_test_before_sees_mlflow_where_nothing_is_switched_off(tmp_path):
    code = f"""{GUARD}
import warnings; warnings.simplefilter("ignore")
from mlflow import MlflowClient
MlflowClient(tracking_uri="sqlite:///loud.db").create_experiment("loud")
end()
"""
    out, _ = process(code, tmp_path).communicate()
    assert "socket.getaddrinfo" in out
    assert "thread" in out


def test_two_runs_at_once_on_one_new_home_are_both_kept(tmp_path):
    code = f"{ONE_RUN}\nprint(one_run(sys.argv[0] and 'home', os.environ['VERSION']))"
    code = code.replace("import sys\n", "import os, sys\n")
    running = [process(code, tmp_path, VERSION=version) for version in ("a", "b")]
    ended = [each.communicate() for each in running]
    assert [err for _, err in ended] == ["", ""]
    kept = runs_of(Home(tmp_path / "home"), "exit")
    assert {run.info.run_id for run in kept} == {out.strip() for out, _ in ended}
    assert {run.data.tags["version"] for run in kept} == {"a", "b"}
    assert {run.info.status for run in kept} == {"FINISHED"}


def test_a_home_may_be_moved_whatever_it_is_called(home, run, tmp_path):
    old = open_tracker(home).track(run)
    moved = Home(tmp_path / "50% of? #1 خانه")
    shutil.move(home.path, moved.path)
    new = open_tracker(moved).track(run)
    assert not home.path.exists()
    assert files(moved, old) == files(moved, new) == run.artifacts
    assert {path.name for path in (moved.artifacts / run.spec.name).iterdir()} == {old, new}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["50% of? #1 خانه", "bundles"]


def spoil_database(home: Home) -> None:
    home.tracked_runs.write_bytes(b"this is not a database" * 100)


def spoil_artifacts(home: Home) -> None:
    shutil.rmtree(home.artifacts)
    home.artifacts.write_text("a file stands where the folder should be")


def spoil_tables(home: Home) -> None:
    with closing(sqlite3.connect(home.tracked_runs)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = 'of another mlflow'")


@pytest.mark.parametrize("spoil", [spoil_database, spoil_artifacts, spoil_tables])
def test_a_place_that_cannot_be_used_is_refused_before_the_work(home, spoil):
    spoil(home)
    with pytest.raises(UnusableTracker) as refused:
        open_tracker(home)
    assert refused.value.facts["path"] == home.tracked_runs
    assert refused.value.facts["reason"]


def test_a_home_that_is_none_is_refused_before_the_work(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnusableTracker):
        open_tracker(Home(tmp_path / "file"))


@pytest.mark.parametrize("spoil", [spoil_database, spoil_artifacts])
def test_a_place_that_breaks_during_the_work_is_told_with_what_was_done(home, run, spoil):
    tracker = open_tracker(home)
    spoil(home)
    with pytest.raises(UntrackedRun) as refused:
        tracker.track(run)
    assert refused.value.facts["version"] == run.version
    assert refused.value.facts["reason"] in refused.value.sentence("fa")


def test_a_database_that_somebody_holds_is_waited_for_and_then_refused(home, run):
    tracker = open_tracker(home, seconds=0.05)
    with closing(sqlite3.connect(home.tracked_runs)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnusableTracker, match="locked"):
            open_tracker(home, seconds=0.05)
        with pytest.raises(UntrackedRun, match="locked"):
            tracker.track(run)
    assert reader(home).get_run(tracker.track(run)).info.status == "FINISHED"


def test_a_run_that_is_being_written_is_waited_for_and_then_refused(home, run):
    tracker = open_tracker(home, seconds=0.05)
    with home.tracking():
        with pytest.raises(UnusableTracker, match="another run"):
            open_tracker(home, seconds=0.05)
        with pytest.raises(UntrackedRun, match="another run"):
            tracker.track(run)


def test_a_run_that_could_not_be_written_whole_is_marked_as_failed(home, run):
    # No file can lie below another file.
    torn = replace(run, files={"report.json/below": b""})
    with pytest.raises(UntrackedRun):
        open_tracker(home).track(torn)
    assert [kept.info.status for kept in runs_of(home, run.spec.name)] == ["FAILED"]
