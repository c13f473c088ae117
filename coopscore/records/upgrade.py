"""Brings a records database to the form that this version reads, when it is opened.

Alembic is driven from here, with the steps that lie beside this module: no configuration file, no
environment, the same from a wheel as from a checkout.
"""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from coopscore.errors import UnreadableRecords
from coopscore.records.engine import Database
from coopscore.records.postgresql_connections import refuse_narrow

_STEPS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Run the steps that the database lacks, all in one transaction.

    Raises
    ------
    UnreadableRecords
        Where a newer version wrote the database, or a server's cannot hold every letter.
    """
    steps = ScriptDirectory(_STEPS)
    with database.reading() as connection:
        if _revision(connection) == steps.get_current_head():
            return
    with database.writing() as connection:
        refuse_narrow(connection, database.name)
        try:
            _run(steps, connection)
        except CommandError as cause:
            reason = f"revision {_revision(connection)} is newer than this version"
            raise UnreadableRecords(path=database.name, reason=reason) from cause


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _run(steps: ScriptDirectory, connection: Connection) -> None:
    def missing(revision: str, _context: MigrationContext) -> list[MigrationStep]:
        # Asked for inside the writing transaction: of two processes that open a new database
        # at once, the second finds nothing left to do.
        return list(steps._upgrade_revs("head", revision))

    with EnvironmentContext(Config(), steps, fn=missing) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
