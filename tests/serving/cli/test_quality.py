"""`coopscore quality` over a real home: the same files twice, lists that can be taken in."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from coopscore.quality.rules import rules


@pytest.fixture
def home(built, tmp_path):
    return Path(shutil.copytree(built.home.path, tmp_path / "home"))


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_report_of_a_day_is_the_same_files_twice(coopscore, home, tmp_path):
    asked = ("quality", "--as-of", "1402-06-31", "--home", home)
    first = coopscore(*asked, "--out", tmp_path / "a", "--json")
    assert first.code == 0, first.err
    (tmp_path / "b" / "plots").mkdir(parents=True)
    (tmp_path / "b" / "kept.txt").write_text("mine")
    second = coopscore(*asked, "--out", tmp_path / "b", "--lang", "fa")
    assert second.code == 0, second.err
    made = files(tmp_path / "a")
    assert made == {k: v for k, v in files(tmp_path / "b").items() if k != "kept.txt"}
    assert set(made) == {
        "issues.csv", "quality_issue.csv", "report.en.html", "report.fa.html", "report.json",
        *(f"plots/quality_{name}.{lang}.svg" for name in ("tables", "provinces")
          for lang in ("en", "fa")),
    }  # fmt: skip
    report = json.loads(made["report.json"])
    assert report["as_of"] == "2023-09-22"
    assert first.data["whole"] == report["whole"]
    assert first.data["issues"] == len(made["issues.csv"].decode().splitlines()) - 1
    assert "کامل:" in second.out
    assert "issues.csv" in second.out


def test_a_row_of_the_list_says_what_is_wrong_and_what_to_do(coopscore, home, tmp_path):
    assert coopscore("quality", "--home", home, "--out", tmp_path / "a").code == 0
    with (tmp_path / "a" / "issues.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        rule = rules()[row["fault"]]
        assert row["about_table"] == rule.table
        assert row["remedy_en"] == rule.remedy.en
        assert row["remedy_fa"] == rule.remedy.fa
        assert row["title_fa"]


def test_the_list_of_doubts_can_be_taken_in_as_facts(coopscore, home, tmp_path):
    assert coopscore("quality", "--home", home, "--out", tmp_path / "a").code == 0
    rows = (tmp_path / "a" / "quality_issue.csv").read_text("utf-8").splitlines()
    taken = coopscore("ingest", tmp_path / "a" / "quality_issue.csv", "--home", home, "--json")
    assert taken.code == 0, taken.err
    (table,) = taken.data["tables"]
    assert (table["table"], table["added"]) == ("quality_issue", len(rows) - 1)
    assert taken.data["sources"][0]["quarantined"] == 0


def test_a_day_that_has_not_come_is_refused_and_nothing_is_written(coopscore, home, tmp_path):
    told = coopscore("quality", "--as-of", "2027-01-01", "--home", home, "--out", tmp_path / "a")
    assert told.code == 2
    assert not (tmp_path / "a").exists()


def test_a_home_without_facts_is_refused_in_words(coopscore, tmp_path):
    told = coopscore("quality", "--home", tmp_path / "empty", "--out", tmp_path / "a")
    assert told.code == 1
    assert "Traceback" not in told.err


def test_a_folder_that_is_a_file_is_refused_before_the_work(coopscore, home, tmp_path):
    (tmp_path / "file").write_text("x")
    told = coopscore("quality", "--home", home, "--out", tmp_path / "file" / "a")
    assert told.code == 1
    assert (tmp_path / "file").read_text() == "x"


def test_a_folder_without_room_for_pictures_is_refused(coopscore, home, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "plots").write_text("x")
    told = coopscore("quality", "--home", home, "--out", tmp_path / "a")
    assert told.code == 1
    assert not (tmp_path / "a" / "report.json").exists()
