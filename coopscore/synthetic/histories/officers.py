"""Who holds office: boards, their chief executives and inspectors, elected at annual assemblies.

A board whose term ends within half a year is elected anew at the assembly that meets; where none
meets, its term runs out and it stays on. One that is relieved early has its end corrected. A board
is on record from the registration of the change on; an inspector from the minutes on.
"""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.persons import PERSONS, person_codes
from coopscore.synthetic.histories.requests import Course
from coopscore.synthetic.histories.rows import Numbers, joined, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints

ROLES = ("board_main", "board_alternate", "ceo", "inspector")
_CEO = 2
_YEAR = 365
_BOARD_YEARS = 3  # present practice; the text of 1370 said two (domain.md 4)
_EARLY = 180  # days before its end that a body is elected anew, if an assembly meets; assumed
_REELECTED = 0.6  # of a body; assumed
_ELSEWHERE = 0.005  # of those newly elected that hold an office in another co-operative; assumed
_SECOND_JOB = 0.25  # of chief executives at mean governance; the rate is assumed, its harm is R15's

# Board seats with the least number of members for each: 3 to 7 main members, and alternates up to a
# third of them (domain.md 4). The bounds are assumed.
_BOARD = (
    *((0, least) for least in (0, 0, 0, 40, 40, 250, 250)),
    (1, 0),
    (1, 250),
    (_CEO, 0),
)
_INSPECTORS = ((3, 0), (3, 1000), (3, 1000))  # an odd number


