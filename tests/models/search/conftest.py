"""The small world's rows and folds, as a search is given them."""

from datetime import date

import pytest
from made_world import small_spec

from models.inputs import inputs_of, model_inputs
from models.sample import sample_of

UNTIL = date(2017, 6, 1)


@pytest.fixture(scope="session")
def ground(made):
    """Inputs, sample and folds of the small world."""
    matrix, outcomes = made
    spec = small_spec()
    sample = sample_of(matrix, outcomes, inputs_of(matrix), spec.training_days(UNTIL))
    folds = spec.walk(sample.days)
    return model_inputs(matrix, spec), sample, folds
