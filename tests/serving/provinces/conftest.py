"""A small make-believe registry whose co-operatives lie mostly in four provinces, measured once."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))

from coopscore.actor import SYSTEM
from coopscore.calendar import jalali
from coopscore.home import Home
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.synthesis import Order, synthesize
from serving.app import LOCAL_NAMES, create_app
from serving.deliveries import ingest
from serving.office import open_office
from serving.provinces.kept import Content, keep_run
from serving.provinces.standing import Asked, stand

NOW = datetime(2026, 1, 10, 8, 30, tzinfo=UTC)
FIRST, LAST = jalali(1401, 7, 1), jalali(1404, 6, 31)
NAMED = ("05", "24", "25", "29")  # Kermanshah, Ardabil, Qom, South Khorasan
# What no figure of provinces reads.
_LEFT_OUT = (
    "statement_line", "licence", "warning", "complaint", "external_signal", "festival_entry",
    "festival_mark", "festival_result", "social_contribution",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The home, and its one run."""

    home: Home
    run_id: str
    content: Content
    first: date = FIRST
    last: date = LAST


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder, world = tmp_path_factory.mktemp("provinces"), World()
    weighed = tuple(
        replace(one, weight=8000 if one.code in NAMED else 300) for one in world.provinces
    )
    order = Order(
        cooperatives=600, seed=7, until=date(2025, 9, 22), format="parquet",
        world=replace(world, provinces=weighed),
    )  # fmt: skip
    made = synthesize(folder / "registry", order)
    for path in made.registry.iterdir():
        if path.name.startswith(_LEFT_OUT):
            path.unlink()
    home = Home(folder / "home")
    with open_office(home) as office:
        ingest(office, made.registry, "registry", actor=SYSTEM, now=NOW, progress=lambda *_: None)
        content = stand(office, Asked(first=FIRST, last=LAST), now=NOW)
        run_id = keep_run(home, content)
    return Measured(home=home, run_id=run_id, content=content)


@pytest.fixture(scope="session")
def desk_of_provinces(measured: Measured) -> Iterator[TestClient]:
    """The service over that home."""
    with open_office(measured.home) as office:
        app = create_app(office, clock=lambda: NOW, names=(*LOCAL_NAMES, "testserver"))
        with TestClient(app) as client:
            yield client
