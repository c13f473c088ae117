"""What the register says of each co-operative, beside what is true of it.

Entries come late, and in bursts where a campaign ran; true days do not.
"""

import numpy as np

from coopscore.synthetic.histories.entries import Entries, joined
from coopscore.synthetic.histories.strikes import looks, registrations, strikes
from coopscore.synthetic.histories.turns import turns
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER


def official(chunk: Chunk) -> Entries:
    """Every entry about status, by co-operative, axis and the day it was recorded.

    The first of an axis has no `from_code`. None is dated before the registration, after the day
    it was recorded, or after the drawn history.
    """
    rng = chunk.rng("official")
    opened = looks(chunk, rng)
    struck_off = strikes(chunk, opened, rng)
    struck = np.full(len(chunk), NEVER)
    struck[struck_off.who] = struck_off.recorded_at
    every = joined([registrations(chunk), struck_off, *turns(chunk, opened, struck, rng)])
    return every.only(every.recorded_at <= chunk.cycles.end)
