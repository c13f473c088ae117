"""An edition of an award: who is judged, by what, and how; a file with a version and a hash.

Nothing of it is published by the ministry, so nothing of it stands in code: gates, indicators,
weights, quotas, the rule for ties and the jury are said in `EDITION.toml` (`edition_file`).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from coopscore.language import Text

ENTERED, OPERATING = "entered", "operating"
PROVINCIAL, NATIONAL = "provincial", "national"
PASSES, FAILS = "passes", "fails"
HIGHER, LOWER = "higher", "lower"
SOCIAL = "social"
CRITERIA: Mapping[str, Text] = {
    "economic": Text(en="economic", fa="اقتصادی"),
    "managerial": Text(en="managerial", fa="مدیریتی"),
    "performance": Text(en="performance", fa="عملکردی"),
    "obligations": Text(en="obligations met", fa="ایفای تعهدات"),
    SOCIAL: Text(en="social contribution", fa="مشارکت اجتماعی"),
}


@dataclass(frozen=True, kw_only=True)
class Gates:
    """Who may be ranked; each gate can be left out (`credit_least` "", `dormancy_most` 1, ...).

    Parameters
    ----------
    current, dues : tuple of str
        Kinds of legal duty that may not be overdue by more than `overdue_days`, of those that fell
        due in the last `current_months` and `dues_months`: what was missed before costs points.
    credit_least : str
        The lowest grade that passes.
    credit_unrated, dormancy_unscored : str
        `passes` or `fails`: what becomes of those who have no grade or no score.
    dormancy_most : float, 0 to 1
        The highest risk of falling silent within `dormancy_months` that passes.
    warning_months : int
        No written warning may be so recent.
    """

    operating: bool
    current: tuple[str, ...]
    current_months: int
    dues: tuple[str, ...]
    dues_months: int
    overdue_days: int
    credit_least: str
    credit_unrated: str
    dormancy_most: float
    dormancy_months: int
    dormancy_unscored: str
    warning_months: int


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A leaf of the tree: a feature as known on the cut-off day.

    `target` is the value from which more earns nothing more. `count` names the feature that a share
    is of; such a share has an error of its own.
    """

    name: str
    criterion: str
    unit: str
    direction: str
    weight: float
    target: float | None = None
    count: str = ""

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.direction == HIGHER else -1


@dataclass(frozen=True, kw_only=True)
class IndexRule:
    """How values become points of the system, 0 to 100."""

    normalisation: str
    winsorise: float
    aggregation: str
    gaps: str


@dataclass(frozen=True, kw_only=True)
class JuryRule:
    """What jurors' marks are worth, and who may not mark whom.

    Parameters
    ----------
    share : float, 0 to 1
        Of the points; the rest is the system's.
    shortlist : int
        How many of each branch and province go before the jury; 0 takes all who have marks.
    least_marks : int
        Jurors that an entry must have been marked by.
    terms_years : int
        A juror who held office in an entry within so many years is recused.
    recusals : tuple of (juror, co-operative, reason)
        Conflicts of interest told beside.
    """

    share: float
    shortlist: int
    least_marks: int
    terms_years: int
    recusals: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Quotas:
    """How many are named; 0 stands for no limit in `province_most` and `winners`."""

    provincial: int
    national: int
    province_most: int
    winners: int


@dataclass(frozen=True, kw_only=True)
class Uncertainty:
    """How places are told to be firm; `revision` is in months, `top` are sizes of top sets."""

    level: float
    draws: int
    seed: int
    revision: int
    top: tuple[int, ...]
    weight_band: float
    weight_draws: int
    assumptions: int
    spread: float


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition as its file says it.

    `stages` are `provincial` and `national`, or the nation's alone, which then ranks everybody.
    `cut_off` is the day whose knowledge is judged, `marks_by` that by which entries and marks are
    known; `defaults` says that nobody has decided on the figures yet.
    """

    name: str
    version: str
    since: date
    author: str
    defaults: bool
    title: Text
    number: int
    cut_off: date
    marks_by: date
    who: str
    stages: tuple[str, ...]
    branches: tuple[str, ...]
    gates: Gates
    index: IndexRule
    criteria: Mapping[str, float]
    indicators: tuple[Indicator, ...]
    jury: JuryRule
    ties: tuple[str, ...]
    digits: int
    quotas: Quotas
    uncertainty: Uncertainty

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The stated weight of each indicator; they add up to 1."""
        shares = [self.criteria[one.criterion] * one.weight for one in self.indicators]
        of: dict[str, float] = {}
        for one in self.indicators:
            of[one.criterion] = of.get(one.criterion, 0.0) + one.weight
        parts = [
            share / of[one.criterion] for share, one in zip(shares, self.indicators, strict=True)
        ]
        return tuple(part / sum(parts) for part in parts)

    @property
    def judged(self) -> tuple[Indicator, ...]:
        """The indicators that weigh anything."""
        return tuple(
            one for one, weight in zip(self.indicators, self.weights, strict=True) if weight > 0
        )

    def content(self) -> dict[str, Any]:
        """The edition as JSON holds it, every key."""
        said = asdict(self)
        return {
            **said,
            "since": self.since.isoformat(),
            "cut_off": self.cut_off.isoformat(),
            "marks_by": self.marks_by.isoformat(),
            "criteria": dict(self.criteria),
        }

    @cached_property
    def hash(self) -> str:
        """SHA-256 of all that the edition says."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()
