"""A view of the facts: the store as it was when one batch was sealed."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from struct import pack
from threading import Lock

import pyarrow as pa
import pyarrow.compute as pc
from cachetools import LRUCache, cached

from coopscore.errors import UnknownName
from coopscore.facts.stored import ORDER, StoredTable, among, in_order

# The reader falls over (a crash, not an error) on lists of tens of thousands; up to this many ids
# are looked up in the files, more are picked from what was read.
_LOOKED_UP = 1_000

# What a view keeps of what it has read. A training asks a small store for the same columns of the
# same co-operatives hundreds of times, and each time the files would be opened and put in order.
ROOM = 128 * 2**20  # bytes
EACH = 2**15  # bytes that every table takes beside its rows, an empty one too
_FEW = 100  # co-operatives, under which a read is not kept: it is hardly asked for again

_EPOCH = date(1970, 1, 1)


class FactView:
    """The facts of the batches sealed up to `batch`, and no others.

    It never changes, whatever is written beside it.
    """

    def __init__(
        self,
        stored: Mapping[str, StoredTable],
        batch: int,
        sealed: Collection[int],
        room: int = ROOM,
    ) -> None:
        self._stored = stored
        self.batch = batch
        # Numbers in between that do not count: dropped, or left open by a run that died.
        self._others = [number for number in range(1, batch) if number not in sealed]
        self._kept: LRUCache[Hashable, pa.Table] = LRUCache(room, getsizeof=_size)
        self._lock = Lock()

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        coop_ids: Collection[str] | None = None,
    ) -> pa.Table:
        """Every row of a table, versions and voids among them.

        Parameters
        ----------
        columns
            Stored columns to read; by default all, as `Table.arrow()` names them.
        coop_ids
            Only rows of these co-operatives.

        Returns
        -------
        pa.Table
            Ordered by coop_id, record_id, known, version. A column that the table gained later
            is null in older rows; a table without rows is empty, with the right columns.

        Raises
        ------
        UnknownName
            Where there is no such table.
        """
        return self._read(table, columns, coop_ids, ())

    def last_known(self) -> date:
        """The newest known day of any fact: what came later, this store cannot tell of."""
        days = [
            pc.max(self._read(table, ["known"], None, ())["known"]).as_py()
            for table in self._stored
        ]
        return max((day for day in days if day is not None), default=date.min)

    def as_known(self, table: str, coop_id: str | None, as_of: date) -> pa.Table:
        """The rows that a reader of the register saw on a day, one a record.

        Of each record the last version known by then, unless that is void or speaks of a later
        day; of all co-operatives where `coop_id` is None.
        """
        only = None if coop_id is None else [coop_id]
        known = self._read(table, None, only, (f"known <= DATE '{as_of.isoformat()}'",))
        last = _last_of_each_record(known)
        visible = pc.and_not(pc.less_equal(last["happened"], _day(as_of)), last["voided"])
        return last.filter(visible)

    def _read(
        self,
        name: str,
        columns: Sequence[str] | None,
        coop_ids: Collection[str] | None,
        conditions: Sequence[str],
    ) -> pa.Table:
        if name not in self._stored:
            raise UnknownName(kind="table", name=name, allowed=sorted(self._stored))
        stored = self._stored[name]
        wanted = list(stored.schema.names if columns is None else columns)
        needed = list(dict.fromkeys((*ORDER, *wanted)))
        narrowed = (*self._counting(), *conditions, *_looked_up(coop_ids))

        def read() -> pa.Table:
            rows = _picked(stored.rows(needed, narrowed), coop_ids)
            return in_order(rows).select(wanted)

        if conditions or (coop_ids is not None and len(coop_ids) < _FEW):
            return read()
        whose = None if coop_ids is None else tuple(coop_ids)
        keep = cached(self._kept, key=lambda: (name, tuple(wanted), whose), lock=self._lock)
        return keep(read)()

    def _counting(self) -> Iterator[str]:
        yield f"batch <= {self.batch:d}"
        if self._others:
            yield f"batch NOT IN ({', '.join(f'{number:d}' for number in self._others)})"


def _size(rows: pa.Table) -> int:
    return int(rows.nbytes) + EACH


def _looked_up(coop_ids: Collection[str] | None) -> Iterator[str]:
    if coop_ids is not None and len(coop_ids) <= _LOOKED_UP:
        yield among(coop_ids) if coop_ids else "FALSE"


def _picked(rows: pa.Table, coop_ids: Collection[str] | None) -> pa.Table:
    if coop_ids is None or len(coop_ids) <= _LOOKED_UP:
        return rows
    wanted = pa.array(sorted(coop_ids), pa.string())
    return rows.filter(pc.is_in(rows["coop_id"], value_set=wanted))


def _last_of_each_record(rows: pa.Table) -> pa.Table:
    """The last row of each run of one record, in rows that lie in order."""
    if not len(rows):
        return rows
    here, following = rows.slice(0, len(rows) - 1), rows.slice(1)
    same = pc.and_(
        pc.equal(here["coop_id"], following["coop_id"]),
        pc.equal(here["record_id"], following["record_id"]),
    )
    return pa.concat_tables([here.filter(pc.invert(same)), rows.slice(len(rows) - 1)])


def _day(day: date) -> pa.Scalar:
    # `pa.scalar` would import pandas.
    packed = pa.py_buffer(pack("=i", (day - _EPOCH).days))
    return pa.Array.from_buffers(pa.date32(), 1, [None, packed])[0]
