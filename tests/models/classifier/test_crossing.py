"""A margin is out of fold: the fit that gave it never saw its row."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal

from models.classifier.crossing import crossed
from models.coding import Coding
from models.linear import LinearLogit


class Remembering(LinearLogit):
    """Keeps the first number of each row that it was fitted on."""

    def _learn(self, numbers, outcome):
        self.seen_ = set(numbers[:, 0])
        super()._learn(numbers, outcome)


def run(events, rows=20, folds=4):
    numbers = np.column_stack([np.arange(rows), np.ones(rows)]).astype(float)
    outcome = (np.arange(rows) < events).astype(float)
    learners = {"a": Remembering(), "b": LinearLogit(reg_lambda=1.0)}
    return numbers, crossed(learners, numbers, outcome, coding=Coding(), folds=folds, seed=3)


def test_every_row_is_left_out_once_and_told_by_the_fit_that_never_saw_it():
    numbers, found = run(events=8)
    left_out = [set(numbers[:, 0]) - fit.seen_ for fit in found.fits["a"]]
    assert sorted(value for part in left_out for value in part) == list(range(20))
    for fit, part in zip(found.fits["a"], left_out, strict=True):
        rows = sorted(int(value) for value in part)
        asked = pd.DataFrame(numbers[rows], columns=["x0", "x1"])
        assert_array_equal(found.margins[rows, 0], fit.decision_function(asked))


def test_every_learner_is_fitted_once_for_each_fold():
    _, found = run(events=8)
    assert {name: len(fits) for name, fits in found.fits.items()} == {"a": 4, "b": 4}
    assert found.margins.shape == (20, 2)


@pytest.mark.parametrize("events", [3, 17])
def test_there_are_not_more_folds_than_the_rarer_outcome_has_rows(events):
    _, found = run(events=events)
    assert len(found.fits["a"]) == 3


def test_with_one_event_nothing_is_left_out():
    numbers, found = run(events=1)
    (fit,) = found.fits["a"]
    assert fit.seen_ == set(numbers[:, 0])
