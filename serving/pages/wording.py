"""Values on record as a reader meets them: numbers with units, codes by their titles."""

from collections.abc import Mapping
from dataclasses import dataclass

from coopscore.language import Text
from coopscore.scores import Reason
from coopscore.vocabulary import (
    ASSEMBLY_KIND,
    FILING_KIND,
    MEMBERSHIP,
    STATUS_CODE,
)
from features.catalogue import CATALOGUE
from features.words import UNITS
from serving.i18n import Words

CODES: Mapping[str, Text] = {**STATUS_CODE, **MEMBERSHIP, **ASSEMBLY_KIND, **FILING_KIND}
_SHARE = "share"
_WITHOUT_UNIT = ("share", "ratio", "code")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A value in words: `text`, its `unit` where it has one, `raw` as machines read it."""

    text: str
    unit: str = ""
    raw: float | str | None = None


def reason_title(feature: str, words: Words) -> str:
    """The feature's title, or its name where it is no longer defined."""
    known = CATALOGUE.get(feature)
    return words.text(known.title) if known else feature


def reason_value(reason: Reason, words: Words) -> Shown:
    """What the model read, as a reader expects it."""
    value = reason.value
    if value is None:
        return Shown(text=words("no_value"))
    if isinstance(value, str):
        return Shown(text=code_title(value, words), raw=value)
    known = CATALOGUE.get(reason.feature)
    unit = known.unit if known else "ratio"
    if unit == _SHARE:
        return Shown(text=words.percent(value), raw=value)
    return Shown(text=words.measure(value), unit=_unit(unit, value, words), raw=value)


def code_title(code: str, words: Words) -> str:
    """A code's title; text that is no code is shown as it is."""
    known = CODES.get(code)
    return words.text(known) if known else code


def _unit(unit: str, value: float, words: Words) -> str:
    if unit in _WITHOUT_UNIT:
        return ""
    text = words.text(UNITS[unit])
    return _singular(text) if words.lang == "en" and value == 1 else text


def _singular(text: str) -> str:
    if text.endswith("ies"):
        return f"{text[:-3]}y"
    return text.removesuffix("s")
