"""What changes of a registered co-operative's entry: its county, its statute, its union, its term.

All of it is done by co-operatives that are awake, in days of a cycle that leave time to record it.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import COUNT, NEVER, Flags, Ints, day_number

LONGEST_DELAY = 40  # days until a change is on record
_GROWN = 400  # days of age before anybody moves
_CONFORMED_EARLY, _CONFORMED_LATE = 0.3, 0.04  # a year at mean governance, to 1395 and after
_CONFORMED_SLOPE = 0.5  # of governance, in logs; assumed
_EARLY = 3  # cycles
_JOINED = (30, 400)  # days from a union's registration until older co-operatives are in it; assumed
_RENEWED = 60  # days before a term's end within which it is renewed
_MOST_TERMS = 11  # of five years, since the oldest were founded
_DAYS = 365.2425


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Days on which entries change, NEVER where they do not: (n,), renewals (n, terms)."""

    moved_on: Ints
    moved_to: Ints  # place in `sector.counties`
    conformed_on: Ints
    joined_on: Ints
    renewed_on: Ints

    def days(self) -> Ints:
        """Every day of change: (n, changes)."""
        return np.column_stack([self.moved_on, self.conformed_on, self.joined_on, self.renewed_on])


def changes(chunk: Chunk, rng: np.random.Generator) -> Changes:
    """Draw what changes of each entry within the drawn history."""
    moved_on, moved_to = _moves(chunk, rng)
    return Changes(
        moved_on=moved_on,
        moved_to=moved_to,
        conformed_on=_conformity(chunk, rng),
        joined_on=_unions(chunk, rng),
        renewed_on=_renewals(chunk, rng),
    )


def acting(chunk: Chunk, day: Ints) -> Flags:
    """Whether each co-operative is awake on its day, and long enough after it to be recorded."""
    lives, cycles = chunk.lives, chunk.cycles
    cycle = np.searchsorted(cycles.starts, day, side="left") - 1
    awake = lives.awake[np.arange(len(chunk)), np.clip(cycle, 0, COUNT - 1)]
    start = cycles.starts[0]
    before = np.where(lives.alive[:, 0], lives.fell[:, 0], lives.ended)
    there = np.where(cycle < 0, day < np.minimum(before, start), awake & (cycle < COUNT))
    last = np.minimum(lives.ended, cycles.end) - LONGEST_DELAY
    return np.asarray(there & (day > chunk.founded.registered) & (day < last))


def _first(chunk: Chunk, happens: Flags, rng: np.random.Generator) -> Ints:
    """A day in the first cycle, of (n, 13), in which it happens; NEVER where in none."""
    cycle = np.argmax(happens, axis=1)
    start, stop = chunk.cycles.starts[cycle], chunk.cycles.starts[cycle + 1]
    start = np.maximum(start, chunk.cycles.recording)
    length = stop - start - LONGEST_DELAY
    day = start + 1 + (rng.random(len(chunk)) * length).astype(np.int64)
    return np.where(happens.any(axis=1) & acting(chunk, day), day, NEVER)


def _moves(chunk: Chunk, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """To another county of the province, once at most."""
    founded, counties = chunk.founded, chunk.sector.county_province
    grown = chunk.cycles.starts[:COUNT] > founded.founded[:, None] + _GROWN
    moves = chunk.lives.awake & grown & (rng.random((len(chunk), COUNT)) < chunk.world.moved)
    count = np.bincount(counties)[founded.province]
    first = np.searchsorted(counties, founded.province)
    step = 1 + (rng.random(len(chunk)) * (count - 1)).astype(np.int64)
    other = first + (founded.county - first + step) % count
    day = np.where(count > 1, _first(chunk, moves, rng), NEVER)
    return day, other


def _conformity(chunk: Chunk, rng: np.random.Generator) -> Ints:
    """Statutes are conformed to the law of 17 Ordibehesht 1393; later ones are so from birth."""
    law = day_number(1393, 2, 17)
    rate = np.where(np.arange(COUNT) < _EARLY, _CONFORMED_EARLY, _CONFORMED_LATE)
    rate = rate * np.exp(_CONFORMED_SLOPE * chunk.health.governance)
    happens = chunk.lives.awake & (rng.random((len(chunk), COUNT)) < rate)
    day = np.maximum(_first(chunk, happens, rng), law)
    old = chunk.founded.registered < law
    return np.where(old, np.where(acting(chunk, day), day, NEVER), chunk.founded.registered)


def _unions(chunk: Chunk, rng: np.random.Generator) -> Ints:
    """Members join with their registration, or once their union is there."""
    founded, sector = chunk.founded, chunk.sector
    member = founded.union >= 0
    registered = np.append(sector.union_registered, 0)
    place = np.searchsorted(sector.union_serials, founded.union)
    union = registered[np.where(member, place, -1)]
    later = union + rng.integers(*_JOINED, len(chunk))
    day = np.where(union <= founded.registered, founded.registered, later)
    allowed = (day == founded.registered) | acting(chunk, day)
    return np.where(member & allowed, day, NEVER)


def _renewals(chunk: Chunk, rng: np.random.Generator) -> Ints:
    """Of limited terms, shortly before each end, until one is slept through: (n, terms)."""
    founded, size = chunk.founded, len(chunk)
    renewed = np.full((size, _MOST_TERMS), NEVER)
    going_on = founded.term_years > 0
    for term in range(_MOST_TERMS):
        day = term_ends(founded.founded, founded.term_years, term) - rng.integers(0, _RENEWED, size)
        going_on = going_on & acting(chunk, day)
        renewed[:, term] = np.where(going_on, day, NEVER)
    return renewed


def term_ends(founded: Ints, years: Ints, renewed: Ints | int) -> Ints:
    """The day on which a term ends that was renewed so many times; unlimited ones give any day."""
    length = np.rint(years * (1 + np.asarray(renewed)) * _DAYS)
    return np.asarray(founded + length, dtype=np.int64)
