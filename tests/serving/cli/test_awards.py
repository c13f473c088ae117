"""`coopscore awards`, as somebody types it."""

import shutil
from importlib.resources import files

import pytest

TEXT = files("models.awards").joinpath("edition.toml").read_text(encoding="utf-8")


@pytest.fixture
def home(awarded, tmp_path):
    shutil.copytree(awarded.home.path, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def edition(tmp_path):
    path = tmp_path / "EDITION.toml"
    small = TEXT.replace("draws       = 1000", "draws       = 100")
    small = small.replace("weight_draws = 400000", "weight_draws = 20000")
    path.write_text(small.replace("assumptions = 500", "assumptions = 50"), encoding="utf-8")
    return path


def test_an_edition_is_run_and_its_files_are_written(coopscore, home, edition, tmp_path):
    out = tmp_path / "new" / "out"
    told = coopscore("--home", home, "awards", "rank", edition, "--out", out, "--json")
    assert told.code == 0, told.err
    assert told.data["entrants"] > told.data["eligible"] > 0
    assert told.data["again"] is False
    assert sorted(path.name for path in out.iterdir()) == [
        "book.en.html", "book.en.xlsx", "book.fa.html", "book.fa.xlsx", "public.en.html",
        "public.fa.html", "public.json", "run.json",
    ]  # fmt: skip
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    said = coopscore("--home", home, "--lang", "fa", "awards", "rank", edition, "--out", out)
    assert said.code == 0, said.err
    assert "تکرار شد" in said.out
    assert "پیش‌فرض" in said.out
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_an_edition_with_an_unknown_key_is_refused_and_the_key_named(
    coopscore, home, edition, tmp_path
):
    edition.write_text(edition.read_text("utf-8") + "\n[bonus]\npoints = 5\n", encoding="utf-8")
    told = coopscore("--home", home, "awards", "rank", edition, "--out", tmp_path / "out", "--json")
    assert told.code == 1
    assert "bonus.points" in str(told.data)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_is_refused_before_the_work(
    coopscore, home, edition, tmp_path
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = coopscore("--home", home, "awards", "rank", edition, "--out", tmp_path / "file" / "out")
    assert told.code != 0
