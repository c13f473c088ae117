"""The walk through the thirteen cycles: who is visited, falls silent, wakes, and ends.

Whether a co-operative is silent in a cycle is drawn at its start, from a probability that is known
exactly. A visit within a cycle lifts governance and finance from the next cycle on, of those that
are responsive, and fades.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.sector.beginnings import Beginning
from coopscore.synthetic.sector.chunk import Founded, stream
from coopscore.synthetic.sector.cycles import COUNT, NEVER, Cycles, Flags, Floats, Ints
from coopscore.synthetic.sector.endings import Standing, end_some
from coopscore.synthetic.sector.health import FINANCE, GOVERNANCE
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.silence import Silence, chance
from coopscore.synthetic.sector.visits import visit_some
from coopscore.synthetic.sector.world import World

YOUNGEST_AT_RISK = 548  # days: eighteen months (domain 10.5)
_DAYS = 365.2425
_SLEPT = 4  # years of sleep after which the chance of waking is half


@dataclass(frozen=True, kw_only=True)
class Course:
    """What the walk decides, cycle by cycle: each (n, 13), but for the ends."""

    lift: Floats  # of governance and finance, by visits
    alive: Flags
    awake: Flags
    at_risk: Flags
    probability: Floats
    unvisited: Floats
    visited: Floats
    fell: Ints
    revived: Flags
    visits: Ints
    visited_on: Ints
    ended: Ints
    ended_as: Ints


@dataclass(kw_only=True)
class _State:
    """What one cycle leaves to the next, (n,) each."""

    awake: Flags
    asleep: Flags
    fell: Ints
    woke: Ints  # start of the cycle of the last revival
    ended: Ints
    ended_as: Ints
    lift: Floats  # left of earlier visits
    visited: Flags


@dataclass(frozen=True, kw_only=True)
class _Cycle:
    """What is decided in one cycle, (n,) each."""

    lift: Floats
    alive: Flags
    awake: Flags
    at_risk: Flags
    probability: Floats
    unvisited: Floats
    visited: Floats
    fell: Ints
    revived: Flags
    visits: Ints
    visited_on: Ints


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Everything that the walk reads."""

    world: World
    sector: Sector
    cycles: Cycles
    founded: Founded
    health: Floats  # (4, n, 13), had nobody been visited
    silence: Silence
    rng: np.random.Generator
    added: np.random.Generator  # of visits that a county pays beyond its own

    def through(self, beginning: Beginning) -> Course:
        """Walk all co-operatives through all cycles."""
        size = len(self.founded)
        start = int(self.cycles.starts[0])
        there = (self.founded.founded <= start) & (beginning.ended > start)
        state = _State(
            awake=there & ~beginning.asleep,
            asleep=there & beginning.asleep,
            fell=beginning.fell.copy(),
            woke=np.zeros(size, dtype=np.int64),
            ended=beginning.ended.copy(),
            ended_as=beginning.ended_as.copy(),
            lift=np.zeros(size),
            visited=np.zeros(size, dtype=np.bool_),
        )
        passed = [self._cycle(cycle, state) for cycle in range(COUNT)]
        columns = {
            name: np.column_stack([getattr(each, name) for each in passed])
            for name in _Cycle.__dataclass_fields__
        }
        return Course(**columns, ended=state.ended, ended_as=state.ended_as)

    def _cycle(self, cycle: int, state: _State) -> _Cycle:
        """Decide one cycle, and leave the state for the next."""
        start = int(self.cycles.starts[cycle])
        founded, rng, size = self.founded, self.rng, len(self.founded)
        alive = (founded.founded <= start) & (state.ended > start)
        fresh = alive & ~state.awake & ~state.asleep  # its first cycle
        odds, lift = self._log_odds(cycle, state)
        decided = alive & (state.awake | fresh)
        silent = decided & (rng.random(size) < chance(odds[0]))
        revived = alive & state.asleep & (rng.random(size) < self._waking(state, start))
        slept = alive & state.asleep & ~revived
        awake = (decided & ~silent) | revived
        at_risk = decided & ~fresh & (start - founded.founded >= YOUNGEST_AT_RISK)
        self._fall(cycle, state, silent, alive & ~awake)
        standing = Standing(
            awake=awake, slept=slept, fell=state.fell, health=self._health(cycle, lift)
        )
        end_some(
            self.world, self.cycles, founded, standing, cycle, state.ended, state.ended_as, rng
        )
        visits, visited_on = visit_some(
            self.world, self.sector, self.cycles, founded, standing, alive, cycle, state.ended,
            rng, self.added,
        )  # fmt: skip
        state.awake, state.lift, state.visited = awake, lift, visits > 0
        state.woke = np.where(revived, start, state.woke)
        known = [np.where(at_risk, chance(each), np.nan) for each in odds]
        return _Cycle(
            lift=lift,
            alive=alive,
            awake=awake,
            at_risk=at_risk,
            probability=known[0],
            unvisited=known[1],
            visited=known[2],
            fell=np.where(alive & ~awake, state.fell, NEVER),
            revived=revived,
            visits=visits,
            visited_on=visited_on,
        )

    def _waking(self, state: _State, start: int) -> Floats:
        """The chance of waking, which falls with the length of the sleep."""
        slept_years = np.where(state.asleep, start - state.fell, 0) / _DAYS
        return np.asarray(self.world.waking * 2 * _SLEPT / (_SLEPT + slept_years))

    def _log_odds(self, cycle: int, state: _State) -> tuple[tuple[Floats, Floats, Floats], Floats]:
        """Of silence: as things are, had there been no visit the cycle before, had there been."""
        effect = self.world.visit_effect * self.founded.responsive
        left = self.world.visit_fading * state.lift
        lift = left + effect * state.visited
        start = int(self.cycles.starts[cycle])
        bare = self.silence.log_odds(self.health[:, :, cycle], start, state.woke)
        each = self.silence.lift()
        return (bare - each * lift, bare - each * left, bare - each * (left + effect)), lift

    def _health(self, cycle: int, lift: Floats) -> Floats:
        health = self.health[:, :, cycle].copy()
        health[GOVERNANCE] += lift
        health[FINANCE] += lift
        return health

    def _fall(self, cycle: int, state: _State, silent: Flags, asleep: Flags) -> None:
        """Those silent for the first time fall on some day of the cycle."""
        start, stop = self.cycles.starts[cycle], self.cycles.starts[cycle + 1]
        day = start + 1 + (self.rng.random(len(silent)) * (stop - start)).astype(np.int64)
        state.fell = np.where(silent, day, np.where(asleep, state.fell, NEVER))
        state.asleep = asleep


def live(
    sector: Sector,
    cycles: Cycles,
    founded: Founded,
    health: Floats,
    beginning: Beginning,
    number: int,
    world: World,
) -> Course:
    """What becomes of the co-operatives of a chunk."""
    walk = Walk(
        world=world,
        sector=sector,
        cycles=cycles,
        founded=founded,
        health=health,
        silence=Silence.of(sector, founded, world),
        rng=stream(sector.seed, number, "lives"),
        added=stream(sector.seed, number, "lives/added"),
    )
    return walk.through(beginning)
