"""Facilities are drawn by those awake, in good standing, and disposed to; some ran before 1392."""

from dataclasses import dataclass, replace

import numpy as np

from coopscore.synthetic.histories import loan_odds as odds
from coopscore.synthetic.histories.loan_closing import NO_CLAIM
from coopscore.synthetic.histories.loan_months import NO_MONTH, Calendar, class_by_months
from coopscore.synthetic.histories.loan_running import NO_MARK, Running
from coopscore.synthetic.histories.loan_terms import Facilities, agree, prices, rounded
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import FIRST_YEAR, Flags, Floats, Ints
from coopscore.synthetic.sector.lives import YOUNGEST_AT_RISK

_MOST = 2  # facilities that a borrower of another one may have
# Days after registration before a bank lends, and of age that a borrower has at least as the next
# cycle starts: silence is foretold from that age on, and default with it. Assumed.
_SETTLING_IN = 180
_CYCLES_RUN = 2.8  # mean length of a facility, in cycles
_WAS_TROUBLED = 0.06  # of those running as the first cycle starts; assumed
_TROUBLES = (3, 25)  # months in arrears of these
_SLEPT = 0.08  # of the sleepers' facilities, those not yet written off; assumed


@dataclass(frozen=True, kw_only=True)
class Lending:
    """Draws facilities; `drawn` (n,) counts those of each co-operative, and grows."""

    chunk: Chunk
    calendar: Calendar
    disposed: Floats
    drawn: Ints

    @classmethod
    def opened(cls, chunk: Chunk, rng: np.random.Generator) -> "Lending":
        """Nobody has borrowed yet."""
        return cls(
            chunk=chunk,
            calendar=Calendar.drawn(),
            disposed=odds.disposition(chunk, rng),
            drawn=np.zeros(len(chunk), dtype=np.int64),
        )

    def before(self, rng: np.random.Generator) -> tuple[Running, Facilities]:
        """Those that run as the first cycle starts, drawn up to six years before."""
        chunk = self.chunk
        nobody = np.zeros(len(chunk), dtype=np.bool_)
        often = _CYCLES_RUN * odds.borrowing_probability(chunk, 0, self.disposed, nobody)
        slept = ~(chunk.lives.awake | chunk.lives.at_risk)[:, 0]
        runs = rng.poisson(often * chunk.lives.alive[:, 0] * np.where(slept, _SLEPT, 1.0))
        who = np.repeat(np.arange(len(chunk)), np.minimum(runs, _MOST))
        terms = agree(chunk, who, np.zeros_like(who), np.full(len(who), FIRST_YEAR), rng)
        age = 1 + (rng.random(len(who)) * (terms.tenor - 1)).astype(np.int64)
        year = FIRST_YEAR + (6 - age) // 12
        then = rounded(
            terms.principal
            * prices(chunk.world, year)
            / prices(chunk.world, np.array([FIRST_YEAR]))
        )
        terms = replace(terms, month=-age, principal=then)
        troubled = slept[who] | (rng.random(len(who)) < _WAS_TROUBLED)
        arrears = np.where(troubled, np.minimum(rng.integers(*_TROUBLES, len(who)), age), 0)
        terms, which = self._lawful(terms)
        return self._started(terms, np.zeros(len(terms), dtype=np.int64), arrears[which])

    def lend(
        self,
        cycle: int,
        running: Running,
        may: Flags,
        has_been_late: Flags,
        rng: np.random.Generator,
    ) -> tuple[Running, Facilities]:
        """New facilities of a cycle; `may` (n,) is whom a bank would lend to."""
        chunk = self.chunk
        chance = odds.borrowing_probability(chunk, cycle, self.disposed, has_been_late)
        held = np.bincount(running.who, minlength=len(chunk))
        wants = rng.random(len(chunk)) < chance
        awake = chunk.lives.alive[:, cycle] & chunk.lives.awake[:, cycle]
        who = np.flatnonzero(wants & may & awake & (held <= _MOST))
        return self.grant(cycle, who, rng.integers(1, 13, len(who)), rng)

    def grant(
        self, cycle: int, who: Ints, since: Ints, rng: np.random.Generator
    ) -> tuple[Running, Facilities]:
        """A facility of the usual terms for each of `who`, in a month of the cycle (1-12).

        Those too young, or about to end, are granted none.
        """
        month = 12 * cycle + since
        terms = agree(self.chunk, who, month, FIRST_YEAR + (6 + month) // 12, rng)
        terms, which = self._lawful(terms)
        return self._started(terms, since[which], np.zeros(len(terms), dtype=np.int64))

    def ends(self, cycle: int) -> Ints:
        """The month of the cycle in which each co-operative ends; `NO_MONTH`: (n,)."""
        month = self.calendar.of(self.chunk.lives.ended) - 12 * cycle
        return np.where((month >= 1) & (month <= 12), month, NO_MONTH)

    def _lawful(self, terms: Facilities) -> tuple[Facilities, Flags]:
        """Only what is drawn some time after registration, and a month or more before the end."""
        founded, lives = self.chunk.founded, self.chunk.lives
        from_day = np.maximum(founded.founded, founded.registered)[terms.who] + _SETTLING_IN
        day = self.calendar.start(terms.month) + terms.day - 1
        # The cycle after that of the disbursement; earlier ones are taken as drawn in the first.
        following = self.chunk.cycles.starts[np.maximum(terms.month - 1, 0) // 12 + 1]
        which = (day >= from_day) & (self.calendar.end(terms.month) < lives.ended[terms.who])
        which &= following - founded.founded[terms.who] >= YOUNGEST_AT_RISK
        return terms.kept(which), which

    def _started(self, terms: Facilities, since: Ints, arrears: Ints) -> tuple[Running, Facilities]:
        """The facilities under their own numbers, and how they stand."""
        first = int(self.drawn.sum())
        number = np.arange(len(terms)) - np.searchsorted(terms.who, terms.who)  # `who` ascends
        terms = replace(terms, serial=self.drawn[terms.who] + number)
        np.add.at(self.drawn, terms.who, 1)
        age = np.where(since == 0, -terms.month, 0)
        left = terms.tenor - age + arrears
        unit = terms.principal // terms.tenor
        none = np.full(len(terms), NO_CLAIM)
        return Running(
            facility=first + np.arange(len(terms)),
            who=terms.who,
            since=since,
            arrears=arrears,
            left=left,
            unit=unit,
            balance=terms.principal - unit * (terms.tenor - left),
            code=class_by_months(arrears),
            frozen=np.full(len(terms), NO_MARK),
            marked=np.full(len(terms), NO_MARK),
            decreed=np.zeros(len(terms), dtype=np.bool_),
            patience=terms.patience,
            guarded=terms.guarded,
            fund_share=terms.fund_share,
            risk=odds.pledge_risk(terms.pledge, terms.scheme),
            claimed=none,
            answered=none,
        ), terms
