"""Taking a registry's files in: the first step of every walk, and the only one that adds facts.

Apart from `serving.jobs`, so that an ingest does not wait for the training libraries to load.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coopscore.actor import Actor
from coopscore.intake.receipt import Receipt
from coopscore.intake.receive import receive
from coopscore.intake.redrive import redrive as try_again
from coopscore.intake.terms import Terms
from serving.clock import today
from serving.office import Office

Progress = Callable[[str, int, int], None]


def ingest(
    office: Office,
    path: Path,
    adapter: str,
    *,
    actor: Actor,
    now: datetime,
    progress: Progress,
    terms: Terms | None = None,
) -> Receipt:
    """Take a file or folder in; the receipt accounts for every row.

    Raises
    ------
    UnknownAdapter, UnreadableFile, UnknownTable, WrongColumns, MostlyAtFault
        Where nothing of the path can be taken.
    StoreBusy
        Where another run is writing.
    """
    return receive(
        office.home,
        office.facts,
        office.records,
        path,
        adapter,
        actor,
        today=today(now),
        now=now,
        lock_seconds=office.lock_seconds,
        progress=progress,
        terms=terms,
    )


def redrive(office: Office, what: str | None, *, actor: Actor, now: datetime) -> Receipt:
    """Try rows again that were set aside: of a mending file, of a delivery, or all of them.

    Raises
    ------
    NothingSetAside, NotRedrivable, UnreadableFile, NotAMendingFile
        Where no row can be tried.
    StoreBusy
        Where another run is writing.
    """
    return try_again(
        office.home,
        office.facts,
        office.records,
        what,
        actor,
        today=today(now),
        now=now,
        lock_seconds=office.lock_seconds,
    )
