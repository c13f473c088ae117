"""What a score is once it is made: numbers and reasons that add up, and never change again."""

from collections.abc import Sequence
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


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """How likely each outcome is to have come by so many months after the as-of day.

    Outcomes exclude each other: the three shares (0-1) add up to 1 at most, and none ever falls.

    Parameters
    ----------
    month : int, 1-24
        Months after the as-of day.
    silent : float
        A cycle has ended without a sign of life. It rises on the co-operative's grid days alone.
    dissolved, completed : float
        It is dissolved, or has done what it was founded for and ended. They rise by the quarter.
    """

    month: int
    silent: float
    dissolved: float
    completed: float


def at_month(curve: Sequence[CurvePoint], month: int) -> CurvePoint:
    """What a curve says by a month: the last point up to it, as it stands still between points.

    Parameters
    ----------
    curve : sequence of CurvePoint
        In the order of months; before the first of them nothing has come.
    month : int
        Months after the as-of day.
    """
    passed = [point for point in curve if point.month <= month]
    nothing = CurvePoint(month=month, silent=0.0, dissolved=0.0, completed=0.0)
    return passed[-1] if passed else nothing


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
    that is not the one that the model was trained on. `curve` holds the months in which it rises,
    for models that tell more than one horizon.
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
    curve: tuple[CurvePoint, ...] = ()

    @property
    def cap_points(self) -> float:
        """What the scale's ends added or took: base + reasons + cap = points. Zero for nearly all.

        Signed points: negative where the cap took some away, positive where the floor added some.
        """
        return self.points - self.points_unclipped
