"""The master scale: from a probability's log-odds to points and the coopscore band."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopscore.language import Text

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class MasterScale:
    """points = offset - factor * log-odds of the event; grades are steps of points.

    `points_to_double` points double the odds of no event; `anchor_points` stand for odds of
    `anchor_odds` to one. `grades` are the names and the points at which each begins, best first;
    the last begins at `floor`, so that every point has a grade.
    """

    title: Text
    points_to_double: float
    anchor_points: float
    anchor_odds: float
    floor: float
    cap: float
    grades: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        edges = [edge for _, edge in self.grades]
        assert self.points_to_double > 0, "points fall as risk rises"
        assert edges == sorted(set(edges), reverse=True), "grades stand best first, each once"
        assert edges[-1] == self.floor, "the last grade begins at the floor"

    @property
    def factor(self) -> float:
        """Points of one unit of log-odds: 57.7 where 40 points double the odds."""
        return self.points_to_double / math.log(2)

    @property
    def offset(self) -> float:
        """Points at even odds: 394.2 where 620 stand for 50 to one."""
        return self.anchor_points - self.factor * math.log(self.anchor_odds)

    def points(self, logit: Floats) -> Floats:
        """Unclipped points of the event's log-odds; higher is safer."""
        return self.offset - self.factor * logit

    def clipped(self, points: Floats) -> Floats:
        """Points held between the scale's floor and cap."""
        return np.clip(points, self.floor, self.cap)

    def grade(self, points: Floats) -> list[str]:
        """The coopscore band of clipped, unrounded points: 680 is A1, 679.99 is A2."""
        edges = np.array([edge for _, edge in reversed(self.grades)])
        names = [name for name, _ in reversed(self.grades)]
        places = np.searchsorted(edges, points, side="right") - 1
        return [names[place] for place in places]

    def content(self) -> dict[str, Any]:
        """The scale as JSON holds it; `MasterScale.of` reads it back."""
        return {**asdict(self), "grades": dict(self.grades)}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "MasterScale":
        """The scale that `content` (TOML, or a bundle's JSON) writes down."""
        grades = sorted(content["grades"].items(), key=lambda grade: -grade[1])
        return cls(**{**content, "title": Text(**content["title"]), "grades": tuple(grades)})


def load_master_scale() -> MasterScale:
    """The one scale of all models, from `specs/master_scale.toml`."""
    text = files("models.specs").joinpath("master_scale.toml").read_text(encoding="utf-8")
    return MasterScale.of(tomllib.loads(text))
