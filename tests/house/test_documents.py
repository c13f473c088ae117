"""What the documents say can be done can be done."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml
from click.testing import CliRunner
from quality_document import document as quality_document
from source import ROOT
from tables_document import document

from coopscore.settings import SETTINGS
from serving.cli import cli


def commands(document: str) -> list[list[str]]:
    """Every `coopscore ...` line of the document's shell blocks."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|bash|console)\n(.*?)```", text, re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [
        shlex.split(line, comments=True)[1:]
        for line in lines
        if line.removeprefix(".venv/bin/").startswith("coopscore ")
    ]


def answers(words: list[str]) -> bool:
    """Whether the command line knows these words."""
    return CliRunner().invoke(cli, words).exit_code == 0


def test_every_command_of_the_readme_exists():
    found = commands("README.md")
    assert len(found) >= 6
    for words in found:
        verbs = [w for w in words if re.fullmatch(r"[a-z]+", w)]
        known = next((verbs[:n] for n in (2, 1) if answers([*verbs[:n], "--help"])), None)
        assert known, words
        help_text = CliRunner().invoke(cli, [*known, "--help"]).output
        general = CliRunner().invoke(cli, ["--help"]).output
        options = [w for w in words if w.startswith("--")]
        assert [o for o in options if o not in help_text + general] == []


def test_every_make_target_is_in_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    promised = {"setup", "demo", "test", "check", "properties", "results", "serve", "bench"}
    assert promised <= set(targets)
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_every_setting_is_documented():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [s.variable for s in SETTINGS.values() if s.variable not in readme] == []


def test_every_link_between_documents_leads_somewhere():
    link = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
    dead = [
        f"{page.name}: {target}"
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []


def test_the_project_file_for_mlflow_trains(tmp_path: Path):
    project = yaml.safe_load((ROOT / "MLproject").read_text(encoding="utf-8"))
    entry = project["entry_points"]["train"]
    values = {name: given["default"] for name, given in entry["parameters"].items()}
    command = entry["command"].format(**values | {"home": str(tmp_path / "home")})
    words = shlex.split(command)
    assert words[0] == "coopscore"
    run = subprocess.run(
        [str(Path(sys.executable).parent / words[0]), *words[1:]],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    # An empty home: the entry point reaches the run, and the run refuses in words.
    assert run.returncode == 1, run.stderr
    assert "demo" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr


def test_the_description_of_the_tables_is_the_schema():
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == document()


def test_the_description_of_quality_is_its_rules():
    written = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert written == quality_document()


def test_every_file_that_the_makefile_names_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"\b(?:tests|requirements|docs)/[\w./]+", makefile)
    named += [
        f"{module.replace('.', '/')}.py" for module in re.findall(r"-m (benchmarks\.\w+)", makefile)
    ]
    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).exists()] == []
