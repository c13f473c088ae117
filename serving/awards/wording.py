"""The words of the award committee's desk: what a run holds, as its readers meet it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopscore.language import Text
from coopscore.schema import TABLES
from coopscore.vocabulary import (
    OBLIGATION_KIND,
    PROVINCE,
    STATUS_AXIS,
    STATUS_CODE,
    WARNING_REASON,
)
from features.words import UNITS
from models.awards.edition import CRITERIA
from models.awards.gates import GATES, REASONS
from models.awards.indicators import FEATURES
from serving.i18n import Words
from serving.tiers import TIERS, TRIGGERS

# By table: a statement that was due and a warning for want of one share a code.
_CODES: Mapping[str, Mapping[str, Text]] = {
    "obligation": OBLIGATION_KIND,
    "status_event": {**STATUS_CODE, **STATUS_AXIS},
    "warning": WARNING_REASON,
}
_RECORDS = 5  # of a sign, that a page names


@dataclass(frozen=True)
class AwardWords:
    """A run's words in the language of `words`; its own keys begin with `aw_`."""

    words: Words

    def __call__(self, key: str, **facts: object) -> str:
        """The wording at `key`."""
        return self.words(f"aw_{key}", **facts)

    def gate(self, code: str) -> str:
        """A gate by its title."""
        return self.words.text(GATES[code])

    def reason(self, verdict: Mapping[str, Any]) -> str:
        """Why a gate was passed or failed."""
        told = {name: self.words.number(value) for name, value in verdict["told"].items()}
        return REASONS[verdict["reason"]].filled(**told).said(self.words.lang)

    def tier(self, entrant: Mapping[str, Any]) -> str:
        """A dormancy tier with its public reasons."""
        if not entrant["tier"]:
            return self("tier_none")
        reasons = [self.words.text(TRIGGERS[code]) for code in entrant["triggers"]]
        told = self.words.text(TIERS[entrant["tier"]])
        return f"{told} ({self.listed(reasons)})" if reasons else told

    def indicator(self, name: str) -> str:
        """An indicator by its title."""
        return self.words.text(FEATURES[name].title)

    def unit(self, name: str) -> str:
        """The unit of an indicator."""
        return self.words.text(UNITS[FEATURES[name].unit])

    def criterion(self, name: str) -> str:
        """A criterion by its title."""
        return self.words.text(CRITERIA[name])

    def province(self, code: str) -> str:
        """A province by its name; a code that is none as it is."""
        known = PROVINCE.get(code)
        return self.words.text(known) if known else code

    def list_title(self, one: Mapping[str, Any]) -> str:
        """A list by its branch, and its province where it is of one."""
        branch = self.words.name(one["branch"]) or "–"
        if not one["province"]:
            return branch
        return self("in", branch=branch, province=self.province(one["province"]))

    def top(self, row: Mapping[str, Any]) -> str:
        """The smallest of the edition's top sets that it may belong to."""
        inside = sorted(int(k) for k, may in row["top"].items() if may)
        return self("top_text", count=self.words.number(inside[0])) if inside else "–"

    def table(self, name: str) -> str:
        """A table by its title."""
        return self.words.text(TABLES[name].title)

    def cells(self, fact: Mapping[str, Any]) -> str:
        """What was read of a record: codes by their titles, days in the reader's calendar."""
        codes = _CODES[fact["table"]]
        told = {
            name: self._cell(codes, value)
            for name, value in fact["cells"].items()
            if value is not None
        }
        if fact["table"] != "obligation":
            return self.listed([one for one in told.values() if one])
        period = told.get("period_end")
        met = "duty_met" if "fulfilled_on" in told else "duty_open"
        parts = [told["kind"], period and self("duty_period", day=period), self(met, **told)]
        return self.listed([one for one in parts if one])

    def sign(self, sign: Mapping[str, Any]) -> str:
        """A sign of a file made for the award, in a sentence."""
        kind, figure, expected = sign["kind"], sign["figure"], sign["expected"]
        shares = kind == "round_figures"
        return self(
            f"sign_{kind}",
            figure=self._figure(figure, shares),
            expected="–" if expected is None else self._figure(expected, shares),
        )

    def records(self, ids: Sequence[str]) -> str:
        """Record ids, the first few by name."""
        return ", ".join(ids[:_RECORDS])

    def more_records(self, ids: Sequence[str]) -> str:
        """How many more there are than are named; empty for none."""
        more = len(ids) - _RECORDS
        return f" {self('records_more', count=self.words.number(more))}" if more > 0 else ""

    def listed(self, parts: Sequence[str]) -> str:
        """Parts in a row, by the comma of the language."""
        return ("، " if self.words.lang == "fa" else ", ").join(parts)

    def day(self, iso: str) -> str:
        """A day in the reader's calendar."""
        return self.words.day(date.fromisoformat(iso))

    def value(self, name: str, value: float | None) -> str:
        """An indicator's value; a share as a percentage."""
        if value is None:
            return self("not_known")
        share = FEATURES[name].unit == "share"
        return self.words.percent(value) if share else self.words.measure(value)

    def _figure(self, value: float, share: bool) -> str:
        return self.words.percent(value) if share else self.words.measure(value)

    def _cell(self, codes: Mapping[str, Text], value: Any) -> str:
        if isinstance(value, str):
            if value in codes:
                return self.words.text(codes[value])
            try:
                return self.words.short_day(date.fromisoformat(value))
            except ValueError:
                return value
        return self.words.measure(float(value))
