"""Tables of the sector as a whole: plans of offices, employment, and indicators of provinces.

They are drawn once, from what the world says of the provinces, and from nothing that happens to a
co-operative: a plan is made beforehand, and the ministry's indicators are told as it tells them,
with its own errors. A sector of n co-operatives has n of 235,000 parts of each count.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.editions import editions
from coopscore.synthetic.histories.effort import training_hours
from coopscore.synthetic.histories.indicators import indicators
from coopscore.synthetic.sector.chunk import stream
from coopscore.synthetic.sector.cycles import Floats, Ints, day_number
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.sheet import Coded, sheet

FIRST_YEAR, LAST_YEAR = 1393, 1404
REGISTERED = 235_000  # of which the world's weights are the active ones

# Of acts planned; South Khorasan, 1398: 500 general, 731 financial, 413 of assemblies (S37).
PLANNED_KINDS: Mapping[str, float] = {"general": 500.0, "financial": 731.0, "assembly": 413.0}
# Kermanshah planned 1,825 acts for 1399, on 3,105 active co-operatives (Seed3).
_PLANNED_ACTS: Mapping[tuple[str, int], int] = {("05", 1399): 1_825}
_ENTERED_DAYS = 25  # of the new year in which its plans are entered, at the most; assumed
_PLAN_SPREAD = 0.12  # of a plan about what the office usually does, in logs; assumed
_TRAINING_SPREAD = 0.2  # in logs; assumed
# 91 co-operatives planned in Kermanshah for 1399, 92 born in 1398 with 1,441 jobs (Seed3).
_FORMED: Mapping[tuple[str, int], int] = {("05", 1399): 91}
_FORMATION = 0.036  # co-operatives to be formed a year, of the active; about 4% are born (9.4)
_FORMATION_SPREAD = 0.2
_JOBS_EACH = 15.7

# 78,000 people in Kermanshah, 25 a co-operative, which makes 13% of its employed (Seed3). Elsewhere
# about 10% of the world's workers are told of; Iran's provinces lie at or under that (assumed).
_JOBS, _SHARES, _KERMANSHAH = 25.1, (0.08, 0.10), 0.13
_UNEMPLOYED = (0.07, 0.14)  # of the active population; assumed
_GROWTH = 0.008  # of employment, a year; assumed


def offices(sector: Sector, world: World) -> Mapping[str, pa.Table]:
    """The plans, the employment, the indicators and the festival's days, for the whole sector."""
    return {
        "supervision_plan": _supervision_plans(sector, world),
        "training_plan": _training_plans(sector, world),
        "formation_plan": _formation_plans(sector, world),
        "employment_base": _employment(sector, world),
        "province_indicator": indicators(sector, world),
        "festival_edition": _editions(),
    }


def active(sector: Sector, world: World) -> Floats:
    """Active co-operatives by province, at the scale of the sector."""
    weights = np.array([province.weight for province in world.provinces], dtype=np.float64)
    return weights * sector.size / REGISTERED


def county_shares(sector: Sector, world: World) -> Floats:
    """Each county's share of its province's co-operatives."""
    counts = np.bincount(sector.county_province)[sector.county_province]
    first = np.ones(len(counts), dtype=np.bool_)
    first[1:] = np.diff(sector.county_province) != 0
    rest = (1 - world.capital_county) / np.maximum(counts - 1, 1)
    return np.where(counts == 1, 1.0, np.where(first, world.capital_county, rest))


def _years() -> Ints:
    return np.arange(FIRST_YEAR, LAST_YEAR + 1)


def _openings() -> Ints:
    return np.array([day_number(int(year), 1, 1) for year in _years()])


def _supervision_plans(sector: Sector, world: World) -> pa.Table:
    """What each county's office meant to do in a year: one row a kind of act."""
    rng = stream(sector.seed, 0, "supervision plans")
    years, counties = len(_years()), len(sector.counties)
    shape = (counties, years, len(PLANNED_KINDS))
    shares = np.array(list(PLANNED_KINDS.values())) / sum(PLANNED_KINDS.values())
    place = sector.county_province
    acts = (active(sector, world) * sector.province_visits)[place] * county_shares(sector, world)
    noise = np.exp(_PLAN_SPREAD * rng.standard_normal(shape))
    plan = acts[:, None, None] * shares * noise * sector.effort[:, None, None] ** 0.5
    for (code, year), total in _PLANNED_ACTS.items():
        here = np.flatnonzero(np.array([world.provinces[p].code == code for p in place]))
        told = total * sector.size / REGISTERED
        plan[here, year - FIRST_YEAR] *= told / plan[here, year - FIRST_YEAR].sum()
    county, year, kind = (each.ravel() for each in np.indices(shape))
    start = _openings()[year]
    return sheet(
        "supervision_plan",
        {
            "period_start": start,
            "recorded_at": start + rng.integers(0, _ENTERED_DAYS, len(start)),
            "province": _province(world, place[county]),
            "county": Coded(places=county, words=sector.counties),
            "kind": Coded(places=kind, words=tuple(PLANNED_KINDS)),
            "planned_acts": _whole(plan.ravel(), rng),
        },
    )


