"""The fact store: the tables of facts, and the batches that they grow by.

Rows are appended with the number of their batch, and count from the moment the ledger seals it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock

import pyarrow as pa

from coopscore.actor import Actor
from coopscore.errors import BrokenFacts, EmptyStore, UnknownBatch
from coopscore.facts.stored import StoredTable, sha256
from coopscore.facts.view import FactView
from coopscore.records.ledger import Ledger, WrittenFile
from coopscore.schema import TABLES
from coopscore.table import Table


class FactStore:
    """The tables of facts in a folder.

    Parameters
    ----------
    ledger
        Says which batches count.
    tables
        The tables by name.
    """

    def __init__(self, folder: Path, ledger: Ledger, tables: Mapping[str, Table] = TABLES) -> None:
        self._folder = folder
        self._ledger = ledger
        self._stored = {name: StoredTable(folder, table) for name, table in tables.items()}
        self._lock = Lock()
        self._viewed: tuple[tuple[int, frozenset[int]], FactView] | None = None

    def append(self, batch: int, tables: Mapping[str, pa.Table]) -> list[WrittenFile]:
        """Add the rows of an open batch, table by table; the files that hold them.

        Parameters
        ----------
        tables
            Rows by table name, with the columns of `Table.arrow()` but for `batch`.
        """
        files: list[WrittenFile] = []
        for name, rows in tables.items():
            if len(rows):
                files += self._stored[name].append(batch, rows)
        return files

    def drop(self, batch: int) -> None:
        """Delete the rows of a batch that was never sealed."""
        assert batch not in self._ledger.sealed(), f"batch {batch} is sealed"
        for stored in self._stored.values():
            stored.delete(batch)

    def drop_leftovers(self, *, actor: Actor, now: datetime) -> list[int]:
        """Drop what runs that died left behind; the numbers of their batches.

        Only for the run that holds the right to write (`Home.writing`).
        """
        leftovers = self._ledger.abandoned()
        for batch in leftovers:
            self.drop(batch)
            self._ledger.drop(batch, actor=actor, now=now)
        return leftovers

    def view(self, batch: int | None = None) -> FactView:
        """The store as it was when `batch` was sealed; by default the newest.

        Raises
        ------
        EmptyStore
            Where no batch was sealed yet.
        UnknownBatch
            Where that one was not.
        """
        sealed = self._ledger.sealed()
        if not sealed:
            raise EmptyStore(path=self._folder)
        if batch is not None and batch not in sealed:
            raise UnknownBatch(batch=batch)
        asked = (sealed[-1] if batch is None else batch, frozenset(sealed))
        with self._lock:
            # The same view again as long as nothing was sealed: it keeps what it has read.
            if self._viewed is None or self._viewed[0] != asked:
                self._viewed = (asked, FactView(self._stored, *asked))
            return self._viewed[1]

    def verify(self) -> int:
        """Compare what is stored with what was sealed; the number of files that hold.

        Raises
        ------
        BrokenFacts
            At the first sealed file that is gone, was changed, or that the table no longer
            counts, and at the first batch with other rows than it was sealed with.
        """
        live = {path for stored in self._stored.values() for path in stored.files()}
        sealed = self._ledger.files()
        for batch, file in sealed:
            path = self._folder / file.path
            # A file that the table no longer counts was replaced by another, and nothing here
            # does that: what stands in its place is not what was sealed.
            if file.path not in live or not path.exists() or sha256(path) != file.sha256:
                raise BrokenFacts(path=path, batch=batch)
        self._count_again()
        return len(sealed)

    def _count_again(self) -> None:
        counted = set(self._ledger.sealed())
        sealed: dict[str, Counter[int]] = {name: Counter() for name in self._stored}
        for batch, file in self._ledger.files():
            sealed[file.table][batch] += file.rows
        for name, stored in self._stored.items():
            found = Counter(stored.rows(["batch"], ())["batch"].to_pylist())
            for batch in sorted(counted):
                if found[batch] != sealed[name][batch]:
                    raise BrokenFacts(path=self._folder / name, batch=batch)
