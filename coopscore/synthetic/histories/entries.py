"""Entries on the register about status, and the lists that their places are in."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from coopscore.synthetic.sector.cycles import Flags, Ints

AXES = ("registry_stage", "activity_status")
STAGE, ACTIVITY = range(2)
CODES = ("registered", "dissolved", "merged", "under_implementation", "operating", "dormant")
REGISTERED, DISSOLVED, MERGED, UNDER_WAY, OPERATING, DORMANT = range(6)
EVIDENCE = ("declared", "visit", "filing", "court_order", "campaign_review", "migrated")
DECLARED, VISIT, FILING, COURT_ORDER, CAMPAIGN, MIGRATED = range(6)
ACTORS = ("ministry", "chamber", "court", "registry")
MINISTRY, CHAMBER, COURT, REGISTRY = range(4)


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Changes of status, one element each; places are in the lists of this module.

    `who` is the place in the chunk, `reason` one in `EXIT_REASONS`, `campaign` one in
    `sector.campaigns`, -1 for none. `true_day` is when it truly happened; NEVER where it never did
    (`fake`).
    """

    who: Ints
    axis: Ints
    from_code: Ints
    to_code: Ints
    valid_from: Ints
    recorded_at: Ints
    reason: Ints
    campaign: Ints
    evidence: Ints
    actor: Ints
    true_day: Ints
    fake: Flags

    def __len__(self) -> int:
        return len(self.who)

    @classmethod
    def of(cls, rows: Flags, **columns: Ints | Flags | int | bool) -> "Entries":
        """Entries of the co-operatives of `rows`; columns have one value for each, or for all."""
        size = len(rows)
        given = {"who": np.arange(size), "reason": -1, "campaign": -1, "fake": False, **columns}
        return cls(**{name: np.broadcast_to(cells, size)[rows] for name, cells in given.items()})

    def only(self, kept: Flags | Ints) -> "Entries":
        """The entries at the kept places."""
        return Entries(**{each.name: getattr(self, each.name)[kept] for each in fields(self)})


def joined(parts: Sequence[Entries]) -> Entries:
    """Entries of all parts, by co-operative, axis and the day they were recorded."""
    columns = {
        each.name: np.concatenate([getattr(part, each.name) for part in parts])
        for each in fields(Entries)
    }
    every = Entries(**columns)
    return every.only(np.lexsort((every.recorded_at, every.axis, every.who)))