def _training_plans(sector: Sector, world: World) -> pa.Table:
    rng = stream(sector.seed, 0, "training plans")
    usual = active(sector, world) * training_hours(sector, world)
    noise = np.exp(_TRAINING_SPREAD * rng.standard_normal((len(usual), len(_years()))))
    return _yearly(
        "training_plan", world, {"person_hours": _whole(usual[:, None] * noise, rng)}, rng
    )


def _formation_plans(sector: Sector, world: World) -> pa.Table:
    rng = stream(sector.seed, 0, "formation plans")
    usual = active(sector, world) * _FORMATION
    plan = usual[:, None] * np.exp(
        _FORMATION_SPREAD * rng.standard_normal((len(usual), len(_years())))
    )
    codes = [province.code for province in world.provinces]
    for (code, year), total in _FORMED.items():
        plan[codes.index(code), year - FIRST_YEAR] = total * sector.size / REGISTERED
    cooperatives = _whole(plan, rng)
    jobs = cooperatives * _JOBS_EACH * np.exp(0.1 * rng.standard_normal(plan.shape))
    columns = {"cooperatives": cooperatives, "jobs": np.rint(jobs).astype(np.int64)}
    return _yearly("formation_plan", world, columns, rng)


def _employment(sector: Sector, world: World) -> pa.Table:
    """Employed people of each province at the end of each year, as the labour survey has them."""
    rng = stream(sector.seed, 0, "employment")
    size, years = len(world.provinces), _years()
    share = rng.uniform(*_SHARES, size)
    kermanshah = np.array([province.code == "05" for province in world.provinces])
    share = np.where(kermanshah, _KERMANSHAH, share)
    level = active(sector, world) * _JOBS / share
    path = (1 + _GROWTH) ** (years - 1398.0) * np.exp(
        0.01 * rng.standard_normal((size, len(years)))
    )
    employed = level[:, None] * path
    without = rng.uniform(*_UNEMPLOYED, size)[:, None] * np.exp(
        0.08 * rng.standard_normal((size, len(years)))
    )
    ends = np.array([day_number(int(year) + 1, 1, 1) - 1 for year in years])
    province, year = (each.ravel() for each in np.indices(employed.shape))
    return sheet(
        "employment_base",
        {
            "year_end": ends[year],
            "recorded_at": ends[year] + 45,
            "province": _province(world, province),
            "employed": np.rint(employed).astype(np.int64).ravel(),
            "active_population": np.rint(employed / (1 - without)).astype(np.int64).ravel(),
        },
    )


def _editions() -> pa.Table:
    held = editions()
    opens = np.array([edition.opens for edition in held])
    return sheet(
        "festival_edition",
        {
            "opens_on": opens,
            "recorded_at": opens,  # entered as it opens, with the days to come
            "closes_on": np.array([edition.closes for edition in held]),
            "edition": np.array([edition.number for edition in held]),
            "jalali_year": np.array([edition.year for edition in held]),
            "update_deadline": np.array([edition.deadline for edition in held]),
        },
    )


def _yearly(
    table: str, world: World, columns: Mapping[str, Ints], rng: np.random.Generator
) -> pa.Table:
    """A row for each province and year; columns are (provinces, years)."""
    shape = (len(world.provinces), len(_years()))
    province, year = (each.ravel() for each in np.indices(shape))
    start = _openings()[year]
    return sheet(
        table,
        {
            "period_start": start,
            "recorded_at": start + rng.integers(0, _ENTERED_DAYS, len(start)),
            "province": _province(world, province),
            **{name: cells.ravel() for name, cells in columns.items()},
        },
    )


def _province(world: World, places: Ints) -> Coded:
    return Coded(places=places, words=tuple(province.code for province in world.provinces))


def _whole(amounts: Floats, rng: np.random.Generator) -> Ints:
    """Whole numbers with the same sum on the average: a small sector does not round to nothing."""
    return np.floor(amounts + rng.random(amounts.shape)).astype(np.int64)
