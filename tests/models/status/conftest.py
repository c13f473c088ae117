"""One make-believe sector for all tests of what entries are worth."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from status_world import drawn_sector


@pytest.fixture(scope="session")
def sector():
    """Facts, offices and truth of 2,000 co-operatives."""
    return drawn_sector(2_000, 1)
