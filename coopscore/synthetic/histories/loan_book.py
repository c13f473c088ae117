"""The facilities of a chunk, drawn cycle by cycle, and every month end of each.

What becomes of a borrower in good standing is decided once a cycle, with a probability that is
known exactly as the cycle starts. The rest follows from arrays of twelve months a facility.
"""

from dataclasses import dataclass, fields

import numpy as np

from coopscore.synthetic.histories import loan_odds as odds
from coopscore.synthetic.histories.loan_closing import NO_CLAIM
from coopscore.synthetic.histories.loan_conduct import STOPS_BY
from coopscore.synthetic.histories.loan_lending import Lending
from coopscore.synthetic.histories.loan_months import CURRENT, NO_MONTH
from coopscore.synthetic.histories.loan_running import Running
from coopscore.synthetic.histories.loan_terms import Facilities
from coopscore.synthetic.histories.loan_year import Rows, Verdict, Year, live_year
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import COUNT, Flags, Ints

RUNS = -1_000_000  # instead of the month in which a facility closed: it runs on


@dataclass(frozen=True, kw_only=True)
class Book:
    """All facilities of a chunk, all their months, and a verdict a cycle.

    `closed` is the month of each facility's last row (`RUNS` where there is none), `closing` that
    row's class. `claimed` and `answered` are the months in which the guarantee fund was called on
    and pays, `NO_CLAIM` where it was not; `failed` (n, 13) are those that defaulted in the cycle.
    """

    facilities: Facilities
    rows: Rows
    verdicts: tuple[Verdict, ...]
    closed: Ints
    closing: Ints
    claimed: Ints
    answered: Ints


def draw_book(chunk: Chunk) -> Book:
    """Everything that is decided of a chunk's facilities."""
    rng = chunk.rng("loans")
    lending = Lending.opened(chunk, rng)
    running, facilities = lending.before(rng)
    agreed, years, verdicts = [facilities], [], []
    has_been_late = np.zeros(len(chunk), dtype=np.bool_)
    for cycle in range(COUNT):
        verdict = judge(chunk, cycle, running, has_been_late, rng)
        may = (verdict.good | ~verdict.borrows) & ~verdict.defaults
        fresh, facilities = lending.lend(cycle, running, may, has_been_late, rng)
        running = Running.joined([running, fresh])
        year = live_year(chunk, cycle, running, verdict, lending.ends(cycle), rng)
        agreed.append(facilities)
        years.append(year)
        verdicts.append(verdict)
        has_been_late[year.late()] = True
        running = year.carried()
    return _bound(Facilities.joined(agreed), years, tuple(verdicts))


def judge(
    chunk: Chunk, cycle: int, running: Running, has_been_late: Flags, rng: np.random.Generator
) -> Verdict:
    """Who defaults in the cycle, of the borrowers that are in good standing as it starts."""
    size = len(chunk)
    number = np.bincount(running.who, minlength=size)
    troubled = np.bincount(running.who, running.code > CURRENT, minlength=size) > 0
    is_late = np.bincount(running.who, running.arrears, minlength=size) > 0
    pledges = np.bincount(running.who, running.risk, minlength=size) / np.maximum(number, 1)
    borrows = chunk.lives.alive[:, cycle] & (number > 0)
    good = borrows & ~troubled
    margin = odds.default_margin(chunk, cycle, pledges, has_been_late, is_late)
    awake = odds.logistic(margin)
    stops = rng.random(size) < awake
    return Verdict(
        borrows=borrows,
        good=good,
        margin=margin,
        probability=odds.true_probability(chunk, cycle, awake),
        defaults=good & (stops | ~chunk.lives.awake[:, cycle]),
        stops=rng.integers(1, STOPS_BY + 1, size),
        has_been_late=has_been_late.copy(),
    )


def _bound(facilities: Facilities, years: list[Year], verdicts: tuple[Verdict, ...]) -> Book:
    """The cycles one after another."""
    parts = [year.rows() for year in years]
    names = [field.name for field in fields(Rows)]
    closed = np.full(len(facilities), RUNS)
    closing = np.full(len(facilities), -1)
    claimed = np.full(len(facilities), NO_CLAIM)
    answered = np.full(len(facilities), NO_CLAIM)
    for year in years:
        ends = year.closing.month < NO_MONTH
        which = year.running.facility
        closed[which[ends]] = year.first - 1 + year.closing.month[ends]
        closing[which[ends]] = year.closing.code[ends]
        claimed[which] = year.closing.claimed
        answered[which] = year.closing.answered
    return Book(
        facilities=facilities,
        rows=Rows(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in names}),
        verdicts=verdicts,
        closed=closed,
        closing=closing,
        claimed=claimed,
        answered=answered,
    )
