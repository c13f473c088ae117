"""How a feature is written down: a selection of rows, a value over them, and what it means.

>>> from coopscore.calendar import months
>>> filings = Events("filing", happened="period_end", known="received_on")
>>> filings.where(kind="statement").count(within=months(36)).type
'number'
"""

import json
import math
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal, get_args

from coopscore.errors import InvalidDefinition
from coopscore.language import Text
from features.peers import PeerShare, meaning
from features.selections import Events, Spans, States
from features.summaries import below, greatest, least, mean, slope, spread
from features.values import Count, Ratio, Rows, Sum, Value, ValueType, canonical
from features.words import CONCEPTS, UNITS

__all__ = [
    "Events",
    "Feature",
    "Risk",
    "Spans",
    "States",
    "below",
    "greatest",
    "least",
    "mean",
    "ratio",
    "share",
    "slope",
    "spread",
]

Risk = Literal["rises", "falls", "none"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")

# Part of every feature's hash: raised when `features.plan` gives a value another meaning.
SEMANTICS = 1


def ratio(part: Value, whole: Value) -> Ratio:
    """One number over another; missing where the second is 0."""
    for value in (part, whole):
        if value.type != "number":
            raise InvalidDefinition(name="ratio", fault=f"{canonical(value)} is not a number")
    return Ratio(part, whole)


def share(part: Count | Sum, whole: Count | Sum) -> Ratio:
    """A part of a whole, 0 to 1: rows among more rows, or one column's sum in another's.

    Both must speak of one table and one window, and what the part counts the whole counts too;
    0 is none of it, 1 is all of it, and a whole of 0 makes it missing.
    """
    rows = (part.rows, whole.rows)
    if type(part) is not type(whole) or part.within != whole.within or not _contained(*rows):
        raise InvalidDefinition(
            name="share", fault=f"{canonical(part)} is not a part of {canonical(whole)}"
        )
    return Ratio(part, whole)


def _contained(part: Rows, whole: Rows) -> bool:
    narrow, wide = dict(part.conditions), dict(whole.conditions)
    return (
        part.table == whole.table
        and all(set(narrow.get(column, ())) for column in wide)
        and all(set(narrow[column]) <= set(codes) for column, codes in wide.items())
        and set(whole.having) <= part.columns()
    )


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One input of a model: what it is, how it is missing, and how risk moves with it.

    Parameters
    ----------
    value : Value or PeerShare
        What is asked of the record on the as-of day, as it is or beside that of peers.
    unit : str
        A key of `features.words.UNITS`.
    missing : float or None
        What stands where the value is missing; None leaves it unknown.
    risk : "rises", "falls" or "none"
        Whether risk rises or falls as the value rises, or may do either. The booster is held to
        it, so it is said only where law or trade leaves no doubt.
    concept : str
        A key of `features.words.CONCEPTS`: the group that reasons are shown in.
    type : "number" or "category"
        A category holds codes or text, and its missing rule is None.

    Raises
    ------
    InvalidDefinition
        Where a part is unknown or does not fit the others.
    """

    name: str
    value: Value | PeerShare
    unit: str
    missing: float | None
    risk: Risk
    concept: str
    title: Text
    type: ValueType = "number"

    def __post_init__(self) -> None:
        if faults := [fault for holds, fault in self._claims() if not holds]:
            raise InvalidDefinition(name=self.name, fault="; ".join(faults))

    def _claims(self) -> list[tuple[bool, str]]:
        number = self.type == "number"
        return [
            (bool(_NAME.fullmatch(self.name)), "a name is lower case, digits and underscores"),
            (self.unit in UNITS, f"{self.unit} is no unit among {', '.join(UNITS)}"),
            (self.concept in CONCEPTS, f"{self.concept} is no concept of {', '.join(CONCEPTS)}"),
            (self.risk in get_args(Risk), f"{self.risk} is no risk of {', '.join(get_args(Risk))}"),
            (self.type == self.value.type, f"its value is a {self.value.type}"),
            (self.missing is None or math.isfinite(self.missing), "missing is no finite number"),
            (number or self.missing is None, "a category is missing as None"),
            (number or self.risk == "none", "a category has no direction of risk"),
            (isinstance(self.title, Text), "a title needs both languages"),
        ]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of what the feature means. Titles and concept are words for people: left out."""
        content = {
            "semantics": SEMANTICS,
            "name": self.name,
            "value": meaning(self.value),
            "unit": self.unit,
            "missing": None if self.missing is None else float(self.missing),
            "risk": self.risk,
            "type": self.type,
        }
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return sha256(text.encode("ascii")).hexdigest()
