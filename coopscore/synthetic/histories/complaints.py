"""Complaints of members about their co-operative: filed, looked into for months, decided."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.officework import (
    alone,
    days_in,
    in_time,
    later,
    open_years,
    rows_of,
    working,
)
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints
from coopscore.synthetic.sheet import Coded, sheet

# What members complain of, with shares. The ministry's directives name the handling of complaints
# (1388), elections (1378, 1395, 1400) and disputes (1391); the shares are assumed.
_SUBJECTS = {
    "accounts": 0.26,
    "election": 0.20,
    "membership": 0.18,
    "distribution": 0.14,
    "management": 0.17,
    "other": 0.05,
}
_RATE = 0.022  # a year and co-operative awake, at mean health; assumed
_SLOPE = 0.55  # by which odds of one rise as governance and the members' strength fall; assumed
_BY_SIZE = 0.25  # power of the number of members; assumed
_ASLEEP = 0.35  # rate of those asleep beside that of those awake: money is still owed; assumed
_DECIDED_DAYS, _DECIDED_SPREAD = 95.0, 0.5  # median and spread in logs: decided in months; assumed
_UPHELD, _UPHELD_SLOPE = 0.42, 0.6  # at mean governance, and by how much worse raises it; assumed


@dataclass(frozen=True, kw_only=True)
class Complaints:
    """One value a complaint; `decided` is NEVER where the end of the co-operative came first."""

    who: Ints
    filed: Ints
    known: Ints
    subject: Ints
    takes: Ints  # days that the office means to take for it
    decided: Ints
    decided_known: Ints
    upheld: Flags

    def __len__(self) -> int:
        return len(self.who)


def complaints(chunk: Chunk, rng: np.random.Generator) -> Complaints:
    """Complaints filed while a co-operative stood on the register."""
    health, lives = chunk.health, chunk.lives
    ill = -(health.governance + health.members) / np.sqrt(2.0)
    size = (np.maximum(lives.members, 1) / 20.0) ** _BY_SIZE
    rate = _RATE * np.exp(_SLOPE * ill - _SLOPE**2 / 2) * np.minimum(size, 4.0)
    rate = rate * np.where(lives.awake, 1.0, _ASLEEP) * (open_years(chunk) > 0)
    who, cycle = rows_of(rng.poisson(rate).astype(np.int64))
    day = days_in(chunk.cycles, cycle, rng)
    subject = rng.choice(len(_SUBJECTS), len(who), p=list(_SUBJECTS.values()))
    kept = np.flatnonzero(in_time(chunk, who, day))
    kept = kept[alone(who[kept], day[kept], subject[kept])]
    who, cycle, day, subject = who[kept], cycle[kept], day[kept], subject[kept]
    takes = 20 + _DECIDED_DAYS * np.exp(_DECIDED_SPREAD * rng.standard_normal(len(who)))
    decided = working(day + takes.astype(np.int64))
    reached = in_time(chunk, who, decided)
    known = later(day, 3.0, rng)
    odds = _UPHELD / (1 - _UPHELD) * np.exp(-_UPHELD_SLOPE * health.governance[who, cycle])
    return Complaints(
        who=who,
        filed=day,
        known=known,
        subject=subject,
        takes=takes.astype(np.int64),
        decided=np.where(reached, decided, NEVER),
        decided_known=np.where(reached, np.maximum(later(decided, 6.0, rng), known + 1), NEVER),
        upheld=rng.random(len(who)) < odds / (1 + odds),
    )


def complaint_rows(chunk: Chunk, drawn: Complaints) -> pa.Table:
    """A row when each is filed, and a second version once it is decided: not before is it told
    whether it was upheld."""
    done = np.flatnonzero(drawn.decided < NEVER)
    row = np.concatenate([np.arange(len(drawn)), done])
    is_decision = np.arange(len(row)) >= len(drawn)
    subject = Coded(places=drawn.subject[row], words=tuple(_SUBJECTS))
    return sheet(
        "complaint",
        {
            "coop_id": chunk.ids(drawn.who[row]),
            "filed_on": drawn.filed[row],
            "recorded_at": np.where(is_decision, drawn.decided_known[row], drawn.known[row]),
            "subject": subject,
            "decided_on": np.where(is_decision, drawn.decided[row], NEVER),
            "decided_known_on": np.where(is_decision, drawn.decided_known[row], NEVER),
            "upheld": pa.array(drawn.upheld[row], pa.bool_(), mask=~is_decision),
            "version": 1 + is_decision.astype(np.int64),
        },
    )
