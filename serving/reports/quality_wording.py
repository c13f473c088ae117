"""The words of a data-quality report: its own phrases beside those that all reports share."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import floor
from typing import Any

from coopscore.language import Language, spoken
from coopscore.numerals import localised
from coopscore.quality.flags import FLAG_KINDS
from coopscore.quality.rule import DIMENSION_TITLES, Dimension
from coopscore.quality.rules import rules
from coopscore.schema import TABLES
from serving.reports.wording import DASH, Phrases, locale


@cache
def quality_locale(lang: Language) -> Mapping[str, str]:
    """All phrases of these reports in one language, by key."""
    text = (
        files("serving.reports.locale").joinpath(f"quality_{lang}.toml").read_text(encoding="utf-8")
    )
    phrases: Mapping[str, str] = tomllib.loads(text)
    return {**locale(lang), **phrases}


class QualityPhrases(Phrases):
    """What a data-quality report needs to speak the language of `words`."""

    def __call__(self, key: str, **facts: object) -> str:
        """The phrase at `key`, its `{named}` places filled in."""
        said = {name: spoken(value, self.words.lang) for name, value in facts.items()}
        return quality_locale(self.words.lang)[key].format_map(said)

    def table(self, name: str) -> str:
        """A table by its title."""
        return self.words.text(TABLES[name].title)

    def dimension(self, name: Dimension) -> str:
        """A dimension by its title."""
        return self.words.text(DIMENSION_TITLES[name])

    def office(self, name: str) -> str:
        """An office as it is written; nothing as unknown."""
        return self.words.name(name) if name else self("nowhere")

    def version(self, name: str) -> str:
        """A version in the digits of the language."""
        return localised(name, self.words.lang)

    def rule(self, code: str) -> str:
        """A rule by its title."""
        return self.words.text(rules()[code].title)

    def remedy(self, code: str) -> str:
        """What to do about a rule that fails."""
        return self.words.text(rules()[code].remedy)

    def flag(self, kind: str) -> str:
        """A kind of flag by its title."""
        return self.words.text(FLAG_KINDS[kind].title)

    def percent(self, share: float | None) -> str:
        """A share as a percentage, rounded down: all of it is said only of all."""
        return DASH if share is None else self.words.percent(floor(share * 1000) / 1000)

    def of(self, found: Mapping[str, Any]) -> str:
        """Numerator and denominator: `97 / 100`, in the reader's digits."""
        if not found["denominator"]:
            return DASH
        parts = (self.number(found[name], 0) for name in ("numerator", "denominator"))
        return self.apart(" / ".join(parts))

    def agreements(self, evidence: Mapping[str, float]) -> str:
        """What two co-operatives agree on, the strongest first, each with its weight."""
        order = sorted(evidence.items(), key=lambda each: (-each[1], each[0]))
        return self.listed(
            [f"{self(f'agrees_{code}')} {self.signed(weight, 1)}" for code, weight in order]
        )
