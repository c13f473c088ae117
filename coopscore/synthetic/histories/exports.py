"""Who sells abroad, and how much: table `export_year`.

South Khorasan has 16 exporters of 726 active co-operatives with 11 million dollars (domain 9.3,
9.4), and the country's co-operatives sold more than 1.7 billion in 1394: some 700,000 dollars each,
most of it by few. Customs tell the registry; an export is no act that an office receives.
"""

import numpy as np
import pyarrow as pa

from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import COUNT, FIRST_YEAR, Flags, day_number
from coopscore.synthetic.sheet import sheet

# Share of co-operatives that ever export, by the group of the branch; assumed, so that 2.2% of the
# active do in a year.
_EVER = {"agriculture": 0.05, "industry": 0.075, "trade": 0.045}
_EVER_OTHERS = 0.008
_YEARLY = 0.75  # of the years in which an exporter is awake, those with exports
_MEDIAN_DOLLARS = 265_000.0  # the mean is 2.6 times as much
_LASTING, _YEARLY_SPREAD = 1.3, 0.5  # in logs: between exporters, and between years of one
_DESTINATIONS = 1.2  # beyond the first, on average
_SOONEST, _LATEST = 30, 120  # days after the year's end; assumed


def is_exporter(chunk: Chunk) -> Flags:
    """Whether each co-operative ever sells abroad: (n,)."""
    shares = [_EVER.get(branch.group, _EVER_OTHERS) for branch in chunk.world.branches]
    return chunk.rng("exporters").random(len(chunk)) < np.array(shares)[chunk.founded.branch]


def exports(chunk: Chunk) -> pa.Table:
    """A row a year of exports, of those that were at work in both cycles that the year touches."""
    rng = chunk.rng("exports")
    founded, lives, size = chunk.founded, chunk.lives, len(chunk)
    exporter, scale = is_exporter(chunk), _LASTING * rng.standard_normal(size)
    year_ends = np.array([day_number(FIRST_YEAR + j + 1, 1, 1) - 1 for j in range(COUNT)])
    at_work = lives.alive & lives.awake & (lives.ended[:, None] > year_ends[None, :])
    at_work[:, 1:] &= at_work[:, :-1]
    at_work &= founded.operating[:, None] < year_ends[None, :]
    at_work &= (year_ends > chunk.cycles.recording) & (year_ends < chunk.cycles.end)
    sells = at_work & exporter[:, None] & (rng.random((size, COUNT)) < _YEARLY)
    who, cycle = np.nonzero(sells)
    noise = _YEARLY_SPREAD * rng.standard_normal(len(who))
    columns = {
        "coop_id": chunk.ids(who),
        "year_end": year_ends[cycle],
        "recorded_at": year_ends[cycle] + rng.integers(_SOONEST, _LATEST + 1, len(who)),
        "value_usd": (_MEDIAN_DOLLARS * np.exp(scale[who] + noise)).round(),
        "destinations": 1 + rng.poisson(_DESTINATIONS, len(who)),
    }
    return sheet("export_year", columns)
