"""What is told of a run: the same for the same run, and nothing that is unknown."""

import math
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from email.parser import HeaderParser
from hashlib import sha256
from pathlib import Path

import pytest
from made_world import small_spec

from models.run_facts import NoTracker, RunFacts, lock_tags, training_facts


@pytest.fixture
def run() -> RunFacts:
    """A run that two kinds took part in; the booster serves."""
    return RunFacts(
        act="validate",
        spec=small_spec(),
        version="exit-0123456789ab",
        served="booster",
        until=date(2017, 6, 1),
        batch=3,
        matrix_hash="m",
        feature_hashes={"a": "1"},
        metrics={
            "rule": {"auc": 0.6},
            "booster": {"auc": 0.75, "slope": 1.0, "ks": None, "psi": math.nan, "lift": math.inf},
        },
        folds={"booster": [{"auc": 0.7}, {"auc": None}, {"auc": 0.8}]},
        report={"b": 1, "a": "ی"},
        started=datetime(2025, 7, 3, 8, tzinfo=UTC),
        ended=datetime(2025, 7, 3, 9, tzinfo=UTC),
    )


def test_every_kind_has_its_numbers_and_the_one_that_serves_has_them_twice(run):
    assert run.numbers == [
        ("auc", 0, 0.75),
        ("booster.auc", 0, 0.75),
        ("booster.fold.auc", 1, 0.7),
        ("booster.fold.auc", 3, 0.8),
        ("booster.slope", 0, 1.0),
        ("fold.auc", 1, 0.7),
        ("fold.auc", 3, 0.8),
        ("rule.auc", 0, 0.6),
        ("slope", 0, 1.0),
    ]


def test_the_parameters_are_the_specs_content_key_by_key(run):
    assert run.parameters["horizon"] == "12 months"
    assert run.parameters["booster.seed"] == str(run.spec.booster.seed)
    assert run.parameters["features"] == '["' + '", "'.join(run.spec.features) + '"]'
    assert len(run.parameters) == len(set(run.parameters)) > 20


def test_a_parameter_too_long_to_be_kept_whole_is_told_by_its_hash(run):
    many = tuple(f"feature_{number}" for number in range(1000))
    text = '["' + '", "'.join(many) + '"]'
    long = replace(run, spec=replace(run.spec, features=many))
    assert long.parameters["features"] == f"sha256:{sha256(text.encode()).hexdigest()}"


def test_files_are_the_report_the_definitions_and_what_the_caller_gives(run, tmp_path):
    (tmp_path / "bundle.json").write_bytes(b"{}\n")
    whole = replace(run, bundle=tmp_path, files={"plots/roc.svg": b"<svg/>"})
    assert run.artifacts == {
        "report.json": '{\n "a": "ی",\n "b": 1\n}\n'.encode(),
        "features.json": b'{\n "a": "1"\n}\n',
    }
    assert whole.artifacts == {
        **run.artifacts,
        "bundle/bundle.json": b"{}\n",
        "plots/roc.svg": b"<svg/>",
    }


def test_a_training_is_told_as_its_report_has_it(made, trained, tmp_path):
    matrix, _ = made
    moment = datetime(2025, 7, 3, tzinfo=UTC)
    told = training_facts(trained, bundle=tmp_path, started=moment, ended=moment, files={"x": b""})
    report = trained.report
    assert told.tags["version"] == report["version"] == trained.bundle.version
    assert told.tags["served"] == trained.bundle.kind == "booster"
    assert told.tags["until"] == "2017-06-01"
    assert told.tags["matrix_hash"] == matrix.hash
    rule = trained.bundle.spec.rule.input
    assert {**told.feature_hashes, rule: matrix.feature_hashes[rule]} == matrix.feature_hashes
    numbers = {(name, step): value for name, step, value in told.numbers}
    assert numbers["booster.auc", 0] == report["training"]["pooled"]["auc"]
    assert numbers["booster.slope", 0] == report["calibration"]["slope"]
    for step, fold in enumerate(report["training"]["folds"], start=1):
        assert numbers["booster.fold.auc", step] == fold["auc"]
    assert told.files == {"x": b""}


def test_in_a_source_tree_the_lock_is_hashed(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "runtime.txt").write_bytes(b"numpy==2.4.0\n")
    (tmp_path / "pyproject.toml").touch()
    assert lock_tags(tmp_path) == {
        "lock_hash": sha256(b"numpy==2.4.0\n").hexdigest(),
        "lock_source": "requirements/runtime.txt",
    }
    lock = Path(__file__).parents[2] / "requirements" / "runtime.txt"
    assert lock_tags()["lock_hash"] == sha256(lock.read_bytes()).hexdigest()


def test_elsewhere_what_is_installed_is_hashed(tmp_path):
    found = set()
    for place in filter(Path.is_dir, map(Path, sys.path)):
        for file in (*place.glob("*.dist-info/METADATA"), *place.glob("*.egg-info/PKG-INFO")):
            head = HeaderParser().parsestr(file.read_text(encoding="utf-8"))
            found.add(f"{head['Name'].lower().replace('_', '-')}=={head['Version']}")
    assert len(found) > 40
    listed = "\n".join(sorted(found)) + "\n"
    assert lock_tags(tmp_path) == {
        "lock_hash": sha256(listed.encode()).hexdigest(),
        "lock_source": "installed",
    }


def test_no_tracker_keeps_nothing(run):
    assert NoTracker().track(run) == ""
