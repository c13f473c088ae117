"""`coopscore validate` over a real home: files for machines and people, and a run on record."""

import json
import shutil
from pathlib import Path

import pytest
from mlflow import MlflowClient

from models.tracking import tracking_address


@pytest.fixture
def home(built, tmp_path):
    return Path(shutil.copytree(built.home.path, tmp_path / "home"))


def files(folder):
    """Every file of a folder by its path, and its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_validation_leaves_the_same_files_twice_and_its_run_on_record(
    coopscore, built, home, tmp_path
):
    day = built.made.trained.bundle.until.isoformat()
    asked = ("validate", built.spec, "--until", day, "--home", home)
    first = coopscore(*asked, "--out", tmp_path / "new" / "a", "--json")
    assert first.code == 0, first.err
    second = coopscore(*asked, "--out", tmp_path / "b", "--lang", "fa")
    assert second.code == 0, second.err
    made = files(tmp_path / "new" / "a")
    assert made == files(tmp_path / "b")
    assert {"report.json", "report.fa.html", "report.en.html", "plots/roc.fa.svg"} <= set(made)

    report = json.loads(made["report.json"])
    told = first.data
    assert told["version"] == built.made.trained.bundle.version
    assert told["decision"] == report["decision"]
    assert told["acceptance"] == report["acceptance"]
    assert told["screen"] == report["screen"]["verdict"]
    assert told["untracked"] is None

    run = MlflowClient(tracking_uri=tracking_address(home / "mlflow.db")).get_run(told["run"])
    assert run.data.tags["act"] == "validate"
    assert run.data.tags["matrix_hash"] == report["facts"]["matrix_hash"]
    auc = report["kinds"]["booster"]["pooled"]["ranking"]["auc"]["value"]
    assert run.data.metrics["booster.auc"] == auc
    kept = home / "artifacts" / "dissolution" / told["run"] / "artifacts"
    assert (kept / "report.en.html").read_bytes() == made["report.en.html"]
    assert (kept / "plots" / "roc.en.svg").read_bytes() == made["plots/roc.en.svg"]

    assert "گزارش در" in second.out
    assert "این اجرا با شمارهٔ" in second.out


def test_a_broken_spec_is_refused_with_every_fault_before_any_work(coopscore, built, tmp_path):
    text = built.spec.read_text(encoding="utf-8")
    spec = tmp_path / "broken.toml"
    spec.write_text(text.replace("folds ", "fold_count ") + "\nnonsense = 1\n", encoding="utf-8")
    told = coopscore("validate", spec, "--out", tmp_path / "out", "--json")
    assert told.code == 1
    assert told.data["code"] == "invalid_spec"
    assert "fold_count" in str(told.data["facts"])
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_is_refused_before_the_work(coopscore, built, home, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = coopscore("validate", built.spec, "--out", tmp_path / "file" / "x", "--home", home)
    assert told.code == 1
    assert "folder" in told.err


def test_a_folder_must_be_named(coopscore, built):
    told = coopscore("validate", built.spec)
    assert told.code == 2
    assert "--out" in told.err
