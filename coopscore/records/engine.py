"""How the records database is spoken to: one reading or writing transaction at a time.

SQLite runs in WAL mode, so readers never wait for a writer nor a writer for readers; PostgreSQL
keeps them apart of itself. In both one transaction writes at a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from coopscore.errors import StoreBusy, UnusableHome
from coopscore.records.postgresql_connections import LOCKED, prepare_postgresql

_ANSWER_SECONDS = 10  # a server that says nothing for longer is told of as one that is not there


class Database:
    """A records database that is open.

    Parameters
    ----------
    url
        Its address, as SQLAlchemy reads one, of SQLite or PostgreSQL; the folder of an SQLite
        file is made where missing.
    seconds
        How long a transaction waits for another process's writing to end.

    Raises
    ------
    UnusableHome
        Where the folder of an SQLite file cannot be made.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self._seconds = seconds
        self.engine = _engine(url, seconds)

    @property
    def is_served(self) -> bool:
        """Whether a server holds it, rather than a file."""
        return self.engine.dialect.name == "postgresql"

    @property
    def name(self) -> str:
        """The database's place, without who opens it and the password."""
        url = self.engine.url
        if self.is_served:
            bare = URL.create("postgresql", host=url.host, port=url.port, database=url.database)
            return bare.render_as_string()
        return url.database or url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent state of the records, for reading.

        Raises
        ------
        StoreBusy
            Where another process brings a PostgreSQL database up to date for longer than this one
            may wait.
        """
        with self._begun(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing.

        Raises
        ------
        StoreBusy
            Where another process is writing records for longer than this one may wait.
        """
        with self._begun(self.engine.execution_options(writes=True)) as connection:
            yield connection

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except OperationalError as cause:
            if _is_locked(cause):
                raise StoreBusy(path=self.name, seconds=self._seconds) from cause
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _is_locked(cause: OperationalError) -> bool:
    name = getattr(cause.orig, "sqlite_errorname", "")
    return str(name).startswith("SQLITE_BUSY") or getattr(cause.orig, "sqlstate", "") == LOCKED


def _engine(url: str, seconds: float) -> Engine:
    asked = make_url(url)
    if asked.get_backend_name() == "postgresql":
        engine = _server(asked)
        prepare_postgresql(engine, seconds)
    else:
        engine = create_engine(asked)
        _prepare_sqlite(engine, seconds)
    return engine


def _server(asked: URL) -> Engine:
    patience = {} if "connect_timeout" in asked.query else {"connect_timeout": _ANSWER_SECONDS}
    # A server that was started anew left the connections of before dead: they are tried first.
    named = asked.set(drivername="postgresql+psycopg")
    return create_engine(named, connect_args=patience, pool_pre_ping=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise UnusableHome(path=folder, reason=cause.strerror) from cause


def _prepare_sqlite(engine: Engine, seconds: float) -> None:
    database = make_url(engine.url).database
    if database:
        _make_folder(Path(database).parent)

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver would begin transactions late and never for DDL; we begin them ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # a sealed batch survives a power cut
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later would fail at once where another
        # process wrote in between; the writing lock is taken at the start, and waited for.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
