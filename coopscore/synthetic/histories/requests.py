"""Changes that co-operatives ask the registrar for, and how long the office takes.

A request is told of when it arrives, and again when it is approved; how often it was sent back is
known only then. Its registration ends it. Some lie for ever.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.acts import odds
from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.rows import Numbers, joined, only, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints
from coopscore.synthetic.sheet import NOTHING

KINDS = ("board", "capital", "address", "subject", "name", "term", "statute")

# All assumed: an approval takes about three weeks and two more for each time that it is sent back.
_RETURNS = -0.7  # log of the times that a request is sent back, at mean governance
_APPROVAL_DAYS, _RETURN_DAYS = 21.0, 14
_PENDING = -3.2  # log-odds of lying for ever, at mean governance


@dataclass(frozen=True, kw_only=True)
class Course:
    """What becomes of a request: days by cycle, (n, 13), `NEVER` where not, and times sent back."""

    submitted: Ints
    recorded: Ints
    approved: Ints
    registered: Ints
    known: Ints
    returned: Ints


def course(chunk: Chunk, deeds: Deeds, decided: Ints, rng: np.random.Generator) -> Course:
    """The way of requests through the office.

    Parameters
    ----------
    decided : Ints, shape (n, 13)
        The day from which each is asked for, within its cycle; `NEVER` for none.
    """
    duties, governance = deeds.duties, chunk.health.governance
    shape = decided.shape
    asked = decided < NEVER
    takes, room = rng.integers(1, 40, shape), np.maximum(duties.last - decided, 0)
    submitted = decided + np.where(takes <= room, takes, takes * room // 40)
    # What is the only sign of a cycle is told of within it.
    until = np.where(deeds.papers, duties.closes, duties.last)
    recorded = np.minimum(submitted + rng.integers(0, 4, shape), until)
    returned = rng.poisson(np.exp(_RETURNS - 0.6 * governance))
    days = _APPROVAL_DAYS * np.exp(0.6 * rng.standard_normal(shape)) + _RETURN_DAYS * returned
    approved = recorded + 2 + days.astype(np.int64)
    registered = approved + rng.integers(2, 40, shape)
    known = registered + rng.integers(0, 15, shape)
    lies = rng.random(shape) < odds(_PENDING - 0.5 * governance)
    half = rng.random(shape) < 0.5
    closes = chunk.lives.ended[:, None]
    ends = asked & ~lies & (known < closes)
    return Course(
        submitted=np.where(asked, submitted, NEVER),
        recorded=np.where(asked, recorded, NEVER),
        approved=np.where(asked & (~lies | half) & (approved < closes), approved, NEVER),
        registered=np.where(ends, registered, NEVER),
        known=np.where(ends, known, NEVER),
        returned=returned,
    )


def board_course(chunk: Chunk, deeds: Deeds) -> Course:
    """The request that would follow an election at each annual assembly."""
    decided = np.where(deeds.convened, deeds.held, NEVER)
    return course(chunk, deeds, decided, chunk.rng("papers/board requests"))


def change_requests(chunk: Chunk, deeds: Deeds, boards: Course, elected: Flags) -> pa.Table:
    """The table `change_request`.

    Parameters
    ----------
    boards : Course
        As `board_course` gives it.
    elected : Flags, shape (n, 13)
        At which annual assemblies a board was elected, so that the request was made.
    """
    rng = chunk.rng("papers/change requests")
    occasions = deeds.occasions
    parts = _told(boards, elected, "board")
    wanted = {kind: np.where(vote, occasions.held, NEVER) for kind, vote in occasions.voted.items()}
    for kind, decided in (wanted | dict(occasions.asked)).items():
        way = course(chunk, deeds, decided, rng)
        if kind in occasions.entered:
            way = _entered(way, decided, occasions.entered[kind], rng)
        if kind == "name":
            way = _refused(way)
        parts += _told(way, decided < NEVER, kind)
    words = {"kind": KINDS}
    return told(chunk, "change_request", joined(parts), known="recorded_at", words=words)


def _entered(way: Course, decided: Ints, entered: Ints, rng: np.random.Generator) -> Course:
    """The way of those that the register tells of: it ends on the day that is told there."""
    shape = entered.shape
    takes = entered - decided
    submitted = decided + (takes * rng.uniform(0.0, 0.5, shape)).astype(np.int64)
    recorded = np.minimum(submitted + rng.integers(0, 4, shape), entered)
    approved = recorded + ((entered - recorded) * rng.uniform(0.3, 1.0, shape)).astype(np.int64)
    known = entered + rng.integers(0, 15, shape)
    told = entered < NEVER

    def either(here: Ints, there: Ints) -> Ints:
        return np.where(told, here, there)

    return Course(
        submitted=either(submitted, way.submitted),
        recorded=either(recorded, way.recorded),
        approved=either(np.where(approved > recorded, approved, NEVER), way.approved),
        registered=either(entered, way.registered),
        known=either(known, way.known),
        returned=either(np.minimum(way.returned, (entered - submitted) // 14), way.returned),
    )


def _refused(way: Course) -> Course:
    """Names that were taken already: neither approved nor registered."""
    never = np.full(way.submitted.shape, NEVER)
    return replace(way, approved=never, registered=never, known=never)


def _told(course: Course, chosen: Flags, kind: str) -> list[Numbers]:
    """As it arrived; and where it was approved, as it was then known."""
    who, cycle = np.nonzero(chosen)
    size = len(who)
    first = {
        "who": who,
        "kind": np.full(size, KINDS.index(kind)),
        "submitted_on": course.submitted[who, cycle],
        "recorded_at": course.recorded[who, cycle],
        "approved_on": np.full(size, NEVER),
        "registered_on": course.registered[who, cycle],
        "registered_known_on": course.known[who, cycle],
        "returned_count": np.full(size, NOTHING),
        "version": np.ones(size, dtype=np.int64),
    }
    approved = course.approved[who, cycle]
    at = np.flatnonzero(approved < NEVER)
    second = only(first, at)
    second["recorded_at"] = second["approved_on"] = approved[at]
    second["returned_count"] = course.returned[who, cycle][at]
    second["version"] = np.full(len(at), 2)
    return [first, second]
