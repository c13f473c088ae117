"""`coopscore search` writes a spec that trains, tells what it is worth, and changes no home."""

import hashlib
import io
import json
import re
import sys
from datetime import date

import pytest

from coopscore.home import Home
from models.spec import load_spec
from serving.cli.search import found_lines
from serving.i18n import Words
from serving.office import open_office
from serving.searching import search

SEARCH = """
[search]
num_leaves        = [3, 15]
min_child_samples = [10, 80]
fits              = [1, 2]
"""


@pytest.fixture(scope="module")
def spec(built, tmp_path_factory):
    """The small spec of the make-believe home, with few settings to vary."""
    path = tmp_path_factory.mktemp("search") / "dormancy.toml"
    path.write_text(built.spec.read_text("utf-8") + SEARCH, "utf-8")
    return path


class Terminal(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


def files_of(folder):
    """Hashes of what a home holds, but for the lock and the database's own side files."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".lock", ".db-wal", ".db-shm"}
    }


def test_a_search_writes_the_same_spec_twice_and_it_loads(coopscore, built, spec, tmp_path):
    home, until = built.home.path, built.made.scored[0].as_of
    words = ("search", spec, "--until", until, "--trials", 3, "--seed", 5, "--home", home)
    before = files_of(home)
    told = coopscore(*words, "--out", tmp_path / "one.toml", "--json").data
    again = coopscore(*words, "--out", tmp_path / "two.toml")
    assert again.code == 0
    for ending in ("toml", "json"):
        first, second = (tmp_path / f"{name}.{ending}" for name in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()
    assert files_of(home) == before
    found, stood = load_spec(tmp_path / "one.toml"), load_spec(spec)
    trials = json.loads((tmp_path / "one.json").read_text("utf-8"))["trials"]
    assert found.search == stood.search
    assert found.cohort == stood.cohort
    assert trials[told["chosen"]]["settings"]["num_leaves"] == found.booster.num_leaves
    assert (told["spec_hash"], told["until"], told["asked"]) == (stood.hash, str(until), 3)
    assert told["after"] >= told["before"]
    assert (told["out"], told["trials"]) == (
        str(tmp_path / "one.toml"),
        str(tmp_path / "one.json"),
    )


def test_it_says_in_both_languages_what_was_found(coopscore, built, spec, tmp_path):
    words = ("search", spec, "--trials", 1, "--out", tmp_path / "s.toml", "--home", built.home.path)
    english, persian = coopscore(*words).out, coopscore(*words, "--lang", "fa").out
    assert "What stands is kept: mean AUC 0." in english
    assert "1 set of settings" in english
    assert "Judge them on later ones." in english
    assert "میانگین AUC" in persian
    assert str(tmp_path / "s.json") in persian


def test_better_settings_are_told_with_their_interval(built, spec, tmp_path):
    text = spec.read_text("utf-8").replace("n_estimators      = 30", "n_estimators      = 1")
    deaf = tmp_path / "deaf.toml"
    deaf.write_text(text.replace("fits              = [1, 2]", "budget = [0.5, 2.0]"), "utf-8")
    told = []
    with open_office(built.home) as office:
        found = search(
            office,
            load_spec(deaf),
            until=date(2025, 6, 1),
            trials=8,
            seed=1,
            now=built.now,
            building=lambda done, of: told.append(("features", done, of)),
            trying=lambda done, of, best: told.append((best, done, of)),
        )
    assert not found.is_kept
    assert told[0][0] == "features"
    assert [step[1:] for step in told[-8:]] == [(trial, 8) for trial in range(1, 9)]
    lines = list(found_lines(found, tmp_path / "a.toml", tmp_path / "a.json", Words("en")))
    assert f"{found.facts['after']:.4f} after" in lines[1]
    assert "95% of redraws" in lines[1]


def test_progress_tells_the_best_so_far(coopscore, built, spec, tmp_path, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "200")
    words = ("search", spec, "--trials", 2, "--out", tmp_path / "s.toml")
    assert coopscore(*words, "--home", built.home.path).code == 0
    shown = terminal.getvalue()
    assert "Building features" in shown
    assert "Trying settings" in shown
    assert "2/2" in shown
    assert "best mean AUC 0." in shown


@pytest.mark.parametrize(("lang", "said"), [("en", "another file"), ("fa", "فایلی جز")])
def test_the_searched_spec_is_not_written_over(coopscore, built, spec, lang, said):
    before = spec.read_bytes()
    words = ("search", spec, "--out", spec, "--home", built.home.path, "--lang", lang)
    told = coopscore(*words)
    assert (told.code, spec.read_bytes()) == (2, before)
    assert said in told.err


def test_a_place_that_cannot_be_written_is_found_out_before_the_work(
    coopscore, built, spec, tmp_path
):
    out = tmp_path / "nowhere" / "s.toml"
    told = coopscore("search", spec, "--out", out, "--home", built.home.path, "--json")
    assert (told.code, told.data["code"]) == (1, "unwritable_file")


@pytest.mark.parametrize(
    ("until", "code", "exit_code"),
    [("1380/01/01", "too_few_events", 1), ("1404/10/21", "future_day", 2)],
    ids=["before the history", "tomorrow"],
)
def test_days_without_folds_or_to_come_are_refused(
    coopscore, built, spec, tmp_path, until, code, exit_code
):
    words = ("search", spec, "--until", until, "--out", tmp_path / "s.toml")
    told = coopscore(*words, "--home", built.home.path, "--json")
    assert (told.code, told.data["code"]) == (exit_code, code)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_home_has_nothing_to_search_on(coopscore, spec, tmp_path):
    words = ("search", spec, "--out", tmp_path / "s.toml", "--home", Home(tmp_path / "home").path)
    told = coopscore(*words, "--json")
    assert (told.code, told.data["code"]) == (1, "empty_store")


def test_what_training_would_refuse_is_not_searched(coopscore, built, spec, tmp_path):
    strict = tmp_path / "strict.toml"
    # By these bounds whatever tells anything of the outcome by itself is a leak.
    text = re.sub(r"(?m)^\[screen\]\n(?:\w.*\n)*", "", spec.read_text("utf-8"))
    strict.write_text(f"{text}\n[screen]\nwarn_auc = 0.5\nstop_auc = 0.55\n", "utf-8")
    words = ("--until", built.made.scored[0].as_of, "--home", built.home.path, "--json")
    told = coopscore("search", strict, "--trials", 1, "--out", tmp_path / "s.toml", *words)
    assert (told.code, told.data["code"]) == (1, "leak_found")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["strict.toml"]
