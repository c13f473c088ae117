"""Acts of supervision: who looked at whom, when, and why; not yet what was found.

The visits of each cycle are decided with the lives, because a visit may change what follows it.
Here they get a day, a kind and an inspector, and beside them stand the acts that are no such visit:
the delegate at an assembly, the handling of a complaint, an audit, the look of a campaign.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.synthetic.histories.assemblies import assemblies
from coopscore.synthetic.histories.complaints import Complaints
from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.effort import delegates
from coopscore.synthetic.histories.officework import (
    alone,
    closes,
    cycle_of,
    days_in,
    in_time,
    is_active,
    rows_of,
    working,
)
from coopscore.synthetic.histories.officials import inspector_of
from coopscore.synthetic.histories.strikes import looks
from coopscore.synthetic.sector.chunk import EXIT_REASONS, Chunk
from coopscore.synthetic.sector.cycles import EPOCH, NEVER, Flags, Ints, day_number

KINDS = ("general", "financial", "assembly", "complaint", "audit")
GENERAL, FINANCIAL, ASSEMBLY, COMPLAINT, AUDIT = range(5)
ACTORS = ("headquarters", "province_office", "county_office", "chamber")

_FINANCIAL = 731 / 1231  # of general and financial visits; South Khorasan, 1398
_AUDITS = 0.008  # a year and active co-operative, for each of `province_visits`; assumed
_ART5_AUDITS = 4.0  # times that of the others; assumed
_PLANNED = (0.75, 0.85, 0.5, 0.0, 0.9)  # share of each kind that was in the plan; assumed
_HEADQUARTERS, _PROVINCE = 0.02, 0.3  # shares of acts; assumed
_GONE_TO = 0.6  # share of the files that a campaign opens that are looked into on the spot; assumed
_HANDLED = 0.7  # share of complaints that somebody went to see about; assumed
_CHAMBER, _CHAMBER_FROM = 0.25, day_number(1394, 7, 1)
# The file of those who end by three warnings is opened by a visit before the first of them.
CASE_DAYS = 390
THREE_WARNINGS = EXIT_REASONS.index("three_warnings")


@dataclass(frozen=True, kw_only=True)
class Acts:
    """One value an act, in the order of co-operatives and then of days.

    `inspector` is a place in `sector.severity`, -1 for an act of the headquarters; `case`, whether
    the act opens the file of one that will end by three warnings.
    """

    who: Ints
    day: Ints
    cycle: Ints
    kind: Ints  # place in KINDS
    planned: Flags
    actor: Ints  # place in ACTORS
    inspector: Ints
    case: Flags

    def __len__(self) -> int:
        return len(self.who)


def inspections(
    chunk: Chunk, deeds: Deeds, complaints: Complaints, rng: np.random.Generator
) -> Acts:
    """Every act of supervision on the chunk's co-operatives."""
    sources = (
        _visits(chunk, rng),
        _assemblies(chunk, deeds),
        _audits(chunk, rng),
        _handled(complaints, rng),
        _looks(chunk, rng),
        _cases(chunk),
    )
    who, day, kind, source = (
        np.concatenate(parts)
        for parts in zip(
            *(
                (who, day, kind, np.full(len(who), place))
                for place, (who, day, kind) in enumerate(sources)
            ),
            strict=True,
        )
    )
    kept = np.flatnonzero(in_time(chunk, who, day))
    kept = kept[alone(who[kept], day[kept], kind[kept])]
    who, day, kind, source = who[kept], day[kept], kind[kept], source[kept]
    actor = _actors(chunk, who, day, rng)
    inspector = inspector_of(chunk.sector, chunk.founded.county[who], rng)
    return Acts(
        who=who,
        day=day,
        cycle=cycle_of(chunk.cycles, day),
        kind=kind,
        planned=(rng.random(len(who)) < np.array(_PLANNED)[kind]) & (source < 3),
        actor=actor,
        inspector=np.where(actor == 0, -1, inspector),
        case=source == 5,
    )


_Rows = tuple[Ints, Ints, Ints]


def _visits(chunk: Chunk, rng: np.random.Generator) -> _Rows:
    """General and financial visits: as many as the lives say, whatever of them is on record."""
    who, cycle = rows_of(chunk.lives.visits)
    first = chunk.lives.visited_on[who, cycle]
    left = np.minimum(chunk.cycles.starts[cycle + 1], closes(chunk)[who]) - first
    day = working(first + (rng.random(len(who)) * left).astype(np.int64))
    # Those of a cycle stand together: the first of them is the one whose day the lives know.
    opening = np.ones(len(who), dtype=np.bool_)
    opening[1:] = (np.diff(who) != 0) | (np.diff(cycle) != 0)
    day = np.where(opening, first, np.maximum(day, first))
    return who, day, np.where(rng.random(len(who)) < _FINANCIAL, FINANCIAL, GENERAL)


def _assemblies(chunk: Chunk, deeds: Deeds) -> _Rows:
    """Assemblies that a delegate of the office sat in on, as the minutes have it."""
    told = assemblies(chunk, deeds)
    told = told.filter(told["supervised"])
    serial = pc.utf8_slice_codeunits(told["coop_id"], 3).cast(pa.int64()).to_numpy() - 1
    day = told["held_on"].cast(pa.int32()).to_numpy().astype(np.int64) + EPOCH
    return serial - chunk.founded.serial[0], day, np.full(len(day), ASSEMBLY)


def _audits(chunk: Chunk, rng: np.random.Generator) -> _Rows:
    rate = _AUDITS * chunk.sector.province_visits[chunk.founded.province]
    rate = rate * np.where(chunk.founded.art5, _ART5_AUDITS, 1.0)
    counts = rng.poisson(rate[:, None] * chunk.lives.awake)
    who, cycle = rows_of(counts.astype(np.int64))
    return who, days_in(chunk.cycles, cycle, rng), np.full(len(who), AUDIT)


def _handled(complaints: Complaints, rng: np.random.Generator) -> _Rows:
    """Somebody goes to see, between the complaint and what is decided of it."""
    seen = rng.random(len(complaints)) < _HANDLED
    who, filed = complaints.who[seen], complaints.filed[seen]
    day = working(filed + 2 + (rng.random(len(who)) * complaints.takes[seen]).astype(np.int64))
    return who, day, np.full(len(who), COMPLAINT)


def _looks(chunk: Chunk, rng: np.random.Generator) -> _Rows:
    """Visits that no plan had foreseen, to sleepers whose file a campaign opened."""
    opened = looks(chunk, chunk.rng("official"))  # the very days on which the register was told
    who, campaign = np.nonzero(opened < NEVER)
    day = working(opened[who, campaign])
    seen = ~is_active(chunk, who, day) & (rng.random(len(who)) < _GONE_TO)
    return who[seen], day[seen], np.full(int(seen.sum()), GENERAL)


def _cases(chunk: Chunk) -> _Rows:
    who = np.flatnonzero(chunk.lives.ended_as == THREE_WARNINGS)
    return who, working(chunk.lives.ended[who] - CASE_DAYS), np.full(len(who), GENERAL)


def _actors(chunk: Chunk, who: Ints, day: Ints, rng: np.random.Generator) -> Ints:
    lot = rng.random(len(who))
    actor = np.where(lot < _PROVINCE, 1, 2)
    actor = np.where(lot < _HEADQUARTERS, 0, actor)
    chamber = delegates(chunk.sector, chunk.world)[chunk.founded.province[who]]
    chamber &= (day >= _CHAMBER_FROM) & (lot > 1 - _CHAMBER)
    return np.where(chamber, 3, actor)
