"""Figures agree with other implementations, have intervals, and are absent where rows are few."""

from dataclasses import replace

import numpy as np
import pytest
from model_diagnostics.scoring import SquaredError, decompose
from scipy.stats import ks_2samp
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from models.metrics import METRICS, Reads, cluster_bootstrap, murphy
from models.validation.figures import figures_of, murphy_of
from models.validation.settings import ValidationSettings


@pytest.fixture(scope="module")
def found(held):
    settings = ValidationSettings(draws=60, slice_draws=20, list_draws=20, seed=1404)
    return figures_of(held.rows["booster"], settings, draws=60)


def test_ranking_figures_agree_with_other_implementations(held, found):
    known = held.rows["booster"].of_known
    told = {name: one["value"] for name, one in found["ranking"].items()}
    auc = roc_auc_score(known.y, known.margin)
    assert told["auc"] == pytest.approx(auc)
    assert told["gini"] == pytest.approx(2 * auc - 1)
    assert told["average_precision"] == pytest.approx(
        average_precision_score(known.y, known.margin)
    )
    sides = [known.margin[known.y == side] for side in (0, 1)]
    assert told["ks"] == pytest.approx(ks_2samp(*sides).statistic)


def test_figures_of_probability_agree_with_other_implementations(held, found):
    told = held.rows["booster"].told
    figures = {name: one["value"] for name, one in found["probability"]["figures"].items()}
    assert figures["brier"] == pytest.approx(brier_score_loss(told.y, told.probability))
    assert figures["log_loss"] == pytest.approx(log_loss(told.y, told.probability))
    parts = decompose(
        y_obs=told.y.astype(float), y_pred=told.probability, scoring_function=SquaredError()
    )
    assert figures["brier_miscalibration"] == pytest.approx(parts["miscalibration"][0])
    assert figures["brier_discrimination"] == pytest.approx(parts["discrimination"][0])
    assert found["probability"]["expected"] == pytest.approx(told.probability.mean())
    assert found["probability"]["events"] == told.y.sum()


def test_every_metric_of_the_table_is_told_with_its_interval(held, found):
    known = held.rows["booster"].of_known
    names = set(found["ranking"]) | set(found["probability"]["figures"])
    assert names == set(METRICS)
    interval = cluster_bootstrap(
        METRICS["auc"].function, known.y, known.margin, known.coop_ids, draws=60, seed=1404
    )
    auc = found["ranking"]["auc"]
    assert (auc["low"], auc["high"], auc["draws"]) == (interval.low, interval.high, 60)
    assert all(METRICS[name].reads is Reads.SCORE for name in found["ranking"])


def test_few_rows_have_no_figure(held, settings):
    rows = held.rows["booster"]
    few = rows.take(np.arange(len(rows)) < 99)
    found = figures_of(few, settings, draws=20)
    assert found["state"] == "too_few"
    assert set(found) == {
        "state", "rows", "events", "cooperatives", "cooperatives_with_event", "lost",
    }  # fmt: skip
    calm = replace(rows, y=np.zeros_like(rows.y))
    assert figures_of(calm, settings, draws=20)["state"] == "too_few"
    assert murphy_of(calm, settings) is None


def test_rows_that_no_probability_was_told_of_say_so(held, settings):
    rows = held.rows["booster"]
    first = figures_of(rows.take(rows.fold == 1), settings, draws=20)
    assert first["state"] == "measured"
    assert first["probability"]["state"] == "not_told"
    sparse = rows.take((rows.fold == 1) | (np.arange(len(rows)) % 97 == 0))
    assert figures_of(sparse, settings, draws=20)["probability"]["state"] == "too_few"


def test_a_figure_that_is_not_defined_is_none(held, settings):
    rows = held.rows["booster"]
    flat = replace(rows, probability=np.where(np.isnan(rows.probability), np.nan, 0.05))
    found = figures_of(flat, settings, draws=20)["probability"]["figures"]["calibration_slope"]
    assert found == {"value": None, "low": None, "high": None, "draws": 0}


def test_the_binned_decomposition_has_intervals_and_adds_up(held, settings):
    told = held.rows["booster"].told
    found = murphy_of(held.rows["booster"], settings)
    expected = murphy(told.y, told.probability)
    values = {name: one["value"] for name, one in found.items()}
    assert values == pytest.approx(vars(expected))
    brier = brier_score_loss(told.y, told.probability)
    parts = values["reliability"] - values["resolution"] + values["uncertainty"] + values["within"]
    assert parts == pytest.approx(brier)
    assert all(one["low"] <= one["high"] for one in found.values())
