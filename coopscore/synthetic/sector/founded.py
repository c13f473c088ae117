"""What holds for each co-operative from its first day: who, where, what for, how large."""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.sector.chunk import Founded, stream
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints, day_number
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import PROVINCE_UNION, World

LEGAL_FLOOR = 7  # members (by-law on Arts. 6 and 20)
_FORMING = (5, 60)  # days from the founding assembly to the entry on the register; assumed
_LAST_YEAR = 1404
_REGISTERED = 235_000  # that the births of the world are of
# Mean capital at birth in rial of 1400, by the year of registration: 1391, 1394 and 1397 as
# published (domain 9.4), level outside them.
_CAPITAL_YEARS, _CAPITAL = (1391, 1394, 1397), (315e6, 675e6, 590e6)
_CAPITAL_SPREAD, _TURNOVER_SPREAD, _JOBS_SPREAD = 1.2, 1.0, 0.6  # in logs; assumed
# Mean jobs planned of those registered in a year, beside the mean of all: 19.9, 14.9, 16.1.
_JOBS_YEARS, _JOBS = (1391, 1394, 1397), (1.2, 0.93, 0.98)


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """Days and places, from which everything else follows."""

    year: Ints
    registered: Ints
    branch: Ints
    province: Ints
    form: Ints
    union: Flags


