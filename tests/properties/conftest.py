"""The registries of `test_features` serve other properties too."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

# Whose lines the tests of the rooms cover as well: watching them would take longer than the search.
UNWATCHED = {
    "test_behind.py", "test_features.py", "test_hypothetical.py", "test_models_scores.py",
    "test_peers.py",
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the properties of features and scores out of the count of covered lines."""
    for item in items:
        if item.path.parent == HERE and item.path.name in UNWATCHED:
            item.add_marker(pytest.mark.no_cover)
