"""The home: the one folder in which everything on record lives.

Facts, records, models and set-aside rows each have their place in it; a home can be copied or
moved as a whole, but for records that another database holds. One run at a time writes facts;
readers never wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from coopscore.errors import StoreBusy, UnusableHome

IN_THE_HOME = "sqlite"


@dataclass(frozen=True)
class Home:
    """A folder and the places in it.

    Parameters
    ----------
    records
        `sqlite` for records in a file of the home, or the address of the database that holds them.
    """

    path: Path
    records: str = field(default=IN_THE_HOME, repr=False)  # its address may hold a password

    @property
    def facts(self) -> Path:
        """The folder of the fact tables."""
        return self.path / "facts"

    @property
    def records_url(self) -> str:
        """The address of the records database."""
        if self.records != IN_THE_HOME:
            return self.records
        return f"sqlite:///{self.path / 'records.db'}"

    @property
    def records_mark(self) -> Path:
        """The file that says which records are this home's, where another database holds them."""
        return self.path / "records.mark"

    @property
    def bundles(self) -> Path:
        """The folder of trained models."""
        return self.path / "bundles"

    @property
    def peers(self) -> Path:
        """The folder of peer tables: how numbers were spread on each month's end."""
        return self.path / "peers"

    @property
    def quarantine(self) -> Path:
        """The folder of rows that were set aside, with their reasons."""
        return self.path / "quarantine"

    @property
    def person_key(self) -> Path:
        """The file of the key under which persons are hashed; without it nobody is known again."""
        return self.path / "keys" / "person.key"

    @property
    def tracked_runs(self) -> Path:
        """The database of tracked runs, as MLflow keeps it."""
        return self.path / "mlflow.db"

    @property
    def artifacts(self) -> Path:
        """The folder of what tracked runs left: reports, pictures, models."""
        return self.path / "artifacts"

    @contextmanager
    def writing(self, seconds: float = 30) -> Iterator[None]:
        """Hold the right to write facts; the operating system takes it back from a dead process.

        Raises
        ------
        StoreBusy
            Where another run still writes after `seconds`.
        UnusableHome
            Where the folder cannot be made or written to.
        """
        with self._holding(".writing.lock", seconds):
            yield

    @contextmanager
    def tracking(self, seconds: float = 30) -> Iterator[None]:
        """Hold the right to write tracked runs; facts may be written meanwhile.

        Raises
        ------
        StoreBusy, UnusableHome
            As `writing` does.
        """
        with self._holding(".tracking.lock", seconds):
            yield

    @contextmanager
    def _holding(self, name: str, seconds: float) -> Iterator[None]:
        lock = FileLock(self.path / name, timeout=seconds)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as cause:
            raise StoreBusy(path=self.path, seconds=seconds) from cause
        except OSError as cause:
            raise UnusableHome(path=self.path, reason=cause.strerror) from cause
        try:
            yield
        finally:
            lock.release()
