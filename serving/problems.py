"""Every refusal in the words, the HTTP status and the exit code that the doors give it.

This is the only place that decides them. A refusal of the field is a leaf of `coopscore.errors`;
what only a door can refuse (a wrong path, a wrong option, an accident) is a `Formality`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopscore import errors
from coopscore.language import Language, Text
from serving.formalities import FORMALITIES, REFUSED, WRONG_USAGE
from serving.rulings import RULINGS, Ruling

__all__ = [
    "FORMALITIES",
    "MEDIA_TYPE",
    "REFUSED",
    "RULINGS",
    "WRONG_USAGE",
    "Problem",
    "Ruling",
    "formality",
    "plain",
    "refusal",
]

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A refusal put into one language, as RFC 9457 lays it out, with `code`, `facts`, `remedy`."""

    code: str
    title: str
    status: int
    detail: str
    remedy: str
    facts: Mapping[str, Any]
    exit_code: int = REFUSED

    @property
    def type(self) -> str:
        """A name for this kind of problem that never changes."""
        return f"urn:coopscore:problem:{self.code}"

    def body(self) -> dict[str, Any]:
        """The members of the JSON object."""
        return {
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "facts": dict(self.facts),
            "remedy": self.remedy,
        }


def refusal(error: errors.CoopscoreError, lang: Language) -> Problem:
    """A leaf's problem, in the words of `lang`."""
    ruling = RULINGS[type(error)]
    return Problem(
        code=error.code,
        title=ruling.title.said(lang),
        status=ruling.status,
        detail=error.found.said(lang, **error.facts),
        remedy=error.remedy.said(lang, **error.facts),
        facts={name: plain(value, lang) for name, value in error.facts.items()},
        exit_code=ruling.exit_code,
    )


def formality(code: str, lang: Language, **facts: object) -> Problem:
    """A door's own problem, in the words of `lang`."""
    form = FORMALITIES[code]
    return Problem(
        code=code,
        title=form.title.said(lang),
        status=form.status,
        detail=form.found.said(lang, **facts),
        remedy=form.remedy.said(lang, **facts),
        facts={name: plain(value, lang) for name, value in facts.items()},
        exit_code=form.exit_code,
    )


def plain(value: object, lang: Language) -> Any:
    """A fact as JSON carries it: ISO days, lists, numbers, and text for all else."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Text):
        return value.said(lang)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner, lang) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(inner, lang) for inner in value)
    if isinstance(value, list | tuple):
        return [plain(inner, lang) for inner in value]
    return str(value)
