"""Whether the facts behind the reasons are what a score hangs on: the registry without them.

For the top three adverse reasons of a co-operative, the facts behind them are set to what the
registry looks like without the reason. Where a reason is something on record, the records behind it
are taken away; of a share that had better be higher, those that are not counted in its part (the
months in arrears, of all months). Where it is that something is *not* on record, the records of a
member for whom it is no adverse reason are put there, so that the lack is gone. Features are built
again from those facts, the score is worked out again, and the move is held against taking away as
many other facts of the same co-operative, drawn at random.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from coopscore.dossiers import Evidence
from coopscore.schema import TABLES
from coopscore.scores import Reason, Score
from features.catalogue import CATALOGUE
from features.engines import kernel
from features.facts import MemoryFacts
from features.grid import Grid
from features.matrix import FeatureMatrix
from features.plan import compile_plan
from features.rebuilt import Rebuilt, rebuilt
from features.spec import Feature
from features.values import Count, Ratio
from models.bundle import Bundle
from models.inputs import frame
from models.reasons.catalogue import reason_catalogue
from models.reasons.concepts import adverse_reasons

Record = tuple[str, str]  # table and record id
Row = dict[str, Any]
Stored = Mapping[str, Sequence[Row]]  # of one co-operative, by table
Floats = NDArray[np.float64]

TOP = 3
RANDOM = 5  # draws of as many other facts
SEED = 1404


@dataclass(frozen=True, kw_only=True)
class Deleted:
    """Moves in points, without sign: of each co-operative, and of each of its random draws.

    `facts` is how many records were set, `lacking` how many of the three reasons are a lack.
    """

    moved: Floats
    at_random: Floats
    facts: NDArray[np.int64]
    lacking: NDArray[np.int64]

    @property
    def larger(self) -> NDArray[np.bool_]:
        """Of each co-operative and draw, whether the facts behind the reasons move it further."""
        larger: NDArray[np.bool_] = self.moved[:, None] > self.at_random
        return larger


def deleted(
    bundle: Bundle,
    scores: Sequence[Score],
    matrix: FeatureMatrix,
    facts: MemoryFacts,
    chosen: Sequence[Score],
) -> Deleted:
    """The moves of the chosen scores; `scores` are those of all members on the same day."""
    as_of = chosen[0].as_of
    told = {score.coop_id: adverse_reasons(score)[:TOP] for score in chosen}
    lacks = _lacking(told, matrix)
    donors = donors_of(scores, {one.feature for ours in lacks.values() for one in ours})
    asked = {who: {one.feature for one in ours} for who, ours in told.items()}
    for ours in lacks.values():
        for one in ours:
            if one.feature in donors:
                asked.setdefault(donors[one.feature], set()).add(one.feature)
    again = rebuilt(
        facts,
        {who: [CATALOGUE[name] for name in sorted(names)] for who, names in asked.items()},
        as_of=as_of,
        calendar=matrix.calendar,
    )
    stored = _stored(facts, list(asked))
    draw = np.random.default_rng(SEED)
    worlds: dict[str, Stored] = {}
    counts = []
    for who, ours in told.items():
        without, touched = _without(who, ours, lacks[who], donors, again, stored)
        pool = visible(stored[who], as_of)
        number = min(touched, len(pool))
        worlds[f"{who}#0"], worlds[f"{who}#1"] = stored[who], without
        for turn in range(RANDOM):
            places = draw.choice(len(pool), size=number, replace=False)
            gone = {pool[place] for place in places.tolist()}
            worlds[f"{who}#{turn + 2}"] = taken(stored[who], gone)
        counts.append(touched)
    margins = _margins(bundle, worlds, as_of, matrix).reshape(len(told), RANDOM + 2)
    moves = bundle.scale.factor * bundle.calibration.slope * np.abs(margins - margins[:, :1])
    return Deleted(
        moved=moves[:, 1],
        at_random=moves[:, 2:],
        facts=np.array(counts),
        lacking=np.array([len(lacks[who]) for who in told]),
    )


def _lacking(
    told: Mapping[str, Sequence[Reason]], matrix: FeatureMatrix
) -> dict[str, tuple[Reason, ...]]:
    """Those of the reasons that are a lack. What the model never met is on record, and none."""
    codes = reason_catalogue()
    place = {who: at for at, who in enumerate(matrix.table["coop_id"].to_pylist())}

    def lacks(who: str, one: Reason) -> bool:
        recorded = matrix.table[one.feature][place[who]].as_py() is not None
        return codes.code(one.feature, one.value, recorded=recorded).lacking

    return {who: tuple(one for one in ours if lacks(who, one)) for who, ours in told.items()}


def donors_of(scores: Sequence[Score], features: set[str]) -> dict[str, str]:
    """For each feature the middle one of those members for whom it is no adverse reason."""
    found: dict[str, list[tuple[float, str]]] = {name: [] for name in features}
    for score in scores:
        for one in score.reasons:
            if one.feature in found and one.points >= 0 and one.value is not None:
                found[one.feature].append((one.points, score.coop_id))
    return {name: sorted(ours)[len(ours) // 2][1] for name, ours in found.items() if ours}


def _stored(facts: MemoryFacts, coop_ids: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
    """All rows of some co-operatives, by co-operative and table."""
    found: dict[str, dict[str, list[Row]]] = {who: {} for who in coop_ids}
    for name in facts.tables:
        for row in facts.read(name, None, coop_ids).to_pylist():
            found[row["coop_id"]].setdefault(name, []).append(row)
    return found


def visible(stored: Stored, as_of: date) -> list[Record]:
    """The records of a co-operative that are visible on a day."""
    found = []
    for table, rows in stored.items():
        last: dict[str, Row] = {}
        for row in sorted(rows, key=lambda row: (row["known"], row["version"])):
            if row["known"] <= as_of:
                last[row["record_id"]] = row
        found += [
            (table, record)
            for record, row in last.items()
            if not row["voided"] and row["happened"] <= as_of
        ]
    return sorted(found)


def taken(stored: Stored, gone: set[Record]) -> dict[str, list[Row]]:
    """The rows without some records."""
    return {
        table: [row for row in rows if (table, row["record_id"]) not in gone]
        for table, rows in stored.items()
    }


def _without(
    who: str,
    told: Sequence[Reason],
    lacks: Sequence[Reason],
    donors: Mapping[str, str],
    again: Mapping[tuple[str, str], Rebuilt],
    stored: Mapping[str, Stored],
) -> tuple[Stored, int]:
    """The rows of a co-operative without its reasons, and how many records that took."""
    gone: set[Record] = set()
    put: dict[Record, Row] = {}
    for one in told:
        ours = again[who, one.feature].evidence
        speaking = against(CATALOGUE[one.feature], ours)
        donor = donors.get(one.feature) if one in lacks else None
        theirs = again[donor, one.feature].evidence if donor else ()
        gone |= {(record.table, record.record_id) for record in (ours if donor else speaking)}
        if donor:
            put |= dict(given(who, one.feature, ours, theirs, stored[who], stored[donor]))
    rows = taken(stored[who], gone)
    for (table, _), row in put.items():
        rows.setdefault(table, []).append(row)
    return rows, max(1, len(gone | set(put)))


def against(feature: Feature, records: Sequence[Evidence]) -> Sequence[Evidence]:
    """The records that speak against a co-operative: of a share, those outside of its part."""
    value = feature.value
    if not (isinstance(value, Ratio) and isinstance(value.part, Count) and feature.risk == "falls"):
        return records
    conditions = value.part.rows.conditions
    outside = [
        record
        for record in records
        if not all(record.cells[column] in codes for column, codes in conditions)
    ]
    return outside or records


def given(
    who: str,
    feature: str,
    ours: Sequence[Evidence],
    theirs: Sequence[Evidence],
    own: Stored,
    donor: Stored,
) -> Iterator[tuple[Record, Row]]:
    """What another member has on record, as this one's own.

    Where it has a record of its own there that only lacks the cells looked at, its own record with
    those cells filled; else the other's record.
    """
    for number, record in enumerate(theirs):
        last = _last(donor, record)
        mine = [one for one in ours if one.table == record.table][number : number + 1]
        if mine and TABLES[record.table].kind == "states":
            kept = _last(own, mine[0])
            yield (
                (record.table, mine[0].record_id),
                {**kept, **{name: last[name] for name in record.cells}},
            )
        else:
            new = f"given|{feature}|{record.record_id}"
            yield (record.table, new), {**last, "coop_id": who, "record_id": new}


def _last(stored: Stored, record: Evidence) -> Row:
    """The version of a record that is told."""
    return next(
        row
        for row in reversed(stored[record.table])
        if row["record_id"] == record.record_id and row["known"] == record.known
    )


def _margins(
    bundle: Bundle, worlds: Mapping[str, Stored], as_of: date, matrix: FeatureMatrix
) -> Floats:
    """The margin in each world, by features that are built again from its rows."""
    rows: dict[str, list[Row]] = {}
    for name, stored in worlds.items():
        for table, ours in stored.items():
            rows.setdefault(table, []).extend({**row, "coop_id": name} for row in ours)
    facts = MemoryFacts(
        {name: pa.Table.from_pylist(ours, TABLES[name].arrow()) for name, ours in rows.items()}
    )
    features = [CATALOGUE[name] for name in bundle.feature_names]
    plan = compile_plan([feature.value for feature in features])
    grid = Grid.of(list(worlds), [as_of], matrix.calendar)
    told = kernel.run(plan, plan.tables(facts, grid.coop_ids), grid.coop_ids, grid.looking_back())
    table = pa.table(
        {
            feature.name: cells if feature.missing is None else pc.fill_null(cells, feature.missing)
            for feature, cells in zip(features, told, strict=True)
        }
    )
    margin = bundle.model.decision_function(frame(table, bundle.inputs))
    place = {name: at for at, name in enumerate(grid.coop_ids)}
    found: Floats = margin[[place[name] for name in worlds]]
    return found
