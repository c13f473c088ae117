"""A rating: all that makes a calibrated model fit to lend on, as one part of its bundle."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopscore.scores import INSUFFICIENT, NOT_RATED, RATED
from models.inputs import Input
from models.learner import Floats
from models.rating.anchor import Anchor
from models.rating.prudence import GradeEvidence
from models.rating.spread import Spread
from models.scale import MasterScale


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How wide the intervals are, and what was measured of them on rows no model had seen.

    Parameters
    ----------
    level : float, 0-1
        The share of cells that a stated interval is to hold.
    refits : int
        Redraws of co-operatives that trees and line were fitted on again.
    cells : int
        Score neighbourhoods within branch groups that the intervals were held against.
    years : int
        Single years of groups that they were held against.
    refitted : float
        Root mean square of the cells' spread as refits show it, in log-odds.
    yearly : float
        The spread of a group's coming year about what is told, measured on the single years that
        came, in log-odds.
    tau : float
        The spread of cells beyond that of years, measured on what came in all of them, in log-odds.
    inside_before, inside : float, 0-1
        Share of cells whose events lie within what was to be expected, interval and chance of the
        single outcomes together: before and after widening.
    years_inside_before, years_inside : float, 0-1
        The same of single years.
    factor : float, 1 to 4
        By which spreads were widened until both shares reached `level`, or as far as is tried.
    """

    level: float
    refits: int
    cells: int
    years: int
    refitted: float
    yearly: float
    tau: float
    inside_before: float
    inside: float
    years_inside_before: float
    years_inside: float
    factor: float


@dataclass(frozen=True, kw_only=True)
class Rating:
    """Anchor, intervals, what was measured of them, grades with their prudent probabilities.

    `by` is the input that tells the branch group; `widest` the grades that an interval may span.
    """

    by: Input
    widest: int
    anchor: Anchor
    spread: Spread
    coverage: Coverage
    grades: tuple[GradeEvidence, ...]

    def interval(
        self, margin: Floats, logit: Floats, groups: NDArray[np.object_]
    ) -> tuple[Floats, Floats]:
        """The ends of the stated interval: `Spread.interval` at the rating's level."""
        return self.spread.interval(margin, logit, groups, self.coverage.level)

    def grade_of(self, name: str) -> GradeEvidence | None:
        """What is known of a grade; None for NOT_RATED and names of no grade."""
        return next((one for one in self.grades if one.grade == name), None)

    def content(self) -> dict[str, Any]:
        """The rating as JSON holds it; `of` reads it back."""
        return {
            "by": asdict(self.by),
            "widest": self.widest,
            "anchor": self.anchor.content(),
            "spread": self.spread.content(),
            "coverage": asdict(self.coverage),
            "grades": [one.content() for one in self.grades],
        }

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Rating":
        """The rating that a bundle's JSON writes down."""
        return cls(
            by=Input(**content["by"]),
            widest=content["widest"],
            anchor=Anchor.of(content["anchor"]),
            spread=Spread.of(content["spread"]),
            coverage=Coverage(**content["coverage"]),
            grades=tuple(GradeEvidence(**one) for one in content["grades"]),
        )


def states(
    grades: Sequence[str],
    low: Floats,
    high: Floats,
    thin: NDArray[np.bool_],
    *,
    scale: MasterScale,
    widest: int,
) -> list[tuple[str, str]]:
    """Each row's state and the grade that it is given.

    Evidence carries a grade where something is on record of what the co-operative did, and the
    interval spans at most `widest` grades, those of both ends counted. Else the grade is NOT_RATED;
    probability and points are told all the same, with their interval.

    Parameters
    ----------
    grades : sequence of str
        By the points alone.
    low, high : arrays of shape (n,)
        The interval of the probability.
    thin : array of bool, shape (n,)
        As `models.inputs.is_thin` tells.
    """
    with np.errstate(divide="ignore"):
        ends = [np.log(end) - np.log1p(-end) for end in (low, high)]
    names = [name for name, _ in scale.grades]
    best, worst = (
        np.array([names.index(one) for one in scale.grade(scale.clipped(scale.points(end)))])
        for end in ends
    )
    carried = ~thin & (worst - best + 1 <= widest)
    return [
        (RATED, grade) if holds else (INSUFFICIENT, NOT_RATED)
        for grade, holds in zip(grades, carried.tolist(), strict=True)
    ]
