"""What no registry knows stays where only tests, benchmarks and notebooks read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from source import ROOT, modules, short, tree

# Beside the registry lie its truth and its dirt (`coopscore.synthetic.synthesis`).
FOLDERS = {"truth", "dirt"}
MADE_UP = "coopscore.synthetic"
# These alone make a registry up; the second also says where its truth was put.
MAKERS = {"serving/demonstration", "serving/cli/synthesize"}
TELLS_WHERE = "serving/cli/synthesize"


def outside() -> list[Path]:
    """Every module but those that make the registry up."""
    room = ROOT / "coopscore" / "synthetic"
    return [path for path in modules() if room not in path.parents]


def imported(module: ast.Module) -> Iterator[str]:
    """Full names of all that is imported, be it a module or a name of one."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def folders_named(module: ast.Module) -> set[str]:
    """Which of the folders a module names: as text or a part of a path, or by `made.truth`."""
    texts = {
        part
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for part in node.value.split("/")
    }
    fields = {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}
    return FOLDERS & (texts | fields)


def inside(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_nothing_imports_the_truth():
    found = [
        f"{short(path)} imports {name}"
        for path in outside()
        for name in imported(tree(path))
        if inside(name, f"{MADE_UP}.truth")
    ]
    assert found == []


def test_within_the_make_believe_sector_the_truth_is_written_and_no_history_reads_it():
    room = ROOT / "coopscore" / "synthetic"
    readers = {
        short(path)
        for path in modules("coopscore")
        if room in path.parents
        and any(inside(name, f"{MADE_UP}.truth") for name in imported(tree(path)))
    }
    assert readers == {"coopscore/synthetic/synthesis"}


def test_nothing_names_the_folders_of_truth_and_dirt_but_the_command_that_tells_where_they_are():
    found = {short(path): named for path in outside() if (named := folders_named(tree(path)))}
    assert found == {TELLS_WHERE: FOLDERS}


def test_registries_are_made_up_by_the_demonstration_and_its_own_command_alone():
    makers = {
        short(path)
        for path in outside()
        if any(inside(name, MADE_UP) for name in imported(tree(path)))
    }
    assert makers == MAKERS


@pytest.mark.parametrize(
    "line",
    [
        "import coopscore.synthetic.truth",
        "from coopscore.synthetic import truth",
        "from coopscore.synthetic.truth import truth",
    ],
)
def test_every_way_to_import_the_truth_is_seen(line):
    assert f"{MADE_UP}.truth" in set(imported(ast.parse(line)))


@pytest.mark.parametrize("line", ['open("made/truth/health")', 'folder / "dirt"', "made.truth"])
def test_every_way_to_name_the_folders_is_seen(line):
    assert folders_named(ast.parse(line))
