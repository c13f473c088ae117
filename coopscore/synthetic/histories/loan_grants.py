"""What would have come of facilities that nobody granted: the bank's book, lived again with them.

For benchmarks and tests alone. The truth (`loan_truth`) knows exactly what would have come of a
facility granted just before a cycle starts; here the same chain is drawn for any month.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.loan_book import Book, judge
from coopscore.synthetic.histories.loan_lending import Lending
from coopscore.synthetic.histories.loan_months import DEFERRED, SETTLED, Calendar
from coopscore.synthetic.histories.loan_truth import runs
from coopscore.synthetic.histories.loan_year import Rows, Verdict, live_year
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Flags, Ints


@dataclass(frozen=True, kw_only=True)
class Granted:
    """Whom a facility was granted, and whether it defaulted within twelve months: (n,) each."""

    who: Ints
    defaults: Flags


def strangers(chunk: Chunk, book: Book, cycle: int, since: int) -> Ints:
    """Whom a bank might lend to in a month of a cycle (1-12): awake, and no facility running."""
    lives = chunk.lives
    might = lives.alive[:, cycle] & lives.awake[:, cycle]
    return np.flatnonzero(might & ~runs(chunk, book, 12 * cycle + since - 1))


def grant(
    chunk: Chunk, book: Book, cycle: int, since: int, who: Ints, rng: np.random.Generator
) -> Granted:
    """Grant each of `who` one facility of the usual terms, and live it to the next cycle's end.

    It has defaulted if it is deferred or worse, written off, or rescheduled for the co-operative's
    own distress on one of the twelve month ends from that of the grant on. Those too young, or
    about to end, are granted none and left out.

    Parameters
    ----------
    cycle : int
        Not the last two: the cycle after is lived, too.
    since : int, 1-12
        The month of the cycle.
    """
    lending = _nobody_has_borrowed(chunk)
    running, terms = lending.grant(cycle, who, np.full(len(who), since), rng)
    first = live_year(chunk, cycle, running, _not_judged(chunk), lending.ends(cycle), rng)
    has_been_late = book.verdicts[cycle].has_been_late.copy()
    has_been_late[first.late()] = True
    carried = first.carried()
    verdict = judge(chunk, cycle + 1, carried, has_been_late, rng)
    second = live_year(chunk, cycle + 1, carried, verdict, lending.ends(cycle + 1), rng)
    defaults = np.zeros(len(terms), dtype=np.bool_)
    for rows in (first.rows(), second.rows()):
        defaults[rows.facility[_is_default(rows, 12 * cycle + since)]] = True
    return Granted(who=terms.who, defaults=defaults)


def _is_default(rows: Rows, month: int) -> Flags:
    within = (rows.month >= month) & (rows.month < month + 12)
    severe = (rows.code >= DEFERRED) & (rows.code != SETTLED)
    held: Flags = within & (severe | rows.rescheduled) & ~rows.decree
    return held


def _nobody_has_borrowed(chunk: Chunk) -> Lending:
    nothing = np.zeros(len(chunk), dtype=np.int64)
    return Lending(
        chunk=chunk, calendar=Calendar.drawn(), disposed=nothing.astype(float), drawn=nothing
    )


def _not_judged(chunk: Chunk) -> Verdict:
    """As a cycle starts nobody borrows: nobody is judged, and nobody stops paying by verdict."""
    nobody = np.zeros(len(chunk), dtype=np.bool_)
    nothing = np.zeros(len(chunk))
    return Verdict(
        borrows=nobody, good=nobody, margin=nothing, probability=nothing, defaults=nobody,
        stops=nothing.astype(np.int64), has_been_late=nobody,
    )  # fmt: skip
