"""The days of all signs of life on record: for questions that no window before an as-of day asks.

A proof of a revival, say, lies after the entry that it proves. What a sign is stands in
`features.signs`, and each is dated as a window there would count it.
"""

from collections.abc import Collection
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.facts import Facts
from features.signs import SIGNS
from features.values import Arrived, Count

_READ = ("coop_id", "record_id", "version", "voided", "happened", "known")
SIGN_DAYS = pa.schema([("coop_id", pa.string()), ("day", pa.date32()), ("known", pa.date32())])


def sign_days(facts: Facts, until: date, coop_ids: Collection[str] | None = None) -> pa.Table:
    """Every sign of life known by a day, of all co-operatives or of some.

    Returns
    -------
    pa.Table
        `coop_id`, `day` (of the act; of a paper's first arrival), and `known` (from when on it was
        on record), by co-operative and day. Of a record that was corrected, the newest version
        known by `until` says whether it is one.
    """
    found = [_days(facts, sign, until, coop_ids) for sign in SIGNS]
    order = [("coop_id", "ascending"), ("day", "ascending"), ("known", "ascending")]
    return pa.concat_tables(found).sort_by(order).combine_chunks()


def _days(
    facts: Facts, sign: Count | Arrived, until: date, coop_ids: Collection[str] | None
) -> pa.Table:
    """The days of one kind of sign."""
    asked = [column for column, _ in sign.rows.conditions]
    rows = facts.read(sign.rows.table, [*_READ, *asked], coop_ids)
    rows = rows.filter(pc.less_equal(rows["known"], pa.scalar(until)))
    first = rows.group_by("record_id").aggregate([("known", "min")])
    rows = _newest(rows)
    kept = pc.invert(rows["voided"])
    for column, codes in sign.rows.conditions:
        among = pc.is_in(rows[column], value_set=pa.array(codes, rows[column].type))
        kept = pc.and_(kept, among)
    rows = rows.filter(kept).join(first, "record_id")
    day = rows["known_min"] if isinstance(sign, Arrived) else rows["happened"]
    # A sign is on record once both its days are past.
    known = pc.max_element_wise(rows["known_min"], day)
    return pa.table([rows["coop_id"], day, known], schema=SIGN_DAYS)


def _newest(rows: pa.Table) -> pa.Table:
    """The newest version of each record."""
    record = rows["record_id"].combine_chunks().dictionary_encode().indices.to_numpy()
    known = rows["known"].cast(pa.int32()).to_numpy()
    order = np.lexsort((rows["version"].to_numpy(), known, record))
    last = np.ones(len(order), dtype=np.bool_)
    last[:-1] = np.diff(record[order]) != 0
    return rows.take(pa.array(np.sort(order[last])))
