"""Facts as they were known on another day, and facts with rows that nobody has sent (yet).

What a score would have been is told by the same pipeline on other facts: these wrappers are facts
(`features.facts.Facts`) themselves, and build the same matrices. Nothing of them can be stored:
they are read from and never written to.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.price_index import PriceIndex, price_index
from coopscore.schema import TABLES
from features.cohorts import Cohort
from features.conditions import Bound
from features.facts import Facts, MemoryFacts
from features.made_rows import check_stored
from features.peer_shelf import PeerShelf
from features.peer_tables import PeerTable, Subject
from features.spec import Spans
from features.values import CURRENCY

# A count is never under nought, so that this holds of anybody, with nothing on record as well.
_ALWAYS = Bound(
    of=(Spans("facility", happened="disbursed_on", known="recorded_at").count(),), least=0
)


def standing_in(cohort: Cohort) -> Cohort:
    """Whoever is asked about, as if they belonged to the cohort: what was a member stays one.

    Who was scored on a day is replayed on others, on which it would be out of the cohort (known
    only by what was known then, it gave no sign of life for a year).
    """
    return Cohort(name=cohort.name, title=cohort.title, conditions=(_ALWAYS,))


@dataclass(frozen=True, kw_only=True)
class KnownBy:
    """Facts as they were known by the end of a day, to a reader of the batches up to `batch`.

    A later day's matrix on them holds what time alone changed. Ends of spans that were known later
    are not there, though the rows that tell of them may be.
    """

    facts: Facts
    day: date
    batch: int

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        coop_ids: Collection[str] | None = None,
    ) -> pa.Table:
        """As `Facts.read`, without what became known, or was sealed, later."""
        source = TABLES[table]
        ending = source.ending if source.ends_known is not None else ()
        rows, wanted = _with(self.facts, table, columns, coop_ids, ("known", "batch", *ending))
        seen = pc.less_equal(rows["known"], pa.scalar(self.day, pa.date32()))
        sealed = pc.less_equal(rows["batch"], pa.scalar(self.batch, pa.int64()))
        rows = rows.filter(pc.and_(seen, sealed))
        if source.ends_known is not None:
            later = pc.greater(rows[source.ends_known], pa.scalar(self.day, pa.date32()))
            for name in ending:
                rows = _blanked(rows, name, later)
        return rows.select(wanted)


@dataclass(frozen=True, kw_only=True)
class PricesBy:
    """Facts whose money has real terms only by prices that were out by the end of a day.

    A row tells no currency where the index of its year came out after `day`, so that it has no real
    terms, as `features.plan` has it of a currency without an index. Plain amounts stay.
    """

    facts: Facts
    day: date
    index: PriceIndex

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
        """As `Facts.read`, currencies missing where their prices came out later."""
        unasked = columns is not None and CURRENCY not in columns
        if unasked or not _has_currency(table):
            return self.facts.read(table, columns, coop_ids)
        rows, wanted = _with(self.facts, table, columns, coop_ids, ("happened",))
        for code, series in self.index.series.items():
            for level in series.levels:
                if level.known > self.day:
                    dated = pc.and_(
                        pc.greater_equal(rows["happened"], pa.scalar(level.ends, pa.date32())),
                        pc.less(rows["happened"], pa.scalar(level.next_ends, pa.date32())),
                    )
                    rows = _blanked(
                        rows, CURRENCY, pc.and_(pc.equal(rows[CURRENCY], pa.scalar(code)), dated)
                    )
        return rows.select(wanted)


@dataclass(frozen=True, kw_only=True)
class With:
    """Facts and, beside them, rows that were made, by table.

    Raises
    ------
    UnfitRows
        Where the rows of a table are not as intake would have stored them.
    """

    facts: Facts
    rows: Mapping[str, pa.Table]

    def __post_init__(self) -> None:
        for name, made in self.rows.items():
            check_stored(TABLES[name], made)

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
        """As `Facts.read`, the made rows after the others."""
        stored = self.facts.read(table, columns, coop_ids)
        if table not in self.rows:
            return stored
        made = MemoryFacts(self.rows).read(table, columns, coop_ids)
        return pa.concat_tables([stored, made.select(stored.column_names)])


@dataclass(frozen=True, kw_only=True)
class PinnedPeers:
    """The peer tables of one cohort, month's end and batch, whatever day is asked for.

    So a co-operative is held against the peers of that day on any other.
    """

    shelf: PeerShelf
    cohort: Cohort
    month_end: date
    batch: int

    def find(self, subject: Subject) -> PeerTable | None:
        """The table of the same share among the pinned peers."""
        return self.shelf.find(
            replace(subject, cohort=self.cohort, month_end=self.month_end, batch=self.batch)
        )

    def keep(self, table: PeerTable) -> None:
        """Nothing: what is made for another day is not kept as that day's."""


def prices_by(facts: Facts, day: date) -> PricesBy:
    """Facts whose money has real terms by the shipped price index as it stood on a day."""
    return PricesBy(facts=facts, day=day, index=price_index())


def _with(
    facts: Facts,
    table: str,
    columns: Sequence[str] | None,
    coop_ids: Collection[str] | None,
    needed: Sequence[str],
) -> tuple[pa.Table, list[str]]:
    """Rows with the columns wanted and those needed, and the names of the former."""
    if columns is None:
        rows = facts.read(table, None, coop_ids)
        return rows, rows.column_names
    return facts.read(table, list(dict.fromkeys((*columns, *needed))), coop_ids), list(columns)


def _blanked(rows: pa.Table, name: str, where: pa.ChunkedArray) -> pa.Table:
    """The rows with a column missing where told; where that is unknown, it stays."""
    cells = pc.if_else(pc.fill_null(where, False), pa.scalar(None, rows[name].type), rows[name])
    return rows.set_column(rows.column_names.index(name), name, cells)


def _has_currency(table: str) -> bool:
    return CURRENCY in {column.name for column in TABLES[table].stored}
