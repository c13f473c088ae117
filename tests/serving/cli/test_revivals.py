"""`coopscore revivals`, as somebody types it."""

import shutil

import pytest


@pytest.fixture
def home(supervised, tmp_path):
    shutil.copytree(supervised.home.path, tmp_path / "home")
    return tmp_path / "home"


def test_offices_are_told_what_they_entered_and_what_is_not_proved(coopscore, home):
    line = coopscore("--home", home, "revivals", "--as-of", "1404-06-31", "--json")
    assert line.code == 0
    gaps, entries = line.data["gaps"], line.data["not_proved"]
    assert sum(gap["not_proved"] for gap in gaps) == len(entries)
    said = coopscore("--home", home, "revivals", "--as-of", "1404-06-31", "--lang", "fa")
    assert len(said.out.splitlines()) == 1 + len(gaps)
    assert "احیای ثبت‌شده" in said.out


def test_a_day_to_come_is_wrong_usage(coopscore, home):
    assert coopscore("--home", home, "revivals", "--as-of", "2027-01-01").code == 2
