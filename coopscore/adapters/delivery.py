"""What an adapter hands to intake: drafts of facts, still as text, and an account of every row.

An adapter only translates: it says which of our tables and columns a source's cells belong to.
Parsing, checking and the two dates' order are intake's, the same for every source.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from coopscore.intake.faults import QuarantinedRow
from coopscore.intake.read import RawTable
from coopscore.intake.receipt import Note
from coopscore.table import Table


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file of a delivery.

    `rows_read` counts its rows without the header and blank lines; `raw` gives a row's text by its
    number, under the source's own column names, for the quarantine file. `path` is where the file
    lies, and `sha256` that of what was read there.
    """

    path: Path
    name: str
    rows_read: int
    sha256: str
    raw: Callable[[int], Mapping[str, str]]

    @classmethod
    def of(cls, file: RawTable) -> "Source":
        """The account of a file that was read."""
        return cls(
            path=file.path,
            name=file.name,
            rows_read=file.rows_read,
            sha256=file.sha256,
            raw=file.raw,
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """One fact to be, from row `row` of its source.

    `values` maps column names of the target table (and coop_id, and where given record_id,
    version, voided, hindsight) to text; a column left out, or empty, is missing.
    """

    row: int
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """The drafts that one source gives for one table.

    `origin` maps our column names to the source's, so that a fault names what the sender knows.
    `exchanged` are pairs of our columns that stand in each other's place in the source.
    """

    table: Table
    source: str
    rows: Iterable[Draft]
    origin: Mapping[str, str] = field(default_factory=dict)
    exchanged: tuple[tuple[str, str], ...] = ()

    @property
    def as_read(self) -> Mapping[str, str]:
        """Where our columns stand in the source, in its order, exchanges undone."""
        partner = dict((*self.exchanged, *(pair[::-1] for pair in self.exchanged)))
        return {partner.get(name, name): header for name, header in self.origin.items()}


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Everything one path held.

    Each row read either gives at least one draft, or stands in `set_aside`, or is counted in
    `repeated` (by source: a row that only repeats another, such as accounts carried forward).
    """

    sources: tuple[Source, ...]
    tables: tuple[Drafts, ...]
    set_aside: tuple[QuarantinedRow, ...] = ()
    repeated: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


class Adapter(Protocol):
    """A registry's own format, translated into ours."""

    @property
    def name(self) -> str:
        """The word by which a command line chooses it."""
        ...

    def drafts(self, path: Path) -> Delivery:
        """Read the file or folder at `path`.

        Raises
        ------
        UnreadableFile, UnknownTable, WrongColumns
            Where nothing of the path can be taken.
        """
        ...
