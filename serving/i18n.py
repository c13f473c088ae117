"""The reader's language: words by key, numbers in its digits, days in its calendar.

Words stand in `serving/pages/locale/`, the same keys in each language. A page or a command gets
its `Words` handed in; nothing is installed globally, so two readers never mix.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import floor, log10

from coopscore.calendar import jalali_text, jalali_words
from coopscore.language import LANGUAGES, Language, Text, spoken
from coopscore.numerals import localised

# The words of pages and commands, and those of the lending desk and of the supervisors'.
_FILES = (
    "{lang}.toml", "lending_{lang}.toml", "supervision_{lang}.toml", "visits_{lang}.toml",
    "awards_{lang}.toml", "provinces_{lang}.toml",
)  # fmt: skip
_MINUS = "\u2212"
_PERSIAN_SEPARATORS = str.maketrans({",": "٬", ".": "٫"})
_LATIN_WORD = r"[!-~]*[A-Za-z/][!-~]*"
_LATIN_RUN = re.compile(rf"({_LATIN_WORD}(?: {_LATIN_WORD})*(?<![.,;:]))")
_PERSIAN_LETTER = re.compile(r"[\u0600-\u06ff]")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@cache
def locale(lang: Language) -> Mapping[str, str]:
    """All words of one language, by key; no key stands in two files."""
    folder = files("serving.pages.locale")
    parts = [
        tomllib.loads(folder.joinpath(name.format(lang=lang)).read_text(encoding="utf-8"))
        for name in _FILES
    ]
    return {key: said for part in parts for key, said in part.items()}


@dataclass(frozen=True)
class Words:
    """What the doors need to speak `lang`."""

    lang: Language

    @property
    def dir(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.lang == "fa" else "ltr"

    @property
    def other(self) -> "Words":
        """The other language's words, for the link that switches."""
        return Words(next(lang for lang in LANGUAGES if lang != self.lang))

    def __call__(self, key: str, **facts: object) -> str:
        """The wording at `key`, its `{named}` places filled in."""
        said = {name: spoken(value, self.lang) for name, value in facts.items()}
        return locale(self.lang)[key].format_map(said)

    def template(self, key: str) -> str:
        """The wording at `key` with its `{named}` places still open, for markup to go in."""
        return locale(self.lang)[key]

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """The text cut where Latin runs (paths, commands) begin and end; True marks such a run.

        A page sets them apart, so that `/v1` keeps its slash in front within Persian.
        """
        parts = _LATIN_RUN.split(text)
        return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]

    def text(self, text: Text) -> str:
        """One `Text` in this language."""
        return text.said(self.lang)

    def number(self, value: float, decimals: int = 0, *, signed: bool = False) -> str:
        """A number with grouped digits; `signed` shows a plus as well as a minus."""
        rounded = round(value, decimals) + 0.0  # no minus before a zero
        sign = _MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + self._digits(f"{abs(rounded):,.{decimals}f}")

    def counted(self, things: str, count: int) -> str:
        """So many things: `1 row`, `2,000 rows`; by the keys `counted_<things>[_one]`."""
        key = f"counted_{things}_one" if count == 1 else f"counted_{things}"
        return self(key, count=self.number(count))

    def measure(self, value: float) -> str:
        """A value of a feature: whole where it is whole, else three significant digits."""
        whole = float(value).is_integer() or abs(value) >= 1000
        return self.number(value, 0 if whole else _decimals(value, 3))

    def percent(self, share: float) -> str:
        """A share of 0-1 as a percentage: whole where it is whole, else two digits that count."""
        percent = round(share * 100, 9)
        decimals = 0 if percent.is_integer() else max(1, _decimals(percent, 2))
        text = self.number(percent, decimals)
        return f"{text}{'٪' if self.lang == 'fa' else '%'}"

    def name(self, name: str) -> str:
        """A name as it is written: a Persian one has Persian digits, a Latin one keeps its own."""
        return localised(name, "fa") if _PERSIAN_LETTER.search(name) else name

    def day(self, day: date) -> str:
        """The day in the reader's own calendar: `12 Tir 1404` in Persian, `3 July 2025`."""
        if self.lang == "fa":
            return localised(jalali_words(day), "fa")
        return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"

    def short_day(self, day: date) -> str:
        """The day in the reader's own calendar, in figures."""
        return localised(jalali_text(day), "fa") if self.lang == "fa" else day.isoformat()

    def counterpart_day(self, day: date) -> str:
        """The same day in the other calendar, in figures, in the reader's digits."""
        return localised(day.isoformat(), "fa") if self.lang == "fa" else jalali_text(day)

    def _digits(self, text: str) -> str:
        if self.lang == "en":
            return text
        return localised(text.translate(_PERSIAN_SEPARATORS), "fa")


def _decimals(value: float, significant: int) -> int:
    """How many decimals show that many significant digits, six at most."""
    if value == 0:
        return 0
    return min(6, max(0, significant - 1 - floor(log10(abs(value)))))


def preferred(accept_language: str, otherwise: Language) -> Language:
    """The language that an Accept-Language header puts first, of those spoken here."""
    ranked = sorted(_weighted(accept_language.split(",")), key=lambda pair: -pair[1])
    spoken_here = (lang for lang, weight in ranked if weight > 0)
    return next(spoken_here, otherwise)


def _weighted(ranges: Sequence[str]) -> list[tuple[Language, float]]:
    found: list[tuple[Language, float]] = []
    for part in ranges:
        tag, _, parameter = part.strip().partition(";")
        for lang in LANGUAGES:
            if tag.strip().lower().split("-")[0] == lang:
                found.append((lang, _weight(parameter)))
    return found


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
