"""What a visitor could see to be overdue on a day: an assembly, a statement, the board's election.

It is read from the same acts that the papers are written from, so that an inspector does not miss
an assembly that was held.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.officers import Elections, officer_terms
from coopscore.synthetic.histories.requests import board_course
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints


@dataclass(frozen=True, kw_only=True)
class Lapses:
    """Of a co-operative and a day: whether each of these had fallen due and was not done."""

    assembly: Flags
    statement: Flags
    term: Flags


def boards_of(chunk: Chunk, deeds: Deeds) -> Elections:
    """Every board's term, and when the next board was elected."""
    return officer_terms(chunk, deeds, board_course(chunk, deeds)).boards


def lapses(deeds: Deeds, boards: Elections, who: Ints, day: Ints, cycle: Ints) -> Lapses:
    """What had lapsed, for each pair of a co-operative and a day.

    Parameters
    ----------
    who, day, cycle : Ints, shape (m,)
        Places in the chunk, day numbers, and the cycle that each day lies in.
    """
    convened = np.where(deeds.convened, deeds.held, NEVER)
    return Lapses(
        assembly=_undone(deeds, convened, who, day, cycle),
        statement=_undone(deeds, deeds.statement, who, day, cycle),
        term=_run_out(boards, who, day),
    )


def _undone(deeds: Deeds, done: Ints, who: Ints, day: Ints, cycle: Ints) -> Flags:
    """Of the last fiscal year that had fallen due by the day."""
    last = np.where(deeds.duties.due[who, cycle] < day, cycle, cycle - 1)
    back = np.maximum(last, 0)
    owed = (last >= 0) & deeds.duties.reports[who, back]
    return np.asarray(owed & (done[who, back] > day), dtype=np.bool_)


def _run_out(boards: Elections, who: Ints, day: Ints) -> Flags:
    """Whether the last board whose term had ended by the day was not followed by another yet."""
    order = np.lexsort((boards.end, boards.who))
    key = boards.who[order] * (2 * NEVER) + boards.end[order]
    place = np.searchsorted(key, who * (2 * NEVER) + day, side="left") - 1
    found = order[np.maximum(place, 0)]
    there = (place >= 0) & (boards.who[found] == who)
    return np.asarray(there & (boards.next_held[found] > day), dtype=np.bool_)
