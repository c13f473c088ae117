"""Who is judged, and the figures that they are judged by beside their peers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.awards.normalisation import Floats


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """One co-operative as registered on the cut-off day.

    `completed_on` is the day its questionnaire came; None where it did not enter of itself.
    """

    coop_id: str
    name: str
    national_id: str
    branch: str
    province: str
    county: str
    completed_on: date | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """Indicators of everybody registered on a day, one row a co-operative in the order of ids.

    Parameters
    ----------
    operating : array of bool (n,)
        Who was recorded as operating: peers are drawn from these.
    values : array of float (n, m)
        The judged indicators in their units; nan where not known.
    counts : array of float (n, m)
        What a share is of; nan where the indicator is no share.
    """

    coop_ids: tuple[str, ...]
    branches: tuple[str, ...]
    operating: NDArray[np.bool_]
    values: Floats
    counts: Floats

    def ordered(self) -> "Table":
        """The rows by id, so that draws meet the same rows however they were told."""
        return self.take(sorted(range(len(self.coop_ids)), key=lambda row: self.coop_ids[row]))

    def take(self, rows: Sequence[int]) -> "Table":
        """Some of the rows, in this order."""
        at = np.asarray(rows, dtype=np.int64)
        return Table(
            coop_ids=tuple(self.coop_ids[row] for row in at),
            branches=tuple(self.branches[row] for row in at),
            operating=self.operating[at],
            values=self.values[at],
            counts=self.counts[at],
        )


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The cut-off day, and a day before it as first told and as corrected by the cut-off."""

    now: Table
    first: Table
    corrected: Table

    def ordered(self) -> "Figures":
        """All three by id."""
        return Figures(
            now=self.now.ordered(),
            first=self.first.ordered(),
            corrected=self.corrected.ordered(),
        )
