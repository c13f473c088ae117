"""How many visits by lot each stratum has: whole numbers that add up, and never none."""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np

from models.visits.frame import Floats


def rounded(expected: Sequence[float] | Floats, start: float) -> list[int]:
    """Whole numbers near the expected ones that add up to their sum, rounded half up.

    Systematic rounding: on a line as long as the sum, one mark stands in each unit at the same
    place; a stratum has as many as marks fall on its part. Over all starts each expects its own
    share. Then none is left without: where a part is too short for a mark it has one all the same.

    Parameters
    ----------
    expected : sequence of float, over 0
    start : float, 0 up to 1
        Place of the marks.
    """
    ends = np.cumsum(np.asarray(expected, dtype=np.float64))
    total = floor(ends[-1] + 0.5)
    marks = np.floor(ends * (total / ends[-1]) + start + 1e-9).astype(np.int64)
    marks[-1] = total
    return [max(1, int(count)) for count in np.diff(marks, prepend=0)]


def least_lot(population: int, acts: int, least_probability: float, offices: int = 1) -> int:
    """The fewest visits by lot that leave nobody under a probability, of so many acts in all.

    Whoever is not certain is drawn: of 1,570 with 264 acts, 7 visits by lot leave 1,313, of whom
    each has a chance of 7 in 1,313. Offices that draw together each keep room for the whole lot, so
    that each visit more leaves as many more to be drawn from as there are offices.
    """
    others = max(0, population - acts)
    if offices * least_probability >= 1:
        return acts
    return min(acts, ceil(least_probability * others / (1 - offices * least_probability) - 1e-9))
