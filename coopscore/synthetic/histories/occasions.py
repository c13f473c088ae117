"""What calls for an act outside the yearly round: a term that ends, a statute to conform, capital.

Each is decided by an extraordinary assembly and then asked of the registrar; moves to another
address, and new names or subjects, are asked for without one.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.calendar import jalali
from coopscore.synthetic.histories.acts import odds, told_on, within
from coopscore.synthetic.histories.duties import Duties
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints

PURPOSES = ("term", "statute", "capital", "other")  # of an extraordinary assembly, by place
TERM, STATUTE, CAPITAL, OTHER = range(4)

_YEAR = 365.2422
# Art. 76 (added 1393/02/17): conform within three months, or be recognised no more (domain.md 4).
_ARTICLE_76 = jalali(1393, 2, 17).toordinal()
# Share of those not yet conformed, awake and of mean governance that conform: a wave at first, and
# the rest with the campaigns of later years. Assumed.
_CONFORMING = np.array([0.45, 0.25, 0.15] + [0.08] * 10)
_RAISED = 0.05  # of those awake that raise their capital in a cycle; assumed
# Asked for without an assembly, a cycle and co-operative awake; assumed.
_ASKED = {"address": 0.030, "subject": 0.010, "name": 0.004}


@dataclass(frozen=True, kw_only=True)
class Occasions:
    """Extraordinary assemblies, at most one a cycle, and direct requests, by cycle: (n, 13).

    `purpose` is a place in `PURPOSES`, -1 for none; `asked` gives the day by the request's kind.
    """

    held: Ints
    minutes: Ints
    purpose: Ints
    asked: dict[str, Ints]


def occasions(chunk: Chunk, duties: Duties) -> Occasions:
    """Draw them all; every act lies within its cycle."""
    rng = chunk.rng("papers/occasions")
    day = np.full(duties.acts.shape, NEVER)
    purpose = np.full(duties.acts.shape, -1)
    drawn = (
        (TERM, _renewals(chunk, duties, rng)),
        (STATUTE, _conforming(chunk, duties, rng)),
        (CAPITAL, _raising(chunk, duties, rng)),
    )
    for place, held in drawn:
        chosen = (held < NEVER) & (purpose < 0)
        day[chosen], purpose[chosen] = held[chosen], place
    minutes = told_on(duties, day, 3, 30, rng)
    return Occasions(held=day, minutes=minutes, purpose=purpose, asked=_asked(duties, rng))


def conformed_on(chunk: Chunk, occasion: Occasions) -> Ints:
    """The day on which each statute was conformed to Art. 76: (n,); `NEVER` where it was not.

    Those founded after the amendment conform from their registration on.
    """
    voted = np.where(occasion.purpose == STATUTE, occasion.minutes, NEVER).min(axis=1)
    born = chunk.founded.founded > _ARTICLE_76
    return np.where(born, chunk.founded.registered, voted)


def _renewals(chunk: Chunk, duties: Duties, rng: np.random.Generator) -> Ints:
    """Ten days to four months before a limited term ends, where governance sees to it."""
    founded, starts = chunk.founded, chunk.cycles.starts
    length = np.maximum(founded.term_years, 1) * _YEAR
    since = starts[None, :-1] - founded.registered[:, None]
    number = np.maximum(np.floor(since / length[:, None]) + 1, 1)
    ends = (founded.registered[:, None] + number * length[:, None]).astype(np.int64)
    due = (
        (ends > starts[None, :-1]) & (ends <= starts[None, 1:]) & (founded.term_years > 0)[:, None]
    )
    day = np.maximum(ends - rng.integers(10, 121, ends.shape), duties.first)
    seen = rng.random(ends.shape) < odds(1.0 + 1.2 * chunk.health.governance)
    return _able(duties, day, due & seen & (day <= ends))


def _conforming(chunk: Chunk, duties: Duties, rng: np.random.Generator) -> Ints:
    """Once in a life, by those that are older than the amendment."""
    governance = chunk.health.governance
    share = np.minimum(0.95, _CONFORMING[None, :] * np.exp(0.6 * governance))
    first = np.maximum(duties.first, _ARTICLE_76 + 10)
    day = within(first, duties.last, rng)
    old = (chunk.founded.founded <= _ARTICLE_76)[:, None]
    chosen: Flags = (rng.random(share.shape) < share) & duties.acts & (first <= duties.last) & old
    before: Ints = np.cumsum(chosen, axis=1) - chosen
    return _able(duties, day, chosen & (before == 0))


def _raising(chunk: Chunk, duties: Duties, rng: np.random.Generator) -> Ints:
    share: Floats = _RAISED * np.exp(0.3 * chunk.health.finance)
    day = within(duties.first, duties.last, rng)
    return _able(duties, day, (rng.random(share.shape) < share) & duties.reports)


def _asked(duties: Duties, rng: np.random.Generator) -> dict[str, Ints]:
    shape = duties.acts.shape
    return {
        kind: _able(duties, within(duties.first, duties.last, rng), rng.random(shape) < share)
        for kind, share in _ASKED.items()
    }


def _able(duties: Duties, day: Ints, chosen: Flags) -> Ints:
    able = duties.acts & (duties.first <= day) & (day <= duties.last)
    return np.where(chosen & able, day, NEVER)
