"""What the store holds already, as far as a delivery asks."""

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.errors import EmptyStore
from coopscore.facts import FactStore, FactView
from coopscore.intake.tray import Key, OnRecord, Stored
from coopscore.schema import COOPERATIVE
from coopscore.table import Table


class NothingOnRecord:
    """A store before its first batch."""

    def cooperatives(self) -> Collection[str]:
        """None."""
        return ()

    def records(self, table: Table, record_ids: Collection[str]) -> Mapping[Key, Stored]:
        """None."""
        return {}


class StoredRecords:
    """The rows of one sealed state of the store."""

    def __init__(self, view: FactView) -> None:
        self._view = view

    def cooperatives(self) -> Collection[str]:
        """Every co-operative that ever had a row of its own."""
        coop_ids = self._view.read(COOPERATIVE.name, ["coop_id"]).column("coop_id")
        return set(pc.unique(coop_ids).to_pylist())

    def records(self, table: Table, record_ids: Collection[str]) -> Mapping[Key, Stored]:
        """All rows of those records, corrections and all."""
        columns = ["record_id", "known", "version", "coop_id", "digest"]
        rows = self._view.read(table.name, columns)
        asked = pa.array(sorted(record_ids), pa.string())
        rows = rows.filter(pc.is_in(rows.column("record_id"), value_set=asked))
        values = (rows.column(name).to_pylist() for name in columns)
        return {
            (record_id, known, version): Stored(coop_id, digest)
            for record_id, known, version, coop_id, digest in zip(*values, strict=True)
        }


def on_record(facts: FactStore) -> OnRecord:
    """The newest sealed state of the store, empty where there is none."""
    try:
        return StoredRecords(facts.view())
    except EmptyStore:
        return NothingOnRecord()
