"""What people read is there, in both languages, and what is public says what it means."""

import ast
import re
import tomllib

import pytest
from source import ROOT, modules, short, tree

from coopscore.errors import WARNINGS, CoopscoreError
from coopscore.schema import OPTIONAL, TABLES
from features.catalogue import CATALOGUE


def leaves(kind: type[CoopscoreError]) -> list[type[CoopscoreError]]:
    below = [leaf for child in kind.__subclasses__() for leaf in leaves(child)]
    return below or [kind]


def persian(text: str) -> bool:
    return bool(re.search(r"[\u0600-\u06FF]", text))


@pytest.mark.parametrize("leaf", leaves(CoopscoreError), ids=lambda leaf: leaf.__name__)
def test_every_refusal_says_what_was_found_and_what_to_do_in_both_languages(leaf):
    assert re.fullmatch(r"[a-z_]+", leaf.code)
    for text in (leaf.found, leaf.remedy):
        assert persian(text.fa), text
        assert not persian(text.en), text
    places = [set(re.findall(r"\{(\w+)\}", text)) for text in (leaf.found.en, leaf.found.fa)]
    assert places[0] == places[1], f"{leaf.__name__} names other facts in its other language"


def test_codes_of_refusals_are_unique():
    codes = [leaf.code for leaf in leaves(CoopscoreError)] + list(WARNINGS)
    assert sorted(codes) == sorted(set(codes))


def test_every_column_and_table_has_a_persian_title_and_an_english_one():
    columns = [column for table in TABLES.values() for column in (*table.columns, *table.derived)]
    titles = [thing.title for thing in (*TABLES.values(), *columns, *OPTIONAL)]
    assert [title for title in titles if not persian(title.fa) or persian(title.en)] == []


def test_every_feature_has_a_title_in_both_languages():
    assert len(CATALOGUE) >= 15
    titles = [feature.title for feature in CATALOGUE.values()]
    assert [title for title in titles if not persian(title.fa) or persian(title.en)] == []


def test_pages_have_the_same_words_in_both_languages():
    folder = ROOT / "serving" / "pages" / "locale"
    persian_words = tomllib.loads((folder / "fa.toml").read_text(encoding="utf-8"))
    english_words = tomllib.loads((folder / "en.toml").read_text(encoding="utf-8"))
    assert sorted(persian_words) == sorted(english_words)


def test_the_glossary_gives_each_word_in_both_languages_once():
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:4] for line in text.splitlines() if re.match(r"\| [^-]", line)]
    words = [row[0].strip() for row in rows if row[0].strip() != "English"]
    assert len(words) == len(set(words)) > 50
    assert [row for row in rows if row[0].strip() != "English" and not persian(row[1])] == []


def test_everything_public_has_a_docstring():
    silent = [
        f"{short(path)}:{node.name}"
        for path in modules()
        for owner in (tree(path), *(n for n in tree(path).body if isinstance(n, ast.ClassDef)))
        for node in owner.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
        and not _overloaded(node)
    ]
    silent += [short(path) for path in modules() if ast.get_docstring(tree(path)) is None]
    assert silent == []


def _overloaded(node: ast.AST) -> bool:
    names = {getattr(d, "id", getattr(d, "attr", "")) for d in getattr(node, "decorator_list", [])}
    return bool(names & {"overload", "setter"})
