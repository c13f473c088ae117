"""Tables about the sector itself: its campaigns, provinces, branches and prices."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.synthetic.sector.cycles import Cycles, day_number
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.sheet import Cells, sheet
from coopscore.vocabulary import PROVINCE

_SERIES = "IRR"  # as in `price_index.toml`
_PUBLISHED = 31  # of the first month after a year; assumed


def reference(sector: Sector, world: World) -> Mapping[str, pa.Table]:
    """The tables `campaign`, `province`, `gerayesh_map` and `cpi_index`."""
    return {
        "campaign": _campaigns(sector, world),
        "province": _provinces(world),
        "gerayesh_map": _branches(world),
        "cpi_index": _prices(world),
    }


def _campaigns(sector: Sector, world: World) -> pa.Table:
    plans = sector.campaigns
    starts = np.array([plan.starts for plan in plans], dtype=np.int64)
    codes = [" ".join(world.provinces[place].code for place in plan.provinces) for plan in plans]
    return sheet(
        "campaign",
        {
            "campaign_id": pa.array([plan.campaign_id for plan in plans], pa.string()),
            "name": pa.array([plan.name for plan in plans], pa.string()),
            "starts_on": starts,
            "recorded_at": starts,  # nothing is on record before it happens
            "ends_on": np.array([plan.ends for plan in plans], dtype=np.int64),
            "provinces": pa.array(codes, pa.string()),
            "looked_at": np.array([plan.looked_at for plan in plans], dtype=np.float64),
        },
    )


def _provinces(world: World) -> pa.Table:
    codes = [province.code for province in world.provinces]
    return sheet(
        "province",
        {
            **_since_recording(len(codes)),
            "province": pa.array(codes, pa.string()),
            "name": pa.array([PROVINCE[code].fa for code in codes], pa.string()),
            "iso": pa.array([f"IR-{code}" for code in codes], pa.string()),
        },
    )


def _branches(world: World) -> pa.Table:
    return sheet(
        "gerayesh_map",
        {
            **_since_recording(len(world.branches)),
            "branch": pa.array([branch.name for branch in world.branches], pa.string()),
            "isic_group": pa.array([branch.group for branch in world.branches], pa.string()),
        },
    )


def _since_recording(rows: int) -> dict[str, Cells]:
    day = np.full(rows, Cycles.drawn().recording)
    return {"valid_from": day, "recorded_at": day}


def _prices(world: World) -> pa.Table:
    years = list(world.prices)
    return sheet(
        "cpi_index",
        {
            "year_end": np.array([day_number(year + 1, 1, 1) - 1 for year in years]),
            "published_on": np.array([day_number(year + 1, 1, _PUBLISHED) for year in years]),
            "series": pa.array([_SERIES] * len(years), pa.string()),
            "jalali_year": np.array(years, dtype=np.int64),
            "index": np.array(list(world.prices.values()), dtype=np.float64),
        },
    )
