"""How much of what happened has been entered by now: reporting delay, told without waiting for it.

Of what happened last month only the prompt entries are on record, so that delays seen so far are
too short. In reversed time they are not: of the entries that waited v days or less and could have
waited v, the part that waited exactly v (the reverse-time hazard) needs nothing that is still to
come. Their product gives the part of entries made within any time, of those made within the longest
wait on record.

References
----------
Kalbfleisch and Lawless, "Inference based on retrospective ascertainment", JASA 84 (1989); Lawless,
"Adjustments for reporting delays and the prediction of occurred but not reported events", Canadian
Journal of Statistics 22 (1994).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from models.status.changes import Floats, Ints

# A part smaller than this is a guess and not an estimate; what is seen is raised tenfold at most.
LEAST = 0.1


@dataclass(frozen=True, kw_only=True, eq=False)
class Reported:
    """The share of entries made within a time: `share[k]` within `delay[k]` days, ascending."""

    delay: Ints
    share: Floats

    @classmethod
    def of(cls, delay: Ints, room: Ints) -> Self:
        """From entries that waited `delay` days and could have waited `room` to be seen today.

        Raises
        ------
        ValueError
            Where an entry waited longer than it could have.
        """
        if np.any(delay > room):
            raise ValueError("an entry cannot have waited longer than until today")
        waits, count = np.unique(delay, return_counts=True)
        # At risk of having waited exactly v: those who waited no longer, and could have.
        started = np.searchsorted(np.sort(delay), waits, "right")
        short = np.searchsorted(np.sort(room), waits, "left")  # room < v implies delay < v
        hazard = count / np.maximum(started - short, 1)
        later = np.append(1 - hazard[1:], 1.0)
        return cls(delay=waits.astype(np.int64), share=np.cumprod(later[::-1])[::-1])

    def within(self, time: Ints) -> Floats:
        """The share (`LEAST` to 1) entered within each time; 1 where there is nothing to go by."""
        if not len(self.delay):
            return np.ones(len(time))
        at = np.searchsorted(self.delay, time, "right") - 1
        return np.where(at < 0, LEAST, np.maximum(self.share[np.maximum(at, 0)], LEAST))
