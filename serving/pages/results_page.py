"""What was measured, as people read it: figures with intervals, references and what was asked.

`make results` writes the figures as codes and numbers into `results.json` beside this module. The
page and the document are both made of them here, so that neither is kept by hand.
"""

import json
import operator
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from coopscore.language import Language, spoken
from serving.i18n import Words
from serving.pages.wording import reason_title

FILE = "results.json"
DASH = "–"
_KINDS = ("booster", "blend", "linear", "logistic", "additive", "rule")
# Scores of rare events are small; four decimals would show little of them.
_DECIMALS: Mapping[str, int] = {
    "brier": 5, "brier_miscalibration": 5, "brier_discrimination": 5, "brier_uncertainty": 5,
    "gained_by_level": 1, "gained_by_slope": 1,
}  # fmt: skip

# What may be asked of a figure: its code, what is held against it, and how.
_ASKED: Sequence[tuple[str, str, Callable[[float, float], bool]]] = (
    ("least", "value", operator.ge),
    ("most", "value", operator.le),
    ("above", "bound", operator.gt),
    ("aim", "value", operator.ge),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure in words; `asked` holds what was asked of it, with the verdict."""

    figure: str
    of: str
    on: str
    value: str
    interval: str
    beside: str
    asked: str
    raw: float

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's seven cells."""
        return (
            self.figure, self.of, self.on, self.value, self.interval, self.beside, self.asked,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part: its title, what it is about, the commit that made its figures, rows and notes."""

    name: str
    title: str
    about: str
    commit: str
    rows: Sequence[Row]
    notes: Sequence[str]


@cache
def locale(lang: Language) -> Mapping[str, str]:
    """The words of results in one language, by key."""
    name = f"results_{lang}.toml"
    text = files("serving.pages.locale").joinpath(name).read_text(encoding="utf-8")
    phrases: Mapping[str, str] = tomllib.loads(text)
    return phrases


def kept() -> Mapping[str, Any]:
    """The figures that came with the project; no part where none was measured."""
    resource = files("serving.pages").joinpath(FILE)
    if not resource.is_file():
        return {"parts": []}
    found: Mapping[str, Any] = json.loads(resource.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Telling:
    """Puts figures in the words of one language."""

    words: Words

    def __call__(self, key: str, **facts: object) -> str:
        """The phrase at `key`, its `{named}` places filled in."""
        said = {name: spoken(value, self.words.lang) for name, value in facts.items()}
        return locale(self.words.lang)[key].format_map(said)

    def template(self, key: str) -> str:
        """The phrase at `key` with its places left open, for a template to fill with markup."""
        return locale(self.words.lang)[key]

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles of a row's cells."""
        names = ("figure", "of", "on", "value", "interval", "beside", "asked")
        return tuple(self(f"col_{name}") for name in names)

    def sections(self, content: Mapping[str, Any]) -> list[Section]:
        """Every part of `results.json` in its order."""
        return [self._section(part) for part in content["parts"]]

    def _section(self, part: Mapping[str, Any]) -> Section:
        name = part["name"]
        return Section(
            name=name,
            title=self(f"part_{name}"),
            about=self(f"about_{name}"),
            commit=part["commit"],
            rows=[self._row(line) for line in part["lines"]],
            notes=[self._note(note["code"], note["facts"]) for note in part["notes"]],
        )

    def _row(self, line: Mapping[str, Any]) -> Row:
        figure = line["figure"]
        low, high = (self._number(figure, line.get(end)) for end in ("low", "high"))
        beside = [
            f"{self._who(name)} {self._number(figure, value)}"
            for name, value in line.get("beside", {}).items()
        ]
        return Row(
            figure=self(f"figure_{figure}"),
            of=self._who(line["of"]) if "of" in line else "",
            on=self._days(line.get("on", [])),
            value=self._number(figure, line["value"]),
            interval="" if "low" not in line else self("between", low=low, high=high),
            beside=self("then").join(beside),
            asked=self("then").join(self._asked(line)),
            raw=line["value"],
        )

    def _asked(self, line: Mapping[str, Any]) -> list[str]:
        """What was asked of a figure, and whether it was met."""
        return [
            self(
                f"asked_{code}",
                bound=self._plain(line[code]),
                found=self._number(line["figure"], line[measured]),
                verdict=self("met" if holds(line[measured], line[code]) else "missed"),
            )
            for code, measured, holds in _ASKED
            if code in line
        ]

    def _who(self, code: str) -> str:
        return self.words(f"kind_{code}") if code in _KINDS else self(f"of_{code}")

    def _days(self, days: Sequence[str]) -> str:
        shown = [self.words.short_day(date.fromisoformat(day)) for day in days]
        if len(shown) <= 2:
            return self("then").join(shown)
        return self("between", low=shown[0], high=shown[-1])

    def _number(self, figure: str, value: float | None) -> str:
        if value is None:
            return DASH
        decimals = 0 if isinstance(value, int) else _DECIMALS.get(figure, 4)
        return self._apart(self.words.number(value, decimals))

    def _plain(self, value: float) -> str:
        """A bound with the decimals that it was written with."""
        _, _, decimals = f"{value:g}".partition(".")
        return self._apart(self.words.number(value, len(decimals)))

    def _note(self, code: str, facts: Mapping[str, Any]) -> str:
        if code == "decision":
            return self._decision(facts)
        return self(f"note_{code}", **{name: self._fact(value) for name, value in facts.items()})

    def _fact(self, value: object) -> str:
        if isinstance(value, list):
            return self("and").join(reason_title(str(one), self.words) for one in value) or DASH
        if isinstance(value, int | float):
            return self._number("", value)
        return str(value)

    def _decision(self, facts: Mapping[str, Any]) -> str:
        """Which kind serves and why, in the words that a training has for it."""
        ranking, asked = facts["ranking"] or {}, facts["thresholds"]
        slopes = {
            f"{kind}_slope": self._number("", slope and slope["value"])
            for kind in ("lead", "challenger")
            for slope in [facts[f"{kind}_slope"]]
        }
        ends = {name: self._number("", ranking.get(name)) for name in ("difference", "low", "high")}
        return self.words(
            f"decision_{facts['code']}",
            kind=self._who(facts["kind"]),
            events=self.words.number(ranking.get("events", 0)),
            needed=self.words.number(asked["min_events"]),
            gain=self._plain(asked["auc_gain"]),
            level=self.words.percent(asked["level"]),
            **slopes,
            **ends,
        )

    def _apart(self, text: str) -> str:
        """Text that runs from the left within Persian too: a sign stays in front."""
        return f"\u2066{text}\u2069" if self.words.dir == "rtl" else text
