"""Whether records are those of a home, where another database than the home's own file holds them.

Facts count by the numbers of their batches. Beside the ledger of another home they would count for
what they are not, and the rows of a sealed batch would be dropped as a dead run's. So a home keeps
the digest of the first act in its records' log, and is opened with no other records.
"""

import os

from coopscore.errors import ForeignRecords, UnusableHome
from coopscore.home import IN_THE_HOME, Home
from coopscore.records.database import Records


def refuse_foreign(home: Home, records: Records) -> None:
    """Let pass only records that this home was begun with, or that nothing speaks against.

    Raises
    ------
    ForeignRecords
        Where the home's mark is another's; where the home was begun with records elsewhere and is
        opened with those of its own file; where a home without a mark lacks the facts that the
        records tell of, or has facts that they do not.
    """
    marked = _marked(home)
    if home.records == IN_THE_HOME:
        own = not marked
    elif marked:
        own = marked == _first(records)
    else:
        own = _agree(home, records)
    if not own:
        raise ForeignRecords(path=home.path, records=records.database.name)


def mark(home: Home, records: Records) -> None:
    """Keep in a home which records are its own, once there are any and they are elsewhere.

    Raises
    ------
    UnusableHome
        Where the home cannot be written to.
    """
    if home.records == IN_THE_HOME or _marked(home):
        return
    first = _first(records)
    if not first:
        return
    unfinished = home.records_mark.with_suffix(f".{os.getpid()}")
    try:
        home.path.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(f"{first}\n", encoding="ascii")
        unfinished.replace(home.records_mark)
    except OSError as cause:
        raise UnusableHome(path=home.path, reason=cause.strerror) from cause


def _marked(home: Home) -> str:
    return home.records_mark.read_text("ascii").strip() if home.records_mark.exists() else ""


def _first(records: Records) -> str:
    first = records.audit.first()
    return first.digest if first else ""


def _agree(home: Home, records: Records) -> bool:
    """Whether the facts in a home are those that the ledger tells of."""
    ledger = records.ledger
    if not (home.facts.exists() and any(home.facts.iterdir())):
        return not ledger.files()
    told = ledger.sealed() or ledger.abandoned()
    return bool(told) and all((home.facts / file.path).exists() for _, file in ledger.files())
