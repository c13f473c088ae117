"""Grades with what came in them, and the most prudent probability of each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.learner import Floats
from models.rating_tests.prudent import most_prudent
from models.scale import MasterScale


@dataclass(frozen=True, kw_only=True)
class GradeEvidence:
    """One grade on the rows that the rating rests on, which no model had seen.

    Parameters
    ----------
    grade : str
    members, events : int
        Rows that were told this grade, and those of them with the event.
    mean : float or None
        Their mean told probability; None where there are none.
    prudent : float, 0-1
        The most prudent probability (`models.rating_tests.prudent`): what an officer may put in the
        place of `mean` where `events` are few or none. It stands beside scores and changes none.
    """

    grade: str
    members: int
    events: int
    mean: float | None
    prudent: float

    def content(self) -> dict[str, Any]:
        """The grade as JSON holds it."""
        return asdict(self)


def grade_evidence(
    probability: Floats,
    y: NDArray[np.int64],
    grades: Sequence[str],
    *,
    scale: MasterScale,
    prudence: float,
) -> tuple[GradeEvidence, ...]:
    """Every grade of the scale, the best first, whether it has members or not.

    Parameters
    ----------
    probability, y : arrays of shape (n,)
        Told of rows that the model had not seen, and what came.
    grades : sequence of str
        The grade that was told of each row.
    scale : MasterScale
        The ladder.
    prudence : float, between 0 and 1
        Confidence of the most prudent probabilities.
    """
    told = np.asarray(grades, dtype=object)
    rows = [told == name for name, _ in scale.grades]
    members = [int(held.sum()) for held in rows]
    events = [int(y[held].sum()) for held in rows]
    bounds = most_prudent(members, events, prudence=prudence)
    return tuple(
        GradeEvidence(
            grade=name,
            members=members[place],
            events=events[place],
            mean=float(probability[rows[place]].mean()) if members[place] else None,
            prudent=bounds[place],
        )
        for place, (name, _) in enumerate(scale.grades)
    )
