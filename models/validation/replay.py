"""Stored scores beside the same worked out again, and when what they rest on was known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.rating_tests.reproduction import known_after, replayed
from models.rating_tests.rows import Terms
from models.rating_tests.ruling import Ruling
from models.validation.rows import Floats


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Scores of one day and one model, some of them worked out again by what was known that day.

    Parameters
    ----------
    version : str
        The model that gave them.
    as_of : date
        Their day.
    scores : int
        How many it gave on that day.
    stored, again : arrays of shape (n, figures)
        The figures of those looked at as they stand in the scorebook, and as they come out again;
        NaN where no score came.
    known : array of days of shape (n, values)
        The day on which each value that moved a score was known: that of the newest record behind
        it, NaT where there is none.
    """

    version: str
    as_of: date
    scores: int
    stored: Floats
    again: Floats
    known: NDArray[np.datetime64]

    @property
    def facts(self) -> dict[str, Any]:
        """Whose scores of which day were looked at, and how many of them, as JSON."""
        return {
            "version": self.version,
            "as_of": self.as_of.isoformat(),
            "scores": self.scores,
            "rows": len(self.stored),
        }


def replay_rulings(found: Replay | None, terms: Terms) -> list[Ruling]:
    """Whether stored scores come again, and whether all behind them was known by their day; none
    where there is nothing stored."""
    if found is None:
        return []
    days = np.full(len(found.known), found.as_of, dtype="datetime64[D]")
    return [
        replayed(found.stored, found.again, terms=terms),
        known_after(found.known, days, terms=terms),
    ]
