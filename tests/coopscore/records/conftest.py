"""A real database for each test, of both kinds, and the moments and people in it."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from coopscore.actor import Actor
from coopscore.records.database import Records, open_records

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=BOTH)
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database for books: of SQLite, and again of PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/records.db"
        return
    with request.getfixturevalue("postgresql").records() as url:
        yield url


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    with open_records(records_url) as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    return datetime(2025, 7, 3, 9, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def clerk() -> Actor:
    return Actor(name="س. رضایی", role="officer")
