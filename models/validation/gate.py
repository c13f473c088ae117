"""The gate: the questions that a rating must answer before it is lent on, each with its verdict.

A question that the events do not suffice to answer is *not decidable*. That blocks a switch to a
new model, and it never passes for a yes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from models.rating_tests.ruling import Verdict


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question of the gate.

    Parameters
    ----------
    code : str
        Names the question; its words stand in serving.
    value, low, high : float or None
        What was measured, and its interval where it has one.
    bound : str
        What is asked of it, as a spec writes bounds (`">= 0.85"`); empty where nothing is.
    counted : mapping of str to int
        On what it rests.
    verdict : Verdict
        Holds, rejected (it does not hold), not decidable, or reported.
    """

    code: str
    value: float | None
    bound: str
    verdict: Verdict
    low: float | None = None
    high: float | None = None
    counted: Mapping[str, int] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """The answer as JSON."""
        return {**asdict(self), "counted": dict(self.counted)}


def at_least(
    code: str, value: float | None, bound: float, *, decided: bool = True, **more: Any
) -> Answer:
    """A figure that must not lie under a bound; told all the same where it is not `decided`."""
    holds = None if value is None or not decided else value >= bound
    return Answer(code=code, value=value, bound=f">= {bound:g}", verdict=judged(holds), **more)


def at_most(
    code: str, value: float | None, bound: float, *, decided: bool = True, **more: Any
) -> Answer:
    """A figure that must not lie over a bound; told all the same where it is not `decided`."""
    holds = None if value is None or not decided else value <= bound
    return Answer(code=code, value=value, bound=f"<= {bound:g}", verdict=judged(holds), **more)


def judged(holds: bool | None) -> Verdict:
    """The verdict of a yes, a no, or nobody knows."""
    if holds is None:
        return Verdict.NOT_DECIDABLE
    return Verdict.HOLDS if holds else Verdict.REJECTED


def overall(answers: Iterable[Answer]) -> Verdict:
    """What follows of all: one no is a no; without a no, one that nobody knows is not decidable."""
    verdicts = {one.verdict for one in answers}
    for verdict in (Verdict.REJECTED, Verdict.NOT_DECIDABLE):
        if verdict in verdicts:
            return verdict
    return Verdict.HOLDS


def gate_facts(answers: Sequence[Answer]) -> dict[str, Any]:
    """The gate as JSON: every answer, and what follows of all."""
    return {"verdict": overall(answers), "answers": [one.content() for one in answers]}
