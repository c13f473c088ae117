"""Co-operative quarters: which were seen, what came in the last of them, and its hazard."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from features.ends import CAUSES
from models.hazard.quarters import (
    QUARTER,
    QUARTERS,
    Quarters,
    fit_end,
    hazards,
    quarters_of,
    with_quarter,
)
from models.sample import Sample

DAY = date(2015, 10, 22)  # 30 Mehr 1394


def rows(*coop_ids):
    size = len(coop_ids)
    return Sample(
        X=pd.DataFrame({"late": np.arange(size, dtype=np.float64)}),
        y=np.zeros(size, dtype=np.int64),
        coop_ids=np.array(coop_ids, dtype=object),
        as_ofs=np.array([DAY] * size, dtype=object),
        fits=np.ones(size, dtype=np.bool_),
    )


def ended(*ends):
    columns = zip(*ends, strict=True) if ends else ((), (), ())
    names = {"coop_id": pa.string(), "ended": pa.date32(), "cause": pa.string()}
    cells = dict(zip(names, columns, strict=True))
    return pa.table({name: pa.array(list(cells[name]), kind) for name, kind in names.items()})


def test_a_row_is_seen_to_the_quarter_that_ends_it(quick):
    ends = ended(
        ("B", date(2016, 1, 20), "dissolved"),  # 30 Dey: the last day of the first quarter
        ("C", date(2016, 1, 21), "completed"),
        ("D", date(2016, 1, 21), "other"),
        ("E", DAY, "dissolved"),
        ("F", date(2019, 1, 1), "dissolved"),  # after all quarters
    )
    found = quarters_of(rows(*"ABCDEF"), ends, quick, date(2020, 1, 1))
    assert found.seen.tolist() == [8, 1, 2, 1, 0, 8]
    dissolved, completed = (CAUSES.index(name) for name in ("dissolved", "completed"))
    assert found.cause.tolist() == [-1, dissolved, completed, -1, -1, -1]


def test_a_quarter_is_seen_once_what_came_in_it_is_on_record(quick):
    # Three months of maturity: on 30 Tir 1395 the second quarter is known, the third is not.
    found = quarters_of(rows("A"), ended(), quick, date(2016, 7, 21))
    assert found.seen.tolist() == [2]
    assert quarters_of(rows("A"), ended(), quick, DAY).seen.tolist() == [0]


def test_rows_are_asked_of_quarter_by_quarter():
    X = pd.DataFrame({"late": [1.0, 2.0]})
    asked = with_quarter(X, np.array([1, 1, 0]), np.array([1, 2, 1]))
    assert asked["late"].tolist() == [2.0, 2.0, 1.0]
    assert asked[QUARTER].tolist() == [1.0, 2.0, 1.0]


def test_too_few_ends_are_told_by_one_rate(quick):
    sample = rows(*"ABCD")
    seen = Quarters(seen=np.array([8, 8, 8, 2]), cause=np.array([-1, -1, -1, 0]))
    odds = fit_end("dissolved", sample, seen, ["late"], quick.hazard, 10)
    assert odds.model is None
    assert hazards(odds, sample.X) == pytest.approx(np.full((4, QUARTERS), 1.5 / 27))


def test_hazards_follow_what_came(quick, monkeypatch):
    rng = np.random.default_rng(5)
    size = 4_000
    risky = rng.random(size) < 0.5
    hazard = np.where(risky, 0.08, 0.01)
    first = rng.geometric(hazard)
    seen = Quarters(seen=np.minimum(first, 8), cause=np.where(first <= 8, 0, -1))
    sample = replace(rows(*map(str, range(size))), X=pd.DataFrame({"risky": risky * 1.0}))
    settings = replace(quick.hazard, n_estimators=60, learning_rate=0.2)
    monkeypatch.setattr("models.hazard.quarters.MOST", 5_000)  # a fifth of the quiet quarters
    odds = fit_end("dissolved", sample, seen, ["risky"], settings, 10)
    assert odds.level < -1
    told = hazards(odds, pd.DataFrame({"risky": [0.0, 1.0]})).mean(axis=1)
    # 2,000 of them, some 15,000 quarters each: a standard error of a tenth of the lower hazard.
    assert told == pytest.approx([0.01, 0.08], rel=0.3)
