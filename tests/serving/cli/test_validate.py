"""`coopscore validate` over a real home: files for machines and people, and a run on record."""

import json
import re
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
    auc = report["kinds"]["blend"]["pooled"]["ranking"]["auc"]["value"]
    assert run.data.metrics["blend.auc"] == auc
    kept = home / "artifacts" / "dormancy" / told["run"] / "artifacts"
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


def test_an_earlier_reports_files_go_and_all_else_in_the_folder_stays(
    coopscore, built, home, tmp_path
):
    out = tmp_path / "out"
    (out / "plots").mkdir(parents=True)
    for name in ("report.json", "plots/reliability.en.svg", "plots/mine.svg", "mine.txt"):
        (out / name).write_text("old", encoding="utf-8")
    spec = tmp_path / "short.toml"
    # Labels mature after the next test day: of two folds neither is told a probability, and
    # there is no picture of any.
    text = re.sub(r"(?m)^folds\s*=\s*\d+", "folds = 2", built.spec.read_text("utf-8"))
    spec.write_text(text, encoding="utf-8")
    told = coopscore("validate", spec, "--out", out, "--home", home, "--until", "1402/12/29")
    assert told.code == 0, told.err
    left = files(out)
    assert left["mine.txt"] == left["plots/mine.svg"] == b"old"
    assert [name for name, content in left.items() if content == b"old"] == [
        "mine.txt", "plots/mine.svg",
    ]  # fmt: skip
    assert json.loads(left["report.json"])["spec"]["name"] == "dormancy"


@pytest.mark.parametrize(
    ("until", "code", "exit_code"),
    [("1404/10/21", "future_day", 2), ("1380/01/01", "too_few_events", 1)],
)
def test_a_refused_validation_leaves_neither_folder_nor_database(
    coopscore, built, home, tmp_path, until, code, exit_code
):
    out = tmp_path / "new" / "out"
    words = ("validate", built.spec, "--out", out, "--until", until, "--home", home)
    told = coopscore(*words, "--json")
    assert (told.code, told.data["code"]) == (exit_code, code)
    assert not out.parent.exists()
    assert not (home / "mlflow.db").exists()
    assert not (home / "artifacts").exists()


def test_an_empty_home_is_refused_and_left_as_it_was(coopscore, built, tmp_path):
    out = tmp_path / "out"
    told = coopscore("validate", built.spec, "--out", out, "--home", tmp_path / "none", "--json")
    assert (told.code, told.data["code"]) == (1, "empty_store")
    assert not out.exists()
    assert not (tmp_path / "none" / "mlflow.db").exists()
    assert not (tmp_path / "none" / "artifacts").exists()


def test_a_leak_is_told_first_and_the_exit_code_says_so(coopscore, built, home, tmp_path):
    spec = tmp_path / "strict.toml"
    # By these bounds whatever tells anything of the outcome by itself is a leak.
    bounds = "\n[screen]\nwarn_auc = 0.5\nstop_auc = 0.55\n"
    spec.write_text(built.spec.read_text("utf-8") + bounds, encoding="utf-8")
    words = ("validate", spec, "--until", "1402/12/29", "--home", home)
    told = coopscore(*words, "--out", tmp_path / "a")
    assert told.code == 1
    assert told.out.splitlines()[0].startswith("Leak: ")
    assert (tmp_path / "a" / "report.en.html").is_file()
    persian = coopscore(*words, "--out", tmp_path / "b", "--lang", "fa")
    assert (persian.code, persian.out.splitlines()[0][:4]) == (1, "نشت:")
    machine = coopscore(*words, "--out", tmp_path / "c", "--json")
    assert (machine.code, machine.data["screen"]) == (1, "stop")


def test_a_folder_must_be_named(coopscore, built):
    told = coopscore("validate", built.spec)
    assert told.code == 2
    assert "--out" in told.err
