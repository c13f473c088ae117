"""In which order an office would take its co-operatives, and for which slice."""

from dataclasses import dataclass

import numpy as np

from models.visits.frame import KINDS, Candidates, Floats, Ints
from models.visits.tickets import Tickets, ties

# Days that are not known come after all that are.
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, kw_only=True)
class Priority:
    """Lines of one frame, each a list of rows, most urgent first.

    Parameters
    ----------
    duty : array of int
        Those under a duty, the oldest first.
    risk : array of int
        Those awake and scored, by risk or by effect; those of equal rank by a hash of the id.
    revival : array of int
        Those dormant and scored.
    others : array of int
        Everybody else, by the same hash.
    """

    duty: Ints
    risk: Ints
    revival: Ints
    others: Ints

    def among(self, rows: Ints) -> "Priority":
        """The same lines of some rows alone."""
        return Priority(
            **{name: line[np.isin(line, rows, kind="table")] for name, line in vars(self).items()}
        )

    @property
    def led(self) -> int:
        """How many stand before the others."""
        return len(self.whole) - len(self.others)

    @property
    def whole(self) -> Ints:
        """Everybody once: duties, then those at risk, those who may be revived, and the others."""
        every = np.concatenate([self.duty, self.risk, self.revival, self.others])
        _, first = np.unique(every, return_index=True)
        return every[np.sort(first)]


def priority_of(candidates: Candidates, rank_by: str = "risk") -> Priority:
    """The lines of a frame.

    Parameters
    ----------
    rank_by : str
        `risk`, or `effect`: by how much a visit is expected to lower the risk. Whose effect is not
        known comes last.
    """
    tie = ties(candidates.coop_id)
    since = candidates.duty_since.astype("datetime64[D]").astype(np.int64)
    since = np.where(np.isnat(candidates.duty_since), _NEVER, since)
    is_due, is_scored = candidates.duty != "", ~np.isnan(candidates.risk)
    may_revive = ~np.isnan(candidates.revival) & ~is_scored
    by = candidates.risk if rank_by == "risk" else candidates.effect
    duties, scored, dormant, others = (
        np.flatnonzero(flags)
        for flags in (is_due, is_scored, may_revive, ~is_due & ~is_scored & ~may_revive)
    )
    return Priority(
        duty=duties[np.lexsort((tie[duties], since[duties]))],
        risk=_highest(by, tie, scored),
        revival=_highest(candidates.revival, tie, dormant),
        others=others[np.argsort(tie[others], kind="stable")],
    )


def _highest(values: Floats, tie: Tickets, rows: Ints) -> Ints:
    least_last = np.where(np.isnan(values), np.inf, -values)
    return rows[np.lexsort((tie[rows], least_last[rows]))]


def suits_of(candidates: Candidates, lot_kinds: tuple[str, ...]) -> list[frozenset[int]]:
    """Of each candidate, the places in `KINDS` of what is due of it and of what suits anybody."""
    anybody = frozenset(KINDS.index(kind) for kind in lot_kinds)
    codes = candidates.due @ (1 << np.arange(len(KINDS)))
    made = {
        int(code): anybody | {place for place in range(len(KINDS)) if code >> place & 1}
        for code in np.unique(codes)
    }
    return [made[code] for code in codes.tolist()]
