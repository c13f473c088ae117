"""What a journey sets out with: a registry up to Khordad 1404, and a spec that trains fast."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from coopscore.synthetic import make_registry

# Enough to see a late filing by, and quick to learn from.
FEW = '["filings.*", "governance.*", "status.*", "peers.statement_age_in_branch"]'


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """Three hundred histories, as known on 31 Khordad 1404."""
    folder = tmp_path / "registry"
    make_registry(folder, cooperatives=300, seed=7, until=date(2025, 6, 21))
    return folder


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """The spec `dissolution`, with fewer trees, days and folds."""
    text = files("models.specs").joinpath("dissolution.toml").read_text(encoding="utf-8")
    small = {
        "n_estimators": "30",
        "folds": "3",
        "every": '"12 months"',
        "features": FEW,
        "min_events": "10",
    }
    for key, value in small.items():
        # The first of its name: `min_events` of the calibration, not that of the champion.
        pattern = rf"(?m)^({key}\s*=\s*)[^#\n]+"
        text, found = re.subn(pattern, rf"\g<1>{value} ", text, count=1)
        assert found == 1, key
    path = tmp_path / "dissolution.toml"
    path.write_text(text, encoding="utf-8")
    return path
