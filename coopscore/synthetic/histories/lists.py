"""Lists that a few send month by month or quarter by quarter: insurance, trial balances."""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.acts import odds
from coopscore.synthetic.histories.duties import Duties, months_of
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Flags, Floats, Ints

MONTH_RULE = "month_end_1m"  # Art. 39 of the social security act: the end of the next month
QUARTER_RULE = "quarter_end_1m"  # every three months by statute (domain.md 4); the month is assumed

# Mazandaran: of 8,000 active co-operatives 640 are insured (domain.md 9.3); half have employees.
_INSURED = 0.205
_BALANCED, _BALANCED_ART5 = 0.03, 0.30  # share that sends trial balances; assumed
_QUARTERS = (2, 5, 8, 11)  # Azar, Esfand, Khordad, Shahrivar among the months from Mehr


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Rows of one kind: who sent what, of which period, and when it arrived."""

    who: Ints
    cycle: Ints
    period_end: Ints
    due: Ints
    received: Ints

    def cells(self, duties: Duties) -> Flags:
        """By co-operative and cycle, whether one of a period within it came within it: (n, 13)."""
        found = np.zeros(duties.acts.shape, dtype=np.bool_)
        kept = self.period_end >= duties.first[self.who, self.cycle]
        kept &= self.received <= duties.last[self.who, self.cycle]
        found[self.who[kept], self.cycle[kept]] = True
        return found


def insured(chunk: Chunk) -> Flags:
    """Which co-operatives send insurance lists, where they have employees to list: (n, 13)."""
    willing = chunk.rng("papers/insured").random(len(chunk)) < _INSURED
    return np.asarray(willing[:, None] & (chunk.lives.employees > 0), dtype=np.bool_)


def insurance_lists(chunk: Chunk, duties: Duties) -> Lists:
    """Monthly lists of those insured."""
    rng = chunk.rng("papers/insurance lists")
    return _sent(chunk, duties, insured(chunk), tuple(range(12)), 1.8, rng)


def trial_balances(chunk: Chunk, duties: Duties) -> Lists:
    """Quarterly trial balances of the few that send them."""
    rng = chunk.rng("papers/trial balances")
    share = np.where(chunk.founded.art5, _BALANCED_ART5, _BALANCED)
    sends = np.asarray(rng.random(len(chunk)) < share, dtype=np.bool_)
    return _sent(chunk, duties, sends[:, None], _QUARTERS, 0.8, rng)


def _sent(
    chunk: Chunk,
    duties: Duties,
    sends: Flags,
    months: tuple[int, ...],
    level: float,
    rng: np.random.Generator,
) -> Lists:
    ends, dues = (days[:, months] for days in months_of(chunk.cycles))
    who, cycle = np.nonzero(duties.acts & sends)
    zeal: Floats = level + 0.9 * chunk.health.governance[who, cycle]
    shape = (len(who), len(months))
    end, due = ends[cycle], dues[cycle]
    received = end + 6 + rng.gamma(2.0, 9.0, shape).astype(np.int64)
    sent = rng.random(shape) < odds(zeal)[:, None]
    sent &= (received >= duties.first[who, cycle][:, None]) & (received <= due + 60)
    sent &= received <= duties.follows[who, cycle][:, None]
    sent &= end > chunk.founded.registered[who][:, None]
    row, _ = np.nonzero(sent)
    return Lists(
        who=who[row],
        cycle=cycle[row],
        period_end=end[sent],
        due=due[sent],
        received=received[sent],
    )
