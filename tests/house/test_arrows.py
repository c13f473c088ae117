"""Imports run one way: coopscore <- features <- models <- serving."""

import sys

import pytest
from source import PACKAGES, imports, modules, short


def test_no_package_imports_one_that_stands_above_it():
    upward = [
        f"{short(path)} imports {name}"
        for height, package in enumerate(PACKAGES)
        for path in modules(package)
        for name in imports(path)
        if name.split(".")[0] in PACKAGES[height + 1 :]
    ]
    assert upward == []


def test_nothing_imports_tests_benchmarks_or_notebooks():
    outside = [
        f"{short(path)} imports {name}"
        for path in modules()
        for name in imports(path)
        if name.split(".")[0] in {"tests", "benchmarks", "notebooks"}
    ]
    assert outside == []


def test_no_two_modules_import_each_other_in_a_ring():
    names = {short(path).replace("/", ".").removesuffix(".__init__"): path for path in modules()}
    graph = {
        name: {found for found in imports(path) if found in names and found != name}
        for name, path in names.items()
    }
    rings = [name for name in graph if name in _reachable(graph, name)]
    assert rings == []


def _reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = list(graph[start])
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(graph[name])
    return seen


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_of_the_street_is_importable_by_its_own_name(package):
    __import__(package)
    assert sys.modules[package].__doc__
