"""What a journey sets out with: a registry up to Khordad 1404, and a spec that trains fast."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from coopscore.synthetic import make_registry


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
    small = {"n_estimators": "30", "folds": "3", "every": '"12 months"', "min_events": "10"}
    for key, value in small.items():
        text, found = re.subn(rf"(?m)^({key}\s*=\s*)[^#\n]+", rf"\g<1>{value} ", text)
        assert found == 1, key
    path = tmp_path / "dissolution.toml"
    path.write_text(text, encoding="utf-8")
    return path
