"""One table of facts as it lies on disk: a Delta table in a folder of its own.

Delta makes each append whole or absent; which appends count is the ledger's affair.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError

from coopscore.errors import UnreadableFacts
from coopscore.records.ledger import WrittenFile
from coopscore.table import Table

# Rows lie in this order within a file, and come in it from a view.
ORDER = ("coop_id", "record_id", "known", "version")

# Rows a group of a file: small enough that one co-operative's rows are found without the rest.
_ROW_GROUP = 65_536


class StoredTable:
    """A table of facts in `root`; its folder is made when its first rows arrive."""

    def __init__(self, root: Path, table: Table) -> None:
        self._root = root
        self._name = table.name
        self.schema: pa.Schema = table.arrow()

    def append(self, batch: int, rows: pa.Table) -> list[WrittenFile]:
        """Add rows under a batch's number, and bring them down to the disk."""
        before = self.files()
        write_deltalake(
            str(self._root / self._name),
            self._stamped(batch, rows),
            mode="append",
            schema_mode="merge",  # the table may have gained columns since its first rows
            writer_properties=WriterProperties(max_row_group_size=_ROW_GROUP),
        )
        added = {path: rows for path, rows in self.files().items() if path not in before}
        self._settle(added)
        return [
            WrittenFile(table=self._name, path=path, rows=rows, sha256=sha256(self._root / path))
            for path, rows in sorted(added.items())
        ]

    def delete(self, batch: int) -> None:
        """Take a batch's rows out."""
        if delta := self._opened():
            delta.delete(f"batch = {batch:d}")

    def files(self) -> dict[str, int]:
        """Rows of each file that the table now consists of, by path within `root`."""
        delta = self._opened()
        if delta is None:
            return {}
        actions = pa.RecordBatchReader.from_stream(delta.get_add_actions()).read_all()
        files = actions.select(["path", "num_records"]).to_pylist()
        return {f"{self._name}/{file['path']}": file["num_records"] for file in files}

    def rows(self, columns: Sequence[str], conditions: Iterable[str]) -> pa.Table:
        """The rows that meet every condition, in no order, in the schema of this version.

        A column that the table gained after a row was stored is null in it.

        Parameters
        ----------
        conditions
            In SQL, over stored columns; `among` makes one for ids.
        """
        schema = pa.schema([self.schema.field(name) for name in columns])
        delta = self._opened()
        if delta is None:
            return schema.empty_table()
        # The engine's own reader, not a pyarrow dataset: that one imports pandas, which has no
        # place in a web process.
        stored = {field.name for field in delta.schema().fields}
        present = [name for name in columns if name in stored]
        with self._refusing():
            found = delta.scan(present, " AND ".join(conditions) or None)
            return _conformed(pa.RecordBatchReader.from_stream(found).read_all(), schema)

    def _opened(self) -> DeltaTable | None:
        path = str(self._root / self._name)
        with self._refusing():
            return DeltaTable(path) if DeltaTable.is_deltatable(path) else None

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except (DeltaError, pa.ArrowInvalid) as cause:
            reason = str(cause).partition("\n")[0]  # the engine's own trace follows
            raise UnreadableFacts(path=self._root / self._name, reason=reason) from cause

    def _stamped(self, batch: int, rows: pa.Table) -> pa.Table:
        numbers = pa.repeat(pa.scalar(batch, pa.int64()), len(rows))
        stamped = rows.append_column("batch", numbers).select(self.schema.names)
        return in_order(stamped.cast(self.schema))

    def _settle(self, files: Iterable[str]) -> None:
        version = DeltaTable(str(self._root / self._name)).version()
        log = f"{self._name}/_delta_log/{version:020d}.json"
        for path in (*files, log):
            with (self._root / path).open("r+b") as file:
                os.fsync(file.fileno())


def in_order(rows: pa.Table) -> pa.Table:
    """The rows by coop_id, record_id, known, version: one order, since these are unique."""
    return rows.sort_by([(key, "ascending") for key in ORDER])


def among(coop_ids: Collection[str]) -> str:
    """The condition that a row is of one of these co-operatives (at least one)."""
    # The reader binds no values, so each id is quoted as SQL quotes text.
    quoted = ("'" + coop_id.replace("'", "''") + "'" for coop_id in sorted(coop_ids))
    return f"coop_id IN ({', '.join(quoted)})"


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _conformed(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        rows[field.name].cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
