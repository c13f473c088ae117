"""Who is in the make-believe registry: where, what for, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.world import World
from coopscore.synthetic.years import Floats, Ints, Words, Years

LEGAL_FLOOR = 7  # members that a co-operative needs at birth
_LONGEST_REGISTRATION = 30  # days from the founding assembly to the entry


@dataclass(frozen=True, kw_only=True)
class Births:
    """One value a co-operative, oldest first; days are day numbers."""

    founded: Ints
    registered: Ints
    province: Words
    county: Words
    branch: Words
    subject: Words
    epithet: Words
    legal_form: Words
    membership: Words
    first_month: Ints
    members: Ints
    turnover: Floats  # median year, in rial of 1400
    lasting_health: Floats  # the part that it keeps for life

    def __len__(self) -> int:
        return len(self.founded)


def choose(rng: np.random.Generator, shares: Mapping[str, float], size: int) -> Words:
    """`size` keys, drawn by their shares."""
    weights = np.array(list(shares.values()), dtype=np.float64)
    return rng.choice(np.array(list(shares)), size=size, p=weights / weights.sum())


def draw_births(world: World, years: Years, size: int, rng: np.random.Generator) -> Births:
    """Draw `size` co-operatives: a stock from before the recorded years, then births by cohort."""
    founded = _founding_days(world, years, size, rng)
    province = choose(rng, {code: p.weight for code, p in world.provinces.items()}, size)
    branch = choose(rng, {name: b.share for name, b in world.branches.items()}, size)
    kinds = [world.branches[name] for name in branch]
    members = np.array([b.median_members for b in kinds]) * np.exp(
        np.array([b.spread for b in kinds]) * rng.standard_normal(size)
    )
    scale = np.exp(0.9 * rng.standard_normal(size) + 0.3 * np.log(members / members.mean()))
    spiked = (founded >= years.opening(world.spike_year)) & (
        founded < years.opening(world.spike_year + 1)
    )
    open_to_all = (members > 100) & (rng.random(size) < 0.7)
    months = {str(month): share for month, share in world.fiscal_first_months.items()}
    return Births(
        founded=founded,
        registered=founded + rng.integers(1, _LONGEST_REGISTRATION + 1, size),
        province=province,
        county=_one_of(rng, [world.provinces[code].counties for code in province]),
        branch=branch,
        subject=_one_of(rng, [b.subjects for b in kinds]),
        epithet=rng.choice(np.array(world.epithets), size),
        legal_form=choose(rng, world.legal_forms, size),
        membership=np.where(open_to_all, "open", "restricted"),
        first_month=choose(rng, months, size).astype(np.int64),
        members=np.maximum(LEGAL_FLOOR, np.rint(members)).astype(np.int64),
        turnover=np.array([b.turnover_rial for b in kinds]) * scale,
        lasting_health=rng.standard_normal(size) + world.spike_health * spiked,
    )


def _one_of(rng: np.random.Generator, choices: list[tuple[str, ...]]) -> Words:
    picks = rng.random(len(choices))
    return np.array([some[int(p * len(some))] for some, p in zip(choices, picks, strict=True)])


def _founding_days(world: World, years: Years, size: int, rng: np.random.Generator) -> Ints:
    """Founding days, sorted: most from before the first recorded year, more of them lately."""
    last_day = years.until.toordinal() - _LONGEST_REGISTRATION
    opening = years.openings()
    births = world.birth_rate * np.where(years.numbers == world.spike_year, world.spike, 1.0)
    births[-1] *= max(0.0, (last_day - opening[-2]) / (opening[-1] - opening[-2]))
    weights = np.concatenate([[1.0], births])
    cohort = rng.choice(len(weights), size=size, p=weights / weights.sum())
    share = rng.random(size)
    oldest = years.opening(world.oldest_birth)
    stock = oldest + (opening[0] - oldest) * np.sqrt(share)
    start = opening[np.maximum(cohort - 1, 0)]
    stop = np.minimum(opening[cohort], last_day + 1)
    born = start + (stop - start) * share
    return np.sort(np.where(cohort == 0, stock, born).astype(np.int64))
