"""What a seed decides for the whole sector, before any co-operative."""

import numpy as np

from coopscore.synthetic.sector.campaigns import Plan
from coopscore.synthetic.sector.chunk import stream
from coopscore.synthetic.sector.cycles import COUNT, Floats, Ints, day_number
from coopscore.synthetic.sector.sector import Campaign, Sector
from coopscore.synthetic.sector.world import (
    COUNTY_UNION,
    NATIONAL_UNION,
    PROVINCE_UNION,
    World,
)

_WHOLE = 1_000_000  # the chunk number of streams that belong to the whole sector
_SHOCK_PERSISTENCE = 0.5  # yearly, of shocks to a branch or province; assumed
_INSPECTED = 130  # active co-operatives to an inspector; assumed


def draw_sector(*, seed: int, size: int, world: World) -> Sector:
    """Draw what all co-operatives share; the same arguments give the same sector.

    Parameters
    ----------
    size : int, at least 1
        How many are registered from the beginning to the end of 1404.
    """
    rng = stream(seed, _WHOLE, "sector")
    counties = tuple(name for province in world.provinces for name in province.counties)
    county_province = np.repeat(
        np.arange(len(world.provinces)), [len(p.counties) for p in world.provinces]
    )
    effort = _effort(world, county_province, rng)
    drawn = rng.beta(*world.active_law, len(world.provinces))
    drawn *= world.active * sum(world.active_law) / world.active_law[0]
    visits = _published(rng.uniform(*world.visits_law, len(world.provinces)), world, "visits")
    inspector_county = _inspectors(world, county_province, size)
    severity = world.severity_spread * rng.standard_normal(len(inspector_county))
    shapes = (len(world.branches), len(world.provinces), 1)
    spreads = (world.branch_shock, world.province_shock, world.year_shock)
    branch, province, year = (
        spread * _shocks(rng, shape) for shape, spread in zip(shapes, spreads, strict=True)
    )
    serials, places, branches, forms, founded = _unions(world, size, rng)
    return Sector(
        seed=seed,
        size=size,
        counties=counties,
        county_province=county_province.astype(np.int64),
        effort=effort,
        added_effort=np.zeros(len(effort)),
        province_visits=visits,
        province_active=_published(drawn, world, "active"),
        severity=severity,
        inspector_county=inspector_county,
        branch_shock=branch,
        province_shock=province,
        year_shock=year[0],
        unions=_union_of(world, serials, places, branches),
        union_serials=serials,
        union_province=places,
        union_branch=branches,
        union_form=forms,
        union_registered=founded,
        campaigns=tuple(_campaign(world, plan) for plan in world.campaigns),
    )


def _published(drawn: Floats, world: World, name: str) -> Floats:
    """What is published of a province; elsewhere what was drawn."""
    told = [getattr(province, name) for province in world.provinces]
    return np.array(
        [draw if value is None else value for draw, value in zip(drawn, told, strict=True)]
    )


def _effort(world: World, county_province: Ints, rng: np.random.Generator) -> Floats:
    """Of counties; 1 in the mean of each province's co-operatives."""
    effort = np.exp(world.effort_spread * rng.standard_normal(len(county_province)))
    counts = np.bincount(county_province)[county_province]
    first = np.diff(county_province, prepend=-1) > 0
    others = (1 - world.capital_county) / np.maximum(1, counts - 1)
    weights = np.where(first, world.capital_county, others)
    mean = np.bincount(county_province, weights * effort) / np.bincount(county_province, weights)
    return np.asarray(effort / mean[county_province], dtype=np.float64)


def _inspectors(world: World, county_province: Ints, size: int) -> Ints:
    """The county of each inspector: one at least, more where there are more co-operatives."""
    weights = np.array([p.weight for p in world.provinces])[county_province]
    counties = np.bincount(county_province)[county_province]
    scale = size / 235_000 / _INSPECTED
    counts = np.maximum(1, np.rint(weights / counties * scale).astype(np.int64))
    return np.repeat(np.arange(len(county_province)), counts).astype(np.int64)


def _shocks(rng: np.random.Generator, rows: int) -> Floats:
    """Standard normal, (rows, 13), each depending a little on the one before."""
    shocks = np.empty((rows, COUNT))
    shocks[:, 0] = rng.standard_normal(rows)
    fresh = np.sqrt(1 - _SHOCK_PERSISTENCE**2)
    for cycle in range(1, COUNT):
        shocks[:, cycle] = _SHOCK_PERSISTENCE * shocks[:, cycle - 1]
        shocks[:, cycle] += fresh * rng.standard_normal(rows)
    return shocks


def _unions(
    world: World, size: int, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Serials, spread evenly over all, with provinces, branches, forms and days of registration.

    A tenth cover a province, one in a hundred the country; the first of each province and branch
    is the one that its co-operatives join.
    """
    count = round(size * world.union_share)
    serials = (2 * np.arange(count) + 1) * size // max(1, 2 * count)
    weights = np.array([p.weight for p in world.provinces], dtype=np.float64)
    shares = np.array([b.share for b in world.branches])
    place = rng.choice(len(weights), count, p=weights / weights.sum())
    branch = rng.choice(len(shares), count, p=shares / shares.sum())
    draw = rng.random(count)
    form = np.where(draw < 0.01, NATIONAL_UNION, np.where(draw < 0.3, PROVINCE_UNION, COUNTY_UNION))
    first, last = day_number(1372, 1, 1), day_number(1400, 1, 1)
    founded = first + ((last - first) * rng.random(count)).astype(np.int64)
    return (
        serials.astype(np.int64),
        place.astype(np.int64),
        branch.astype(np.int64),
        form.astype(np.int64),
        founded,
    )


def _union_of(world: World, serials: Ints, places: Ints, branches: Ints) -> Ints:
    unions = np.full((len(world.provinces), len(world.branches)), -1, dtype=np.int64)
    # Backwards, so that the first one of a province and branch is the one that stays.
    unions[places[::-1], branches[::-1]] = serials[::-1]
    return unions


def _campaign(world: World, plan: Plan) -> Campaign:
    codes = [province.code for province in world.provinces]
    starts, ends = day_number(*plan.starts), day_number(*plan.ends)
    named = plan.provinces or tuple(
        code for code in codes if not any(code in other.provinces for other in _near(world, plan))
    )
    return Campaign(
        campaign_id=plan.campaign_id,
        name=plan.name,
        starts=starts,
        ends=ends,
        provinces=tuple(codes.index(code) for code in named),
        looked_at=plan.looked_at,
        revived=plan.revived,
        dissolved=plan.dissolved,
    )


def _near(world: World, plan: Plan) -> list[Plan]:
    """Other plans that ended within the year before this one started, or later."""
    year = plan.starts[0] - 1
    return [other for other in world.campaigns if other is not plan and other.ends[0] > year]
