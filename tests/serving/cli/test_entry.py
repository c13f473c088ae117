"""The command line's manners: exit codes, languages, one JSON object, and never a traceback."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from serving.cli import cli
from serving.cli.entry import COMMANDS
from serving.cli.session import Session

HEAVY = ("lightgbm", "pandas", "sklearn", "statsmodels", "mlflow", "fastapi")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_table_exists_and_takes_the_shared_options(command):
    shown = CliRunner().invoke(cli, [command, "--help"])
    assert shown.exit_code == 0
    assert "--home" in shown.output
    assert "--json" in shown.output
    assert "--lang" in shown.output


@pytest.mark.parametrize("words", [["features", "build"], ["audit", "verify"]])
def test_commands_of_a_family_take_the_shared_options_too(words):
    assert "--json" in CliRunner().invoke(cli, [*words, "--help"]).output


def test_help_lists_all_commands_and_loads_none_of_them():
    code = f"""
import sys
from click.testing import CliRunner
from serving.cli import cli
shown = CliRunner().invoke(cli, ["--help"])
assert "ingest" in shown.output and shown.exit_code == 0
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_the_packages(coopscore):
    assert version("coopscore") in coopscore("--version").out


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("train",),
        ("score", "exit"),
        ("score", "exit", "--as-of", "31/13/1404"),
        ("score", "exit", "--as-of", "2025-01-01", "--out", "file.xlsx"),
        ("--lang", "de", "audit", "verify"),
        ("ingest", "file.csv", "--adapter", "nobody"),
        ("features", "build", "--spec", "exit", "--out", "m.parquet"),
        ("serve", "--port", "70000"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_two(coopscore, words):
    told = coopscore(*words)
    assert (told.code, told.out) == (2, "")
    assert told.err.strip()
    assert "Traceback" not in told.err
    as_json = coopscore(*words, "--json")
    assert as_json.code == 2
    assert as_json.data["code"] in ("wrong_usage", "invalid_day", "unknown_adapter")


@pytest.mark.parametrize(
    ("line", "english", "persian"),
    [
        ("nonsense", "There is no command nonsense. There are: demo", "فرمانی به نام nonsense"),
        ("audit --json=1", "--json takes no value.", "گزینهٔ --json مقدار نمی‌پذیرد."),
        ("audit verify --home", "--home needs a value.", "گزینهٔ --home مقدار می‌خواهد."),
        ("audit --home x", "A command is missing. There are: verify.", "موجود: verify."),
        ("audit verify y z", "There is no place for: y z.", "جایی ندارد: y z."),
        ("audit verify --no", "There is no option --no.", "گزینه‌ای به نام --no نیست."),
        ("score", "SPEC is missing.", "SPEC داده نشده است."),
        ("score exit", "--as-of is missing.", "--as-of داده نشده است."),
        ("serve --port 70000", "a whole number from 0 to 65535.", "عددی صحیح از ۰ تا ۶۵۵۳۵."),
        ("demo --seed many", "--seed must be a whole number, 0 or more.", "عددی صحیح، ۰ یا بیشتر."),
        (
            "features build --engine steam",
            "--engine must be one of: kernel, judge.",
            "مقدار --engine باید چنین باشد: یکی از این‌ها: kernel، judge.",
        ),
        ("features build --every 0M", "0M is not a number of months", "0M شمار ماه‌ها نیست"),
        ("audit verify --home file", "--home must be a folder", "پوشه‌ای (نه فایل)"),
        ("score exit --out folder", "--out must be a file", "فایلی (نه پوشه)"),
        (
            "score exit --as-of 1404/01/01 --out s.xlsx",
            "s.xlsx must end in .csv or .parquet.",
            "نام فایل s.xlsx باید به .csv یا .parquet ختم شود.",
        ),
    ],
)
def test_wrong_usage_is_told_in_the_language_asked_for(coopscore, tmp_path, line, english, persian):
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "folder").mkdir()
    in_english, in_persian = coopscore(*line.split()), coopscore("--lang", "fa", *line.split())
    assert (in_english.code, in_persian.code) == (2, 2)
    assert english in in_english.err
    assert persian in in_persian.err
    assert in_persian.err.startswith("کاربرد نادرست: ")


def test_a_fault_that_the_table_lacks_is_told_in_its_own_words(coopscore, monkeypatch):
    def failing(self: Session) -> Path:
        raise click.ClickException("The printer burns.")

    monkeypatch.setattr(Session, "office", failing)
    assert "The printer burns." in coopscore("audit", "verify").err


