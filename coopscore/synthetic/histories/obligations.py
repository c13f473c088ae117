"""What co-operatives owed by law, when they met it, and what stands open.

A duty is on record from its due day, for sleepers as for the others. What met it later is named in
a version of its own, known on the day that the papers came; what was undone opens it again.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.duties import YEAR_RULE, is_exempt
from coopscore.synthetic.histories.officers import Elections, Terms
from coopscore.synthetic.histories.rows import Numbers, joined, only, pointer, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints

KINDS = ("annual_assembly", "statement", "tax_return", "board_election", "inspector_election")
_RULES = (YEAR_RULE, "term_end")
_PAPERS = ("annual_ordinary", "statement", "tax_return")  # the word in the key of what meets each
_NOTHING = -1


@dataclass(frozen=True, kw_only=True)
class _Met:
    """What became of duties, one value each: days, `NEVER` where not.

    Parameters
    ----------
    done, known : Ints
        When each was met, and when that was known.
    undone, again : Ints
        When what met it was undone, and when it was done anew.
    happened : Ints
        The day in the natural key of what met it.
    """

    who: Ints
    period_end: Ints
    due: Ints
    done: Ints
    known: Ints
    undone: Ints
    again: Ints
    happened: Ints


def obligations(chunk: Chunk, deeds: Deeds, terms: Terms) -> pa.Table:
    """The table `obligation`: every duty that fell due on record before the end."""
    parts = [
        *_versions(_yearly(chunk, deeds, 0), 0),
        *_versions(_yearly(chunk, deeds, 1), 1),
        *_versions(_yearly(chunk, deeds, 2), 2),
        *_versions(_elections(chunk, terms.boards), 3),
        *_versions(_elections(chunk, terms.inspectors), 4),
    ]
    rows = joined(parts)
    by, happened = rows.pop("by"), rows.pop("happened")
    rows["due_rule"] = (rows["kind"] > 2).astype(np.int64)
    words = {"kind": KINDS, "due_rule": _RULES}
    more = {"fulfilled_by": _papers(chunk, rows["who"], by, happened)}
    return told(chunk, "obligation", rows, known="recorded_at", words=words, more=more)


def _yearly(chunk: Chunk, deeds: Deeds, kind: int) -> _Met:
    duties, lives = deeds.duties, chunk.lives
    fell = (lives.alive | lives.awake) & duties.reports & (duties.due <= lives.ended[:, None])
    fell &= duties.due >= np.maximum(chunk.cycles.recording, chunk.founded.registered)[:, None]
    if KINDS[kind] == "tax_return":
        fell &= ~is_exempt(chunk)[:, None]
    who, cycle = np.nonzero(fell)
    never = np.full(fell.shape, NEVER)
    done, known, undone, again = (
        (deeds.held, deeds.minutes, deeds.annulled.on, never),
        (deeds.statement, deeds.statement, never, never),
        (deeds.tax_return, deeds.tax_return, deeds.returned.on, deeds.returned.again),
    )[kind]
    happened = deeds.held if kind == 0 else duties.period_end
    return _Met(
        who=who,
        period_end=duties.period_end[who, cycle],
        due=duties.due[who, cycle],
        done=done[who, cycle],
        known=known[who, cycle],
        undone=undone[who, cycle],
        again=again[who, cycle],
        happened=happened[who, cycle],
    )


def _elections(chunk: Chunk, bodies: Elections) -> _Met:
    """A body is to be elected by the end of the term of the one in office."""
    fell = bodies.end < chunk.lives.ended[bodies.who]
    fell &= bodies.end >= chunk.cycles.recording
    never = np.full(int(fell.sum()), NEVER)
    return _Met(
        who=bodies.who[fell],
        period_end=bodies.end[fell],
        due=bodies.end[fell],
        done=bodies.next_held[fell],
        known=bodies.next_known[fell],
        undone=never,
        again=never,
        happened=bodies.next_held[fell],
    )


def _versions(met: _Met, kind: int) -> list[Numbers]:
    """The duty as it fell due, as it was met later, opened again, and met again."""
    # What was undone by the due day was never met, as far as this table tells.
    stood = (met.known < NEVER) & (met.undone > met.due)
    later = stood & (met.known > met.due)
    opened = stood & (met.undone < NEVER)
    again = (met.again < NEVER) & (met.again > met.due)
    early = (stood & ~later) | (~stood & (met.again <= met.due))
    by = 0 if kind > 2 else kind
    rows = _rows(met, kind)
    first = rows | _ends(
        np.where(stood, met.done, met.again), np.where(stood, met.known, met.again)
    )
    parts = [first | {"by": np.where(early, by, _NOTHING)}]
    second = only(first, later) | {"recorded_at": met.known[later]}
    parts.append(second | {"by": np.full(int(later.sum()), by)})
    third = only(rows | _ends(met.again, met.again), opened) | {"recorded_at": met.undone[opened]}
    parts.append(third | {"by": np.full(int(opened.sum()), _NOTHING)})
    fourth = only(rows | _ends(met.again, met.again), again) | {"recorded_at": met.again[again]}
    parts.append(fourth | {"by": np.full(int(again.sum()), by)})
    flags = (later, opened, again)
    return [_numbered(part, flags, place) for place, part in enumerate(parts)]


def _rows(met: _Met, kind: int) -> Numbers:
    return {
        "who": met.who,
        "kind": np.full(len(met.who), kind),
        "period_end": met.period_end,
        "due_on": met.due,
        "recorded_at": met.due,
        "happened": met.happened,
    }


def _ends(done: Ints, known: Ints) -> Numbers:
    return {"fulfilled_on": done, "fulfilled_known_on": known}


def _numbered(part: Numbers, flags: tuple[Flags, ...], place: int) -> Numbers:
    """The part with the number of each row's version: one more than those before it."""
    version = np.ones(len(flags[0]), dtype=np.int64)
    for earlier in flags[:place]:
        version = version + earlier
    kept = version[flags[place - 1]] if place else version
    return part | {"version": kept}


def _papers(chunk: Chunk, who: Ints, by: Ints, happened: Ints) -> pa.Array:
    """The natural key of the row that met each duty; missing where none did by then."""
    at = np.flatnonzero(by >= 0)
    places = np.full(len(by), _NOTHING)
    texts: list[pa.Array] = []
    for place, word in enumerate(_PAPERS):
        mine = at[by[at] == place]
        places[mine] = np.arange(len(mine)) + sum(len(text) for text in texts)
        texts.append(pointer(chunk, who[mine], word, happened[mine]))
    return pa.chunked_array(texts).combine_chunks().take(pa.array(places, mask=places < 0))
