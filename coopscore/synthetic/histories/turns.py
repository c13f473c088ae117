"""Entries about activity: what an office writes down of a co-operative's doing, and when.

Status is seen only when somebody looks. A silence is entered after a visit or at a review; one
that is awake again shows by its papers; campaigns open many files at once, back-date what they
find, and call some sleepers active again that never woke.
"""

from dataclasses import dataclass, field

import numpy as np

from coopscore.synthetic.histories.entries import (
    ACTIVITY,
    CAMPAIGN,
    CHAMBER,
    DECLARED,
    DORMANT,
    FILING,
    MIGRATED,
    MINISTRY,
    OPERATING,
    UNDER_WAY,
    VISIT,
    Entries,
)
from coopscore.synthetic.histories.strikes import noticed_by
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import COUNT, NEVER, Flags, Ints

_BY_CHAMBER = 0.06  # of entries outside campaigns, where work was delegated (S48); assumed
_TOLD = (5, 60)  # days until the start of operation is entered; assumed
_NOTICED = (60, 500)  # days until a sleep before 1392 was; assumed
_AFTER_VISIT = (3, 30)


@dataclass(kw_only=True)
class _Book:
    """What the register says of the activity of each, (n,), and the entries so far."""

    chunk: Chunk
    rng: np.random.Generator
    opened: Ints
    struck: Ints  # day on which the end was entered; NEVER
    code: Ints
    since: Ints
    parts: list[Entries] = field(default_factory=list)

    def enter(
        self,
        rows: Flags,
        to_code: int,
        *,
        valid_from: Ints,
        recorded_at: Ints,
        true_day: Ints,
        evidence: int,
        campaign: Ints | int = -1,
        fake: Flags | bool = False,
    ) -> None:
        """Write down a turn of `rows`; all else has one value a co-operative."""
        size = len(self.chunk)
        day = np.clip(valid_from, self.since + 1, np.maximum(recorded_at, self.since + 1))
        chamber = (self.rng.random(size) < _BY_CHAMBER) & (np.broadcast_to(campaign, size) < 0)
        old = recorded_at < self.chunk.cycles.recording
        entered = Entries.of(
            rows,
            axis=ACTIVITY,
            from_code=self.code,
            to_code=to_code,
            valid_from=day,
            recorded_at=recorded_at,
            true_day=np.where(np.broadcast_to(fake, size), NEVER, true_day),
            evidence=np.where(old, MIGRATED, evidence),
            actor=np.where(chamber, CHAMBER, MINISTRY),
            campaign=campaign,
            fake=fake,
        )
        self.parts.append(entered)
        self.code = np.where(rows, to_code, self.code)
        self.since = np.where(rows, day, self.since)


def turns(chunk: Chunk, opened: Ints, struck: Ints, rng: np.random.Generator) -> list[Entries]:
    """Entries about activity over the whole drawn history.

    Within a cycle there is one at most for each co-operative, and none from the cycle on in which
    its end was entered; so recorded days never run backwards.

    Parameters
    ----------
    opened : Ints, shape (n, campaigns)
        Days on which campaigns open files.
    struck : Ints, shape (n,)
        Day on which the end was entered; NEVER.
    """
    size = len(chunk)
    book = _Book(
        chunk=chunk,
        rng=rng,
        opened=opened,
        struck=struck,
        code=np.full(size, -1),
        since=chunk.founded.registered - 1,
    )
    registered = chunk.founded.registered
    book.enter(
        np.ones(size, dtype=np.bool_),
        UNDER_WAY,
        valid_from=registered,
        recorded_at=registered,
        true_day=registered,
        evidence=DECLARED,
    )
    fell = _before(book)
    for cycle in range(COUNT):
        fell = np.where(chunk.lives.fell[:, cycle] < NEVER, chunk.lives.fell[:, cycle], fell)
        _pass(book, fell, cycle)
    return book.parts


def _before(book: _Book) -> Ints:
    """Entries from before the first cycle; gives the day on which those stopped fell, if ever."""
    chunk, rng, size = book.chunk, book.rng, len(book.chunk)
    founded, lives = chunk.founded, chunk.lives
    start = int(chunk.cycles.starts[0])
    gone = lives.ended <= start
    asleep = lives.alive[:, 0] & (lives.fell[:, 0] <= start)
    last_act = lives.ended - rng.integers(30, 500, size)
    fell = np.where(gone, np.maximum(last_act, founded.registered + 1), NEVER)
    fell = np.where(asleep, lives.fell[:, 0], fell)
    stopped = np.minimum(fell, book.struck)
    told = founded.operating + rng.integers(*_TOLD, size)
    begun = (told <= start) & (told < stopped)
    book.enter(
        begun,
        OPERATING,
        valid_from=founded.operating,
        recorded_at=told,
        true_day=founded.operating,
        evidence=DECLARED,
    )
    noticed = fell + rng.integers(*_NOTICED, size)
    noticed = np.maximum(noticed, np.where(begun, told, founded.registered) + 1)
    seen = (fell <= start) & (noticed <= start) & (noticed < book.struck)
    seen &= rng.random(size) < chunk.world.past_noticed * np.sqrt(noticed_by(chunk, start))
    book.enter(
        seen, DORMANT, valid_from=fell, recorded_at=noticed, true_day=fell, evidence=DECLARED
    )
    return fell


