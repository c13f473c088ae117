"""Who holds office: boards, their chief executives and inspectors, elected at annual assemblies.

A body whose term ends within half a year is elected anew at the assembly that meets; where none
meets, its term runs out and it stays on. A board that is relieved early has its end corrected.
Persons are keys drawn at random, as an office would send hashes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from coopscore.synthetic.births import Births
from coopscore.synthetic.export import Columns, Rows, coop_ids
from coopscore.synthetic.papers import Papers, first_version
from coopscore.synthetic.world import World
from coopscore.synthetic.years import NEVER, Flags, Ints, Words, Years

_YEAR = 365
_EARLY = 180  # days before its end that a body is elected anew, if an assembly meets
_SMALL = 200  # members up to which a board has three seats, and five above


@dataclass(frozen=True, kw_only=True)
class Elections:
    """Bodies elected: whose, for which term, when that was registered, and what came of it.

    `next_held` and `next_known` are the day of the election that followed and the day it was
    registered, `NEVER` where none did.
    """

    who: Ints
    end: Ints
    next_held: Ints
    next_known: Ints


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The table `officer_term`, and the elections of boards that it tells of."""

    table: Rows
    boards: Elections


@dataclass(frozen=True, kw_only=True)
class _Body:
    """What is elected together: seats as roles with the least number of members for each."""

    seats: tuple[tuple[str, int], ...]
    days: int
    kept: float  # share of its persons that is elected again


@dataclass
class _Walk:
    """The body in office of each co-operative; each election replaces those it is held in."""

    body: _Body
    members: Ints
    rng: np.random.Generator
    start: Ints
    known: Ints
    serial: Ints
    keys: Ints
    parts: list[Columns] = field(default_factory=list)
    past: list[Mapping[str, Ints]] = field(default_factory=list)

    @property
    def end(self) -> Ints:
        """When the term in office ends, as planned."""
        return self.start + self.body.days

    def elect(self, who: Ints, held: Ints, known: Ints) -> None:
        """A new body for each of `who`, some of it as before; relieved early, the old one ends."""
        self.past.append({"who": who, "end": self.end[who], "next_held": held, "next_known": known})
        early = held < self.end[who]
        self._write(who[early], version=2, known=known[early], end=held[early])
        again = self.rng.random((len(who), len(self.body.seats))) < self.body.kept
        self.keys[who] = np.where(again, self.keys[who], _new_keys(self.rng, again.shape))
        self.start[who], self.known[who] = held, known
        self.serial[who] += 1
        self._write(who, version=1, known=known, end=self.end[who])

    def begin(self) -> None:
        """The bodies in office when recording begins, or from the entry in the register on."""
        everyone = np.arange(len(self.start))
        self._write(everyone, version=1, known=self.known, end=self.end)

    def _write(self, who: Ints, *, version: int, known: Ints, end: Ints) -> None:
        for seat, (role, least) in enumerate(self.body.seats):
            filled = self.members[who] >= least
            place = who[filled]
            part = first_version(self._records(place, role, seat))
            self.parts.append(
                {
                    "coop_id": coop_ids(place),
                    **part,
                    "version": np.full(len(place), version),
                    "role": np.full(len(place), role),
                    "person_key": _key_texts(self.keys[place, seat]),
                    "start": self.start[place],
                    "end": end[filled],
                    "registered_on": known[filled],
                }
            )

    def _records(self, who: Ints, role: str, seat: int) -> Words:
        pairs = zip(coop_ids(who), self.serial[who].tolist(), strict=True)
        return np.array([f"{coop_id}/{role}/{seat}/{serial}" for coop_id, serial in pairs], np.str_)

    def elections(self) -> Elections:
        """Every term that was followed by another, then the terms that stand."""
        standing = np.full(len(self.start), NEVER)
        last = {
            "who": np.arange(len(self.start)),
            "end": self.end,
            "next_held": standing,
            "next_known": standing,
        }
        rows = [*self.past, last]
        return Elections(**{name: np.concatenate([row[name] for row in rows]) for name in last})


def _new_keys(rng: np.random.Generator, shape: tuple[int, ...]) -> Ints:
    return rng.integers(0, 1 << 62, shape)


def _key_texts(keys: Ints) -> Words:
    return np.array([f"pk:{key:032x}" for key in keys.tolist()], dtype=np.str_)


def elected(
    world: World,
    births: Births,
    years: Years,
    papers: Papers,
    rng: np.random.Generator,
) -> Terms:
    """Draw who held office, and elect them at the assemblies that met and stood."""
    board = _Body(
        seats=(
            *(("board_main", least) for least in (0, 0, 0, _SMALL, _SMALL)),
            ("board_alternate", 0),
            ("ceo", 0),
        ),
        days=world.term_years * _YEAR,
        kept=world.reelected,
    )
    inspector = _Body(seats=(("inspector", 0),), days=_YEAR, kept=world.reelected)
    walks = [_walked(body, births, years, papers, rng) for body in (board, inspector)]
    parts = [part for walk in walks for part in walk.parts]
    return Terms(table=Rows.of("officer_term", parts), boards=walks[0].elections())


def _walked(
    body: _Body, births: Births, years: Years, papers: Papers, rng: np.random.Generator
) -> _Walk:
    """One body of every co-operative, from the first recorded year to the last."""
    size = len(births)
    opening = int(years.openings()[0])
    # A body that was in office when recording began: elected within a term before that day.
    before = opening - rng.integers(1, body.days, size)
    old = births.registered < opening - body.days
    start = np.where(old, before, births.registered)
    registered = np.minimum(start + rng.integers(5, 60, size), opening - 1)
    walk = _Walk(
        body=body,
        members=births.members,
        rng=rng,
        start=start,
        known=np.where(old, registered, start),
        serial=np.ones(size, dtype=np.int64),
        keys=_new_keys(rng, (size, len(body.seats))),
    )
    walk.begin()
    duty, assemblies = papers.duty, papers.deeds["annual_assembly"]
    stood = assemblies.known < NEVER
    stood[assemblies.undone.at] = False
    entered = assemblies.known + rng.integers(5, 40, len(duty))
    stood &= entered < duty.ended
    for column in range(len(years.numbers)):
        at = np.flatnonzero((duty.column == column) & stood)
        due = _falls_due(walk, duty.who[at], assemblies.done[at])
        walk.elect(duty.who[at][due], assemblies.done[at][due], entered[at][due])
    return walk


def _falls_due(walk: _Walk, who: Ints, held: Ints) -> Flags:
    """Whose body ends soon enough after the assembly, and was registered before it."""
    soon: Flags = (walk.end[who] <= held + _EARLY) & (walk.known[who] < held)
    return soon
