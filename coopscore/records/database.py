"""Opening the records: one database, and the seven books in it."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy.exc import DatabaseError, OperationalError

from coopscore.errors import UnreachableRecords, UnreadableRecords
from coopscore.records.audit import Audit
from coopscore.records.bundle_shelf import Bundles
from coopscore.records.dossier_shelf import Dossiers
from coopscore.records.engine import Database
from coopscore.records.ledger import Ledger
from coopscore.records.override_book import Overrides
from coopscore.records.score_runs import ScoreRuns
from coopscore.records.scorebook import Scorebook
from coopscore.records.upgrade import upgrade
from coopscore.records.visit_book import Visits


@dataclass(frozen=True, kw_only=True)
class Records:
    """The books on record; close them when done, or use them in a `with`."""

    database: Database
    ledger: Ledger
    scorebook: Scorebook
    score_runs: ScoreRuns
    audit: Audit
    bundles: Bundles
    dossiers: Dossiers
    overrides: Overrides
    visits: Visits

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_records(url: str, *, seconds: float = 30) -> Records:
    """Open the records at `url`, made or brought up to date where needed.

    Parameters
    ----------
    seconds
        How long a transaction waits for another process's writing to end.

    Raises
    ------
    UnusableHome
        Where the folder of the records cannot be made.
    UnreadableRecords
        Where something else than records lies there, or records of a newer version.
    UnreachableRecords
        Where a server does not answer, or does not let this program in.
    StoreBusy
        Where another process keeps the database locked.
    """
    database = Database(url, seconds)
    try:
        upgrade(database)
    except DatabaseError as cause:
        database.close()
        afar = database.is_served and isinstance(cause, OperationalError)
        refusal = UnreachableRecords if afar else UnreadableRecords
        raise refusal(path=database.name, reason=_reason(cause)) from cause
    except BaseException:
        database.close()
        raise
    return Records(
        database=database,
        ledger=Ledger(database),
        scorebook=Scorebook(database),
        score_runs=ScoreRuns(database),
        audit=Audit(database),
        bundles=Bundles(database),
        dossiers=Dossiers(database),
        overrides=Overrides(database),
        visits=Visits(database),
    )


def _reason(cause: DatabaseError) -> str:
    """What the driver said, on one line and without a full stop; it never tells a password."""
    return " ".join(str(cause.orig).split()).rstrip(".")
