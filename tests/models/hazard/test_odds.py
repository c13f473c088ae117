"""Log-odds come from a model, or from one rate, and are written down as text."""

import numpy as np
import pandas as pd
import pytest

from models.booster import Booster
from models.hazard.odds import Odds

X = pd.DataFrame({"late": [0.0, 1.0, 2.0, 3.0] * 30, "form": ["a", "b"] * 60})


def test_one_rate_is_that_of_the_rows_with_half_an_event_added():
    odds = Odds.of_rate(3, 99)
    assert odds.probability(X) == pytest.approx(np.full(len(X), 3.5 / 100))
    assert 0 < Odds.of_rate(0, 10).probability(X)[0] < 0.05


def test_the_level_is_added_to_the_margin():
    model = Booster(n_estimators=5).fit(X, X["late"] > 1)
    odds = Odds(model=model, level=-2.0)
    assert odds.logit(X) == pytest.approx(model.decision_function(X) - 2)


@pytest.mark.parametrize("model", [None, Booster(n_estimators=5).fit(X, X["late"] > 1)])
def test_what_is_written_down_reads_back(model):
    odds = Odds(model=model, level=0.5)
    text = None if model is None else model.text()
    again = Odds.of(odds.content(), text, list(X.columns))
    assert (again.logit(X) == odds.logit(X)).all()
