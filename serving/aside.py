"""What is set aside and not settled yet, as a person or a program asks for it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coopscore.intake.aside import AsideDelivery, AsideRow, ToldFault
from coopscore.intake.outstanding import open_rows
from coopscore.intake.shelf import Shelf
from serving.office import Office


@dataclass(frozen=True, kw_only=True)
class Example:
    """One row with a fault."""

    row: int
    fault: ToldFault


@dataclass(frozen=True, kw_only=True)
class AsideFile:
    """The open rows of one file of a delivery.

    `faults` counts rows by fault code, the commonest first; `examples` has one row for each.
    `mending` is the path of the file in which the rows can be mended, None where the whole file of
    the source is to be sent again.
    """

    source: str
    table: str
    mending: str | None
    rows: Mapping[int, tuple[str, ...]]
    faults: Mapping[str, int]
    examples: Mapping[str, Example]


@dataclass(frozen=True, kw_only=True)
class AsideList:
    """One delivery's open rows, by file."""

    name: str
    adapter: str
    path: str
    at: str
    files: tuple[AsideFile, ...]

    @property
    def rows(self) -> int:
        """How many rows are open."""
        return sum(len(file.rows) for file in self.files)

    def as_data(self) -> dict[str, Any]:
        """The list as JSON can hold it; the words of faults stand in the mending file."""
        data = asdict(self)
        for file in data["files"]:
            del file["examples"]
        return {**data, "rows": self.rows}


def set_aside(office: Office, *, table: str | None, fault: str | None) -> list[AsideList]:
    """Every row that is open, by delivery and file.

    Parameters
    ----------
    table, fault
        Only rows of that table, or with a fault of that code.
    """
    shelf = Shelf(office.home.quarantine)
    deliveries = shelf.deliveries()
    still = open_rows(office.facts, deliveries)
    lists = []
    for delivery in deliveries:
        wanted = [
            row
            for row in still.get(delivery.name, {}).values()
            if table in (None, delivery.table_of(row)) and (fault is None or fault in row.codes)
        ]
        if wanted:
            files = tuple(_files(delivery, wanted, dict(shelf.mending_files(delivery))))
            lists.append(
                AsideList(
                    name=delivery.name,
                    adapter=delivery.adapter,
                    path=delivery.path,
                    at=delivery.at,
                    files=files,
                )
            )
    return lists


def _files(
    delivery: AsideDelivery, rows: list[AsideRow], mending: Mapping[str, Path]
) -> Iterator[AsideFile]:
    for source in delivery.sources:
        own = [row for row in rows if row.source == source.name]
        if own:
            codes = Counter(code for row in own for code in row.codes)
            yield AsideFile(
                source=source.name,
                table=source.table,
                mending=str(mending[source.name]) if delivery.is_redrivable else None,
                rows={row.row: row.codes for row in own},
                faults=dict(sorted(codes.items(), key=lambda counted: (-counted[1], counted[0]))),
                examples={code: _example(code, own) for code in codes},
            )


def _example(code: str, rows: list[AsideRow]) -> Example:
    return next(
        Example(row=row.row, fault=fault)
        for row in rows
        for fault in row.faults
        if fault.code == code
    )
