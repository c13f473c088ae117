"""What a journey sets out with: a registry up to Khordad 1404, and a spec that trains fast."""

import re
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from coopscore.synthetic.synthesis import Made, Order, synthesize

# What tells who is active, and of signs of life by papers.
TABLES = ("cooperative", "status_event", "filing", "assembly", "change_request")
# Enough to see a late filing by, and quick to learn from.
FEW = '["filings.*", "governance.*", "status.*", "peers.statement_age_in_branch"]'

Maker = Callable[..., Made]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take journeys out of the count of covered lines: the rooms' own tests cover what they pass.

    Watched, they take twice as long.
    """
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def make() -> Maker:
    """Writes the clean files of so many co-operatives into a folder, as known on a day.

    Of the delivery, files that no feature asks for are left out: taking them in takes long.
    """

    def made(folder: Path, cooperatives: int, until: date, also: tuple[str, ...] = ()) -> Made:
        written = synthesize(folder, Order(cooperatives=cooperatives, seed=7, until=until))
        for path in written.registry.iterdir():
            if path.stem not in (*TABLES, *also):
                path.unlink()
        return written

    return made


@pytest.fixture
def registry(tmp_path: Path, make: Maker) -> Path:
    """Three hundred histories, as known on 31 Khordad 1404."""
    return make(tmp_path / "made", 300, date(2025, 6, 21)).registry


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """The spec `dormancy`, with fewer features, trees and folds."""
    text = files("models.specs").joinpath("dormancy.toml").read_text(encoding="utf-8")
    text, found = re.subn(r"(?ms)^features = \[.*?^\]", f"features = {FEW}", text)
    assert found == 1
    for key, value in {"n_estimators": "30", "folds": "3", "min_events": "10"}.items():
        # The first of its name: `min_events` of the calibration, not that of the champion.
        pattern = rf"(?m)^({key}\s*=\s*)[^#\n]+"
        text, found = re.subn(pattern, rf"\g<1>{value} ", text, count=1)
        assert found == 1, key
    path = tmp_path / "dormancy.toml"
    path.write_text(text, encoding="utf-8")
    return path
