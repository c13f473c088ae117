"""Who ends in a cycle, on which day, and why."""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.sector.chunk import EXIT_REASONS, Founded
from coopscore.synthetic.sector.cycles import Cycles, Flags, Floats, Ints
from coopscore.synthetic.sector.health import FINANCE, MEMBERS
from coopscore.synthetic.sector.world import World

_DAYS = 365.2425
_FIRST_DAYS = 120  # of a cycle (or of the record) in which no awake one ends: its sign comes first
_HOMES = 4  # years until the first homes of a housing co-operative stand
_REASON = {name: place for place, name in enumerate(EXIT_REASONS)}
# Why a sleeper ends, in the words of Art. 54; shares assumed.
_SLEEPERS = ("stopped_over_1y", "members_below_floor", "term_expired", "three_warnings")
_SLEEPERS_SHARES = (0.62, 0.15, 0.13, 0.10)
_DONE_ASLEEP = 0.5  # of housing that ends asleep: its purpose was finished (S54); assumed


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who is awake in the cycle, who sleeps through it, and the health of all: (4, n)."""

    awake: Flags
    slept: Flags
    fell: Ints  # day of the last fall; NEVER
    health: Floats


def end_some(
    world: World,
    cycles: Cycles,
    founded: Founded,
    standing: Standing,
    cycle: int,
    ended: Ints,
    ended_as: Ints,
    rng: np.random.Generator,
) -> None:
    """Draw the ends of one cycle into `ended` and `ended_as`.

    An awake one ends no sooner than four months into the cycle, so that its sign of life fits in;
    an end beyond the drawn history has not come yet.
    """
    size = len(founded)
    start, stop = int(cycles.starts[cycle]), int(cycles.starts[cycle + 1])
    reason = np.where(
        standing.awake,
        _awake_reason(world, founded, standing, start, rng),
        _asleep_reason(world, founded, standing, start, rng),
    )
    first = np.where(standing.awake, max(start, cycles.recording) + _FIRST_DAYS, start + 1)
    day = first + (rng.random(size) * (stop + 1 - first)).astype(np.int64)
    leaving = (reason >= 0) & (day <= cycles.end)
    np.copyto(ended, day, where=leaving)
    np.copyto(ended_as, reason, where=leaving)


def _awake_reason(
    world: World, founded: Founded, standing: Standing, start: int, rng: np.random.Generator
) -> Ints:
    """Completed, dissolved by its own assembly, bankrupt or merged; -1 for those that go on."""
    age = (start - founded.founded) / _DAYS
    grown = standing.awake & (age > 1)
    housing = np.array([b.name == world.housing for b in world.branches])[founded.branch]
    weak = np.exp(-0.7 * standing.health[FINANCE])
    rates = (
        ("purpose_completed", np.where(housing & (age > _HOMES), world.completion, 0.0)),
        ("voluntary", world.voluntary * weak),
        ("bankruptcy", world.bankruptcy * weak**2),
        ("merged", np.full(len(age), world.merger)),
    )
    edges = np.cumsum([rate for _, rate in rates], axis=0)
    place = (rng.random(len(age)) >= edges).sum(axis=0)
    reasons = np.array([*(_REASON[name] for name, _ in rates), -1])
    return np.where(grown, reasons[place], -1)


def _asleep_reason(
    world: World, founded: Founded, standing: Standing, start: int, rng: np.random.Generator
) -> Ints:
    """Why those that slept the whole cycle end, of the ones that do."""
    size = len(founded)
    rate = world.dying * np.exp(-0.3 * standing.health[MEMBERS])
    dying = standing.slept & (rng.random(size) < rate)
    draw = np.searchsorted(np.cumsum(_SLEEPERS_SHARES), rng.random(size) * 0.999_999, side="right")
    reason = np.array([_REASON[name] for name in _SLEEPERS])[draw]
    over = (founded.term_years > 0) & (_term_slept_through(founded, standing.fell) < start)
    stopped, expired = _REASON["stopped_over_1y"], _REASON["term_expired"]
    reason = np.where((reason == expired) & ~over, stopped, reason)
    housing = np.array([b.name == world.housing for b in world.branches])[founded.branch]
    done = housing & (rng.random(size) < _DONE_ASLEEP)
    reason = np.where(done, _REASON["purpose_completed"], reason)
    return np.where(dying, reason, -1)


def _term_slept_through(founded: Founded, fell: Ints) -> Floats:
    """The first end of a term after the fall: an awake co-operative renews, a sleeper does not."""
    term = np.maximum(1, founded.term_years) * _DAYS
    terms = np.floor((fell - founded.founded) / term) + 1
    return np.asarray(founded.founded + terms * term, dtype=np.float64)
