"""The whole walk of a delivery: read, check, settle, append, seal; and the receipt of it.

From the check on, this run holds the right to write: what it compares with cannot change under
it. A run that dies leaves an open batch, which nobody reads and the next run drops.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from coopscore.actor import Actor
from coopscore.adapters.delivery import Delivery
from coopscore.adapters.directory import open_adapter
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.checked import Checked, check
from coopscore.intake.contents import confirm
from coopscore.intake.faults import Fault
from coopscore.intake.leavings import accounted
from coopscore.intake.on_record import on_record
from coopscore.intake.receipt import Receipt
from coopscore.intake.sanity import refuse_another_table
from coopscore.intake.sealing import sealed
from coopscore.intake.settled import settle
from coopscore.intake.terms import Terms
from coopscore.intake.tray import Place
from coopscore.persons import Persons
from coopscore.records.database import Records

# Told what is being worked on, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def _silent(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


def receive(
    home: Home,
    facts: FactStore,
    records: Records,
    path: Path,
    adapter: str,
    actor: Actor,
    *,
    today: date,
    now: datetime,
    lock_seconds: float = 30,
    progress: Progress = _silent,
    terms: Terms | None = None,
) -> Receipt:
    """Take a file or folder in, and account for every row of it.

    What is on record already is not added again; what is at fault is written to a file in the
    home's quarantine, with every fault and its remedy. A delivery without anything new claims no
    batch. Nothing is written before every file has been judged as a whole.

    Parameters
    ----------
    today
        The last day on which anything in the delivery can have become known.
    now
        The moment to be written in the ledger, in UTC.
    terms
        The password of locked workbooks, and how many rows at fault make a file another table's.

    Raises
    ------
    UnknownAdapter, UnreadableFile, UnknownTable, WrongColumns, MostlyAtFault
        Where nothing of the path can be taken.
    StoreBusy
        Where another run still writes after `lock_seconds`.
    """
    terms = terms or Terms()
    delivery = open_adapter(adapter, terms).drafts(path)
    persons = Persons(home.person_key)
    with home.writing(lock_seconds):
        facts.drop_leftovers(actor=actor, now=now)
        settled = settle(
            _checked(delivery, today, persons, progress), _set_aside(delivery), on_record(facts)
        )
        refuse_another_table(delivery, settled.faults, terms.most_bad_rows)
        _confirm(delivery)
        delivery = settled.as_read(delivery)
        receipt = accounted(
            home.quarantine,
            delivery,
            settled,
            adapter=adapter,
            path=path,
            persons=persons,
            newest=records.ledger.newest_sealed() or 0,
            now=now,
        )
        if not receipt.added:
            return receipt
        return sealed(facts, records.ledger, settled, receipt, actor=actor, now=now)


def _checked(
    delivery: Delivery, today: date, persons: Persons, progress: Progress
) -> Iterable[Checked]:
    for place, drafts in enumerate(delivery.tables):
        progress(drafts.table.name, place, len(delivery.tables))
        yield check(drafts, today=today, persons=persons)


def _confirm(delivery: Delivery) -> None:
    """Hold every file to what was read of it, now that all that takes time is done.

    A file that is still being copied has grown by then.
    """
    for path, sha256 in sorted({(source.path, source.sha256) for source in delivery.sources}):
        confirm(path, sha256)


def _set_aside(delivery: Delivery) -> dict[Place, Sequence[Fault]]:
    return {(row.source, row.row): row.faults for row in delivery.set_aside}
