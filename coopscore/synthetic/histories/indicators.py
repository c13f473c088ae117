"""The four indicators of the monitoring movement, as the ministry would publish them.

| indicator | of | counted |
|---|---|---|
| revived | dormant ones at the start of the period | recorded as operating again |
| updated | active ones | with no change pending or overdue |
| statements | active ones with a statement due | that uploaded it |
| statute | active ones | whose statute data are complete |

Formulas are not public (domain 10.7, 10.9); these are the defaults of the study. Each province has
its level, which South Khorasan leads (first of all provinces in each, Seed0), and each publication
its error. The value is the numerator over the denominator, and the rank follows from the value.
"""

import numpy as np
import pyarrow as pa

from coopscore.synthetic.sector.chunk import stream
from coopscore.synthetic.sector.cycles import Floats, Ints, day_number
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.sheet import Coded, sheet

INDICATORS = ("revived", "updated", "statements", "statute")
FORMULA = "1402-1"
_REGISTERED = 235_000
# Half-years of 1402 to 1404; what ends with 1404 is published after the end of the history.
PERIODS = ((1402, 6, 31), (1402, 12, 29), (1403, 6, 31), (1403, 12, 30), (1404, 6, 31))
_PUBLISHED_DAYS = 40  # after the period; assumed

# Log-odds of the national mean of each, how far provinces lie apart, and how much a publication
# errs; assumed. Revivals lie at 3% of the dormant in half a year, amid a campaign.
_LEVEL = np.array([-3.4, 0.5, 0.2, 0.9])
_APART, _ERROR = 0.35, 0.12
_RISE = 0.06  # a period: what is measured gets done; assumed
_LEADER, _LEAD = "29", 2.2  # the leader lies so many times `_APART` above the mean; assumed
_DUE = 0.93  # share of the active with a statement due; assumed


def indicators(sector: Sector, world: World) -> pa.Table:
    """The indicators of every province, half-year by half-year."""
    rng = stream(sector.seed, 0, "indicators")
    size = len(world.provinces)
    shape = (len(PERIODS), len(INDICATORS), size)
    leads = np.array([province.code == _LEADER for province in world.provinces])
    level = _LEVEL[:, None] + _APART * np.where(
        leads, _LEAD, np.clip(rng.standard_normal((len(INDICATORS), size)), -2.0, 1.5)
    )
    level = level + _RISE * np.arange(len(PERIODS))[:, None, None]
    level = level + _ERROR * rng.standard_normal(shape) * np.where(leads, 0.25, 1.0)
    base = np.broadcast_to(_bases(sector, world), shape)
    denominator = np.rint(base * np.exp(0.02 * rng.standard_normal(shape))).astype(np.int64)
    share = 1.0 / (1.0 + np.exp(-level))
    numerator = np.minimum(np.rint(share * denominator).astype(np.int64), denominator)
    value = np.where(denominator > 0, numerator / np.maximum(denominator, 1), np.nan)
    period, indicator, province = (each.ravel() for each in np.indices(shape))
    ends = np.array([day_number(*day) for day in PERIODS])[period]
    return sheet(
        "province_indicator",
        {
            "period_end": ends,
            "recorded_at": ends + _PUBLISHED_DAYS,
            "province": Coded(places=province, words=tuple(p.code for p in world.provinces)),
            "indicator": Coded(places=indicator, words=INDICATORS),
            "numerator": numerator.ravel(),
            "denominator": denominator.ravel(),
            "value": value.ravel(),
            "rank": _ranks(value).ravel(),
            "formula_version": Coded(places=np.zeros(len(ends), dtype=np.int64), words=(FORMULA,)),
        },
    )


def _bases(sector: Sector, world: World) -> Floats:
    """Expected denominators: (4, provinces)."""
    weights = np.array([province.weight for province in world.provinces], dtype=np.float64)
    active = weights * sector.size / _REGISTERED
    stock = active / sector.province_active
    dormant = 0.65 * (stock - active)  # the rest is dissolved (domain 10.8)
    return np.stack([dormant, active, _DUE * active, active])


def _ranks(value: Floats) -> Ints:
    """1 for the highest of a period and indicator; equal values share the better rank."""
    known = np.where(np.isnan(value), -1.0, value)
    better = known[..., None, :] > known[..., :, None]
    return np.asarray(1 + better.sum(axis=-1), dtype=np.int64)
