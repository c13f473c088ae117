"""Values found again in the record, one co-operative at a time, to hold a reason to its facts.

A score's values come from the kernel. Here the judge, which shares no code with it, works out the
same values and their parts from the stored rows, and `features.behind` names the records. What the
two agree on may be told to a person.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Calendar
from coopscore.dossiers import Evidence, Plain
from features.behind import Row, Seen, behind, columns_behind
from features.engines import judge
from features.facts import Facts
from features.grid import Grid
from features.peers import parts
from features.plan import DATED, compile_plan
from features.spec import Feature
from features.values import Difference, Primitive, Ratio, Value, primitives

Asked = Mapping[str, Sequence[Feature]]
Progress = Callable[[int, int], None]

# Up to this many ids are looked up in the files of a store; more would read whole tables.
CHUNK = 1_000


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """A feature of one co-operative as the record tells it on a day.

    `recorded` is the value that the judge works out, None where the record has none; `value` is
    that with the feature's rule for missing ones applied. Of a peer value both are those of the
    co-operative's own number. `part` and `whole` are those of a ratio, the left and the right of a
    difference, and None of all else. `evidence` are the records behind it, the newest first.
    """

    recorded: Plain
    value: Plain
    part: Plain
    whole: Plain
    evidence: tuple[Evidence, ...]


def rebuilt(
    facts: Facts,
    asked: Asked,
    *,
    as_of: date,
    calendar: Calendar,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> dict[tuple[str, str], Rebuilt]:
    """Features of co-operatives, found again in the record as it was known on a day.

    Parameters
    ----------
    facts : Facts
        The facts of the batch that the scores were made from.
    asked : mapping of coop_id to features
        Which features of whom.
    as_of : date
        Nothing known or happened later is looked at.
    calendar : "jalali" or "gregorian"
        The calendar that windows are counted in.
    chunk : int, optional
        Co-operatives read at a time; it changes nothing.
    progress : callable, optional
        Told how many co-operatives are done, of how many.

    Returns
    -------
    dict
        By co-operative and feature name.
    """
    found: dict[tuple[str, str], Rebuilt] = {}
    coop_ids = sorted(asked)
    for first in range(0, len(coop_ids), chunk):
        part = {coop_id: asked[coop_id] for coop_id in coop_ids[first : first + chunk]}
        found |= dict(_chunk(facts, part, as_of, calendar))
        if progress is not None:
            progress(min(first + chunk, len(coop_ids)), len(coop_ids))
    return found


def _chunk(
    facts: Facts, asked: Asked, as_of: date, calendar: Calendar
) -> Iterator[tuple[tuple[str, str], Rebuilt]]:
    whose: dict[Feature, list[str]] = {}
    for coop_id, features in asked.items():
        for feature in features:
            whose.setdefault(feature, []).append(coop_id)
    tables = _read(facts, whose)
    rows = {name: _by_cooperative(table) for name, table in tables.items()}
    seen = {
        coop_id: Seen(
            stored={name: of.get(coop_id, ()) for name, of in rows.items()},
            as_of=as_of,
            calendar=calendar,
        )
        for coop_id in asked
    }
    for feature, coop_ids in whose.items():
        own = parts(feature.value)[0]
        judged = _judged(own, tables, coop_ids, as_of, calendar)
        for coop_id, answers in zip(sorted(coop_ids), judged, strict=True):
            recorded, part, whole = answers
            yield (
                (coop_id, feature.name),
                Rebuilt(
                    recorded=recorded,
                    value=feature.missing if recorded is None else recorded,
                    part=part,
                    whole=whole,
                    evidence=behind(feature.name, feature.value, seen[coop_id]),
                ),
            )


def _read(facts: Facts, whose: Mapping[Feature, Sequence[str]]) -> dict[str, pa.Table]:
    """Each table once, with the columns that any feature looks at, of those who are asked."""
    wanted: dict[str, tuple[set[str], set[str], set[Primitive]]] = {}
    for feature, coop_ids in whose.items():
        for primitive in primitives(parts(feature.value)[0]):
            columns, ids, all_of = wanted.setdefault(primitive.rows.table, (set(), set(), set()))
            columns |= columns_behind(primitive)
            ids |= set(coop_ids)
            all_of.add(primitive)
    return {
        name: _that_may_count(facts.read(name, (*DATED, *sorted(columns)), ids), all_of)
        for name, (columns, ids, all_of) in wanted.items()
    }


def _that_may_count(table: pa.Table, asked: Iterable[Primitive]) -> pa.Table:
    """All versions of the records of which some version meets some selection's conditions.

    A record none of whose versions does counts on no day. Most lines of statements are such.
    """
    meeting = np.zeros(len(table), dtype=np.bool_)
    for conditions in {primitive.rows.conditions for primitive in asked}:
        meets = np.ones(len(table), dtype=np.bool_)
        for column, codes in conditions:
            allowed = pa.array(codes, table.schema.field(column).type)
            meets &= pc.is_in(table[column], value_set=allowed).to_numpy()
        meeting |= meets
    counted = pc.unique(table["record_id"].filter(pa.array(meeting)))
    return table.filter(pc.is_in(table["record_id"], value_set=counted))


def _by_cooperative(table: pa.Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.to_pylist():
        found.setdefault(row["coop_id"], []).append(row)
    return found


def _judged(
    value: Value,
    tables: Mapping[str, pa.Table],
    coop_ids: Sequence[str],
    as_of: date,
    calendar: Calendar,
) -> Iterator[tuple[Any, Any, Any]]:
    """The value and its two parts, of each co-operative in order."""
    plan = compile_plan([value, *_halves(value)])
    chosen = pa.array(sorted(coop_ids), pa.string())
    ours = {
        name: _that_may_count(
            tables[name].filter(pc.is_in(tables[name]["coop_id"], value_set=chosen)).select(own),
            [one for one in plan.primitives if one.rows.table == name],
        )
        for name, own in plan.reads.items()
    }
    grid = Grid.of(coop_ids, [as_of], calendar)
    answers = [
        cells.to_pylist() for cells in judge.run(plan, ours, grid.coop_ids, grid.looking_back())
    ]
    nothing = [[None] * len(grid.coop_ids)] * (3 - len(answers))
    return zip(*answers, *nothing, strict=True)


def _halves(value: Value) -> tuple[Value, ...]:
    if isinstance(value, Ratio):
        return value.part, value.whole
    return (value.left, value.right) if isinstance(value, Difference) else ()
