"""How the co-operatives fare: a health that moves in time, and the turns that follow from it.

Health is one lasting part and one that drifts from year to year (an autoregression of order 1). It
is never exported: what an office sees are its traces, with noise and with delay.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from coopscore.synthetic.births import Births, choose
from coopscore.synthetic.world import World
from coopscore.synthetic.years import NEVER, Flags, Floats, Ints, Words, Years

_YOUNG = 365  # days in which nobody is struck off, and few fall asleep
_LONGEST_NOTICE = 90  # days until a change of activity is recorded
_HUMP = (365, 6 * 365)  # ages at which more fail: the first years, and about the fifth


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Changes of status: who, on which axis, to what, why, when, and when it was recorded."""

    who: Ints
    axis: Words
    to_code: Words
    reason: Words
    actor: Words
    happened: Ints
    known: Ints


@dataclass(frozen=True, kw_only=True)
class Lives:
    """Health and sleep by co-operative and year, the day of the end, and every change of status."""

    health: Floats
    dormant: Flags  # as the year opens
    ended: Ints
    turns: tuple[Turns, ...]


@dataclass
class _Walk:
    """What changes from year to year; one column of each matrix is filled a year."""

    world: World
    births: Births
    years: Years
    rng: np.random.Generator
    ended: Ints
    asleep: Flags
    turns: list[Turns] = field(default_factory=list)

    def add(self, who: Flags, to_code: str | Words, day: Ints, delay: Ints, reason: Words) -> None:
        """Write down that those of `who` turned to `to_code` on `day`."""
        size = int(who.sum())
        codes = np.full(size, to_code) if isinstance(to_code, str) else to_code[who]
        on_register = np.isin(codes, ("registered", "dissolved", "merged"))
        self.turns.append(
            Turns(
                who=np.flatnonzero(who),
                axis=np.where(on_register, "registry_stage", "activity_status"),
                to_code=codes,
                reason=reason[who],
                actor=np.where(on_register, "registry", "ministry"),
                happened=day[who],
                known=day[who] + delay[who],
            )
        )


def live(world: World, births: Births, years: Years, rng: np.random.Generator) -> Lives:
    """Walk all co-operatives through the recorded years."""
    size = len(births)
    health = _health(world, births, len(years.numbers), rng)
    walk = _Walk(world, births, years, rng, np.full(size, NEVER), np.zeros(size, dtype=np.bool_))
    openings = years.openings()
    _begin(walk, int(openings[0]), health[:, 0])
    dormant = np.zeros_like(health, dtype=np.bool_)
    for column, (start, stop) in enumerate(pairwise(openings.tolist())):
        dormant[:, column] = walk.asleep
        _end_some(walk, health[:, column], start, stop)
        _turn_some(walk, health[:, column], start, stop)
    return Lives(health=health, dormant=dormant, ended=walk.ended, turns=tuple(walk.turns))


def _health(world: World, births: Births, columns: int, rng: np.random.Generator) -> Floats:
    persistence = world.health_persistence
    passing = np.empty((len(births), columns))
    passing[:, 0] = rng.standard_normal(len(births))
    for column in range(1, columns):
        shock = rng.standard_normal(len(births))
        passing[:, column] = persistence * passing[:, column - 1]
        passing[:, column] += np.sqrt(1 - persistence**2) * shock
    fixed = world.health_fixed
    level = np.sqrt(fixed) * births.lasting_health[:, None] + np.sqrt(1 - fixed) * passing
    return np.asarray(level, dtype=np.float64)


def _no_reason(births: Births) -> Words:
    return np.full(len(births), "")


def _begin(walk: _Walk, opening: int, health: Floats) -> None:
    """Registration, the start of operation, and those already asleep when recording begins."""
    births, rng, size = walk.births, walk.rng, len(walk.births)
    everyone, none = np.ones(size, dtype=np.bool_), _no_reason(births)
    entry = births.registered - births.founded
    walk.add(everyone, "registered", births.founded, entry, none)
    walk.add(everyone, "under_implementation", births.founded, entry, none)
    old = births.founded < opening - 3 * _YOUNG
    odds = walk.world.dormant_at_start * np.exp(-0.5 * health)
    walk.asleep = old & (rng.random(size) < odds)
    working = births.founded + rng.integers(180, 900, size)
    walk.add(everyone, "operating", working, rng.integers(5, 60, size), none)
    slept = opening - rng.integers(60, 1000, size)
    slept = np.maximum(slept, working + 60)
    walk.add(walk.asleep, "dormant", slept, rng.integers(10, 60, size), none)


def _end_some(walk: _Walk, health: Floats, start: int, stop: int) -> None:
    """Dissolutions and mergers of one year, with the day the registrar records them."""
    world, births, rng, size = walk.world, walk.births, walk.rng, len(walk.births)
    age = (start + stop) // 2 - births.founded
    hump = np.where((age > _HUMP[0]) & (age < _HUMP[1]), 1.3, 1.0)
    sleep = np.where(walk.asleep, world.dormant_exit_odds, 1.0)
    rate = np.minimum(0.6, world.exit_rate * hump * sleep * np.exp(-world.exit_slope * health))
    at_risk = (walk.ended == NEVER) & (age > _YOUNG)
    draw = rng.random(size)
    merged = at_risk & (draw > 1 - world.merger_rate)
    finite = at_risk & (births.branch == world.finite_branch)
    done = finite & (draw >= rate) & (draw < rate + world.completion_rate)
    leaving = (at_risk & (draw < rate)) | done | merged
    day = rng.integers(start, stop, size)
    reason = choose(rng, world.exit_reasons, size)
    reason = np.where(done, "purpose_completed", reason)
    walk.add(
        leaving,
        np.where(merged, "merged", "dissolved"),
        day,
        _exit_delays(world, size, rng),
        np.where(merged, "merged", reason),
    )
    walk.ended = np.where(leaving, day, walk.ended)


def _exit_delays(world: World, size: int, rng: np.random.Generator) -> Ints:
    """Days until an end is recorded: under 84, but for the rare ones that turn up much later."""
    usual = 3 + 80 * rng.beta(1.5, 2.5, size)
    late = rng.integers(95, 241, size)
    return np.where(rng.random(size) < world.rare_exit_delay, late, usual).astype(np.int64)


def _turn_some(walk: _Walk, health: Floats, start: int, stop: int) -> None:
    """Those who fall asleep and those who wake in one year, among those who live through it."""
    world, births, rng, size = walk.world, walk.births, walk.rng, len(walk.births)
    staying = (walk.ended >= stop) & (births.founded < start - 3 * _YOUNG)
    draw = rng.random(size)
    fall = np.minimum(0.5, world.dormancy_rate * np.exp(-world.dormancy_slope * health))
    wake = np.minimum(0.5, world.revival_rate * np.exp(0.5 * health))
    falling = staying & ~walk.asleep & (draw < fall)
    waking = staying & walk.asleep & (draw < wake)
    # Late enough in the year that the turn of the year before is on record by then.
    day = rng.integers(start + _LONGEST_NOTICE, stop, size)
    delay = rng.integers(10, _LONGEST_NOTICE, size)
    walk.add(falling, "dormant", day, delay, _no_reason(births))
    walk.add(waking, "operating", day, delay, _no_reason(births))
    walk.asleep = (walk.asleep | falling) & ~waking
