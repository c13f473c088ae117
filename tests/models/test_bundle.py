"""A bundle is text, the same bytes from the same facts, and refused once a byte is changed."""

import json
import os
import shutil
import subprocess
from datetime import date
from errno import ENOSPC
from hashlib import sha256

import pytest
from made_world import small_spec, world

from coopscore.errors import BrokenBundle
from models.bundle import Bundle
from models.runs.train import train


@pytest.fixture
def folder(trained, tmp_path):
    return trained.bundle.save(tmp_path / "bundles" / trained.bundle.version)


def test_two_trainings_on_the_same_facts_give_the_same_bytes(trained):
    matrix, outcomes = world()
    again = train(small_spec(), matrix, outcomes, until=date(2017, 6, 1)).bundle
    assert again.hash == trained.bundle.hash


def test_a_setting_gives_another_version(trained, made):
    other = train(small_spec(seed=1405), *made, until=date(2017, 6, 1)).bundle
    assert other.version != trained.bundle.version


def test_the_version_is_the_spec_and_the_beginning_of_the_hash(trained, folder):
    written = sha256((folder / "bundle.json").read_bytes()).hexdigest()
    assert trained.bundle.version == f"exit-{written[:12]}"


def test_what_was_saved_is_loaded_whole(trained, folder):
    loaded = Bundle.load(folder)
    assert loaded.hash == trained.bundle.hash
    assert loaded.spec == trained.bundle.spec
    assert loaded.inputs == trained.bundle.inputs
    assert loaded.calibration == trained.bundle.calibration
    assert loaded.scale == trained.bundle.scale
    assert loaded.training == trained.bundle.training
    assert loaded.model.coding_ == trained.bundle.model.coding_
    assert loaded.feature_names == ("late_days", "statements", "noise", "age", "branch")


def test_it_tells_what_it_was_trained_on_and_with(trained, folder):
    content = json.loads((folder / "bundle.json").read_text("utf-8"))
    assert content["training"]["batch"] == 1
    assert content["training"]["until"] == "2017-06-01"
    assert content["training"]["as_ofs"][-1] == "2016-06-01"
    assert content["kind"] == "booster"
    assert set(content["software"]) == {
        "interpret-core", "lightgbm", "numpy", "optbinning", "scikit-learn", "statsmodels"
    }  # fmt: skip
    assert [item["hash"] for item in content["inputs"]] == [i.hash for i in trained.bundle.inputs]


def test_the_checksums_are_read_by_the_usual_tool(folder):
    checked = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert checked.stdout == "model.txt: OK\nbundle.json: OK\n"


def test_saving_again_changes_nothing_and_leaves_nothing_behind(trained, folder):
    assert trained.bundle.save(folder) == folder
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_another_model_never_takes_a_folder_that_is_taken(made, folder):
    other = train(small_spec(seed=1405), *made, until=date(2017, 6, 1)).bundle
    with pytest.raises(BrokenBundle, match="another model"):
        other.save(folder)


def test_a_full_disk_leaves_no_half(trained, tmp_path, monkeypatch):
    def full(_):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        trained.bundle.save(tmp_path / "bundles" / "model")
    assert list((tmp_path / "bundles").iterdir()) == []


@pytest.mark.parametrize("same", [True, False])
def test_of_two_savers_at_once_the_first_decides(trained, made, tmp_path, monkeypatch, same):
    other = trained if same else train(small_spec(seed=1405), *made, until=date(2017, 6, 1))
    folder, first, replace = tmp_path / "model", other.bundle.save(tmp_path / "first"), os.replace

    def just_before(half, target):
        shutil.copytree(first, folder)
        replace(half, target)

    monkeypatch.setattr(os, "replace", just_before)
    if same:
        assert trained.bundle.save(folder) == folder
    else:
        with pytest.raises(BrokenBundle, match="another model"):
            trained.bundle.save(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "model"]
    assert Bundle.load(folder).hash == other.bundle.hash


@pytest.mark.parametrize("name", ["model.txt", "bundle.json", "SHA256SUMS"])
def test_a_missing_file_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(BrokenBundle):
        Bundle.load(folder)


@pytest.mark.parametrize("name", ["model.txt", "bundle.json", "SHA256SUMS"])
def test_a_changed_byte_is_refused(folder, name):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(BrokenBundle):
        Bundle.load(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format": 3', '"format": 2'),
        ('"model_sha256": "', '"model_sha256": "0'),
        ('"calibration"', '"kalibration"'),
        ('"horizon": "12 months"', '"horizon": "a year"'),
        ('"kind": "booster"', '"kind": "logistic"'),
        ('"kind": "booster"', '"kind": "oracle"'),
        ('"name": "late_days"', '"name": "late"'),
        ('"training"', "training"),
    ],
    ids=["format", "other model", "key", "spec", "other kind", "no kind", "input", "no json"],
)
def test_content_that_does_not_hold_is_refused_though_its_checksums_fit(folder, old, new):
    text = (folder / "bundle.json").read_text("utf-8")
    assert old in text
    (folder / "bundle.json").write_text(text.replace(old, new, 1), "utf-8")
    sums = [
        f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("model.txt", "bundle.json")
    ]
    (folder / "SHA256SUMS").write_text("".join(sums))
    with pytest.raises(BrokenBundle):
        Bundle.load(folder)
