"""The words of a report: phrases by key beside the reader's numbers, days and titles."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from coopscore.errors import SCREEN_FINDINGS
from coopscore.language import Language, spoken
from serving.i18n import Words
from serving.pages.wording import code_title, reason_title

DASH = "–"


@cache
def locale(lang: Language) -> Mapping[str, str]:
    """All phrases of one language, by key."""
    text = files("serving.reports.locale").joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    phrases: Mapping[str, str] = tomllib.loads(text)
    return phrases


@dataclass(frozen=True)
class Phrases:
    """What a report needs to speak the language of `words`."""

    words: Words

    def __call__(self, key: str, **facts: object) -> str:
        """The phrase at `key`, its `{named}` places filled in."""
        said = {name: spoken(value, self.words.lang) for name, value in facts.items()}
        return locale(self.words.lang)[key].format_map(said)

    def kind(self, kind: str) -> str:
        """A kind of model by its title."""
        return self.words(f"kind_{kind}")

    def feature(self, name: str) -> str:
        """A feature by its title."""
        return reason_title(name, self.words)

    def day(self, iso: str) -> str:
        """A day given as ISO text, in the reader's calendar."""
        return self.words.day(date.fromisoformat(iso))

    def short_day(self, iso: str) -> str:
        """The same in figures."""
        return self.words.short_day(date.fromisoformat(iso))

    def number(self, value: float | None, decimals: int = 3, *, signed: bool = False) -> str:
        """A number, or a dash where it is not defined."""
        return DASH if value is None else self.words.number(value, decimals, signed=signed)

    def percent(self, share: float | None) -> str:
        """A share as a percentage of one decimal at most, or a dash."""
        return DASH if share is None else self.words.percent(round(share, 3))

    def apart(self, text: str) -> str:
        """Text that runs from the left within Persian too: a sign stays in front."""
        return f"\u2066{text}\u2069" if self.words.dir == "rtl" else text

    def chance(self, p: float) -> str:
        """A p-value; what is under a ten-thousandth is said to be."""
        return self.number(p, 4) if p >= 1e-4 else self.apart(f"< {self.number(1e-4, 4)}")

    def signed(self, value: float, decimals: int) -> str:
        """A signed number within a sentence."""
        return self.apart(self.number(value, decimals, signed=True))

    def listed(self, parts: list[str]) -> str:
        """Parts one after another; a dash where there is none."""
        return ("، " if self.words.lang == "fa" else ", ").join(parts) or DASH

    def slice_name(self, by: str, part: Mapping[str, Any]) -> str:
        """What the rows of a slice have in common."""
        if part["name"] is None:
            return self("unknown")
        if by == "fold":
            return self.short_day(part["name"])
        if by == "size":
            low, high = (self.apart(self.words.measure(part[end])) for end in ("from", "to"))
            return self("band", low=low, high=high)
        return code_title(part["name"], self.words)

    def finding(self, found: Mapping[str, Any]) -> str:
        """One finding of the screen as a sentence."""
        figures = {name: self._shown(value) for name, value in found["figures"].items()}
        subject = found["feature"] and self.feature(found["feature"])
        said = SCREEN_FINDINGS[found["code"]]
        return said.said(self.words.lang, **{**figures, "subject": subject or found["table"] or ""})

    def decision(self, facts: Mapping[str, Any]) -> str:
        """Which kind serves and why, as a sentence."""
        ranking, asked = facts["ranking"] or {}, facts["thresholds"]
        slopes = {
            f"{kind}_slope": self.number(slope and slope["value"], 2)
            for kind in ("booster", "challenger")
            for slope in [facts[f"{kind}_slope"]]
        }
        ends = {
            name: self.apart(self.number(ranking.get(name), signed=True))
            for name in ("difference", "low", "high")
        }
        return self.words(
            f"decision_{facts['code']}",
            kind=self.kind(facts["kind"]),
            events=self.number(ranking.get("events", 0), 0),
            needed=self.number(asked["min_events"], 0),
            gain=self.number(asked["auc_gain"]),
            level=self.percent(asked["level"]),
            **slopes,
            **ends,
        )

    def _shown(self, value: object) -> str:
        """A figure of a finding: a day, a name, some of them, or a number."""
        if isinstance(value, list):
            return self.listed([self._shown(one) for one in value])
        if isinstance(value, int | float):
            whole = float(value).is_integer()
            return self.number(value, 0 if whole else 3)
        return self._named(str(value))

    def _named(self, text: str) -> str:
        try:
            return self.short_day(text)
        except ValueError:
            return self.feature(text)
