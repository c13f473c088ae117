"""Rows that are tried again, handed on as an adapter would hand on a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from coopscore.adapters.delivery import Delivery, Draft, Drafts, Source
from coopscore.intake.aside import AsideDelivery, AsideRow
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.receipt import Note
from coopscore.intake.tray import Place
from coopscore.schema import TABLES


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One row to be tried: where it is kept, and its cells as they stand now."""

    delivery: AsideDelivery
    place: int
    cells: Mapping[str, str]

    @property
    def kept(self) -> AsideRow:
        """The row as it is kept."""
        return self.delivery.rows[self.place]

    @property
    def source(self) -> str:
        """The name of its source, apart from those of other deliveries."""
        return f"{self.delivery.name}/{self.kept.source}"

    @property
    def at(self) -> Place:
        """Where the walk finds it."""
        return self.source, self.kept.row

    def misfit(self) -> tuple[Fault, ...]:
        """The faults of its shape: those that it came with, or cells beyond its header."""
        row = replace(self.kept, cells=self.cells)
        if row.is_misshapen:
            return tuple(fault.again() for fault in row.faults)
        header = self.delivery.source(row.source).header
        beyond = [cell for name, cell in self.cells.items() if name not in header and cell.strip()]
        if not beyond:
            return ()
        facts = {"cells": len(header) + len(beyond), "columns": len(header)}
        return (Fault(code="too_many_cells", value=",".join(beyond), facts=facts),)


def trial(tried: Sequence[Tried], settled: Sequence[Tried], notes: Sequence[Note]) -> Delivery:
    """The rows as a delivery, with a source for each file that they came from.

    Parameters
    ----------
    settled
        Rows that were asked for too, and are only accounted for.
    """
    by_source: dict[str, list[Tried]] = {}
    for one in (*tried, *settled):
        by_source.setdefault(one.source, []).append(one)
    misfits = {one.at: faults for one in tried if (faults := one.misfit())}
    sound = [one for one in tried if one.at not in misfits]
    return Delivery(
        sources=tuple(_source(name, rows) for name, rows in by_source.items()),
        tables=tuple(
            _drafts(name, rows[0], [one for one in sound if one.source == name])
            for name, rows in by_source.items()
        ),
        set_aside=tuple(
            QuarantinedRow(
                source=one.source, row=one.kept.row, faults=misfits[one.at], raw=one.cells
            )
            for one in tried
            if one.at in misfits
        ),
        notes=tuple(notes),
    )


def _source(name: str, rows: Sequence[Tried]) -> Source:
    cells = {one.kept.row: one.cells for one in rows}
    content = repr(sorted((row, sorted(of.items())) for row, of in cells.items()))
    return Source(
        path=Path(name),
        name=name,
        rows_read=len(rows),
        sha256=sha256(content.encode()).hexdigest(),
        raw=lambda row: cells[row],
    )


def _drafts(name: str, any_row: Tried, rows: Sequence[Tried]) -> Drafts:
    source = any_row.delivery.source(any_row.kept.source)
    ours = {header: column for column, header in source.origin.items()}
    return Drafts(
        table=TABLES[source.table],
        source=name,
        rows=[
            Draft(
                one.kept.row,
                {ours[header]: cell for header, cell in one.cells.items() if header in ours},
            )
            for one in rows
        ],
        origin=source.origin,
        exchanged=source.exchanged,
    )
