"""Modules and functions stay small enough to be read in one go."""

import ast

from source import functions, modules, short, tree

LINES_A_MODULE = 300
LINES_A_FUNCTION = 40
FORBIDDEN = {"utils", "helpers", "common", "base", "misc", "tools"}


def test_no_module_is_longer_than_three_hundred_lines():
    lengths = {short(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: n for name, n in lengths.items() if n > LINES_A_MODULE} == {}


def test_no_function_is_longer_than_forty_lines_of_code():
    long = {
        f"{short(path)}:{function.name}": length
        for path in modules()
        for function in functions(path)
        if (length := code_lines(function)) > LINES_A_FUNCTION
    }
    assert long == {}


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the function without its docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def test_modules_are_named_by_nouns_of_the_field():
    assert [short(path) for path in modules() if path.stem in FORBIDDEN] == []


def test_an_init_file_is_a_list_and_nothing_else():
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Expr)
    busy = [
        f"{short(path)}:{node.lineno}"
        for path in modules()
        if path.name == "__init__.py"
        for node in tree(path).body
        if not isinstance(node, allowed)
    ]
    assert busy == []
