"""Joiners of known words are put back; spelled text is left alone."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore import synthetic
from coopscore.intake.lexicon import JOINER, WORD, joinerless, known_words
from coopscore.intake.spelling import spelled
from coopscore.language import matching_key, regular
from coopscore.schema import TABLES

WORDS = sorted(known_words().values())
JOINED = [word for word in WORDS if JOINER in word]
TITLES = sorted(
    {
        regular(title.fa)
        for table in TABLES.values()
        for column in table.columns
        for title in (column.title, *column.titles.values())
    }
)


@pytest.mark.parametrize(
    ("came", "stands"),
    [
        ("شرکت تعاونی آیندهسازان", "شرکت تعاونی آینده‌سازان"),
        ("آینده سازان یاس", "آینده‌سازان یاس"),
        ("تعاونیهای گلخانه ای", "تعاونی‌های گلخانه‌ای"),
        ("تعا‌ونی", "تعاونی"),  # a joiner where the word has none
        ("پیش بینی شده", "پیش‌بینی‌شده"),
        ("ردیف ها", "ردیف‌ها"),
        ("کار ها", "کارها"),  # no letter of it joins
        ("می شود", "می‌شود"),
        ("نمی کنند", "نمی‌کنند"),
        ("گل های کویر", "گل‌های کویر"),
        ("(دانش بنیان)", "(دانش بنیان)"),  # parts that something else holds apart
        ("(دانشبنیان)", "(دانش‌بنیان)"),
    ],
)
def test_a_known_word_is_spelled(came, stands):
    assert spelled(came) == stands


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Harbour Co-op",
        "123",
        "تنها",
        "می",
        "می خواهد",
        "ها",
        "مرغداران",
        "مرغ‌داران",
        "رستوران‌ها",
        "کوهها",
    ],
)
def test_a_word_that_is_not_known_stays_as_it_came(text):
    assert spelled(text) == text


@pytest.mark.parametrize("title", TITLES)
def test_no_title_of_ours_is_touched(title):
    assert spelled(title) == title


@pytest.mark.parametrize("word", JOINED)
def test_every_known_word_is_found_again_however_its_joiners_were_lost(word):
    assert spelled(word) == word
    assert spelled(joinerless(word)) == word
    if JOINER not in word.replace(JOINER, " ").split()[-1]:
        spaced = spelled(word.replace(JOINER, " "))
        assert matching_key(spaced) == matching_key(word)


@given(
    words=st.lists(st.sampled_from([*WORDS, "شرکت", "کویر", "ها", "می", "شود", "Co", "12"])),
    lost=st.lists(st.sampled_from(["", " ", JOINER, JOINER]), min_size=40, max_size=40),
)
def test_spelled_text_is_left_alone_and_keeps_its_letters(words, lost):
    signs = iter(lost)
    text = "".join(
        next(signs, JOINER) if letter == JOINER else letter for letter in " ".join(words)
    )
    once = spelled(text)
    assert spelled(once) == once
    assert matching_key(once) == matching_key(text)


def made_up_texts():
    """Every Persian text that the make-believe registry makes its names of."""
    folder = Path(synthetic.__file__).parent / "sector"
    nodes = [
        node
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return sorted({text for text in constants if isinstance(text, str) and WORD.search(text)})


def test_no_name_of_the_make_believe_registry_is_touched():
    texts = [regular(text) for text in made_up_texts()]
    assert len(texts) > 100
    assert [text for text in texts if spelled(text) != text] == []


def test_every_joined_word_that_the_make_believe_registry_writes_in_names_is_known():
    texts = made_up_texts()
    joined = {word for text in texts for word in WORD.findall(text) if JOINER in word[1:]}
    assert joined
    assert [word for word in sorted(joined) if spelled(joinerless(word)) != word] == []
    spaced = {word: spelled(word.replace(JOINER, " ")) for word in joined}
    assert [word for word, found in sorted(spaced.items()) if found != word] == []
