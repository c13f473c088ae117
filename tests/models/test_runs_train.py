"""Training learns from what was known, says what it saw, and refuses where it cannot know."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from made_world import DAYS, RULE, matrix_of, small_spec, world

from coopscore.errors import CalibrationReversed, LeakFound, TooFewEvents, UnknownName
from models.metrics import auc
from models.runs.score import score
from models.runs.train import train
from models.walk import pooled

UNTIL = date(2017, 6, 1)


def test_the_report_counts_every_row_once(trained, made):
    matrix, _ = made
    facts = trained.report["training"]
    trained_on = [day for day in matrix.table["as_of"].to_pylist() if day < UNTIL]
    assert sum(facts["states"].values()) == len(trained_on)
    assert facts["rows"] == facts["states"]["event"] + facts["states"]["none"]
    assert facts["events"] == facts["states"]["event"] >= facts["cooperatives_with_event"] > 30
    assert facts["as_ofs"] == [day.isoformat() for day in DAYS[:-1]]


def test_each_fold_is_tested_on_the_day_after_its_labels(trained):
    folds = trained.report["training"]["folds"]
    assert [fold["test"][:4] for fold in folds] == ["2013", "2014", "2015", "2016"]
    for fold in folds:
        assert max(fold["train"]) < fold["test"]
        assert 0.6 < fold["auc"] < 0.9
    pooled = trained.report["training"]["pooled"]
    assert pooled["events"] == sum(fold["events"] for fold in folds)


def test_the_report_is_json_and_holds_the_line_and_its_errors(trained):
    found = json.loads(json.dumps(trained.report, allow_nan=False))
    assert found["version"] == trained.bundle.version
    assert found["calibration"]["slope"] == trained.bundle.calibration.slope > 0
    assert 0 < found["calibration"]["slope_se"] < 1
    assert set(found["acceptance"]) == {"auc", "margin_slope", "calibration_slope"}
    assert found["acceptance"]["auc"]["holds"] is (found["training"]["pooled"]["auc"] >= 0.68)


def test_the_champion_stands_near_the_folds(trained):
    champion = trained.report["champion"]
    assert abs(champion["shift"]) < 0.5
    assert champion["expected"] == pytest.approx(champion["observed"], abs=0.02)


def test_what_lies_after_until_changes_nothing(made):
    matrix, outcomes = made
    later = np.array(matrix.table["as_of"].to_pylist()) >= date(2016, 6, 1)
    flipped = pa.array(
        [1 - y if y is not None and is_later else y
         for y, is_later in zip(outcomes["outcome"].to_pylist(), later, strict=True)],
        pa.int8(),
    )  # fmt: skip
    other = outcomes.set_column(3, "outcome", flipped)
    until, spec = date(2017, 5, 31), replace(small_spec(), folds=3)
    first = train(spec, matrix, outcomes, until=until).bundle
    assert train(spec, matrix, other, until=until).bundle.hash == first.hash


def test_what_it_learns_it_finds_on_the_day_after(trained, made):
    matrix, outcomes = made
    scores = score(trained.bundle, matrix)
    rows = [
        (outcome, one.probability)
        for outcome, one in zip(outcomes["outcome"].to_pylist(), scores, strict=True)
        if one.as_of == UNTIL and outcome is not None
    ]
    # 33 events give the AUC a standard error of .05; a coin is four of them away from .7
    assert auc(*zip(*rows, strict=True)) > 0.6


def test_progress_runs_from_the_first_fit_to_the_last(made):
    told = []
    spec = small_spec(kinds=("booster", "rule"))
    train(spec, *made, until=UNTIL, progress=lambda *at: told.append(at))
    assert told == [(done, 9) for done in range(10)]  # four folds of two kinds, and the champion


def test_every_kind_is_reported_on_the_same_folds_with_its_line(trained):
    kinds = trained.report["training"]["kinds"]
    assert list(kinds) == ["booster", "logistic", "additive", "rule"]
    for kind, told in kinds.items():
        steps = trained.walked[kind].steps
        assert told["auc"] == auc(pooled(steps).y, pooled(steps).margin)
        assert [fold["auc"] for fold in told["folds"]] == [
            auc(step.sample.y, step.margin) for step in steps
        ]
        assert told["line"]["slope"] == trained.walked[kind].line.slope
        assert told["told"]["slope_se"] > 0
    assert kinds["rule"]["auc"] < kinds["booster"]["auc"]
    ours = trained.report["training"]
    assert ours["pooled"]["auc"] == kinds[trained.bundle.kind]["auc"]
    acceptance = trained.report["acceptance"]["calibration_slope"]
    assert acceptance["value"] == kinds["booster"]["told"]["slope"]


def test_the_decision_is_told_with_its_figures_and_kept_in_the_bundle(trained):
    told = trained.bundle.training["decision"]
    assert (told["kind"], told["code"]) == ("booster", "too_few_events")
    assert told["ranking"]["events"] < told["thresholds"]["min_events"] == 200
    assert trained.report["kind"] == trained.bundle.kind == trained.decision.kind


@pytest.fixture(scope="module")
def carried(made):
    """A model of the kind that stood before, for nothing was decidable."""
    return train(small_spec(), *made, until=UNTIL, standing="logistic")


def test_what_is_not_decidable_keeps_the_kind_that_stands(carried, trained):
    assert (carried.bundle.kind, carried.decision.standing) == ("logistic", "logistic")
    assert carried.report["training"]["kinds"] == trained.report["training"]["kinds"]
    assert carried.report["calibration"] == carried.report["training"]["kinds"]["logistic"]["line"]


def test_a_model_of_any_kind_has_the_same_bytes_twice_whatever_was_said_of_no_standing(
    made, carried, trained
):
    again = train(small_spec(), *made, until=UNTIL, standing="logistic")
    assert again.bundle.hash == carried.bundle.hash
    assert train(small_spec(), *made, until=UNTIL, standing="booster").bundle.hash == (
        trained.bundle.hash
    )


def test_calibration_leaves_the_ranking_of_every_kind_untouched(trained):
    for one in trained.walked.values():
        rows = pooled(one.steps)
        order = np.argsort(rows.margin, kind="stable")
        assert (np.diff(one.line.probability(rows.margin)[order]) >= 0).all()


def test_without_the_challenger_nothing_is_compared(made):
    alone = train(small_spec(kinds=("booster",)), *made, until=UNTIL, standing="logistic")
    assert (alone.bundle.kind, alone.decision.code) == ("booster", "no_challenger")
    assert list(alone.walked) == ["booster"]


def test_a_challenger_that_tells_nothing_cannot_serve_and_that_is_said(made):
    spec = small_spec()
    blind = replace(spec, logistic=replace(spec.logistic, min_iv=10.0))
    found = train(blind, *made, until=UNTIL, standing="logistic")
    assert (found.bundle.kind, found.decision.code) == ("booster", "challenger_without_line")
    assert found.report["training"]["kinds"]["logistic"]["line"] is None
    assert json.dumps(found.report, allow_nan=False)


def test_a_matrix_without_the_rules_input_is_refused_by_name(made):
    matrix, outcomes = made
    without = replace(
        matrix,
        features=matrix.features[:-1],
        table=matrix.table.drop_columns([RULE.name]),
    )
    with pytest.raises(UnknownName) as refused:
        train(small_spec(), without, outcomes, until=UNTIL)
    assert refused.value.facts["name"] == RULE.name


def test_directions_may_be_left_out_by_the_spec(made):
    free = train(small_spec(kinds=("booster",), monotone="none"), *made, until=UNTIL).bundle
    assert free.model.monotone is None


@pytest.mark.parametrize("until", [date(2011, 1, 1), date(2012, 6, 1), date(2013, 6, 1)])
def test_too_short_a_history_is_refused_with_its_counts(made, until):
    with pytest.raises(TooFewEvents) as refused:
        train(small_spec(), *made, until=until)
    assert refused.value.facts["needed"] == 30
    assert min(refused.value.facts["fitting"], refused.value.facts["calibrating"]) < 30


def test_inputs_that_predict_the_opposite_are_refused():
    # Each year the sign of the only signal turns: what is learnt is wrong the year after.
    draw = np.random.default_rng(3)
    signal, turned = draw.normal(size=2400), np.repeat([1, 1, -1, -1], 600)
    y = (signal * turned + draw.normal(size=2400) > 1.5).astype(int)
    with pytest.raises(CalibrationReversed):
        _train_on(signal, y, folds=1)


def test_an_input_that_holds_the_outcome_is_refused_by_name():
    y = (np.arange(2400) % 10 == 0).astype(int)
    with pytest.raises(LeakFound, match=r"noise \(tells_outcome\)"):
        _train_on(y.astype(float), y, folds=2)


def test_the_screen_is_told_in_the_report():
    draw = np.random.default_rng(3)
    signal = draw.normal(size=2400)
    y = (signal + draw.normal(size=2400) > 1.5).astype(int)
    trained = _train_on(signal, y, folds=2)
    assert trained.report["screen"] == trained.screening.content()
    assert trained.report["screen"]["verdict"] != "stop"


def test_a_test_day_without_events_has_no_auc_of_its_own():
    draw = np.random.default_rng(3)
    signal = draw.normal(size=2400)
    y = (signal + draw.normal(size=2400) > 1.5).astype(int)
    y[1200:1800] = 0
    folds = _train_on(signal, y, folds=2).report["training"]["folds"]
    assert [fold["auc"] is None for fold in folds] == [True, False]


def _train_on(signal, y, folds):
    days = DAYS[:4]
    columns = {
        "coop_id": [f"uk:R{n:06d}" for n in range(600)] * 4,
        "as_of": [day for day in days for _ in range(600)],
        "late_days": [None] * 2400,
        "statements": [0.0] * 2400,
        "noise": signal.tolist(),
        "age": [None] * 2400,
        "branch": [None] * 2400,
    }
    outcomes = pa.table(
        {
            "coop_id": columns["coop_id"],
            "as_of": pa.array(columns["as_of"], pa.date32()),
            "state": ["event" if event else "none" for event in y],
            "outcome": pa.array(y, pa.int8()),
        }
    )
    spec = replace(small_spec(kinds=("booster", "logistic")), folds=folds)
    return train(spec, matrix_of(columns), outcomes, until=date(2015, 6, 1))


def test_the_world_of_the_tests_is_the_same_twice():
    assert world()[0].hash == world()[0].hash
