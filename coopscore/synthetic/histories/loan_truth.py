"""What no bank knows: who will default as a cycle starts, and who would, had a bank lent to it."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.loan_book import RUNS, Book, draw_book
from coopscore.synthetic.histories.loan_months import Calendar
from coopscore.synthetic.histories.loan_odds import potential_probability
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Flags
from coopscore.synthetic.sheet import days


def loan_truth(chunk: Chunk) -> Mapping[str, pa.Table]:
    """Who borrowed as each cycle started and what came; and of the others, had a bank lent to them.

    Returns
    -------
    Mapping of str to pa.Table
        `default`: a row a borrower and cycle: `coop_id`; `as_of`, the day on which the cycle
        starts, from 30 Mehr 1393 on; `in_good_standing`, no running facility in a class below
        current on that month's end; for those in good standing `probability` (0-1) that a facility
        is deferred or worse, or written off, on a month's end within (as_of, as_of + 12 months], as
        exactly known as the cycle starts; and `defaulted`, whether one was, empty for the last
        cycle, which the history does not see to its end.
        `potential_default`: a row for each that a bank might have lent to and cycle: active in the
        cycle before, with no facility running on 31 Shahrivar, alive on 30 Mehr. `coop_id`;
        `as_of`, that 31 Shahrivar; `probability` (0-1) that, had it been granted one facility of
        the usual terms in the month after, this would be deferred or worse, or written off, on a
        month's end within (as_of, as_of + 12 months], as exactly known on 30 Mehr.
    """
    book = draw_book(chunk)
    return {"default": _default(chunk, book), "potential_default": _potential(chunk, book)}


def _default(chunk: Chunk, book: Book) -> pa.Table:
    parts = []
    for cycle, verdict in enumerate(book.verdicts):
        who = np.flatnonzero(verdict.borrows)
        good = verdict.good[who]
        start = int(chunk.cycles.starts[cycle])
        unseen = chunk.cycles.starts[cycle + 1] > chunk.cycles.end
        parts.append(
            pa.table(
                {
                    "coop_id": chunk.ids(who),
                    "as_of": days(np.full(len(who), start)),
                    "in_good_standing": good,
                    "probability": pa.array(verdict.probability[who], mask=~good),
                    "defaulted": pa.array(verdict.defaults[who], mask=~good | unseen),
                }
            )
        )
    return pa.concat_tables(parts[1:])  # as the first cycle starts nothing is on record


def _potential(chunk: Chunk, book: Book) -> pa.Table:
    calendar = Calendar.drawn()
    parts = []
    for cycle, verdict in enumerate(book.verdicts[1:], start=1):
        might = chunk.lives.alive[:, cycle] & chunk.lives.at_risk[:, cycle]
        who = np.flatnonzero(might & ~runs(chunk, book, 12 * cycle - 1))
        probability = potential_probability(chunk, cycle, verdict.has_been_late)[who]
        as_of = int(calendar.end(np.array([12 * cycle - 1]))[0])
        parts.append(
            pa.table(
                {
                    "coop_id": chunk.ids(who),
                    "as_of": days(np.full(len(who), as_of)),
                    "probability": probability,
                }
            )
        )
    return pa.concat_tables(parts)


def runs(chunk: Chunk, book: Book, month: int) -> Flags:
    """Who has a facility running on the last day of a month, by its number: (n,)."""
    open_ = (book.facilities.month <= month) & ((book.closed == RUNS) | (book.closed > month))
    number = np.bincount(book.facilities.who[open_], minlength=len(chunk))
    runs_one: Flags = number > 0
    return runs_one
