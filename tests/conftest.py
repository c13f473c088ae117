"""What every test shares: the depth of the searches, and what may be skipped where."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent / "servers"))

import postgresql_server

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"

_SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "quick", max_examples=40, derandomize=True, deadline=None, suppress_health_check=_SLOW_DRAWS
)
settings.register_profile(
    "long", max_examples=400, derandomize=False, deadline=None, suppress_health_check=_SLOW_DRAWS
)
settings.load_profile(os.environ.get("HYPOTHESIS_DEPTH", "quick"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what cannot be run here; in CI what is not installed is a failure."""
    no_browser = not (shutil.which("chromium") and shutil.which("chromedriver"))
    no_server = postgresql_server.binaries() is None
    for item in items:
        if item.get_closest_marker("shared") and not SHARED_DATA.is_dir():
            item.add_marker(pytest.mark.skip(reason="../shared/data is not here"))
        if item.get_closest_marker("browser") and no_browser and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="chromium or chromedriver is not installed"))
        if item.get_closest_marker("postgresql") and no_server and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason=postgresql_server.MISSING))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real registries, for tests marked `shared`."""
    return SHARED_DATA


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgresql_server.Server]:
    """A PostgreSQL server of its own, for tests marked `postgresql`."""
    with postgresql_server.server() as running:
        yield running
