"""Which rows that were set aside are still open, and which have come well since.

Nothing is written down when a row comes well in a later delivery: what is on record says so. A row
is settled when it was tried again and taken; when its facts are on record; or when a later batch
told of its records, as a corrected file does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.errors import EmptyStore
from coopscore.facts import FactStore
from coopscore.intake.aside import AsideDelivery, AsideRow
from coopscore.intake.marks import Mark

_COLUMNS = ["coop_id", "record_id", "digest", "batch"]


class Told(Protocol):
    """Which marks the store has told of."""

    def since(self, mark: Mark, newest: int, own: Sequence[str]) -> bool:
        """Whether a mark's content is on record, or its record was told of after batch `newest`."""
        ...


@dataclass(frozen=True)
class TableTold:
    """Batches and digests by record, and every digest, of one table."""

    records: Mapping[tuple[str, str], Sequence[tuple[int, str]]]
    digests: frozenset[str]


class ToldByStore:
    """The newest sealed state of a store, as far as marks ask for it."""

    def __init__(self, facts: FactStore, marks: Iterable[Mark]) -> None:
        asked: dict[str, list[Mark]] = defaultdict(list)
        for mark in marks:
            asked[mark[0]].append(mark)
        self._tables = {table: _told(facts, table, of) for table, of in asked.items()}

    def since(self, mark: Mark, newest: int, own: Sequence[str]) -> bool:
        """Whether a mark's content is on record, or its record was told of after batch `newest`."""
        table, owner, name, digest = mark
        told = self._tables[table]
        if digest in told.digests:
            return True
        versions = told.records.get((owner, name), ())
        return any(batch > newest and digest not in own for batch, digest in versions)


def _told(facts: FactStore, table: str, marks: Sequence[Mark]) -> TableTold:
    try:
        rows = facts.view().read(table, _COLUMNS)
    except EmptyStore:
        return TableTold({}, frozenset())
    names = pa.array(sorted({name for _, _, name, _ in marks}), pa.string())
    digests = pa.array(sorted({digest for *_, digest in marks if digest}), pa.string())
    rows = rows.filter(
        pc.or_(
            pc.is_in(rows["record_id"], value_set=names),
            pc.is_in(rows["digest"], value_set=digests),
        )
    )
    records: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for owner, name, digest, batch in zip(
        *(rows[column].to_pylist() for column in _COLUMNS), strict=True
    ):
        records[owner, name].append((batch, digest))
    return TableTold(records, frozenset(rows["digest"].to_pylist()))


def outstanding(deliveries: Sequence[AsideDelivery], told: Told) -> dict[str, dict[int, AsideRow]]:
    """The open rows, by delivery and place in it.

    The same row may have come with several deliveries. It is open in one of them: the newest in
    which somebody mended it, else the newest.
    """
    groups: dict[tuple[object, ...], list[tuple[AsideDelivery, int]]] = defaultdict(list)
    for delivery in deliveries:
        for place, row in enumerate(delivery.rows):
            groups[delivery.identity(row)].append((delivery, place))
    found: dict[str, dict[int, AsideRow]] = {delivery.name: {} for delivery in deliveries}
    for members in groups.values():
        if not any(_is_settled(delivery.rows[place], told) for delivery, place in members):
            live = max(members, key=lambda member: _claim(deliveries, *member))[0]
            for delivery, place in members:
                if delivery is live:
                    found[live.name][place] = live.rows[place]
    return {name: dict(sorted(rows.items())) for name, rows in found.items() if rows}


def _is_settled(row: AsideRow, told: Told) -> bool:
    if row.settled:
        return True
    return bool(row.marks) and all(told.since(mark, row.newest, row.own) for mark in row.marks)


def _claim(
    deliveries: Sequence[AsideDelivery], delivery: AsideDelivery, place: int
) -> tuple[bool, int]:
    row = delivery.rows[place]
    return row.cells != row.raw, deliveries.index(delivery)


def open_rows(
    facts: FactStore, deliveries: Sequence[AsideDelivery]
) -> dict[str, dict[int, AsideRow]]:
    """`outstanding` by what is on record now."""
    marks = (mark for delivery in deliveries for row in delivery.rows for mark in row.marks)
    return outstanding(deliveries, ToldByStore(facts, marks))