def draw_founded(sector: Sector, number: int, first: int, size: int, world: World) -> Founded:
    """Draw the co-operatives of serials `first` to `first + size - 1`."""
    rng = stream(sector.seed, number, "founded")
    kind = _kinds(sector, first, size, world, rng)
    rank = np.flatnonzero(kind.union)
    serial = np.arange(first, first + size)
    members = _members(world, kind, rng)
    women = _women(world, kind, rng)
    members = np.where(women, np.maximum(LEGAL_FLOOR, members * 12 // 16), members)
    jobs = _jobs(world, kind, rng)
    subjects = np.array([len(b.subjects) for b in world.branches])[kind.branch]
    months = np.array(list(world.fiscal_months))
    month = months[_pick(list(world.fiscal_months.values()), size, rng)]
    union = sector.unions[kind.province, kind.branch]
    joined = (rng.random(size) < world.union_member) & ~kind.union & (union >= 0)
    month[rank] = 1  # the year of a union opens in Farvardin (S18)
    return Founded(
        serial=serial,
        founded=kind.registered - rng.integers(*_FORMING, size),
        registered=kind.registered,
        operating=_operating(world, kind, rng),
        province=kind.province,
        county=_counties(sector, world, kind, rng),
        branch=kind.branch,
        subject=(rng.random(size) * subjects).astype(np.int64),
        epithet=rng.integers(0, len(world.epithets), size),
        form=kind.form,
        union=np.where(joined, union, -1),
        first_month=month,
        term_years=_terms(world, kind, rng),
        members=members,
        jobs_planned=jobs,
        capital=_capital(kind, members, rng),
        turnover=_turnover(world, kind, members, rng),
        **_flags(world, kind, members, women, rng),
    )


def _pick(shares: list[float], size: int, rng: np.random.Generator) -> Ints:
    """Places in a list, by their shares."""
    edges = np.cumsum(shares) / np.sum(shares)
    return np.asarray(np.searchsorted(edges, rng.random(size), side="right"), dtype=np.int64)


def _kinds(sector: Sector, first: int, size: int, world: World, rng: np.random.Generator) -> _Kind:
    year, registered = _registered(world, size, rng)
    province = _pick(province_shares(sector, world).tolist(), size, rng)
    branch = _branches(world, year, rng)
    form = _pick(list(world.legal_forms.values()), size, rng)
    union = np.zeros(size, dtype=np.bool_)
    here = (sector.union_serials >= first) & (sector.union_serials < first + size)
    rows = sector.union_serials[here] - first
    union[rows] = True
    province[rows], branch[rows] = sector.union_province[here], sector.union_branch[here]
    form[rows], registered[rows] = sector.union_form[here], sector.union_registered[here]
    return _Kind(
        year=year, registered=registered, branch=branch, province=province, form=form, union=union
    )


def province_shares(sector: Sector, world: World) -> Floats:
    """Each province's share of all that ever registered: more where fewer of them are active."""
    active = np.array([p.weight for p in world.provinces], dtype=np.float64)
    stock = active / sector.province_active
    return np.asarray(stock / stock.sum(), dtype=np.float64)


def _registered(world: World, size: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Jalali year and day of registration, spread over the years as evenly as chance allows."""
    years = np.arange(world.oldest_birth, _LAST_YEAR + 1)
    rise = np.clip((years - world.oldest_birth) / (world.flat_from - world.oldest_birth), 0, 1)
    births = world.flat_births * rise
    for year, count in world.births.items():
        births[years == year] = count
    edges = np.concatenate([[0.0], np.cumsum(births) / births.sum()])
    share = (rng.permutation(size) + rng.random(size)) / size
    place = np.searchsorted(edges, share, side="right") - 1
    within = (share - edges[place]) / (edges[place + 1] - edges[place])
    opening = np.array([day_number(int(year), 1, 1) for year in [*years, _LAST_YEAR + 1]])
    day = opening[place] + (within * (opening[place + 1] - opening[place])).astype(np.int64)
    return years[place], day


def _branches(world: World, year: Ints, rng: np.random.Generator) -> Ints:
    """Branches; those that the state formed, in their years alone."""
    names = [branch.name for branch in world.branches]
    shares = np.array([branch.share for branch in world.branches])
    justice = names.index(world.justice)
    others = np.where(np.arange(len(shares)) == justice, 0.0, shares)
    branch = _pick(others.tolist(), len(year), rng)
    first, last = world.justice_years
    formed = (year >= first) & (year <= last)
    # Over all cohorts, the branch has its share.
    within = shares[justice] * _REGISTERED / (world.flat_births * (last - first + 1))
    return np.where(formed & (rng.random(len(year)) < within), justice, branch)


def _of_branch(world: World, name: str, branch: Ints) -> Floats:
    return np.array([getattr(kind, name) for kind in world.branches], dtype=np.float64)[branch]


def _members(world: World, kind: _Kind, rng: np.random.Generator) -> Ints:
    median = _of_branch(world, "median_members", kind.branch)
    spread = _of_branch(world, "spread", kind.branch)
    newborn = kind.year >= world.spike_year
    median = np.where(newborn, np.minimum(median, world.newborn_members), median)
    spread = np.where(newborn, np.minimum(spread, world.newborn_spread), spread)
    # Members of a union are co-operatives: seven at least, some tens.
    median, spread = np.where(kind.union, 14, median), np.where(kind.union, 0.7, spread)
    drawn = median * np.exp(spread * rng.standard_normal(len(median)))
    return np.maximum(LEGAL_FLOOR, np.rint(drawn)).astype(np.int64)


def _women(world: World, kind: _Kind, rng: np.random.Generator) -> Flags:
    share = _of_branch(world, "women", kind.branch)
    return np.asarray((rng.random(len(share)) < share) & ~kind.union)


def _jobs(world: World, kind: _Kind, rng: np.random.Generator) -> Ints:
    mean = _of_branch(world, "jobs", kind.branch)
    mean = mean * np.interp(kind.year, _JOBS_YEARS, _JOBS)
    noise = _JOBS_SPREAD * rng.standard_normal(len(mean)) - _JOBS_SPREAD**2 / 2
    jobs = np.rint(np.where(kind.union, 4, mean) * np.exp(noise))
    return np.asarray(np.maximum(1, jobs), dtype=np.int64)


def _capital(kind: _Kind, members: Ints, rng: np.random.Generator) -> Floats:
    mean = np.interp(kind.year, _CAPITAL_YEARS, _CAPITAL)
    noise = _CAPITAL_SPREAD * rng.standard_normal(len(members)) - _CAPITAL_SPREAD**2 / 2
    size = np.clip(members / 16, 0.5, 8) ** 0.4
    return np.asarray(mean * np.exp(noise) * size, dtype=np.float64)


def _turnover(world: World, kind: _Kind, members: Ints, rng: np.random.Generator) -> Floats:
    median = _of_branch(world, "turnover", kind.branch)
    usual = np.where(
        kind.year >= world.spike_year,
        world.newborn_members,
        _of_branch(world, "median_members", kind.branch),
    )
    noise = _TURNOVER_SPREAD * rng.standard_normal(len(median))
    return np.asarray(median * np.exp(noise) * (members / usual) ** 0.3, dtype=np.float64)


def _operating(world: World, kind: _Kind, rng: np.random.Generator) -> Ints:
    """The day that operation starts; some never come so far."""
    size = len(kind.year)
    years = _of_branch(world, "implementation", kind.branch) * np.exp(
        0.8 * rng.standard_normal(size)
    )
    never = rng.random(size) < _of_branch(world, "never_operating", kind.branch)
    day = kind.registered + np.maximum(30, years * 365.2425).astype(np.int64)
    return np.where(never & ~kind.union, NEVER, day)


def _counties(sector: Sector, world: World, kind: _Kind, rng: np.random.Generator) -> Ints:
    """The first county of a province has the largest part, the others share the rest."""
    counts = np.bincount(sector.county_province)[kind.province]
    start = np.searchsorted(sector.county_province, kind.province)
    outside = rng.random(len(counts)) >= np.where(
        kind.form == PROVINCE_UNION, 1, world.capital_county
    )
    other = 1 + (rng.random(len(counts)) * np.maximum(1, counts - 1)).astype(np.int64)
    return np.asarray(start + np.where(outside & (counts > 1), other, 0), dtype=np.int64)


def _terms(world: World, kind: _Kind, rng: np.random.Generator) -> Ints:
    """Housing co-operatives have five years, mostly (S12); few others are limited."""
    housing = _is_housing(world, kind.branch)
    limited = rng.random(len(housing)) < np.where(housing, 0.85, 0.12)
    years = np.where(housing, 5, np.array([5, 10, 20])[rng.integers(0, 3, len(housing))])
    return np.where(limited & ~kind.union, years, 0).astype(np.int64)


def _is_housing(world: World, branch: Ints) -> Flags:
    return np.array([kind.name == world.housing for kind in world.branches])[branch]


def _flags(
    world: World, kind: _Kind, members: Ints, women: Flags, rng: np.random.Generator
) -> dict[str, Flags]:
    """Kinds that cut across forms and branches; shares are assumed where no count is told."""
    size = len(members)
    groups = np.array([branch.group for branch in world.branches])[kind.branch]
    plain = ~kind.union

    def some(share: float, among: Flags) -> Flags:
        return np.asarray((rng.random(size) < share) & among & plain)

    farming = groups == "agriculture"
    making = np.isin(groups, ("industry", "other_services", "real_estate_business"))
    justice = np.array([b.name == world.justice for b in world.branches])[kind.branch]
    large = np.log(members / 16.0)
    odds = world.art5 / (1 - world.art5) * np.exp(0.35 * large - 0.1)
    art5 = rng.random(size) < np.where(kind.form == 1, 1.0, odds / (1 + odds))
    return {
        "open_membership": np.asarray((members > 100) & (rng.random(size) < 0.7)),
        "women": women,
        "knowledge_based": some(0.006, making & (kind.year >= 1392)),  # 217 active ones (S113)
        "dehyari": some(0.02, (groups == "other_services") & (kind.year >= 1383)),
        "border": some(0.03, groups == "trade"),
        "rural_scheme": some(0.2, farming & (kind.year >= 1396)),  # 2,000 (S144)
        "justice_share": justice,
        "youth": some(0.05, ~women),
        "home_business": some(0.03, making & (kind.year >= 1395)),
        "corc": some(0.03, farming),  # 1,873 (S32)
        "art5": art5,
        "responsive": rng.random(size) < world.responsive,
    }
