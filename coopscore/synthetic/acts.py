"""What co-operatives do for the registrar: assemblies held, statements and returns filed.

Each act belongs to a co-operative and one of its fiscal years. Whether it comes on time, late or
never follows from health and noise; those asleep seldom act at all.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from coopscore.synthetic.births import Births
from coopscore.synthetic.lives import Lives
from coopscore.synthetic.world import World
from coopscore.synthetic.years import NEVER, Flags, Floats, Ints, Years

_SHORTEST_YEAR = 90  # days: one born later first reports on the next fiscal year
_QUICKEST = 20  # days from the year's end to the earliest act on it


@dataclass(frozen=True, kw_only=True)
class Duties:
    """One value a co-operative and fiscal year of its life, in the order of the co-operatives.

    `health` and `asleep` are of the year in which the duty falls due.
    """

    who: Ints
    year: Ints
    column: Ints
    year_end: Ints
    due: Ints
    health: Floats
    asleep: Flags
    ended: Ints

    def __len__(self) -> int:
        return len(self.who)


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """Acts that were set right later: positions among the duties, and the day."""

    at: Ints
    known: Ints


def duties(births: Births, lives: Lives, years: Years) -> Duties:
    """Every fiscal year that a co-operative lived to the end of."""
    shape = (len(births), len(years.numbers))
    year_end, due = np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.int64)
    for month in np.unique(births.first_month):
        year_end[births.first_month == month], due[births.first_month == month] = years.ends(
            int(month)
        )
    lived = (births.founded[:, None] <= year_end - _SHORTEST_YEAR) & (
        year_end < lives.ended[:, None]
    )
    lived &= year_end < years.until.toordinal()
    who, column = np.nonzero(lived)
    falls = np.minimum(column + 1, shape[1] - 1)
    return Duties(
        who=who,
        year=years.numbers[column],
        column=column,
        year_end=year_end[who, column],
        due=due[who, column],
        health=lives.health[who, falls],
        asleep=lives.dormant[who, falls],
        ended=lives.ended[who],
    )


def act(
    world: World,
    duty: Duties,
    *,
    missed: float,
    late: float,
    mood: Floats,
    rng: np.random.Generator,
) -> Ints:
    """The day of one act on each duty: on time, late, or `NEVER`.

    Parameters
    ----------
    missed, late : float, 0-1
        Shares among those awake at mean health.
    mood : (duties,)
        Noise that acts of one year have in common.
    """
    size = len(duty)
    noise = world.act_noise * (0.6 * mood + 0.8 * rng.standard_normal(size))
    level = NormalDist(0.0, float(np.hypot(1.0, world.act_noise)))
    zeal = duty.health + noise
    behind = zeal < level.inv_cdf(missed + late)
    never = zeal < level.inv_cdf(missed)
    dozing = rng.random(size) >= world.dormant_acts
    never = np.where(duty.asleep, dozing, never)
    early = duty.due - rng.integers(0, 80, size)
    delay = 1 + rng.exponential(45 * np.exp(-0.25 * duty.health), size)
    tardy = duty.due + np.minimum(delay, 300).astype(np.int64)
    day = np.where(behind | duty.asleep, tardy, np.maximum(early, duty.year_end + _QUICKEST))
    return np.where(never | (day >= duty.ended), NEVER, day)


def received(
    duty: Duties, day: Ints, shortest: int, longest: int, rng: np.random.Generator
) -> Ints:
    """When the papers of an act reach the registrar; `NEVER` where the end comes first."""
    arrival = day + rng.integers(shortest, longest + 1, len(duty))
    return np.where(arrival < duty.ended, arrival, NEVER)


def corrections(duty: Duties, known: Ints, share: float, rng: np.random.Generator) -> Corrections:
    """A `share` of what was known, set right 20 to 200 days later and before the end."""
    later = known + rng.integers(20, 200, len(duty))
    chosen = (known < NEVER) & (rng.random(len(duty)) < share) & (later < duty.ended)
    at = np.flatnonzero(chosen)
    return Corrections(at=at, known=later[at])


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the statements say, one value a duty; money in whole rial of the year."""

    turnover: Ints
    profit_before_tax: Ints
    member_funds: Ints
    total_assets: Ints
    total_liabilities: Ints
    members: Ints
    employees: Ints

    def lines(self) -> tuple[tuple[str, Ints], ...]:
        """The lines of a statement by their codes."""
        return (
            ("turnover", self.turnover),
            ("profit_before_tax", self.profit_before_tax),
            ("member_funds", self.member_funds),
            ("total_assets", self.total_assets),
            ("total_liabilities", self.total_liabilities),
        )


def figures(
    world: World, births: Births, lives: Lives, duty: Duties, rng: np.random.Generator
) -> Figures:
    """Draw figures from health with much noise: ratios tell less than deeds, as studies find."""
    shape, size = lives.health.shape, len(duty)
    growth = np.cumsum(0.05 * lives.health - 0.02 + 0.15 * rng.standard_normal(shape), axis=1)
    sleepy = np.where(duty.asleep, 0.2, 1.0)
    real = births.turnover[duty.who] * np.exp(growth[duty.who, duty.column]) * sleepy
    turnover = real * _prices(world, duty.year) / 100
    margin = 0.03 + 0.04 * duty.health + 0.08 * rng.standard_normal(size)
    weight = np.exp(0.5 * rng.standard_normal(len(births)))[duty.who]
    assets = births.turnover[duty.who] * weight * _prices(world, duty.year) / 100
    share = 0.55 - 0.09 * duty.health + 0.16 * rng.standard_normal(size)
    owed = _rial(assets * np.clip(share, 0.02, 1.3))
    total = _rial(assets)
    members, employees = _people(births, lives, duty, rng)
    return Figures(
        turnover=_rial(turnover),
        profit_before_tax=_rial(turnover * margin),
        member_funds=total - owed,
        total_assets=total,
        total_liabilities=owed,
        members=members,
        employees=employees,
    )


def _people(
    births: Births, lives: Lives, duty: Duties, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    shape = lives.health.shape
    drift = np.cumsum(0.03 * lives.health + 0.05 * rng.standard_normal(shape), axis=1)
    members = births.members[duty.who] * np.exp(drift[duty.who, duty.column])
    # Fifteen jobs are planned at birth; 10-60% of them come about, and in many none is on a list.
    jobs = np.where(rng.random(len(births)) < 0.25, 0.0, rng.gamma(1.6, 3.5, len(births)))
    employees = np.rint(jobs[duty.who] * np.exp(0.15 * duty.health)) * ~duty.asleep
    return np.maximum(3, np.rint(members)).astype(np.int64), employees.astype(np.int64)


def _prices(world: World, years: Ints) -> Floats:
    newest = max(world.prices)
    oldest = min(world.prices)
    table = {
        int(year): world.prices[min(max(int(year), oldest), newest)]
        * (1 + world.inflation) ** max(0, int(year) - newest)
        for year in np.unique(years)
    }
    return np.array([table[int(year)] for year in years])


def _rial(amount: Floats) -> Ints:
    """Whole rial, in thousands as accountants round."""
    return (np.rint(amount / 1000) * 1000).astype(np.int64)


def attendance(duty: Duties, members: Ints, rng: np.random.Generator) -> Ints:
    """Members present at an assembly: six in ten at mean health, fewer where many are entitled."""
    share = (
        0.62
        + 0.1 * duty.health
        - 0.04 * np.log(members / 20)
        + 0.12 * rng.standard_normal(len(duty))
    )
    return np.maximum(1, np.rint(members * np.clip(share, 0.05, 1.0))).astype(np.int64)
