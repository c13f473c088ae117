"""Places of provinces among each other, and how firm they are.

Nobody knows by more than chance whether 81% of forty or 79% of four thousand is the better office:
so each rank stands with the set of ranks that the errors allow, all sets together at the level of
the formulas (`models.awards.ranks`). Below the least denominator there is no rank.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.awards.ranks import place_sets
from models.provinces.figures import Rate
from models.provinces.formulas import Formulas


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One place's rank, 1 for the highest, and from `low` to `high` what it may truly be.

    `of` is how many were ranked; `method` says how (`pairs`, or `bound` above 300 places).
    """

    rank: int
    low: int
    high: int
    of: int
    method: str


def ranked(rates: Sequence[Rate], formulas: Formulas) -> list[Ranked | None]:
    """The ranks of places by their rates; None for those with too little to rank by."""
    found: list[Ranked | None] = [None] * len(rates)
    told = [
        (place, one.value, one.error)
        for place, one in enumerate(rates)
        if one.value is not None and one.error is not None and one.denominator >= formulas.least
    ]
    if not told:
        return found
    sets = place_sets(
        np.array([value for _, value, _ in told], np.float64),
        np.array([error for _, _, error in told], np.float64),
        level=formulas.level,
        seed=formulas.seed,
        draws=formulas.draws,
    )
    for at, (place, _, _) in enumerate(told):
        found[place] = Ranked(
            rank=int(sets.place[at]),
            low=int(sets.low[at]),
            high=int(sets.high[at]),
            of=len(told),
            method=sets.method,
        )
    return found
