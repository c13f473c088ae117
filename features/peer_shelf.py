"""Where peer tables are kept: made once over a whole cohort, and read by everything after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from coopscore.errors import BrokenPeerTable, UnusableHome
from features.peer_tables import CUTS, PeerTable, Subject
from features.stamped import NotStamped, read_stamped, write_stamped

_STAMP = b"coopscore.peers"


class PeerShelf(Protocol):
    """Peer tables of one set of facts, by what they are about."""

    def find(self, subject: Subject) -> PeerTable | None:
        """The table of this subject; None where it was never made."""

    def keep(self, table: PeerTable) -> None:
        """Keep a table for all who ask after."""


@dataclass(frozen=True)
class MemoryShelf:
    """Tables kept in memory, for notebooks, benchmarks and tests.

    It belongs to one set of facts: two that share a batch number must not share a shelf.
    """

    tables: dict[str, PeerTable] = field(default_factory=dict)

    def find(self, subject: Subject) -> PeerTable | None:
        """As `PeerShelf.find`."""
        return self.tables.get(subject.name)

    def keep(self, table: PeerTable) -> None:
        """As `PeerShelf.keep`."""
        self.tables[table.subject.name] = table


@dataclass(frozen=True)
class FolderShelf:
    """Tables kept as Parquet files in a folder, each whole or absent, and hashed.

    The same subject gives the same file to the byte, so two runs that make one table at one time
    do each other no harm.
    """

    folder: Path

    def find(self, subject: Subject) -> PeerTable | None:
        """As `PeerShelf.find`.

        Raises
        ------
        BrokenPeerTable
            Where the file is not what was written.
        """
        path = self._path(subject)
        if not path.exists():
            return None
        try:
            cuts, stamp = read_stamped(path, _STAMP)
        except NotStamped as cause:
            raise BrokenPeerTable(path=path, reason=str(cause)) from cause
        if not (_fits(stamp, subject) and cuts.schema.equals(CUTS)):
            raise BrokenPeerTable(path=path, reason="it is about something else")
        table = PeerTable.stored(subject, stamp["bands"], cuts)
        if table.hash != stamp["hash"]:
            raise BrokenPeerTable(path=path, reason="its cut points or its stamp were changed")
        return table

    def keep(self, table: PeerTable) -> None:
        """As `PeerShelf.keep`.

        Raises
        ------
        UnusableHome
            Where the folder cannot be written to.
        """
        path = self._path(table.subject)
        try:
            write_stamped(path, table.cuts, _STAMP, {**table.stamp, "hash": table.hash})
        except OSError as cause:
            raise UnusableHome(path=path.parent, reason=cause.strerror) from cause

    def _path(self, subject: Subject) -> Path:
        return self.folder / f"{subject.name}.parquet"


def _fits(stamp: Any, subject: Subject) -> bool:
    return (
        isinstance(stamp, Mapping)
        and set(stamp) == {"subject", "bands", "hash"}
        and stamp["subject"] == subject.content
        and isinstance(stamp["bands"], list)
        and len(stamp["bands"]) == len(subject.share.by)
        and all(edges is None or isinstance(edges, list) for edges in stamp["bands"])
    )
