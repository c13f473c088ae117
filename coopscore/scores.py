"""What a score is once it is made: numbers and reasons that add up, and never change again."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One input's share of a score.

    `points` is signed: negative lowers the score (raises the risk). `value` is the input as the
    model read it: a number, a code, or None where unknown.
    """

    feature: str
    value: float | str | None
    points: float


# What a score may be read as. `insufficient_evidence`: a probability with an interval so wide, or
# resting on so little, that no grade is given (`grade` is NOT_RATED).
RATED, INSUFFICIENT = "rated", "insufficient_evidence"
NOT_RATED = "NR"


@dataclass(frozen=True, kw_only=True)
class Score:
    """One co-operative's score on one day, by one model, from one state of the facts.

    `base_points` and the reasons' points add up to `points_unclipped`; `points` is that, held
    within the scale's ends. `probability` lies between `low` and `high`, the stated interval.
    `state` is RATED or INSUFFICIENT; `population` names the cohort that it was scored among, where
    that is not the one that the model was trained on.
    """

    coop_id: str
    as_of: date
    spec: str
    version: str
    batch: int
    margin: float
    probability: float
    low: float
    high: float
    points: float
    points_unclipped: float
    base_points: float
    grade: str
    reasons: tuple[Reason, ...]
    warnings: tuple[str, ...] = field(default=())
    state: str = RATED
    population: str = ""

    @property
    def cap_points(self) -> float:
        """What the scale's ends added or took: base + reasons + cap = points. Zero for nearly all.

        Signed points: negative where the cap took some away, positive where the floor added some.
        """
        return self.points - self.points_unclipped
