"""What is held of some co-operatives, to be read from many times: rows, and what is new in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.schema import TABLES
from features.cohorts import Cohort
from features.facts import Facts, MemoryFacts
from features.hypothetical import KnownBy
from features.peers import parts
from features.plan import compile_plan
from features.spec import Feature
from features.values import Value, primitives


def as_known(
    facts: Facts, table: str, day: date, coop_ids: Collection[str] | None = None
) -> pa.Table:
    """The rows that a reader saw on a day, one a record, in the order of the natural keys.

    The version in force by `features.plan`, unless it is void or speaks of a later day. An end that
    was known later is missing.
    """
    seen = KnownBy(facts=facts, day=day, batch=facts.batch).read(table, None, coop_ids)
    order = [(name, "ascending") for name in ("coop_id", "record_id", "known", "version")]
    seen = seen.sort_by(order).combine_chunks()
    last = pc.not_equal(_key(seen).slice(0, max(len(seen) - 1, 0)), _key(seen).slice(1))
    ruling = pa.concat_arrays([last, pa.array([True] * min(len(seen), 1), pa.bool_())])
    happened = pc.less_equal(seen["happened"], pa.scalar(day, pa.date32())).combine_chunks()
    stands = pc.and_not(happened, seen["voided"].combine_chunks())
    return seen.filter(pc.and_(ruling, stands))


def _key(rows: pa.Table) -> pa.Array:
    joined = pc.binary_join_element_wise(rows["coop_id"], rows["record_id"], "\n")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def held(
    facts: Facts,
    features: Iterable[Feature],
    cohort: Cohort,
    coop_ids: Collection[str],
    whole: Collection[str] = (),
) -> MemoryFacts:
    """All that features and a cohort read of some co-operatives, in memory, to be read often.

    `whole` names tables that are held with all their columns.
    """
    reads = compile_plan([*_values(features), *cohort.values]).reads
    tables = {}
    for name in sorted({*reads, *whole}):
        columns = (
            None
            if name in whole
            else list(dict.fromkeys((*reads[name], "batch", *TABLES[name].ending)))
        )
        tables[name] = facts.read(name, columns, coop_ids).combine_chunks()
    return MemoryFacts(tables, facts.batch)


def records_since(
    facts: Facts, features: Iterable[Feature], *, day: date, batch: int, until: date
) -> dict[str, int]:
    """How many records told something new that features may look at, by co-operative.

    Parameters
    ----------
    day, batch : date, int
        What was known by that day in the batches up to that one is not new; nor is the end of a
        span that was.
    until : date
        What became known later is not counted.
    """
    found: dict[str, int] = defaultdict(int)
    first, last = pa.scalar(day, pa.date32()), pa.scalar(until, pa.date32())
    for name in compile_plan(_values(features)).reads:
        ends = TABLES[name].ends_known
        columns = ["coop_id", "record_id", "known", "batch", *([] if ends is None else [ends])]
        rows = facts.read(name, columns)
        told = pc.or_(
            pc.greater(rows["known"], first),
            pc.greater(rows["batch"], pa.scalar(batch, pa.int64())),
        )
        if ends is not None:
            ended = pc.and_(pc.greater(rows[ends], first), pc.less_equal(rows[ends], last))
            told = pc.or_(told, pc.fill_null(ended, False))
        new = rows.filter(pc.and_(told, pc.less_equal(rows["known"], last)))
        counted = new.group_by("coop_id").aggregate([("record_id", "count_distinct")])
        for who, count in zip(*(column.to_pylist() for column in counted.columns), strict=True):
            found[who] += count
    return found


def is_real(feature: Feature) -> bool:
    """Whether a feature looks at money in real terms, and so at the price index."""
    asked = (one for part in parts(feature.value) for one in primitives(part))
    return any(getattr(one, "real", False) for one in asked)


def _values(features: Iterable[Feature]) -> list[Value]:
    return [part for feature in features for part in parts(feature.value)]
