"""Examples in docstrings say what the code does."""

import doctest
import importlib

import pytest
from source import modules, short


def _with_examples() -> list[str]:
    return [short(p).replace("/", ".") for p in modules() if ">>> " in p.read_text("utf-8")]


@pytest.mark.parametrize("name", _with_examples())
def test_the_examples_of_a_docstring_hold(name):
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.attempted > 0
    assert tried.failed == 0
