"""A handful of co-operatives with everything that is decided of them before a paper is written.

The registry is drawn chunk by chunk, so that memory does not grow with it; what all chunks share
(counties, campaigns, shocks, unions) is the `Sector`. Histories read a chunk and nothing else.
Arrays have one row a co-operative (n) and, where they move in time, one column a cycle (13).
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
import pyarrow as pa

from coopscore.synthetic.sector.cycles import Cycles, Flags, Floats, Ints
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World


@dataclass(frozen=True, kw_only=True)
class Founded:
    """What holds for a co-operative from its first day.

    Days are day numbers. Places in lists: `province` in `world.provinces`, `county` in
    `sector.counties`, `branch` in `world.branches`, `form` in `world.legal_forms`, `union` the
    serial of the union it belongs to, -1 for none. Money is rial of 1400.
    """

    serial: Ints  # its number in the whole registry, from 0; its id is made of it
    founded: Ints
    registered: Ints
    operating: Ints  # the day that operation starts; NEVER where it never does
    province: Ints
    county: Ints
    branch: Ints
    subject: Ints  # in the branch's subjects
    epithet: Ints  # in world.epithets
    form: Ints
    union: Ints
    first_month: Ints  # of the fiscal year, 1-12
    term_years: Ints  # 0 where unlimited
    members: Ints  # at foundation
    jobs_planned: Ints
    capital: Floats
    turnover: Floats  # of a median year
    open_membership: Flags
    women: Flags
    knowledge_based: Flags
    dehyari: Flags
    border: Flags
    rural_scheme: Flags
    justice_share: Flags
    youth: Flags
    home_business: Flags
    corc: Flags  # under the agriculture ministry's authority, not the co-operatives ministry's
    art5: Flags  # subject to Art. 5 of the supervision rules
    responsive: Flags  # whether a visit helps it; never exported

    def __len__(self) -> int:
        return len(self.serial)


@dataclass(frozen=True, kw_only=True)
class Health:
    """Latent health by cycle, each about standard normal over those alive: (n, 13).

    Never exported. `hidden` leaves no trace before it does harm: what no registry can show.
    """

    governance: Floats
    finance: Floats
    members: Floats
    hidden: Floats


@dataclass(frozen=True, kw_only=True)
class Lives:
    """What becomes of each co-operative in truth, cycle by cycle.

    `alive` and `awake` speak of a whole cycle: alive, where it was founded and had not ended as
    the cycle started; awake, where it gives at least one sign of life within the cycle. An awake
    co-operative may end within the cycle (`ended`). One that is alive and not awake gives none.
    """

    alive: Flags
    awake: Flags
    at_risk: Flags  # was awake the cycle before, is 18 months old: may fall silent in this one
    silent_probability: Floats  # of giving no sign, as the cycle starts; else NaN
    silent_unvisited: Floats  # the same, had it not been visited the cycle before
    silent_visited: Floats  # the same, had it been
    fell: Ints  # day on which the running dormancy began, by cycle; NEVER where awake
    revived: Flags  # awake after a cycle of silence
    visits: Ints  # general and financial visits of an office in the cycle
    visited_on: Ints  # day of the first of them; NEVER where there is none
    ended: Ints  # day of the true end; NEVER
    ended_as: Ints  # place in EXIT_REASONS; -1
    members: Ints  # true members as each cycle starts
    employees: Ints  # true employees as each cycle starts


EXIT_REASONS = (
    "voluntary",
    "members_below_floor",
    "term_expired",
    "stopped_over_1y",
    "three_warnings",
    "bankruptcy",
    "purpose_completed",
    "merged",
)


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Co-operatives of consecutive serials, and the random streams of their histories."""

    world: World
    sector: Sector
    cycles: Cycles
    number: int
    seed: int
    founded: Founded
    health: Health
    lives: Lives

    def __len__(self) -> int:
        return len(self.founded)

    @cached_property
    def coop_ids(self) -> pa.Array:
        """`ir:00000017`, one a co-operative."""
        return pa.array([f"ir:{serial + 1:08d}" for serial in self.founded.serial.tolist()])

    def ids(self, who: Ints) -> pa.Array:
        """The id of the co-operative of each row."""
        return self.coop_ids.take(pa.array(who))

    def rng(self, subject: str) -> np.random.Generator:
        """The stream of one subject, so that a change in one leaves the others as they were."""
        return stream(self.seed, self.number, subject)


def stream(seed: int, chunk: int, subject: str) -> np.random.Generator:
    """A random stream that is fixed by the seed, the chunk and the subject."""
    word = int.from_bytes(sha256(subject.encode()).digest()[:4], "big")
    return np.random.default_rng(np.random.SeedSequence([seed, chunk, word]))
