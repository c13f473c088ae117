"""What features need of the facts: a sealed state of them that can be read by table.

The store behind it may be anything; nothing here knows of files.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.schema import TABLES


class Facts(Protocol):
    """The facts as they stood when `batch` was the newest sealed batch."""

    @property
    def batch(self) -> int:
        """Number of the newest sealed batch."""

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        coop_ids: Collection[str] | None = None,
    ) -> pa.Table:
        """Stored row versions of a table: these columns, of these co-operatives."""


@dataclass(frozen=True)
class MemoryFacts:
    """Facts held in memory, for notebooks, benchmarks and questions of "what if"."""

    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    batch: int = 0

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        coop_ids: Collection[str] | None = None,
    ) -> pa.Table:
        """As `Facts.read`; a table that was never given is empty."""
        rows = self.tables.get(table)
        if rows is None:
            rows = TABLES[table].arrow().empty_table()
        if coop_ids is not None:
            chosen = pa.array(sorted(coop_ids), pa.string())
            rows = rows.filter(pc.is_in(rows["coop_id"], value_set=chosen))
        return rows if columns is None else rows.select(list(columns))
