"""The words of a rating's validation: its own phrases beside those that all reports share."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import floor, log10
from typing import Any

from coopscore.language import Language, Text, spoken
from coopscore.vocabulary import ISIC_GROUP, OVERRIDE_REASON, PROVINCE
from features.catalogue import CATALOGUE
from features.cohorts import COHORTS
from features.words import CONCEPTS
from models.keys import KIND_NAMES
from serving.i18n import Words
from serving.reports.wording import DASH, Phrases, locale

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_TINY = 1e-6  # what is nearer to nothing is said to be


@cache
def credit_locale(lang: Language) -> Mapping[str, str]:
    """All phrases of these reports in one language, by key."""
    text = (
        files("serving.reports.locale").joinpath(f"credit_{lang}.toml").read_text(encoding="utf-8")
    )
    phrases: Mapping[str, str] = tomllib.loads(text)
    return {**locale(lang), **phrases}


class CreditPhrases(Phrases):
    """What the validation of a rating needs to speak the language of `words`."""

    def __call__(self, key: str, **facts: object) -> str:
        """The phrase at `key`, its `{named}` places filled in."""
        said = {name: spoken(value, self.words.lang) for name, value in facts.items()}
        return credit_locale(self.words.lang)[key].format_map(said)

    def has(self, key: str) -> bool:
        """Whether there is a phrase at `key`."""
        return key in credit_locale(self.words.lang)

    def own(self, text: Mapping[str, str]) -> str:
        """A text that the report itself holds in both languages."""
        return text[self.words.lang]

    def figure(self, value: float | None) -> str:
        """A figure of any size: as many decimals as show three digits that count."""
        if value is None:
            return DASH
        size = abs(value)
        if 0 < size < _TINY:
            return self.apart(f"< {self.number(_TINY, 6)}")
        whole = float(value).is_integer() or size >= 1000
        decimals = 0 if whole else min(6, max(0, 2 - floor(log10(size))))
        return self.number(value, decimals)

    def bounded(self, bound: str) -> str:
        """A bound in the reader's digits."""
        return _NUMBER.sub(lambda found: self.number(float(found[0]), _decimals(found[0])), bound)

    def chance(self, p: float | None) -> str:
        """A p-value; a dash where there is none."""
        return DASH if p is None else super().chance(p)

    def counted(self, told: Mapping[str, int]) -> str:
        """On what a figure rests: `1,346 rows, 51 events`."""
        parts = [self(f"counted_{name}", n=self.number(n, 0)) for name, n in _shown(told).items()]
        return self.listed(parts)

    def by(self, ruling: Mapping[str, Any]) -> str:
        """What a ruling speaks of: a grade, a kind, a feature, a part; empty for the whole."""
        by = str(ruling["by"])
        if ruling["name"] == "vasicek":
            return self("by_correlation", value=self.number(float(by), 2))
        if self.has(f"by_{by}"):
            return self(f"by_{by}")
        if by in KIND_NAMES:
            return self.kind(by)
        if by in CATALOGUE:
            return self.feature(by)
        return self.part("province", by)

    def part(self, by: str, name: str) -> str:
        """A part of the rows by its title."""
        if by == "year":
            return self.short_day(name)
        key = f"part_size_{name}" if by == "size" else f"part_{name}"
        if self.has(key):
            return self(key)
        codes: Mapping[str, Text] = {**PROVINCE, **ISIC_GROUP, **OVERRIDE_REASON}
        return self.words.text(codes[name]) if name in codes else name

    def ungraded(self, told: Mapping[str, Any]) -> str:
        """Who is given no grade: the share of all rows, and of each branch group's."""
        parts = [
            self(
                "credit_ungraded_part",
                name=self.part("branch_group", one["name"]),
                share=self.percent(one["share"]),
                rows=self.number(one["rows"], 0),
            )
            for one in told["parts"]
        ]
        return self(
            "credit_ungraded",
            share=self.percent(told["share"]),
            rows=self.number(told["rows"], 0),
            parts=self.listed(parts),
        )

    def cohort(self, name: str) -> str:
        """A cohort by its title."""
        return self.words.text(COHORTS[name].title)

    def concept(self, name: str) -> str:
        """A family of features by its title."""
        return self.words.text(CONCEPTS[name])

    def some(self, names: Sequence[str], most: int = 6) -> str:
        """The first of some names, and how many there are besides."""
        told = self.side_by_side([f"\u2068{name}\u2069" for name in names[:most]])
        more = len(names) - most
        return self("credit_more", names=told, more=self.number(more, 0)) if more > 0 else told


def credit_phrases(lang: Language) -> CreditPhrases:
    """The phrases of one language."""
    return CreditPhrases(Words(lang))


def _decimals(number: str) -> int:
    """How many decimals a number is written with, `1e-06` meant."""
    if "e" in number:
        return -int(number.split("e")[1])
    return len(number.partition(".")[2])


def _shown(told: Mapping[str, int]) -> Mapping[str, int]:
    """At most three counts, in the order that a reader asks for them."""
    order = [name for name in _ORDER if name in told] + sorted(set(told) - set(_ORDER))
    return {name: told[name] for name in order[:3]}


_ORDER = ("rows", "moves", "events", "cells", "refits", "inputs", "violations", "steps", "grades")
