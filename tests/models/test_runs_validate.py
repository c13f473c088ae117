"""A validation measures what training would make, says all of it as JSON, and refuses with it."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from made_world import DAYS, matrix_of, small_spec
from sklearn.metrics import roc_auc_score

from coopscore.errors import TooFewEvents
from models.runs.train import train
from models.runs.validate import validate
from models.screen import Finding, Screening
from models.validation.settings import settings_of
from models.walk import calibrated_line

UNTIL = date(2017, 6, 1)
SCREENING = Screening(findings=(Finding(code="repeated_rows", verdict="pass"),))


def present_of(matrix):
    rows = [day == UNTIL for day in matrix.table["as_of"].to_pylist()]
    table = matrix.table.filter(rows)
    columns = {name: table[name].to_pylist() for name in table.column_names}
    return matrix_of(columns, matrix.features)


def validated(made, spec, **more):
    matrix, outcomes = made
    few = replace(settings_of(spec), slice_draws=10, list_draws=10)
    asked = {"until": UNTIL, "present": present_of(matrix), "screening": SCREENING, "settings": few}
    asked |= more
    return validate(spec, matrix, outcomes, **asked)


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def found(made, told):
    return validated(made, small_spec(), progress=lambda *at: told.append(at))


def test_the_decision_and_the_walk_are_those_of_training(found, trained):
    assert found.decision == trained.decision
    report, training = found.report, trained.report["training"]
    assert report["facts"]["matrix_hash"] == training["matrix_hash"]
    for kind, one in training["kinds"].items():
        assert report["kinds"][kind]["pooled"]["ranking"]["auc"]["value"] == one["auc"]
        assert report["kinds"][kind]["line"] == one["line"]
        aucs = [
            fold["ranking"]["auc"]["value"] if "ranking" in fold else None
            for fold in report["kinds"][kind]["by"]["fold"]
        ]
        expected = [fold["auc"] for fold in one["folds"]]
        assert [a for a in aucs if a] == [e for a, e in zip(aucs, expected, strict=True) if a]


def test_figures_are_those_of_the_rows_out_of_time(found, trained):
    steps = trained.walked["logistic"].steps
    y = np.concatenate([step.sample.y for step in steps])
    margin = np.concatenate([step.margin for step in steps])
    pooled = found.report["kinds"]["logistic"]["pooled"]
    assert pooled["ranking"]["auc"]["value"] == pytest.approx(roc_auc_score(y, margin))
    assert pooled["events"] == y.sum()
    told = trained.walked["logistic"].told
    line = calibrated_line(steps, told, spec="exit")
    slope = pooled["probability"]["figures"]["calibration_slope"]
    assert slope["value"] == pytest.approx(line.slope, rel=1e-6)
    assert slope["low"] < slope["value"] < slope["high"]


def test_the_report_is_json_with_every_kind_and_slice(found):
    text = json.dumps(found.report, allow_nan=False)
    report = json.loads(text)
    assert set(report) == {
        "format", "spec", "facts", "settings", "decision", "acceptance", "folds", "thin", "kinds",
        "differences", "strongest", "screen",
    }  # fmt: skip
    for one in report["kinds"].values():
        assert set(one["by"]) == {"fold", "branch"}  # the small world tells of no size
        assert [part["name"] for part in one["by"]["branch"]] == ["farm", "housing", "worker"]
        assert set(one["curves"]) == {"roc", "gain", "reliability", "distribution"}
    assert set(report["differences"]) == {"logistic", "additive", "rule"}
    assert report["settings"]["size"] is None
    assert report["screen"]["verdict"] == "pass"


def test_the_first_fold_is_told_no_probability(found):
    assert [fold["told"] for fold in found.report["folds"]] == [False, True, True, True]
    first = found.report["kinds"]["booster"]["by"]["fold"][0]
    assert first["probability"]["state"] == "not_told"


def test_lost_rows_are_counted_and_take_places(found, made):
    tested = {fold["test"] for fold in found.report["folds"]}
    days, states = (made[1][name].to_pylist() for name in ("as_of", "state"))
    censored = sum(
        day.isoformat() in tested and state == "censored"
        for day, state in zip(days, states, strict=True)
    )
    assert sum(fold["lost"] for fold in found.report["folds"]) == censored > 0
    assert found.report["kinds"]["booster"]["pooled"]["lost"] == censored


def test_what_rests_on_age_and_form_alone_is_told_by_fold_and_for_the_scored_day(found, made):
    report, matrix = found.report, made[0]
    rows = matrix.table.to_pylist()
    empty = [
        row["late_days"] is None and row["statements"] in (None, 0) and row["noise"] is None
        for row in rows
        if row["as_of"] == UNTIL
    ]
    assert report["thin"] == {
        "as_of": "2017-06-01", "rows": len(empty), "share": pytest.approx(np.mean(empty)),
    }  # fmt: skip
    assert all(0 <= fold["thin"] <= 1 for fold in report["folds"])


def test_acceptance_is_judged(found, made):
    judged = found.report["acceptance"]
    assert set(judged) == {"auc", "margin_slope", "calibration_slope"}
    strict = replace(small_spec(kinds=("booster",)), acceptance={"auc": ">= 0.99"})
    missed = validated(made, strict).report
    assert missed["acceptance"]["auc"]["verdict"] == "misses"
    assert missed["differences"] == {}
    short = replace(small_spec(kinds=("booster",)), folds=1)
    short = replace(short, calibration=replace(short.calibration, min_events=10))
    unknown = validated(made, short).report["acceptance"]
    assert unknown["calibration_slope"] == {
        "value": None, "bound": "0.8 .. 1.2", "verdict": "unknown",
    }  # fmt: skip
    steps = train(short, *made, until=UNTIL).walked["booster"].steps
    last = roc_auc_score(steps[0].sample.y, steps[0].margin)
    assert (len(steps), last > 0.68) == (1, True)
    assert unknown["auc"] == {
        "value": pytest.approx(last), "bound": ">= 0.68", "verdict": "holds",
    }  # fmt: skip


def test_the_strongest_features_are_told_in_points(found):
    strongest = found.report["strongest"]
    sizes = [one["mean_size"] for one in strongest]
    assert sizes == sorted(sizes, reverse=True)
    assert {one["feature"] for one in strongest} <= {
        "late_days", "statements", "noise", "age", "branch",
    }  # fmt: skip
    assert all(one["quantiles"] == sorted(one["quantiles"]) for one in strongest)


def test_progress_runs_to_its_end(found, told):
    assert told[0] == (1, 24)
    assert told[-1] == (24, 24)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_the_same_facts_give_the_same_report(made):
    spec = small_spec(kinds=("booster", "rule"))
    first, second = (json.dumps(validated(made, spec).report) for _ in range(2))
    assert first == second


def test_what_stands_goes_on_where_nothing_is_decided(made):
    spec = small_spec(kinds=("booster", "logistic"))
    spec = replace(spec, champion=replace(spec.champion, min_events=100_000))
    assert validated(made, spec, standing="logistic").decision.kind == "logistic"


@pytest.mark.parametrize("until", [date(2011, 1, 1), date(2012, 6, 1)])
def test_too_short_a_history_is_refused_as_in_training(made, until):
    with pytest.raises(TooFewEvents) as in_training:
        train(small_spec(), *made, until=until)
    with pytest.raises(TooFewEvents) as refused:
        validated(made, small_spec(), until=until)
    assert refused.value.facts == in_training.value.facts


def test_a_validation_looks_at_no_day_after_until(made):
    spec = small_spec(kinds=("booster",))
    spec = replace(spec, calibration=replace(spec.calibration, min_events=10))
    facts = validated(made, spec, until=date(2016, 6, 1)).report["facts"]
    assert facts["as_ofs"] == [day.isoformat() for day in DAYS[:-2]]


def test_too_few_rows_have_no_curve_and_no_verdict(made):
    spec = small_spec(kinds=("booster", "rule"))
    strict = replace(settings_of(spec), min_rows=10_000)
    report = validated(made, spec, settings=strict).report
    assert report["kinds"]["rule"]["curves"] == {}
    assert report["kinds"]["rule"]["pooled"]["murphy"] is None
    assert report["acceptance"]["auc"] == {"value": None, "bound": ">= 0.68", "verdict": "unknown"}


def test_where_nobody_is_left_to_be_scored_the_rest_is_told(made):
    spec = small_spec(kinds=("booster", "rule"))
    report = validated(made, spec, present=None).report
    assert (report["thin"], report["strongest"]) == (None, [])
    assert report["kinds"]["booster"]["pooled"]["state"] == "measured"


def test_branch_and_size_are_the_settings_own(made):
    spec = small_spec(kinds=("booster",))
    own = replace(settings_of(spec), branch="none", sizes=("age",), slice_draws=10, list_draws=10)
    report = validated(made, spec, settings=own).report
    by = report["kinds"]["booster"]["by"]
    assert set(by) == {"fold", "size"}
    assert report["settings"]["size"] == "age"
    assert [band["name"] for band in by["size"]] == [1, 2, 3, 4]
    assert sum(band["rows"] for band in by["size"]) == sum(part["rows"] for part in by["fold"])
