"""One validation of the small world, measured once for all tests of this folder."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from made_world import small_spec

from models.inputs import inputs_of, model_inputs
from models.sample import sample_of
from models.validation.rows import lost_of, rows_of, tried
from models.validation.settings import ValidationSettings

UNTIL = date(2017, 6, 1)


class Held:
    """The world as `validate` splits it, for one kind."""

    def __init__(self, made, kinds):
        matrix, outcomes = made
        self.spec, self.outcomes = small_spec(kinds=kinds), outcomes
        every = inputs_of(matrix)
        self.inputs = model_inputs(matrix, self.spec)
        self.sample = sample_of(matrix, outcomes, every, self.spec.training_days(UNTIL))
        self.folds = self.spec.walk(self.sample.days)
        self.lost = lost_of(matrix, outcomes, every, [fold.test for fold in self.folds])
        self.told = []
        self.tries = tried(
            self.spec, self.inputs, self.sample, self.lost, self.folds,
            lambda *at: self.told.append(at),
        )  # fmt: skip
        self.rows = {kind: rows_of(one, self.lost) for kind, one in self.tries.items()}


@pytest.fixture(scope="session")
def held(made):
    """Booster and rule on the world's folds."""
    return Held(made, ("booster", "rule"))


@pytest.fixture
def settings():
    """Few redraws."""
    return ValidationSettings(draws=60, slice_draws=20, list_draws=20, seed=1404)
