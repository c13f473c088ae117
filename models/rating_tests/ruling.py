"""What a test of a rating system finds: one shape for all, so that a report holds any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What follows of a test at its level; a figure without a hypothesis is only reported."""

    HOLDS = "holds"
    REJECTED = "rejected"
    NOT_DECIDABLE = "not_decidable"
    REPORTED = "reported"


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """One figure or test of a rating system.

    Parameters
    ----------
    name : str
        A code; its title stands in serving.
    null : str or None
        The code of the hypothesis that is tested; None where nothing is tested.
    value : float or None
        The figure that people read: a difference, a share, a ratio. None where it is not defined.
    low, high : float or None
        The ends of its interval at `level`.
    statistic, p : float or None
        The test's own number, and the chance of one as extreme where `null` is true.
    level : float
        0.95: intervals hold 95 in 100, and a null is rejected at p under 0.05.
    counted : mapping of str to int
        On what it rests: rows, events, grades.
    verdict : Verdict
    source : str
        Paper, law or article, as a short reference.
    by : str
        The slice that it speaks of (a grade, a province); empty for the whole.
    """

    name: str
    null: str | None
    value: float | None
    low: float | None = None
    high: float | None = None
    statistic: float | None = None
    p: float | None = None
    level: float = 0.95
    counted: Mapping[str, int] = field(default_factory=dict)
    verdict: Verdict
    source: str
    by: str = ""
