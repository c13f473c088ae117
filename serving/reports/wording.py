"""The words of a report: phrases by key beside the reader's numbers, days and titles."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from coopscore.errors import SCREEN_FINDINGS
from coopscore.language import Language, spoken
from coopscore.schema import TABLES
from coopscore.table import Table
from coopscore.vocabulary import PROVINCE
from serving.i18n import Words
from serving.pages.wording import code_title, reason_title

DASH = "–"
_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_SPAN = " .. "


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

    def side_by_side(self, parts: list[str]) -> str:
        """Parts that may hold commas themselves, as titles do."""
        return ("؛ " if self.words.lang == "fa" else "; ").join(parts)

    def province(self, code: str) -> str:
        """A province by its name; what is no code as it is, nothing as unknown."""
        if not code:
            return self("nowhere")
        return self.words.text(PROVINCE[code]) if code in PROVINCE else code

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
        """One finding of the screen as a sentence, features, tables and codes by their titles."""
        figures = {
            name: _SPOKEN.get(name, Phrases._shown)(self, value)
            for name, value in found["figures"].items()
        }
        subject = self._named(found["feature"] or found["table"] or "")
        said = SCREEN_FINDINGS[found["code"]]
        return said.said(self.words.lang, **{**figures, "subject": subject})

    def bound(self, measure: str, found: Mapping[str, Any], verdict: str) -> str:
        """A figure beside what the spec asks of it, as a sentence; `verdict` is its key's end."""
        asked = self.apart(_NUMBER.sub(self._digits, found["bound"]))
        facts = {"measure": self(f"measure_{measure}"), "bound": asked}
        if found["value"] is None:
            return self.words("trained_unmeasured", **facts)
        value, told = self.apart(self.number(found["value"])), self(f"verdict_{verdict}")
        return self.words("trained_bound", value=value, verdict=told, **facts)

    def decision(self, facts: Mapping[str, Any]) -> str:
        """Which kind serves and why, as a sentence."""
        ranking, asked = facts["ranking"] or {}, facts["thresholds"]
        slopes = {
            f"{kind}_slope": self.number(slope and slope["value"], 2)
            for kind in ("lead", "challenger")
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
        if text in TABLES:
            return self.words.text(TABLES[text].title)
        try:
            return self.short_day(text)
        except ValueError:
            return self.feature(text)

    def _digits(self, found: re.Match[str]) -> str:
        return self.number(float(found[0]), len(found[1] or ""))

    def _selection(self, value: object) -> str:
        """`filing: kind=statement` as `Filings (Kind: Annual statement)`; what is none as it is."""
        meant, _, conditions = str(value).partition(": ")
        name, _, ends = meant.partition(".")
        table = TABLES.get(name)
        if table is None:
            return self._shown(value)
        told = [_title(self.words, table, ends)] if ends else []
        told += [self._condition(table, one) for one in conditions.split(", ") if one]
        title = self.words.text(table.title)
        return f"{title} ({self.side_by_side(told)})" if told else title

    def _condition(self, table: Table, text: str) -> str:
        """`kind=statement|tax_return` by titles; a flag that holds is told by its title alone."""
        name, _, codes = text.partition("=")
        title = _title(self.words, table, name)
        if codes == "True":
            return title
        titles = {column.name: column.titles for column in table.columns}.get(name, {})
        said = [
            self.words.text(titles[code]) if code in titles else code for code in codes.split("|")
        ]
        return f"{title}: {self.listed(said)}"

    def _group(self, value: object) -> str:
        """A group of a feature's values: nothing, one, or `2 .. 30`."""
        ends = [self._end(text) for text in str(value).split(_SPAN)]
        if len(ends) == 1:
            return ends[0] or self("unknown")
        return self("band", low=ends[0], high=ends[-1])

    def _end(self, text: str) -> str:
        try:
            return self.apart(self.words.measure(float(text)))
        except ValueError:
            return code_title(text, self.words)


def _title(words: Words, table: Table, column: str) -> str:
    """A column's title, or its name where the table has none of that name."""
    titles = {one.name: one.title for one in table.columns}
    titles |= {one.name: one.title for one in table.derived}
    return words.text(titles[column]) if column in titles else column


# Figures of findings that are said in a way of their own.
_SPOKEN: Mapping[str, Callable[[Phrases, object], str]] = {
    "selection": Phrases._selection,
    "value": Phrases._group,
}
