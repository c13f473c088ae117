"""Curves are those of other implementations, thinned."""

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_curve

from models.scale import load_master_scale
from models.validation.curves import distribution, gain, reliability, roc


@pytest.fixture
def known(held):
    return held.rows["booster"].of_known


def test_the_curve_of_hits_runs_through_points_of_the_whole_one(known):
    found = roc(known)
    alarms, hits, _ = roc_curve(known.y, known.margin, drop_intermediate=False)
    whole = set(zip(alarms.round(9).tolist(), hits.round(9).tolist(), strict=True))
    mine = list(zip(np.round(found["alarms"], 9), np.round(found["hits"], 9), strict=True))
    assert set(mine) <= whole
    assert (mine[0], mine[-1]) == ((0, 0), (1, 1))
    assert 50 < len(mine) <= 101
    assert found["hits_at"] == pytest.approx(np.interp(found["alarms_at"], alarms, hits), abs=0.02)


def test_gain_is_recall_by_length_of_list(known):
    found = gain(known)
    order = np.argsort(-known.margin, kind="stable")
    top = known.y[order][: round(0.5 * len(known))].sum() / known.y.sum()
    assert found["recall"][50] == pytest.approx(top, abs=0.01)
    assert (found["recall"][0], found["recall"][-1]) == (0.0, 1.0)
    assert np.diff(found["recall"]).min() >= 0


def test_the_reliability_curve_is_the_isotonic_one(held):
    rows = held.rows["booster"]
    told, found = rows.told, reliability(rows)
    fitted = IsotonicRegression().fit(told.probability, told.y)
    for step in found["steps"]:
        ends = fitted.predict([step["from"], step["to"]])
        assert ends == pytest.approx([step["share"]] * 2)
    assert sum(step["rows"] for step in found["steps"]) == len(told)
    assert sum(found["histogram"]) == sum(b["rows"] for b in found["bins"]) == len(told)
    assert sum(b["events"] for b in found["bins"]) == pytest.approx(told.y.sum())


def test_the_distribution_counts_every_told_row_at_its_points(held):
    rows, scale = held.rows["booster"], load_master_scale()
    told, found = rows.told, distribution(rows, scale)
    assert sum(bar["events"] for bar in found) == told.y.sum()
    assert sum(bar["others"] for bar in found) == (told.y == 0).sum()
    points = scale.points(np.log(told.probability / (1 - told.probability)))
    assert found[0]["from"] <= points.min() < found[0]["to"]
    assert found[-1]["from"] <= points.max() < found[-1]["to"]
