"""What calls for an act outside the yearly round: a term that ends, a statute to conform, capital.

Each is decided by an extraordinary assembly and then asked of the registrar; moves are asked for
without one. The days on which the register changes are drawn with it (`statutes`); here they get
the assembly and the request that led to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.acts import told_on, within
from coopscore.synthetic.histories.duties import Duties
from coopscore.synthetic.histories.statutes import changes
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints

_BEFORE = (25, 76)  # days from the assembly, or the wish to move, to the register's entry; assumed
_RAISED = 0.05  # of those awake that raise their capital in a cycle; assumed
# Asked for without an assembly, a cycle and co-operative awake: an address within the county, a new
# subject, another name; assumed.
_ASKED = {"address": 0.030, "subject": 0.010, "name": 0.004}


@dataclass(frozen=True, kw_only=True)
class Occasions:
    """Days by cycle, (n, 13), `NEVER` where there is none.

    Parameters
    ----------
    held, minutes : Ints
        Of an extraordinary assembly, at most one a cycle.
    voted : mapping of str to Flags
        Whether it decided on "term", "statute" or "capital".
    asked : mapping of str to Ints
        From which day on "address", "subject" and "name" are asked for.
    entered : mapping of str to Ints
        The day from which the register says otherwise, by the kind of request; `NEVER` where it is
        left to the office when that is.
    """

    held: Ints
    minutes: Ints
    voted: Mapping[str, Flags]
    asked: Mapping[str, Ints]
    entered: Mapping[str, Ints]


def occasions(chunk: Chunk, duties: Duties) -> Occasions:
    """Draw them all; every act lies within its cycle."""
    rng = chunk.rng("papers/occasions")
    changed = changes(chunk, chunk.rng("register"))  # the very ones that the register tells of
    renewed = np.sort(changed.renewed_on, axis=1)
    entered = {
        "term": _by_cycle(chunk, duties, renewed),
        "statute": _by_cycle(chunk, duties, changed.conformed_on[:, None]),
        "address": _by_cycle(chunk, duties, changed.moved_on[:, None]),
    }
    born = chunk.founded.registered[:, None]
    entered["statute"] = np.where(entered["statute"] > born, entered["statute"], NEVER)
    raised = _raised(chunk, duties, rng)
    held = np.minimum(raised, _begun(duties, entered["term"], rng))
    held = np.minimum(held, _begun(duties, entered["statute"], rng))
    minutes = told_on(held, 3, 30, duties.closes, rng)
    first_entry = np.minimum(entered["term"], entered["statute"])
    asked = _asked(duties, rng)
    moving = _begun(duties, entered["address"], rng)
    asked["address"] = np.where(moving < NEVER, moving, asked["address"])
    return Occasions(
        held=held,
        minutes=np.minimum(minutes, first_entry),
        voted={
            "term": entered["term"] < NEVER,
            "statute": entered["statute"] < NEVER,
            "capital": raised < NEVER,
        },
        asked=asked,
        entered=entered,
    )


def _by_cycle(chunk: Chunk, duties: Duties, days: Ints) -> Ints:
    """Days of (n, any) by the cycle they lie in, without those on which nothing can be done."""
    found = np.full(duties.acts.shape, NEVER)
    who, place = np.nonzero(days < NEVER)
    day = days[who, place]
    cycle = np.searchsorted(chunk.cycles.starts, day, side="left") - 1
    inside = (cycle >= 0) & (cycle < len(chunk.cycles))
    found[who[inside], cycle[inside]] = day[inside]
    return _able(duties, found, found < NEVER)


def _begun(duties: Duties, entered: Ints, rng: np.random.Generator) -> Ints:
    """When that began which the register tells of later."""
    day = np.maximum(entered - rng.integers(*_BEFORE, entered.shape), duties.first)
    return np.where(entered < NEVER, day, NEVER)


def _raised(chunk: Chunk, duties: Duties, rng: np.random.Generator) -> Ints:
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
