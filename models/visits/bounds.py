"""What the lists of a plan found: precision at capacity, with the unreached as bounds."""

from dataclasses import dataclass

import numpy as np

from coopscore.visits import Plan
from models.visits.estimate import Share, share
from models.visits.sample import Floats, Sampled

# What a slice looks for, by finding; the others look for those that are not at work.
SOUGHT = {"revival": "active"}
_SILENT = "silent"


@dataclass(frozen=True, kw_only=True)
class Precision:
    """How many of one slice's visits found what the slice looks for.

    `province` and `county` are empty where it speaks of all; `sought` is `silent` (not at work, or
    no longer there) or `active`. Everybody in it was to be visited, so `share.least` and
    `share.most` are the unreached as none and as hits.
    """

    slice: str
    sought: str
    province: str
    county: str
    share: Share


def precision(plan: Plan, found: Floats, *, level: float = 0.95) -> tuple[Precision, ...]:
    """Precision of each slice, in all and by county, in the order of the frame.

    Parameters
    ----------
    found : array of float, of the frame's length
        1 for those found silent, 0 for those at work, nan for those not reached.
    """
    places: dict[tuple[str, str, str], list[int]] = {}
    for row, one in enumerate(plan.frame):
        if one.taken:
            for where in (("", ""), (one.province, ""), (one.province, one.county)):
                places.setdefault((one.slice, *where), []).append(row)
    return tuple(
        _of_list(key, found[np.array(rows)], level)
        for key, rows in sorted(places.items(), key=lambda item: item[0])
    )


def _of_list(key: tuple[str, str, str], found: Floats, level: float) -> Precision:
    name, province, county = key
    sought = SOUGHT.get(name, _SILENT)
    return Precision(
        slice=name,
        sought=sought,
        province=province,
        county=county,
        share=list_share(found if sought == _SILENT else 1 - found, level=level),
    )


def list_share(y: Floats, *, level: float = 0.95) -> Share:
    """The share of hits of a list all of which was to be visited.

    Parameters
    ----------
    y : array of float, (n,)
        1 for a hit, 0 for none, nan where not reached: those reached stand for them.
    """
    whole = Sampled(
        stratum=np.zeros(len(y), dtype=np.int64),
        probability=np.ones(len(y)),
        taken=np.ones(len(y), dtype=np.bool_),
        y=y,
    )
    return share(whole, level=level)
