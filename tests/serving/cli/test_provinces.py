"""`coopscore provinces`, as somebody types it."""

import json
import shutil

import pytest


@pytest.fixture
def home(supervised, tmp_path):
    shutil.copytree(supervised.home.path, tmp_path / "home")
    return tmp_path / "home"


def test_a_period_is_told_kept_and_written(coopscore, home, tmp_path):
    out = tmp_path / "provinces.json"
    line = coopscore("--home", home, "provinces", "--period", "1403", "--out", out, "--json")
    assert line.code == 0
    assert (line.data["first"], line.data["last"]) == ("2024-03-20", "2025-03-20")
    assert len(list((home / "provinces").glob("*.json"))) == 1
    assert json.loads(out.read_text(encoding="utf-8"))["run"] == line.data["run"]
    again = coopscore("--home", home, "provinces", "--period", "1403", "--json")
    assert again.data["run"] == line.data["run"]


def test_one_province_is_told_in_full_in_persian(coopscore, home):
    said = coopscore(
        "--home", home, "provinces", "--from", "1403-01-01", "--to", "1404-06-31",
        "--province", "23", "--lang", "fa",
    )  # fmt: skip
    assert said.code == 0
    assert "تهران:" in said.out
    assert "موجودی تعاونی‌های ثبت‌شده" in said.out


def test_a_group_and_an_indicator_are_chosen(coopscore, home):
    asked = ("--home", home, "provinces", "--period", "1403", "--indicator", "statute")
    assert coopscore(*asked, "--programme", "women").code == 0
    assert coopscore(*asked, "--branch", "مسكن").code == 0  # an Arabic kaf
    assert coopscore(*asked, "--level", "county").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--period", "1403", "--from", "1403-01-01"), 2),
        (("--period", "1403", "--branch", "مسکن", "--programme", "women"), 2),
        (("--from", "1404-01-01", "--to", "1403-01-01"), 2),
        (("--from", "1403-01-01", "--to", "1403-06-01", "--as-of", "1403-03-01"), 2),
        (("--period", "1403", "--branch", "نیست"), 1),
        (("--period", "1403", "--branch", "مسکن", "--level", "county"), 1),
        (("--period", "1403", "--out", "provinces.docx"), 2),
    ],
)
def test_wrong_usage_is_refused(coopscore, home, words, code):
    assert coopscore("--home", home, "provinces", *words).code == code
