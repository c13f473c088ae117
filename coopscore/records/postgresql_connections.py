"""How PostgreSQL is spoken to, so that the books are read and written there as they are in SQLite.

Who reads sees one state from beginning to end, and who writes waits until it is the only one.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from coopscore.errors import UnreadableRecords

LOCKED = "55P03"  # PostgreSQL's own word for a lock that was waited for too long

# The right to write records, as a number that every process of ours knows.
_WRITING = int.from_bytes(b"coopscor", "big")


def refuse_narrow(connection: Connection, name: str) -> None:
    """Refuse a PostgreSQL database that cannot hold every letter.

    Raises
    ------
    UnreadableRecords
        Where its encoding is another than UTF-8.
    """
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.execute(text("SELECT current_setting('server_encoding')")).scalar_one()
    if encoding != "UTF8":
        reason = f"the database's encoding is {encoding} and not UTF8"
        raise UnreadableRecords(path=name, reason=reason)


def prepare_postgresql(engine: Engine, seconds: float) -> None:
    """Let each connection keep moments and numbers exactly, and each transaction take its turn.

    Parameters
    ----------
    seconds
        How long a transaction waits for a lock that another holds.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # A server may be set to tell fewer digits of a number than it holds.
        cursor = connection.cursor()
        cursor.execute("SET TIME ZONE 'UTC'; SET extra_float_digits = 1")
        cursor.close()
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # None at all would be for ever here, and is at once in SQLite.
        wait = f"SET LOCAL lock_timeout = {max(1, int(seconds * 1000))}"
        if connection.get_execution_options().get("writes", False):
            # Each statement sees what was committed before it: so nothing is read before the turn
            # has come that another was still to change.
            kind = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE"
            turn = f"SELECT pg_advisory_xact_lock({_WRITING})"
            connection.exec_driver_sql(f"{kind}; {wait}; {turn}")
        else:
            kind = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            connection.exec_driver_sql(f"{kind}; {wait}")

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def ask(
        connection: Connection, _cursor: Any, statement: str, asked: Any, _context: Any, many: bool
    ) -> tuple[str, Any]:
        # The server holds no character of code 0, and fails where it is asked for one. Nothing on
        # record has it, and what stands in its place is found as little.
        writes = connection.get_execution_options().get("writes", False)
        if writes or many or not isinstance(asked, dict):
            return statement, asked
        return statement, {
            name: told.replace("\0", "\ufffd") if isinstance(told, str) else told
            for name, told in asked.items()
        }