def _pass(book: _Book, fell: Ints, cycle: int) -> None:
    """The entries of one cycle, one at most for each."""
    chunk = book.chunk
    start, stop = int(chunk.cycles.starts[cycle]), int(chunk.cycles.starts[cycle + 1])
    last = min(stop, chunk.cycles.end)
    there = (chunk.founded.registered <= start) & (book.struck > stop)
    awake = chunk.lives.awake[:, cycle]
    free = there & ~_campaigned(book, there, awake, fell, start, last)
    free &= ~_woken(book, free, awake, start, last)
    free &= ~_begun(book, free, awake, start, last)
    free &= ~_visited(book, free & ~awake, fell, cycle, last)
    _reviewed(book, free & ~awake, fell, start, last)


def _campaigned(
    book: _Book, there: Flags, awake: Flags, fell: Ints, start: int, last: int
) -> Flags:
    """Those whose file a campaign opened in the cycle; it writes down what it thinks it sees."""
    rng, size = book.rng, len(book.chunk)
    within = (book.opened > start) & (book.opened <= last)
    campaign = np.argmax(within, axis=1)
    day = book.opened[np.arange(size), campaign]
    opened = there & within.any(axis=1)
    recorded = np.minimum(day + rng.integers(0, 30, size), last)
    share = np.array([each.revived for each in book.chunk.sector.campaigns])[campaign]
    sleeping = ~awake & (fell < day)
    dormant = book.code == DORMANT
    named = opened & dormant & (~sleeping | (rng.random(size) < share))
    back = rng.integers(10, 250, size)
    book.enter(
        named,
        OPERATING,
        valid_from=recorded - back,
        recorded_at=recorded,
        true_day=np.full(size, start + 1),
        evidence=CAMPAIGN,
        campaign=campaign,
        fake=sleeping,
    )
    found = opened & ~dormant & sleeping
    book.enter(
        found,
        DORMANT,
        valid_from=fell,
        recorded_at=recorded,
        true_day=fell,
        evidence=CAMPAIGN,
        campaign=campaign,
    )
    return np.asarray(named | found)


def _woken(book: _Book, free: Flags, awake: Flags, start: int, last: int) -> Flags:
    """Called dormant, but their papers came: entered as operating."""
    rng, size = book.rng, len(book.chunk)
    noticed = rng.random(size) < book.chunk.world.waking_noticed
    rows = free & (book.code == DORMANT) & awake & noticed
    day = start + 1 + (rng.random(size) * (last - start)).astype(np.int64)
    book.enter(
        rows,
        OPERATING,
        valid_from=np.maximum(start + 1, day - rng.integers(5, 60, size)),
        recorded_at=np.minimum(day, last),
        true_day=np.full(size, start + 1),
        evidence=FILING,
    )
    return np.asarray(rows)


def _begun(book: _Book, free: Flags, awake: Flags, start: int, last: int) -> Flags:
    """Operation started, in this cycle or unnoticed before it."""
    rng, size = book.rng, len(book.chunk)
    operating = book.chunk.founded.operating
    recorded = np.minimum(np.maximum(operating, start) + rng.integers(*_TOLD, size), last)
    rows = free & (book.code == UNDER_WAY) & awake & (operating <= recorded)
    book.enter(
        rows,
        OPERATING,
        valid_from=operating,
        recorded_at=recorded,
        true_day=operating,
        evidence=DECLARED,
    )
    return np.asarray(rows)


def _visited(book: _Book, quiet: Flags, fell: Ints, cycle: int, last: int) -> Flags:
    """An office came, found nobody at work, and wrote it down."""
    rng, size = book.rng, len(book.chunk)
    day = book.chunk.lives.visited_on[:, cycle]
    finds = rng.random(size) < book.chunk.world.visit_finds * noticed_by(book.chunk, day)
    recorded = np.minimum(day + rng.integers(*_AFTER_VISIT, size), last)
    rows = quiet & (book.code != DORMANT) & (fell < day) & (day <= last) & finds
    book.enter(rows, DORMANT, valid_from=day, recorded_at=recorded, true_day=fell, evidence=VISIT)
    return np.asarray(rows)


def _reviewed(book: _Book, quiet: Flags, fell: Ints, start: int, last: int) -> None:
    """At a desk, papers were missed."""
    rng, size = book.rng, len(book.chunk)
    share = book.chunk.world.declared * noticed_by(book.chunk, start)
    day = start + 1 + (rng.random(size) * (last - start)).astype(np.int64)
    recorded = np.minimum(day, last)
    rows = quiet & (book.code != DORMANT) & (fell < day) & (rng.random(size) < share)
    back = rng.integers(0, 120, size)
    book.enter(
        rows,
        DORMANT,
        valid_from=np.maximum(fell, day - back),
        recorded_at=recorded,
        true_day=fell,
        evidence=DECLARED,
    )
