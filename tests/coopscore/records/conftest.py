"""A real database for each test, and the moments and people in it."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from coopscore.actor import Actor
from coopscore.records.database import Records, open_records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with open_records(f"sqlite:///{tmp_path}/records.db") as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    return datetime(2025, 7, 3, 9, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def clerk() -> Actor:
    return Actor(name="س. رضایی", role="officer")
