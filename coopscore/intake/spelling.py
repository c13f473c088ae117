"""Joiners put back where the word is known, and taken out where it has none."""

from collections.abc import Iterator, Sequence

from coopscore.intake.lexicon import JOINER, WORD, joinerless, known_words, split_words

# Endings of the plural: never a word of their own.
_ENDINGS = ("هایی", "های", "ها")
_BEFORE_VERBS = ("می", "نمی")
_VERBS = frozenset(
    {"شود", "شوند", "کند", "کنند", "باشد", "باشند", "گردد", "گردند"}
    | {"دهد", "دهند", "آید", "آیند", "گیرد", "گیرند", "رسد", "رسند"}
)
# Letters that never join what follows: a joiner behind one would change nothing.
_APART = frozenset("اآأإدذرزژوؤءة")
_SHORTEST_STEM = 4  # shorter ones begin other words: that of "only" is no plural


def spelled(text: str) -> str:
    """Regular text with its known words as they are spelled; all others as they came.

    Spelled text stays as it is.
    """
    if text.isascii() or not WORD.search(text):
        return text
    while (again := _together(WORD.sub(lambda found: _word(found[0]), text))) != text:
        text = again
    return text


def _word(word: str) -> str:
    """One run of letters in its known spelling."""
    letters = joinerless(word)
    known = known_words()
    if letters in known:
        return known[letters]
    for ending in _ENDINGS:
        stem = known.get(letters.removesuffix(ending)) if letters.endswith(ending) else None
        if stem and len(stem) >= _SHORTEST_STEM and stem[-1] not in _APART:
            return f"{stem}{JOINER}{ending}"
    return word


def _together(text: str) -> str:
    """Parts of a known word, and endings, that a space sets apart, joined again."""
    return " ".join(_joined(text.split(" ")))


def _joined(words: Sequence[str]) -> Iterator[str]:
    place = 0
    while place < len(words):
        taken, word = _longest(words, place)
        place += taken
        while place < len(words) and words[place] in _ENDINGS and WORD.fullmatch(word):
            word = f"{word}{words[place]}" if word[-1] in _APART else _with(word, words[place])
            place += 1
        yield word


def _longest(words: Sequence[str], place: int) -> tuple[int, str]:
    """How many words from `place` on are parts of one, and that word."""
    for count in (3, 2):
        apart = tuple(words[place : place + count])
        if apart in split_words():
            return count, split_words()[apart]
    if words[place] in _BEFORE_VERBS and _next(words, place) in _VERBS:
        return 2, _with(words[place], words[place + 1])
    return 1, words[place]


def _next(words: Sequence[str], place: int) -> str:
    return words[place + 1] if place + 1 < len(words) else ""


def _with(word: str, ending: str) -> str:
    return f"{word}{JOINER}{ending}"
