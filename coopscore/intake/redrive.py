"""Rows that were set aside are tried again, as they stand or as an office has mended them.

What is taken now leaves the list; what is not stays, with what is wrong with it now. The rows walk
the same way as a delivery does, and the receipt accounts for every one of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from coopscore.actor import Actor
from coopscore.adapters.delivery import Delivery
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.account import account
from coopscore.intake.aside import REDRIVEN, AsideDelivery, AsideRow
from coopscore.intake.asked import asked
from coopscore.intake.checked import check
from coopscore.intake.lists import clear_lists
from coopscore.intake.on_record import on_record
from coopscore.intake.receipt import Receipt
from coopscore.intake.sealing import sealed
from coopscore.intake.settled import Settled, settle
from coopscore.intake.shelf import Shelf
from coopscore.intake.trial import Tried, trial
from coopscore.intake.veil import Veil, veiled_raw
from coopscore.persons import Persons
from coopscore.records.database import Records


def redrive(
    home: Home,
    facts: FactStore,
    records: Records,
    what: str | Path | None,
    actor: Actor,
    *,
    today: date,
    now: datetime,
    lock_seconds: float = 30,
) -> Receipt:
    """Try rows again that were set aside.

    Parameters
    ----------
    what
        A delivery's name, its first letters or its folder; the path of a mending file; None for all
        that is open.
    today
        The last day on which anything can have become known.
    now
        The moment to be written in the ledger, in UTC.

    Raises
    ------
    NothingSetAside
        Where no row is set aside under that name, or a file names rows that are not.
    NotRedrivable
        Where the rows asked for came through an adapter that reads whole files only.
    UnreadableFile, NotAMendingFile
        Where a mending file cannot be read.
    StoreBusy
        Where another run still writes after `lock_seconds`.
    """
    persons = Persons(home.person_key)
    shelf = Shelf(home.quarantine)
    with home.writing(lock_seconds):
        facts.drop_leftovers(actor=actor, now=now)
        meant = asked(shelf, facts, what)
        delivery = trial(meant.tried, meant.settled, meant.notes)
        found = settle(
            (check(part, today=today, persons=persons) for part in delivery.tables),
            {(row.source, row.row): row.faults for row in delivery.set_aside},
            on_record(facts),
        )
        found = replace(found, known=found.known | {one.at for one in meant.settled})
        delivery = found.as_read(delivery)
        receipt = account(
            delivery,
            found,
            adapter=REDRIVEN,
            path=Path(what) if what is not None else home.quarantine,
            folder=home.quarantine,
            persons=persons,
        )
        receipt = replace(receipt, to_mend=str(home.quarantine) if receipt.quarantined else None)
        if receipt.added:
            receipt = sealed(facts, records.ledger, found, receipt, actor=actor, now=now)
        newest = records.ledger.newest_sealed() or 0
        _keep(shelf, meant.tried, found, newest, delivery, persons)
        clear_lists(home.quarantine, shelf, facts)
        return receipt


def _keep(
    shelf: Shelf,
    tried: Sequence[Tried],
    found: Settled,
    newest: int,
    read: Delivery,
    persons: Persons,
) -> None:
    """Write down what became of the rows, where they are kept."""
    veil = Veil(read.tables, persons)
    exchanged = {part.source: part.exchanged for part in read.tables}
    by_delivery: dict[str, tuple[AsideDelivery, dict[int, AsideRow]]] = {}
    for one in tried:
        _, rows = by_delivery.setdefault(one.delivery.name, (one.delivery, {}))
        rows[one.place] = _after(one, found, newest, veil)
    for delivery, rows in by_delivery.values():
        kept = tuple(rows.get(place, row) for place, row in enumerate(delivery.rows))
        sources = tuple(
            replace(one, exchanged=exchanged.get(f"{delivery.name}/{one.name}", one.exchanged))
            for one in delivery.sources
        )
        shelf.keep(replace(delivery, sources=sources, rows=kept))


def _after(one: Tried, found: Settled, newest: int, veil: Veil) -> AsideRow:
    if one.at in found.faults:
        cells = veiled_raw(veil, one.source, one.cells)
        marks = found.marks.get(one.at, ())
        return one.kept.at_fault(cells, found.faults[one.at], newest, marks)
    return replace(one.kept, settled=str(newest) if one.at in found.accepted else "known")
