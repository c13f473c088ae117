"""What a delivery leaves behind, as it is kept on the shelf."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from coopscore.adapters.delivery import Delivery, Drafts
from coopscore.intake.account import account, set_aside
from coopscore.intake.aside import AsideDelivery, AsideRow, AsideSource
from coopscore.intake.faults import QuarantinedRow
from coopscore.intake.receipt import Receipt
from coopscore.intake.settled import Settled
from coopscore.intake.shelf import Shelf
from coopscore.persons import Persons


def accounted(
    folder: Path,
    delivery: Delivery,
    settled: Settled,
    *,
    adapter: str,
    path: Path,
    persons: Persons,
    newest: int,
    now: datetime,
) -> Receipt:
    """The receipt of a delivery, whose rows at fault are kept in `folder` to be mended.

    Parameters
    ----------
    newest
        The last batch that was sealed before.
    """
    receipt = account(delivery, settled, adapter=adapter, path=path, folder=folder, persons=persons)
    rows = set_aside(delivery, settled, persons)
    if not rows:
        return receipt
    own = _own_digests(settled)
    left = AsideDelivery(
        name=receipt.content_hash[:16],
        adapter=receipt.adapter,
        path=receipt.path,
        at=now.isoformat(),
        sources=tuple(_sources(delivery, rows)),
        rows=tuple(_kept(row, settled, newest, own) for row in rows),
    )
    kept = Shelf(folder).lay(left)
    return replace(receipt, to_mend=str(kept)) if left.is_redrivable else receipt


def _kept(
    row: QuarantinedRow,
    settled: Settled,
    newest: int,
    own: Mapping[tuple[str, str, str], Sequence[str]],
) -> AsideRow:
    marks = settled.marks.get((row.source, row.row), ())
    digests = [digest for table, owner, name, _ in marks for digest in own[table, owner, name]]
    return AsideRow.of(row, newest, marks, digests)


def _own_digests(settled: Settled) -> Mapping[tuple[str, str, str], Sequence[str]]:
    """What the delivery itself brings of the records that rows set aside speak of."""
    asked: set[tuple[str, str, str]] = {
        (table, owner, name) for marks in settled.marks.values() for table, owner, name, _ in marks
    }
    own: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for table in sorted({table for table, *_ in asked}):
        facts = settled.facts[table]
        columns = (facts[name].to_pylist() for name in ("coop_id", "record_id", "digest"))
        for owner, name, digest in zip(*columns, strict=True):
            if (table, owner, name) in asked:
                own[table, owner, name].append(digest)
    return own


def _sources(delivery: Delivery, rows: Sequence[QuarantinedRow]) -> list[AsideSource]:
    """The files that rows were left of, each with its table where it has one of its own."""
    drafts: Mapping[str, Drafts] = {part.source: part for part in delivery.tables}
    left = {row.source: row for row in rows}
    return [
        AsideSource(
            name=name,
            table=drafts[name].table.name if name in drafts else "",
            header=_header(drafts.get(name), [row for row in rows if row.source == name]),
            origin=dict(drafts[name].origin) if name in drafts else {},
            exchanged=drafts[name].exchanged if name in drafts else (),
        )
        for name in left
    ]


def _header(drafts: Drafts | None, rows: Sequence[QuarantinedRow]) -> tuple[str, ...]:
    """The columns of the file: those of its rows, but for what stood beyond them."""
    longest = max(rows, key=lambda row: len(row.raw)).raw
    named = tuple(name for name in longest if not name.startswith("+"))
    known = tuple(drafts.origin.values()) if drafts is not None else ()
    return named if set(named) >= set(known) else known
