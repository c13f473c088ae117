"""A measured figure: what it is, of what, on which days, and what it stands beside.

Figures hold codes and numbers; words are added by whoever shows them (`serving.pages`), so that
the document, the terminal and the page say the same thing in each language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure.

    Parameters
    ----------
    figure : str
        What was measured, by code: `auc`, `events`.
    value : float or int
        The figure itself; a whole number is a count.
    of : str
        Of what: a kind of model, a reference, a feature; empty where it speaks of all.
    on : tuple of date
        The as-of days that it was measured on.
    low, high : float, optional
        Its interval at 95%.
    bound : float, optional
        Its one-sided lower bound at 95%, where that is what is asked for.
    beside : mapping
        What it stands beside, by code.
    least, most, above, aim : float, optional
        What is asked for: the value at least, at most; the bound above; and what is hoped for.
    """

    figure: str
    value: float
    of: str = ""
    on: tuple[date, ...] = ()
    low: float | None = None
    high: float | None = None
    bound: float | None = None
    beside: Mapping[str, float] = field(default_factory=dict)
    least: float | None = None
    most: float | None = None
    above: float | None = None
    aim: float | None = None

    def content(self) -> dict[str, Any]:
        """The line as JSON holds it: what was not said is left out, numbers to six decimals."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, "", ())}
        said["on"] = [day.isoformat() for day in self.on]
        said["beside"] = {name: _kept(value) for name, value in self.beside.items()}
        return {name: _kept(value) for name, value in said.items() if value not in ([], {})}


@dataclass(frozen=True, kw_only=True)
class Note:
    """A sentence, by code, with the numbers and names that it speaks of."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """The note as JSON holds it."""
        return {
            "code": self.code,
            "facts": {name: _kept(value) for name, value in self.facts.items()},
        }


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one part found."""

    lines: Sequence[Line]
    notes: Sequence[Note] = ()

    def content(self) -> dict[str, Any]:
        """The part's figures and notes as JSON holds them."""
        return {
            "lines": [line.content() for line in self.lines],
            "notes": [note.content() for note in self.notes],
        }


def _kept(value: Any) -> Any:
    """Six decimals are more than any interval here can tell apart."""
    return round(value, 6) if isinstance(value, float) else value
