"""A model outlives the record of its run, and nobody but a trainer waits for MLflow."""

import shutil
import subprocess
import sys
from datetime import timedelta

import pytest
from mlflow import MlflowClient

from coopscore.actor import SYSTEM
from coopscore.home import Home
from models.run_facts import NoTracker
from models.spec import load_spec
from models.tracking import open_tracker, tracking_address
from serving.office import open_office
from serving.training import LateTracker, train_tracked


def unheard(_step, _done, _of):
    """Progress that nobody watches."""


@pytest.fixture
def office(built, tmp_path):
    home = Home(shutil.copytree(built.home.path, tmp_path / "home"))
    with open_office(home) as office:
        yield office


@pytest.fixture
def trains(built, office):
    """Trains on all that is on record, by a clock that is an hour later each time it is read."""
    hours = iter(range(100))
    return lambda tracker: train_tracked(
        office,
        load_spec(built.spec),
        until=built.now.date(),
        actor=SYSTEM,
        clock=lambda: built.now + timedelta(hours=next(hours)),
        progress=unheard,
        tracker=LateTracker(lambda: tracker),
    )


def test_a_training_is_kept_under_the_version_that_stands(built, office, trains):
    tracker = open_tracker(office.home)
    done = [trains(tracker), trains(tracker)]
    standing = office.records.bundles.standing("dormancy").version
    client = MlflowClient(tracking_uri=tracking_address(office.home.tracked_runs))
    kept = [client.get_run(each.tracked.run) for each in done]
    assert [run.data.tags["version"] for run in kept] == [standing, standing]
    assert done[0].trained.bundle.version == standing
    assert kept[0].info.run_id != kept[1].info.run_id
    began = int(built.now.timestamp() * 1000)
    times = [(run.info.start_time, run.info.end_time) for run in kept]
    hour = 3_600_000
    assert times == [(began, began + hour), (began + 2 * hour, began + 3 * hour)]


def test_a_model_stands_though_its_run_could_not_be_kept(office, trains):
    tracker = open_tracker(office.home)
    office.home.tracked_runs.write_bytes(b"this is not a database" * 100)
    done = trains(tracker)
    version = done.trained.bundle.version
    assert done.tracked.run == ""
    assert done.tracked.untracked.facts["version"] == version
    assert office.records.bundles.standing("dormancy").version == version
    assert (office.home.bundles / version / "SHA256SUMS").is_file()


def test_without_a_tracker_nothing_is_kept(office, trains):
    done = trains(NoTracker())
    assert (done.tracked.run, done.tracked.untracked) == ("", None)
    assert not office.home.tracked_runs.exists()
    assert not office.home.artifacts.exists()


def test_commands_that_train_nothing_never_load_mlflow():
    commands = ("ingest", "features", "score", "explain", "audit", "serve")
    code = f"""
import sys
from importlib import import_module
for command in {commands!r}:
    import_module(f"serving.cli.{{command}}")
import serving.training
print("mlflow" in sys.modules)
import models.tracking
print("mlflow" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