@dataclass(frozen=True, kw_only=True)
class Elections:
    """Bodies in office: whose, until when, and when the next one was elected and on record."""

    who: Ints
    end: Ints
    next_held: Ints
    next_known: Ints


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The table `officer_term`, and what it tells of elections.

    `elected` says at which annual assemblies, by cycle, a board was elected: (n, 13).
    """

    table: pa.Table
    boards: Elections
    inspectors: Elections
    elected: Flags


@dataclass(frozen=True, kw_only=True)
class _Body:
    """What is elected together: seats as places in `ROLES`, with the least members for each."""

    seats: tuple[tuple[int, int], ...]
    days: int
    numbered_from: int  # of the persons of a co-operative


@dataclass
class _Walk:
    """The body in office of each co-operative; each election replaces those it is held in."""

    body: _Body
    chunk: Chunk
    rng: np.random.Generator
    start: Ints
    known: Ints
    persons: Ints = field(init=False)
    filled: Flags = field(init=False)
    given: Ints = field(init=False)  # persons numbered so far
    parts: list[Numbers] = field(default_factory=list)
    past: list[Numbers] = field(default_factory=list)

    def __post_init__(self) -> None:
        size, seats = len(self.start), len(self.body.seats)
        least = np.array([members for _, members in self.body.seats])
        self.filled = self.chunk.founded.members[:, None] >= least
        self.given = np.full(size, self.body.numbered_from)
        self.persons = np.zeros((size, seats), dtype=np.int64)
        everyone = np.arange(size)
        self._fill(everyone, np.ones((size, seats), dtype=np.bool_))
        self._write(everyone, version=1, known=self.known, end=self.end)

    @property
    def end(self) -> Ints:
        """When the term in office ends, as planned."""
        return self.start + self.body.days

    def elect(self, who: Ints, held: Ints, known: Ints) -> None:
        """A new body for each of `who`, some of it as before; relieved early, the old one ends."""
        self.past.append({"who": who, "end": self.end[who], "next_held": held, "next_known": known})
        early = held < self.end[who]
        self._write(who[early], version=2, known=known[early], end=held[early])
        self._fill(who, self.rng.random((len(who), len(self.body.seats))) >= _REELECTED)
        self.start[who], self.known[who] = held, known
        self._write(who, version=1, known=known, end=self.end[who])

    def _fill(self, who: Ints, fresh: Flags) -> None:
        """New persons in the fresh seats; few of them hold an office elsewhere already."""
        serial = self.chunk.founded.serial[who][:, None] * PERSONS
        number = self.given[who][:, None] + np.cumsum(fresh, axis=1) - 1
        new = serial + number
        self.given[who] += fresh.sum(axis=1)
        # The first person whom another co-operative ever elected to the same seat.
        other = self.rng.integers(0, len(self.start), new.shape)
        theirs = self.chunk.founded.serial[other] * PERSONS + self.body.numbered_from
        shared = (self.rng.random(new.shape) < _ELSEWHERE) & (other != who[:, None])
        new = np.where(shared, theirs + np.arange(new.shape[1])[None, :], new)
        self.persons[who] = np.where(fresh, new, self.persons[who])

    def _write(self, who: Ints, *, version: int, known: Ints, end: Ints) -> None:
        row, seat = np.nonzero(self.filled[who])
        place = who[row]
        roles = np.array([role for role, _ in self.body.seats])
        self.parts.append(
            {
                "who": place,
                "role": roles[seat],
                "person": self.persons[place, seat],
                "start": self.start[place],
                "registered_on": known[row],
                "end": end[row],
                "version": np.full(len(row), version),
            }
        )

    def elections(self) -> Elections:
        """Every term that was followed by another, then the terms that stand."""
        everyone, never = np.arange(len(self.start)), np.full(len(self.start), NEVER)
        last = {"who": everyone, "end": self.end, "next_held": never, "next_known": never}
        return Elections(**joined([*self.past, last]))


def officer_terms(chunk: Chunk, deeds: Deeds, course: Course) -> Terms:
    """Draw who held office, and elect them at the assemblies that met and stood.

    Parameters
    ----------
    course : Course
        Of the request that follows an election at each annual assembly.
    """
    rng = chunk.rng("papers/officers")
    board = _Body(seats=_BOARD, days=_BOARD_YEARS * _YEAR, numbered_from=0)
    inspector = _Body(seats=_INSPECTORS, days=_YEAR, numbered_from=PERSONS // 2)
    seen = np.minimum(deeds.minutes + rng.integers(0, 21, deeds.minutes.shape), NEVER)
    seen = np.where(seen < chunk.lives.ended[:, None], seen, NEVER)
    boards, elected = _walked(chunk, deeds, board, course.known, rng)
    inspectors, _ = _walked(chunk, deeds, inspector, seen, rng)
    return Terms(
        table=_table(chunk, [*boards.parts, *inspectors.parts]),
        boards=boards.elections(),
        inspectors=inspectors.elections(),
        elected=elected,
    )


def _walked(
    chunk: Chunk, deeds: Deeds, body: _Body, known: Ints, rng: np.random.Generator
) -> tuple[_Walk, Flags]:
    """One body of every co-operative through all cycles, and the assemblies that elected it.

    An election that is never registered leaves the old body on record.
    """
    start = _first_terms(chunk, body, rng)
    walk = _Walk(body=body, chunk=chunk, rng=rng, start=start, known=start.copy())
    elected = np.zeros(known.shape, dtype=np.bool_)
    for cycle in range(known.shape[1]):
        who = np.flatnonzero(deeds.convened[:, cycle])
        held = deeds.held[who, cycle]
        soon = (
            (walk.end[who] <= held + _EARLY) & (walk.known[who] < held) & (walk.start[who] < held)
        )
        elected[who[soon], cycle] = True
        stands = soon & (known[who, cycle] < NEVER)
        walk.elect(who[stands], held[stands], known[who[stands], cycle])
    return walk, elected


def _first_terms(chunk: Chunk, body: _Body, rng: np.random.Generator) -> Ints:
    """The first body on record: elected at registration, or the last before recording began.

    Of those that had ended by then it is the last before the end; of those asleep by then, its term
    may have run out years before.
    """
    registered = chunk.founded.registered
    size = len(chunk)
    asleep = ~chunk.lives.awake[:, 0]
    longest = np.where(asleep, 2 * body.days + _YEAR, body.days)
    opens = np.minimum(chunk.cycles.recording, chunk.lives.ended)
    before: Ints = opens - 1 - (rng.random(size) * longest).astype(np.int64)
    return np.maximum(before, registered)


def _table(chunk: Chunk, parts: list[Numbers]) -> pa.Table:
    rows = joined(parts)
    person = rows.pop("person")
    cycle = np.clip(np.searchsorted(chunk.cycles.starts, rows["start"]) - 1, 0, 12)
    share = _SECOND_JOB * np.exp(-0.3 * chunk.health.governance[rows["who"], cycle])
    # A person's own draw, so that a corrected end tells the same of the same term.
    draw = (person * 2_654_435_761 + rows["start"] * 40_503) % 65_521 / 65_521
    second = pa.array(draw < share, mask=rows["role"] != _CEO)
    more = {"person_key": person_codes(person), "is_second_job": second}
    return told(
        chunk, "officer_term", rows, known="registered_on", words={"role": ROLES}, more=more
    )
