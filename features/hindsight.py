"""Facts of a day as they were corrected later: what the day would have told, had it been right.

Beside the same day as it was known, it shows by how much figures are revised. Only corrections of
what was on record count: a paper that came later is late, not wrong. Nothing but a measure of error
may read it, for it looks past the as-of day on purpose.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.facts import Facts

_ORDER = ("coop_id", "record_id", "known", "version")


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """Each record as its last version known by a day tells it, known since its first version."""

    facts: Facts
    by: date

    @property
    def batch(self) -> int:
        """Number of the newest sealed batch."""
        return self.facts.batch

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        coop_ids: Collection[str] | None = None,
    ) -> pa.Table:
        """As `Facts.read`: one row a record, and none that was first known after the day."""
        asked = None if columns is None else list(dict.fromkeys((*columns, *_ORDER)))
        rows = self.facts.read(table, asked, coop_ids)
        rows = rows.filter(pc.less_equal(rows["known"], pa.scalar(self.by, pa.date32())))
        rows = rows.sort_by([(name, "ascending") for name in _ORDER])
        if len(rows):
            rows = _corrected(rows)
        return rows if columns is None else rows.select(list(columns))


def _corrected(rows: pa.Table) -> pa.Table:
    """The last row of each run of one record, with the known day of the first."""
    starts = np.ones(len(rows), dtype=np.bool_)
    same = [_code(rows[name]) for name in ("coop_id", "record_id")]
    starts[1:] = np.logical_or(*(code[1:] != code[:-1] for code in same))
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(rows)) - 1
    known = rows["known"].take(pa.array(first))
    kept = rows.take(pa.array(last))
    return kept.set_column(kept.column_names.index("known"), "known", known)


def _code(column: pa.ChunkedArray) -> np.ndarray:
    encoded = column.combine_chunks().dictionary_encode()
    return np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
