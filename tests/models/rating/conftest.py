"""The small world with a rating: branches are its groups."""

from dataclasses import replace
from datetime import date

import pytest
from made_world import small_spec

from models.runs.train import train
from models.spec_tables import RatingSettings

RATING = RatingSettings(
    anchor="long_run",
    on="crossed",
    refits=10,
    by="branch",
    bins=4,
    members=100,
    prudence=0.75,
    widest=4,
    seed=7,
)


@pytest.fixture(scope="session")
def rated_spec():
    """A spec that asks for a rating, of few trees; its branch is an input as well."""
    return replace(small_spec(kinds=("booster", "rule"), n_estimators=15), rating=RATING)


@pytest.fixture(scope="session")
def rated(made, rated_spec):
    """A rated model of the world, trained on 1 June 2017."""
    matrix, outcomes = made
    return train(rated_spec, matrix, outcomes, until=date(2017, 6, 1))
