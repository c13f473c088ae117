"""Assemblies: when they were called and met, who came, and what became of them."""

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.acts import odds
from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.rows import Numbers, joined, only, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints

KINDS = ("annual_ordinary", "extraordinary")
_OUTCOMES = ("held", "not_quorate", "adjourned")

_LEVEL = 1.15  # log-odds of coming in a small co-operative: 76% (assumed after S76's marks)
_SMALL, _CROWD = 20, 0.5  # members from which fewer come, and by how much for each log; assumed
_TWO_STAGE_FROM, _TWO_STAGE = 500, 0.6  # members from which it is lawful (S11); share is assumed
_SUPERVISED = 0.45  # of assemblies; about as many of the active in a good province (S37)
_SECOND_CALL = 0.55  # of assemblies with fewer than half of the members; assumed
_FAILED_TOLD = 0.25  # of first calls that failed, told of by minutes of their own; assumed
_ADJOURNED = 0.2  # of these, put off before anybody counted; assumed


def assemblies(chunk: Chunk, deeds: Deeds) -> pa.Table:
    """The table `assembly`: those that met, some first calls that failed, and annulments."""
    rng = chunk.rng("papers/assemblies")
    rows = _met(chunk, deeds, rng)
    cycle = rows.pop("cycle")
    undone = deeds.annulled.on[rows["who"], cycle]
    annulled = np.flatnonzero((rows["kind"] == 0) & (undone < NEVER))
    void = only(rows, annulled)
    void["minutes_received_on"] = undone[annulled]
    void["version"] = np.full(len(annulled), 2)
    void["voided"] = void["annulled"] = np.ones(len(annulled), dtype=np.bool_)
    failed = _failed(rows, deeds.duties.first[rows["who"], cycle], rng)
    words = {"kind": KINDS, "outcome": _OUTCOMES}
    return told(
        chunk, "assembly", joined([rows, failed, void]), known="minutes_received_on", words=words
    )


def _met(chunk: Chunk, deeds: Deeds, rng: np.random.Generator) -> Numbers:
    duties, occasions = deeds.duties, deeds.occasions
    annual = np.nonzero(deeds.held < NEVER)
    # An extraordinary assembly on the day of the annual one is told of with it.
    other = np.nonzero((occasions.held < NEVER) & (occasions.held != deeds.held))
    who, cycle = (np.concatenate(pair) for pair in zip(annual, other, strict=True))
    size = len(who)
    held = np.concatenate([deeds.held[annual], occasions.held[other]])
    minutes = np.concatenate([deeds.minutes[annual], occasions.minutes[other]])
    is_annual = np.arange(size) < len(annual[0])
    total = np.maximum(chunk.lives.members[who, cycle], 1)
    share = _attendance(chunk, who, cycle, total, rng)
    present = np.clip(np.rint(total * share).astype(np.int64), np.minimum(total, 2), total)
    called = np.maximum(held - rng.integers(15, 31, size), duties.first[who, cycle])
    second = (present * 2 < total) & (rng.random(size) < _SECOND_CALL)
    return {
        "who": who,
        "cycle": cycle,
        "kind": np.where(is_annual, 0, 1),
        "fiscal_year": duties.fiscal_year[who, cycle],
        "due_on": np.where(is_annual, duties.due[who, cycle], NEVER),
        "called_on": called,
        "held_on": held,
        "minutes_received_on": minutes,
        "members_total": total,
        "members_present": present,
        "call_no": 1 + second,
        "two_stage": (total > _TWO_STAGE_FROM) & (rng.random(size) < _TWO_STAGE),
        "supervised": _supervised(chunk, who, rng),
        "annulled": np.zeros(size, dtype=np.bool_),
        "outcome": np.zeros(size, dtype=np.int64),
        "version": np.ones(size, dtype=np.int64),
        "voided": np.zeros(size, dtype=np.bool_),
    }


def _attendance(
    chunk: Chunk, who: Ints, cycle: Ints, total: Ints, rng: np.random.Generator
) -> Floats:
    """Share of the members that come: fewer where they are many, more where they are well."""
    crowd = _CROWD * np.log(np.maximum(total, _SMALL) / _SMALL)
    health = 0.6 * chunk.health.members[who, cycle] + 0.15 * chunk.health.governance[who, cycle]
    return odds(_LEVEL + health - crowd + 0.35 * rng.standard_normal(len(who)))


def _supervised(chunk: Chunk, who: Ints, rng: np.random.Generator) -> Flags:
    """Whether the office sent a delegate: more where its county is busy."""
    founded, sector = chunk.founded, chunk.sector
    busy = sector.whole_effort[founded.county[who]]
    visits = sector.province_visits[founded.province[who]] / sector.province_visits.mean()
    share = np.clip(_SUPERVISED * np.sqrt(busy) * visits, 0.05, 0.95)
    return np.asarray(rng.random(len(who)) < share, dtype=np.bool_)


def _failed(rows: Numbers, first: Ints, rng: np.random.Generator) -> Numbers:
    """First calls to which too few came, some two weeks before the second."""
    size = len(first)
    day = rows["held_on"] - rng.integers(14, 26, size)
    chosen = (rows["call_no"] == 2) & (rng.random(size) < _FAILED_TOLD) & (day >= first)
    at = np.flatnonzero(chosen)
    part = only(rows, at)
    part["held_on"] = day[at]
    part["called_on"] = np.minimum(part["called_on"], day[at])
    part["members_present"] = part["members_present"] * 3 // 4
    part["call_no"] = np.ones(len(at), dtype=np.int64)
    part["outcome"] = np.where(rng.random(len(at)) < _ADJOURNED, 2, 1)
    part["supervised"] = np.zeros(len(at), dtype=np.bool_)
    return part
