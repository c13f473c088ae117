"""Statements filed on a template: last year's figures scaled, ahead of a festival or a campaign.

Whoever would have filed nothing, but is to be judged by what is on file, files something. Such a
statement balances, and comes in time; that it tells nothing is known to the truth alone.
"""

import numpy as np

from coopscore.synthetic.histories.acts import standing
from coopscore.synthetic.histories.duties import Duties
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints

_WEAK = -0.2  # mean of governance and finance below which a co-operative is tempted; assumed
_FESTIVAL = 0.18  # of the weak, a year, that look to the festival: 18% of the active enter (S77)
_CAMPAIGN = 0.40  # of the weak that know of a campaign ahead; assumed
_AHEAD = 300  # days before a campaign in which it is prepared for; assumed


def templated(chunk: Chunk, duties: Duties, statement: Ints) -> Ints:
    """The day on which a statement on a template is filed, by cycle: (n, 13); else `NEVER`.

    Parameters
    ----------
    statement : Ints, shape (n, 13)
        The days of honest statements. A template needs one of the cycle before.
    """
    rng = chunk.rng("papers/gaming")
    shape = statement.shape
    weak = (chunk.health.governance + chunk.health.finance) / 2 < _WEAK
    tempted = np.where(_campaign_ahead(chunk, duties), _CAMPAIGN, _FESTIVAL)
    chosen = weak & (rng.random(shape) < tempted) & (statement == NEVER)
    chosen[:, 0] = False
    chosen[:, 1:] &= statement[:, :-1] < NEVER
    return standing(duties, duties.due - rng.integers(0, 25, shape), chosen)


def _campaign_ahead(chunk: Chunk, duties: Duties) -> Flags:
    ahead = np.zeros(duties.due.shape, dtype=np.bool_)
    for campaign in chunk.sector.campaigns:
        there = np.isin(chunk.founded.province, campaign.provinces)[:, None]
        ahead |= there & (duties.due < campaign.starts) & (campaign.starts <= duties.due + _AHEAD)
    return ahead
