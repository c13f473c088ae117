"""What the store holds already, as far as a delivery asks."""

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.errors import EmptyStore
from coopscore.facts import FactStore, FactView
from coopscore.intake.keys import key_columns, natural_keys
from coopscore.intake.tray import KEY, Content, Key, OnRecord, Stored
from coopscore.schema import COOPERATIVE
from coopscore.table import Table


class NothingOnRecord:
    """A store before its first batch."""

    def cooperatives(self) -> Collection[str]:
        """None."""
        return ()

    def records(self, table: Table, names: Collection[str]) -> Mapping[Key, Stored]:
        """None."""
        return {}

    def contents(self, table: Table, keys: Collection[Key]) -> Mapping[Key, Content]:
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

    def records(self, table: Table, names: Collection[str]) -> Mapping[Key, Stored]:
        """All rows whose record id or natural key is named, corrections and all."""
        columns = list(dict.fromkeys((*KEY, "digest", *key_columns(table))))
        rows = self._view.read(table.name, columns)
        rows = rows.append_column("natural", natural_keys(table, rows))
        asked = pa.array(sorted(names), pa.string())
        named = (pc.is_in(rows[column], value_set=asked) for column in ("record_id", "natural"))
        rows = rows.filter(pc.or_(*named))
        values = (rows.column(name).to_pylist() for name in (*KEY, "digest", "natural"))
        return {
            (coop_id, record_id, known, version): Stored(digest, natural)
            for coop_id, record_id, known, version, digest, natural in zip(*values, strict=True)
        }

    def contents(self, table: Table, keys: Collection[Key]) -> Mapping[Key, Content]:
        """The whole rows of those keys."""
        rows = self._view.read(table.name, coop_ids={key[0] for key in keys}).to_pylist()
        by_key = {tuple(row[name] for name in KEY): row for row in rows}
        return {key: by_key[key] for key in keys}


def on_record(facts: FactStore) -> OnRecord:
    """The newest sealed state of the store, empty where there is none."""
    try:
        return StoredRecords(facts.view())
    except EmptyStore:
        return NothingOnRecord()
