"""The kind that serves is held against the best that could serve in its place, and the rule."""

from datetime import date

import numpy as np
import pytest

from models.rating_tests.rows import RatedRows
from models.validation.contest import contest
from models.validation.credit_settings import CreditSettings

FEW = CreditSettings(draws=50)


@pytest.fixture(scope="module")
def rows():
    drawn = np.random.default_rng(3)
    risk = drawn.normal(size=600)
    return RatedRows(
        y=(drawn.random(600) < 1 / (1 + np.exp(2 - risk))).astype(np.int64),
        probability=1 / (1 + np.exp(2 - risk)),
        margin=risk,
        grade=np.zeros(600, dtype=np.int64),
        coop_id=np.array([f"c{n // 2}" for n in range(600)], dtype=object),
        as_of=np.array([date(2020 + n % 2, 1, 1) for n in range(600)], dtype=object),
        grades=("A1",),
    )


def test_the_best_other_kind_is_the_one_that_counts(rows):
    noise = np.random.default_rng(4).normal(size=600)
    rivals = {"logistic": rows.margin + noise, "booster": noise, "rule": -rows.margin}
    found = contest(rows, rivals, 0.05, FEW)
    assert found["other"]["kind"] == "logistic"
    assert found["other"]["low"] <= found["other"]["bound"] <= found["other"]["difference"]
    assert (found["rule"]["kind"], found["rule"]["difference"] > 0) == ("rule", True)
    assert found["rule"]["events"] == rows.events


def test_where_there_is_no_rival_nothing_is_compared(rows):
    assert contest(rows, {}, 0.05, FEW) == {"share": 0.05, "other": None, "rule": None}
