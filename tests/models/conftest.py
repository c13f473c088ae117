"""One small world and one real model of it, trained once for all tests of this folder."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_world import small_spec, world

from models.runs.train import train


@pytest.fixture(scope="session")
def made():
    """The world's matrix and outcomes."""
    return world()


@pytest.fixture(scope="session")
def trained(made):
    """A model of the world, trained on 1 June 2017."""
    matrix, outcomes = made
    return train(small_spec(), matrix, outcomes, until=date(2017, 6, 1))
