"""Written warnings: what follows a finding that was not set right in time.

Three within a year, not heeded, end a co-operative (Art. 54 of the Act). An office does not write
the third unless it means it: only those that end so get three.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.findings import DEFICIENCIES, WARNING, Findings
from coopscore.synthetic.histories.inspections import CASE_DAYS, THREE_WARNINGS, Acts
from coopscore.synthetic.histories.officework import alone, in_time, later, working
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Ints
from coopscore.synthetic.sheet import Coded, sheet

YEAR = 365
REASONS = ("assembly", "statement", "accounts", "board", "other")
_ACCOUNTS = 2  # what the three that end a co-operative are about: its case is one of books
# Which reason each deficiency gives; the first that was found is written.
_REASON = {
    "no_assembly": 0,
    "term_expired": 3,
    "statement_missing": 1,
    "books_missing": 2,
    "insurance_debt": 2,
    "statute_not_conformed": 4,
    "reserves_not_set": 2,
    "members_below_floor": 4,
    "inactive": 4,
}
_WRITTEN = 0.06  # share of lapsed findings that are followed by a letter without a visit; assumed
_LETTER_DAYS = 25.0
# Days before the end on which the three are written, by lot within each pair; assumed.
_THREE = ((340, 300), (230, 180), (110, 70))


@dataclass(frozen=True, kw_only=True)
class Cautions:
    """One value a warning, by co-operative and day."""

    who: Ints
    day: Ints
    known: Ints
    sequence: Ints  # among those of the twelve months up to it
    reason: Ints


def cautions(chunk: Chunk, acts: Acts, found: Findings, rng: np.random.Generator) -> Cautions:
    """The warnings written, at most two in any year but for those that the third one ends."""
    who, day, place = _written(chunk, acts, found, rng)
    doomed = chunk.lives.ended_as[who] == THREE_WARNINGS
    near = day > chunk.lives.ended[who] - CASE_DAYS - YEAR
    kept = np.flatnonzero(in_time(chunk, who, day) & ~(doomed & near))
    kept = kept[alone(who[kept], day[kept])]
    kept = kept[_since(who[kept], day[kept], 2) > YEAR]
    reason = np.array([_REASON[code] for code in DEFICIENCIES])[_first(found.codes[place[kept]])]
    ending = _ending(chunk, rng)
    who = np.concatenate([who[kept], ending[0]])
    day = np.concatenate([day[kept], ending[1]])
    reason = np.concatenate([reason, np.full(len(ending[0]), _ACCOUNTS)])
    order = np.lexsort((day, who))
    who, day = who[order], day[order]
    sequence = 1 + (_since(who, day, 1) <= YEAR) + (_since(who, day, 2) <= YEAR)
    known = later(day, 7.0, rng)
    return Cautions(who=who, day=day, known=known, sequence=sequence, reason=reason[order])


def caution_rows(chunk: Chunk, drawn: Cautions) -> pa.Table:
    """The table of warnings."""
    return sheet(
        "warning",
        {
            "coop_id": chunk.ids(drawn.who),
            "issued_on": drawn.day,
            "recorded_at": drawn.known,
            "seq_in_12m": drawn.sequence,
            "reason": Coded(places=drawn.reason, words=REASONS),
        },
    )


def _written(
    chunk: Chunk, acts: Acts, found: Findings, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Letters after acts that end in a warning, and after findings that lapse; by their finding."""
    told = np.flatnonzero(found.outcome == WARNING)
    at_once = acts.day[told]
    lapsed = np.flatnonzero((found.severity > 0) & (rng.random(len(acts)) < _WRITTEN))
    letter = working(later(found.due[lapsed], _LETTER_DAYS, rng, least=5))
    still = letter < found.remedied[lapsed]
    lapsed, letter = lapsed[still], letter[still]
    place = np.concatenate([found.overdue[told], lapsed])
    return acts.who[place], np.concatenate([at_once, letter]), place


def _ending(chunk: Chunk, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """The three that end a co-operative, as far as they were written while records were kept."""
    doomed = np.flatnonzero(chunk.lives.ended_as == THREE_WARNINGS)
    days = [
        working(chunk.lives.ended[doomed] - rng.integers(least, most, len(doomed)))
        for most, least in _THREE
    ]
    who, day = np.tile(doomed, len(_THREE)), np.concatenate(days)
    kept = in_time(chunk, who, day)
    return who[kept], day[kept]


def _since(who: Ints, day: Ints, back: int) -> Ints:
    """Days since the warning that many before, of the same co-operative; else NEVER."""
    since = np.full(len(who), NEVER)
    same = who[back:] == who[:-back]
    since[back:] = np.where(same, day[back:] - day[:-back], NEVER)
    return since


def _first(codes: Ints) -> Ints:
    """The lowest bit that is set."""
    return np.asarray(np.log2(codes & -codes), dtype=np.int64)
