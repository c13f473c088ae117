"""Words in both languages, and Persian text made regular.

The same name arrives with an Arabic or a Persian ye, with digits of three scripts, with or without
joiners. It is made regular once, at the door; nothing downstream compares raw strings.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from persiantools import characters

from coopscore.calendar import jalali_text
from coopscore.numerals import latin_digits, localised

Language = Literal["fa", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_LETTERS = str.maketrans({"ۀ": "ه", "ە": "ه", "ة": "ه"})
# Tatweel, short vowels and loose hamza above (as in the ezafe of "شناسهٔ"), zero-width signs and
# direction marks; the zero-width non-joiner alone is spelling, and stays.
_IGNORED = re.compile(
    r"[\u0640\u064B-\u0655\u0670\u200B\u200D-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]"
)
_JOINERS = re.compile(" *\u200c[\u200c ]*")  # more than one, or beside a space


@dataclass(frozen=True, kw_only=True)
class Text:
    """One piece of wording, in English and in Persian."""

    en: str
    fa: str

    def __post_init__(self) -> None:
        assert all((self.en.strip(), self.fa.strip())), "wording needs both languages"

    def said(self, lang: Language, **facts: object) -> str:
        """The wording in `lang`, its `{named}` places filled with `facts`.

        Days become Jalali in Persian and ISO in English; numbers take the language's digits.
        """
        template = self.fa if lang == "fa" else self.en
        return template.format_map({name: spoken(value, lang) for name, value in facts.items()})

    def filled(self, **facts: object) -> "Text":
        """The wording with its places filled, ready to be a fact of another sentence."""
        return Text(en=self.said("en", **facts), fa=self.said("fa", **facts))


_NOTHING = Text(en="none", fa="هیچ")


def spoken(value: object, lang: Language) -> str:
    """One fact as a reader of `lang` expects it: days, numbers, lists and wording."""
    if isinstance(value, Text):
        return value.fa if lang == "fa" else value.en
    if isinstance(value, date):
        return localised(jalali_text(value), lang) if lang == "fa" else value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        text = localised(f"{value:g}", lang)
        return text.replace(".", "٫") if lang == "fa" else text
    if isinstance(value, int):
        return localised(str(value), lang)
    if isinstance(value, list | tuple | set | frozenset):
        separator = "، " if lang == "fa" else ", "
        return separator.join(spoken(item, lang) for item in value) or spoken(_NOTHING, lang)
    return str(value)


def regular(raw: str) -> str:
    """Text as it is stored: one ye, one kaf, ASCII digits, single spaces, joiners kept.

    Zero-width non-joiners carry meaning in Persian spelling and stay; direction marks,
    tatweel and short vowels go.
    """
    if raw.isascii():
        return " ".join(raw.split())
    while (text := _regular_once(raw)) != raw:
        raw = text  # what is taken out may let letters join that stood apart
    return text


def _regular_once(raw: str) -> str:
    text = _IGNORED.sub("", unicodedata.normalize("NFKC", raw))
    text = latin_digits(characters.ar_to_fa(text).translate(_LETTERS))
    text = _JOINERS.sub(_one_mark, " ".join(text.split()))
    return text.strip(" \u200c")


def _one_mark(found: re.Match[str]) -> str:
    """A space where there is one, else the one joiner."""
    return " " if " " in found[0] else "\u200c"


def matching_key(raw: str) -> str:
    """Regular text without joiners, spaces and case, for comparing names and codes.

    Joiners are lost on the way or typed as spaces, and spaces come and go with them, so that
    nothing but the letters tells whether two texts are the same.
    """
    return "".join(regular(raw).replace("\u200c", "").split()).casefold()
