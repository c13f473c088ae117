"""A library is imported at its gate and nowhere else; docs/architecture.md is the list."""

import ast
import sys
from pathlib import Path

from source import PACKAGES, ROOT, imports, modules, short, tree

# Named by no gate: a table or an array may be handed from room to room.
EVERYWHERE = {"numpy", "pyarrow"}


def gates() -> dict[str, list[str]]:
    """Library -> the modules that may import it, as the architecture's table says."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.split("## Gates")[1].split("\n## ")[0]
    rows = [line.split("|")[1:3] for line in section.splitlines() if line.startswith("|")][2:]
    return {
        library.strip(): [gate.strip() for gate in allowed.split(",")]
        for libraries, allowed in rows
        for library in libraries.split(",")
    }


def inside(path: Path, gate: str) -> bool:
    return short(path) == gate or short(path).startswith(f"{gate}/")


def third_party(path: Path) -> set[str]:
    roots = {name.split(".")[0] for name in imports(path)}
    return roots - set(sys.stdlib_module_names) - set(PACKAGES) - EVERYWHERE


def test_every_library_is_imported_at_its_gate_only():
    table = gates()
    strays = [
        f"{short(path)} imports {library}"
        for path in modules()
        for library in third_party(path)
        if not any(inside(path, gate) for gate in table.get(library, []))
    ]
    assert strays == []


def test_every_gate_is_used_by_the_library_it_stands_for():
    used = {library for path in modules() for library in third_party(path)}
    assert sorted(set(gates()) - used) == []


def test_nothing_on_a_load_path_can_run_code():
    dangerous = {"pickle", "joblib", "dill", "cloudpickle", "marshal", "shelve"}
    found = [short(p) for p in modules() if dangerous & {n.split(".")[0] for n in imports(p)}]
    assert found == []


def test_the_clock_is_read_at_the_doors_alone():
    readers = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}
    found = [
        f"{short(path)}:{node.lineno}"
        for path in modules("coopscore", "features", "models")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in readers
    ]
    assert found == []


def test_randomness_takes_a_seed():
    found = [
        f"{short(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"default_rng", "Random", "RandomState"}
        and not (node.args or node.keywords)
    ]
    found += [short(p) for p in modules("features", "models") if "random" in set(imports(p))]
    assert found == []
