"""A PostgreSQL server for tests: made in a temporary folder, ended by its own process."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from coopscore.records.database import open_records

MISSING = "PostgreSQL's initdb and postgres are not installed"

_SECONDS_TO_START = 60
_SECONDS_AT_MOST = "1800"  # a test run that is killed leaves no server behind for longer
_TEMPLATE = "coopscore_template"


def binaries() -> Path | None:
    """The folder of the newest `initdb` and `postgres`, on the PATH or where Debian keeps them."""
    on_path = shutil.which("initdb")
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: int(at.parent.name))
    found = [*([Path(on_path).resolve().parent] if on_path else []), *reversed(kept)]
    return next(
        (at for at in found if all((at / n).exists() for n in ("initdb", "postgres"))), None
    )


class Server:
    """A server that runs; each test takes a database of its own."""

    def __init__(self, port: int, password: str) -> None:
        self._base = f"postgresql://clerk:{password}@127.0.0.1:{port}"
        self._made = 0
        self._desk = psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=5)

    def url(self, database: str) -> str:
        """The address of a database, password and all."""
        return f"{self._base}/{database}"

    def run(self, statement: str) -> None:
        """One statement outside all transactions."""
        self._desk.execute(statement)

    def close(self) -> None:
        """Let go of the server."""
        self._desk.close()

    @contextmanager
    def database(self, options: str = "") -> Iterator[str]:
        """The address of an empty database, which goes again."""
        self._made += 1
        name = f"records_{self._made}"
        self.run(f"CREATE DATABASE {name} {options}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def records(self) -> Iterator[str]:
        """The address of a database that holds the books, all of them empty."""
        with self.database(f"TEMPLATE {_TEMPLATE}") as url:
            yield url

    def make_template(self) -> None:
        """Bring one database up to date, for the others to be copied from."""
        self.run(f"CREATE DATABASE {_TEMPLATE}")
        with open_records(self.url(_TEMPLATE)):
            pass


@contextmanager
def server() -> Iterator[Server]:
    """A server on a free port, of a cluster that orders words otherwise than by their bytes."""
    where = binaries()
    if where is None:
        pytest.fail(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="coopscore-postgresql-"))
    owner = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    try:
        if owner:
            shutil.chown(folder, owner, owner)
        _make_cluster(where, folder, owner)
        with (
            _running(where, folder, owner) as port,
            contextlib.closing(Server(port, "s3cret")) as made,
        ):
            made.make_template()
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(where: Path, folder: Path, owner: str | None) -> None:
    told = subprocess.run([where / "postgres", "--version"], capture_output=True, text=True)
    version = int(re.findall(r"(\d+)", told.stdout)[0])
    order = ["--locale-provider=icu", "--icu-locale=fa"] if version >= 15 else []
    password = folder / "password"
    password.write_text("s3cret\n")
    command = [
        where / "initdb", "--pgdata", folder / "data", "--username=clerk", "--encoding=UTF8",
        "--locale=C.UTF-8", *order, "--auth=scram-sha-256", f"--pwfile={password}", "--no-sync",
    ]  # fmt: skip
    made = subprocess.run(
        command, capture_output=True, text=True, timeout=120, user=owner, cwd=folder
    )
    assert made.returncode == 0, made.stdout + made.stderr


@contextmanager
def _running(where: Path, folder: Path, owner: str | None) -> Iterator[int]:
    port = _free_port()
    settings = {
        "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "",
        "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
        "shared_buffers": "16MB", "autovacuum": "off", "timezone": "Asia/Tehran",
        "extra_float_digits": 0, "default_transaction_isolation": "serializable",
    }  # fmt: skip
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    bound = ["timeout", "--signal=INT", _SECONDS_AT_MOST] if shutil.which("timeout") else []
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [*bound, where / "postgres", "-D", folder / "data", *words],
            stdout=log, stderr=log, user=owner, cwd=folder,
        )  # fmt: skip
    try:
        _wait(process, port, folder / "log")
        yield port
    finally:
        process.send_signal(signal.SIGINT)  # at once, but in order
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            Server(port, "s3cret").close()
            return
        time.sleep(0.05)
    pytest.fail(f"the PostgreSQL server does not answer: {log.read_text()}")