@pytest.mark.parametrize("family", ["audit", "features"])
def test_a_family_without_its_command_shows_its_help_and_ends_with_two(coopscore, family):
    told = coopscore(family)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"Usage: coopscore {family}")
    as_json = coopscore("--json", family)
    assert (as_json.code, as_json.data["code"], as_json.err) == (2, "wrong_usage", "")


@pytest.mark.parametrize("home", ["", " "])
def test_an_empty_home_is_refused_and_is_not_the_folder_one_stands_in(coopscore, tmp_path, home):
    told = coopscore("audit", "verify", "--home", home, "--json")
    assert (told.code, told.data["code"]) == (2, "invalid_setting")
    assert list(tmp_path.iterdir()) == []


def test_a_refused_run_says_why_in_the_language_asked_for_and_ends_with_one(coopscore):
    english, persian = coopscore("train", "dormancy"), coopscore("train", "exit", "--lang", "fa")
    assert (english.code, persian.code) == (1, 1)
    assert "coopscore demo" in english.err
    assert "هنوز داده‌ای نیست" in persian.err
    as_json = coopscore("--json", "score", "nosuch", "--as-of", "1404/01/01")
    assert (as_json.code, as_json.data["code"]) == (1, "unknown_spec")
    assert as_json.err == ""


@pytest.mark.parametrize("place", ["before", "after"])
def test_shared_options_may_stand_before_the_command_or_after_it(coopscore, tmp_path, place):
    shared = ["--home", str(tmp_path / "elsewhere"), "--json", "--lang", "fa"]
    words = ["audit", "verify"]
    told = coopscore(*((*shared, *words) if place == "before" else (*words, *shared)))
    assert told.code == 0
    assert told.data["holds"] is True
    assert (tmp_path / "elsewhere" / "records.db").exists()


def test_what_stands_later_on_the_line_wins(coopscore, tmp_path):
    coopscore("--home", tmp_path / "first", "audit", "verify", "--home", tmp_path / "second")
    assert (tmp_path / "second").exists()
    assert not (tmp_path / "first").exists()


def test_settings_of_the_environment_count_and_unknown_ones_are_refused(
    coopscore, monkeypatch, tmp_path
):
    monkeypatch.setenv("COOPSCORE_HOME", str(tmp_path / "set"))
    monkeypatch.setenv("COOPSCORE_LANG", "fa")
    assert "سالم" in coopscore("audit", "verify").out
    assert (tmp_path / "set").exists()
    monkeypatch.setenv("COOPSCORE_COLOUR", "blue")
    told = coopscore("audit", "verify", "--json")
    assert (told.code, told.data["code"]) == (2, "invalid_setting")


def test_a_home_that_holds_something_else_is_refused(coopscore, tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "records.db").write_text("no database" * 100)
    told = coopscore("audit", "verify")
    assert told.code == 1
    assert "Traceback" not in told.err


def test_an_accident_is_one_line_and_a_file_in_the_homes_logs(coopscore, tmp_path):
    """A file stands where the folder of facts should be: no refusal foresees that."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "facts").touch()
    (tmp_path / "cooperative.csv").write_text(
        "coop_id,valid_from,recorded_at,name\nc1,1390/01/05,1390/01/10,A\n"
    )
    words = ("ingest", "cooperative.csv", f"--home={tmp_path / 'home'}")
    told, persian = coopscore(*words), coopscore(*words, "--json", "--lang=fa")
    assert told.code == 1
    assert len(told.err.splitlines()) == 1
    assert "Traceback" not in told.err
    logs = {log.name: log.read_text("utf-8") for log in (tmp_path / "home" / "logs").iterdir()}
    (log,) = [text for name, text in logs.items() if name in told.err]
    assert "Traceback" in log
    assert persian.data["code"] == "unexpected"
    assert persian.data["facts"]["reference"] in logs


def test_output_that_nobody_reads_any_more_is_no_accident(tmp_path):
    """`coopscore --help | head -0` leaves no traceback behind."""
    command = f"{sys.executable} -m serving --help | true"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "var").exists()


def test_a_killed_key_press_is_told_as_an_interruption(coopscore, monkeypatch):
    def interrupted(self: Session) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "office", interrupted)
    told = coopscore("audit", "verify")
    assert told.code == 1
    assert "run it again" in told.err
