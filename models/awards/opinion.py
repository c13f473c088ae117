"""The second opinion on an edition: its own entrants set beside those of editions before it.

It stands on the page and never in the index: what past committees liked is no rule of this one.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from models.awards.edition import Edition
from models.awards.entrants import Entrant, Figures, Table
from models.awards.learned import Refused, SecondOpinion, second_opinion
from models.awards.past import Past
from models.awards.points import Points, points_of

# What each place was worth, from nothing to the nation's best.
_WORTH = {
    ("national", "top"): 4.0,
    ("national", "commended"): 3.0,
    ("provincial", "top"): 2.0,
    ("provincial", "commended"): 1.0,
}


def opinion_of(
    edition: Edition, points: Points, eligible: Sequence[Entrant], before: Sequence[Past]
) -> SecondOpinion | Refused | None:
    """What past editions would make of this one; None where nobody is eligible."""
    if not eligible:
        return None
    now = _rows(edition.number, eligible, points, np.full(len(eligible), np.nan))
    rows = Past(
        **{
            name: np.concatenate([getattr(one, name) for one in (*before, now)])
            for name in vars(now)
        }
    )
    return second_opinion(rows, edition.number, seed=edition.uncertainty.seed)


def past_edition(
    edition: Edition, number: int, entrants: Sequence[Entrant], table: Table, results: pa.Table
) -> Past:
    """The entrants of an edition before, by this edition's indicators as they stood on its own day.

    Parameters
    ----------
    table : Table
        Of everybody registered on the day by which that edition's data were to be current.
    results : pa.Table
        Rows of `festival_result` of that edition: who is not among them is unknown.
    """
    entrants = sorted(entrants, key=lambda one: one.coop_id)
    points = points_of(edition, Figures(now=table, first=table, corrected=table), entrants)
    worth: dict[str, float] = {}
    for row in results.select(["coop_id", "level", "place"]).to_pylist():
        named = _WORTH.get((row["level"], row["place"]), 0.0)
        worth[row["coop_id"]] = max(named, worth.get(row["coop_id"], 0.0))
    relevance = np.array([worth.get(one.coop_id, np.nan) for one in entrants], dtype=np.float64)
    return _rows(number, entrants, points, relevance)


def _rows(number: int, entrants: Sequence[Entrant], points: Points, relevance: np.ndarray) -> Past:
    return Past(
        edition=np.full(len(entrants), number, dtype=np.int64),
        group=np.array([f"{one.branch}|{one.province}" for one in entrants], dtype=object),
        coop_id=np.array([one.coop_id for one in entrants], dtype=object),
        features=points.normalised,
        relevance=relevance,
        index=points.points,
    )
