"""The catalogue of reasons: a code for every value that an input may have, and never two.

Codes outlive models and wordings: a code names a feature and a range of what may be on record of
it, with a code of its own for "not on record". The file is versioned; what was told under a version
can be read by it for ever. Sentences stand in serving, by the same codes.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from coopscore.dossiers import Plain
from coopscore.errors import UnknownName

When = Literal["missing", "unseen", "known", "number"]
_HEAD = ("version", "date", "author")


@dataclass(frozen=True, kw_only=True)
class ReasonCode:
    """One code: a feature, and the values of it that the code speaks of.

    `when` is "missing" (not on record), "unseen" (on record, but the model never met it), "known"
    (any code on record) or "number": from `least` up to, but not with, `below`. `lacking` is
    whether what speaks against a co-operative is that something is *not* on record.
    """

    code: str
    feature: str
    when: When
    lacking: bool
    least: float | None = None
    below: float | None = None

    def speaks_of(self, value: Plain, recorded: bool) -> bool:
        """Whether a value as the model read it, with or without one on record, has this code."""
        if value is None:
            return self.when == ("unseen" if recorded else "missing")
        if isinstance(value, str):
            return self.when == "known"
        above = self.least is None or value >= self.least
        return self.when == "number" and above and (self.below is None or value < self.below)


@dataclass(frozen=True, kw_only=True)
class ReasonCatalogue:
    """All codes of one version, by feature."""

    version: str
    date: date
    author: str
    codes: Mapping[str, Sequence[ReasonCode]]

    def covers(self, features: Sequence[str]) -> bool:
        """Whether every one of these features has codes."""
        return all(name in self.codes for name in features)

    def code(self, feature: str, value: Plain, *, recorded: bool) -> ReasonCode:
        """The code of a value as the model read it.

        Parameters
        ----------
        value : float, str or None
            None where the model read nothing.
        recorded : bool
            Whether the record has a value. Where it has and the model read none, the model had
            never met it.

        Raises
        ------
        UnknownName
            Where the feature has no codes, or none for such a value.
        """
        for one in self.codes.get(feature, ()):
            if one.speaks_of(value, recorded):
                return one
        raise UnknownName(kind="reason code", name=feature, allowed=tuple(self.codes))


@cache
def reason_catalogue() -> ReasonCatalogue:
    """The catalogue that comes with the project."""
    text = files("models.reasons").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return catalogue_of(tomllib.loads(text))


def catalogue_of(content: Mapping[str, Any]) -> ReasonCatalogue:
    """The catalogue that TOML tables write down: its head, and a table a code."""
    codes: dict[str, list[ReasonCode]] = {}
    for code, said in content.items():
        if code not in _HEAD:
            codes.setdefault(said["feature"], []).append(ReasonCode(code=code, **said))
    head = {name: content[name] for name in _HEAD}
    return ReasonCatalogue(**head, codes={name: tuple(ours) for name, ours in codes.items()})
