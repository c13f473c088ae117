"""A rating's validation says what holds, what does not, and what nobody can know yet."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from made_world import world
from rated_world import (
    PROVINCES,
    RATING,
    UNTIL,
    few_draws,
    other_outcomes,
    overrides_of,
    rated_report,
    rated_spec,
    replayed_scores,
    validated,
    witnesses_of,
)
from scipy.special import expit
from scipy.stats import beta
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from models.inputs import inputs_of, model_inputs
from models.runs.train import train
from models.sample import sample_of
from models.validation.credit_settings import Gate
from models.walk import walk


@pytest.fixture(scope="module")
def report():
    return rated_report()


@pytest.fixture(scope="module")
def credit(report):
    return report["credit"]


def verdicts(credit):
    return {one["code"]: one["verdict"] for one in credit["gate"]["answers"]}


def test_every_question_is_answered_once_and_few_events_decide_nothing(credit):
    found = verdicts(credit)
    assert len(found) == len(credit["gate"]["answers"]) == 15
    # 116 events, where 200 are asked for.
    open_ones = {code for code, verdict in found.items() if verdict == "not_decidable"}
    assert open_ones == {
        "no_worse_than_other", "list_no_worse_than_rule", "portfolio_not_understated",
        "no_grade_understated", "slope_is_one", "grades_rise_with_risk", "no_neighbours_inverted",
        "intervals_cover",
    }  # fmt: skip
    assert found["reasons_add_up"] == found["no_wrong_way"] == found["same_model_twice"] == "holds"


def test_a_report_is_json_with_a_format_of_its_own(report):
    text = json.dumps(report, allow_nan=False, sort_keys=True)
    assert json.loads(text)["format"] == 2
    assert set(report["credit"]["subjects"]) == {
        "discrimination", "calibration", "grades", "migration", "stability", "fairness",
        "explanation", "reproduction", "overrides",
    }  # fmt: skip


def test_with_enough_events_the_same_figures_are_decided_and_come_again(report, credit):
    spec = rated_spec()
    few = few_draws(spec, gate=Gate(pooled_events=10, told_events=10, reason_overlap=0.0))
    again = validated(spec, few=few)
    found = again["credit"]
    # No other kind that could serve was walked: that alone stays open.
    left = [code for code, verdict in verdicts(found).items() if verdict == "not_decidable"]
    assert left == ["no_worse_than_other"]
    assert found["gate"]["verdict"] == "not_decidable"
    for name in ("slices", "grades", "migration", "ablation", "rating", "reasons", "power"):
        assert json.dumps(found[name]) == json.dumps(credit[name])
    for name in ("kinds", "facts", "strongest", "screen"):
        assert json.dumps(again[name]) == json.dumps(report[name])


def test_what_is_told_is_what_a_rating_trained_on_the_day_would_have_told(report):
    """The second fold along the line of the first, at the mean rate of the years known by then."""
    spec = rated_spec()
    matrix, outcomes = world()
    told = pd.DataFrame({"day": matrix.table["as_of"].to_pylist(),
                         "y": outcomes["outcome"].to_pylist()}).dropna()  # fmt: skip
    folds = report["folds"]
    tests = [fold["test"] for fold in folds]
    by_year = told.groupby(told["day"].astype(str))["y"]
    year = {part["name"]: part for part in report["credit"]["slices"]["year"]}
    assert [year[day]["told"] > 0 for day in tests] == [False, True, True, True]

    from_training = by_year.mean()[folds[1]["train"]].mean()
    rows = _rows_of(spec)
    first, second = (rows[rows["day"] == day] for day in tests[:2])
    plain = LogisticRegression(C=np.inf).fit(first[["margin"]], first["y"])
    line = plain.decision_function(first[["margin"]])
    shift = _shift(line, from_training)
    expected = expit(plain.decision_function(second[["margin"]]) + shift).mean()
    assert year[tests[1]]["expected"] == pytest.approx(expected, rel=1e-3)


def _shift(line, rate):
    """The level at which the mean probability is the rate, by bisection."""
    low, high = -10.0, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if expit(line + middle).mean() < rate else (low, middle)
    return low


def _rows_of(spec):
    """Day, outcome and margin of every row that the booster was tested on."""
    matrix, outcomes = world()
    sample = sample_of(matrix, outcomes, inputs_of(matrix), spec.training_days(UNTIL))
    folds = spec.walk(sample.days)
    steps = walk(spec, model_inputs(matrix, spec), sample, folds, ("booster",))["booster"]
    return pd.concat(
        pd.DataFrame(
            {
                "coop_id": step.sample.coop_ids,
                "day": step.fold.test.isoformat(),
                "y": step.sample.y,
                "margin": step.margin,
            }
        )
        for step in steps
    )


def test_parts_hold_all_rows_whose_witness_is_known_and_are_ranked_alone(credit):
    matrix = world()[0]
    told = witnesses_of(matrix).to_pandas().astype({"as_of": str})
    rows = _rows_of(rated_spec()).merge(
        told, left_on=["coop_id", "day"], right_on=["coop_id", "as_of"]
    )
    parts = {part["name"]: part for part in credit["slices"]["province"]}
    assert set(parts) == set(PROVINCES)
    for name, part in parts.items():
        own = rows[rows["province"] == name]
        assert (part["rows"], part["events"]) == (len(own), own["y"].sum())
        (auc,) = (one for one in part["rulings"] if one["name"] == "auc")
        assert auc["value"] == pytest.approx(roc_auc_score(own["y"], own["margin"]))
    women = {part["name"]: part["rows"] for part in credit["slices"]["is_women"]}
    assert sum(women.values()) == credit["rows"]["ranked"]["rows"]
    assert [part["name"] for part in credit["slices"]["branch_group"]] == [
        "farm", "housing", "worker",
    ]  # fmt: skip


def test_a_part_of_too_few_events_has_counts_and_no_figure():
    spec = rated_spec()
    few, never = few_draws(spec, least_events=60), overrides_of(world()[0]).slice(0, 0)
    found = validated(spec, present=False, few=few, overrides=never)["credit"]
    for parts in found["slices"].values():
        assert {part["state"] for part in parts} == {"too_few"}
        assert all(part["rulings"] == [] and part["rows"] > 100 for part in parts)
    (fairness,) = (one for one in found["gate"]["answers"] if one["code"] == "fairness_told")
    assert fairness["verdict"] == "not_decidable"
    assert found["subjects"]["overrides"] == []
    # Nobody is left to be scored either: no reasons, and nothing is claimed of them.
    assert found["reasons"] is None
    assert verdicts(found)["reasons_add_up"] == "not_decidable"
    assert verdicts(found)["same_model_twice"] == "not_decidable"


def test_grades_tell_what_came_with_jeffreys_interval(credit):
    told = [one for one in credit["grades"] if one["rows"]]
    assert sum(one["rows"] for one in told) == credit["rows"]["told"]["rows"]
    for one in told:
        ends = beta.ppf([0.025, 0.975], one["events"] + 0.5, one["rows"] - one["events"] + 0.5)
        low = 0 if one["events"] == 0 else ends[0]
        assert (one["low"], one["high"]) == pytest.approx((low, ends[1]))
    empty = next(one for one in credit["grades"] if not one["rows"])
    assert empty["told"] is empty["came"] is empty["low"] is None


def test_moves_are_those_between_neighbouring_test_days(credit):
    counts = np.array(credit["migration"]["counts"])
    assert counts.sum() == credit["migration"]["moves"]
    tests = [part["name"] for part in credit["slices"]["year"] if part["told"]]
    rows = _rows_of(rated_spec())
    held = {day: set(rows[rows["day"] == day]["coop_id"]) for day in tests}
    both = sum(len(held[a] & held[b]) for a, b in pairwise(tests))
    assert credit["migration"]["moves"] == both
    assert credit["migration"]["periods"] == len(tests) - 1


def test_each_family_is_left_out_in_turn(credit):
    rows = _rows_of(rated_spec())
    whole = roc_auc_score(rows["y"], rows["margin"])
    assert {one["family"] for one in credit["ablation"]} == {"filings", "status"}
    for one in credit["ablation"]:
        assert one["auc_without"] + one["difference"] == pytest.approx(whole)
        assert one["low"] <= one["high"]
        assert one["count"] == len(one["features"])
    # What tells nothing is noise, age and branch: late statements and filings carry the world.
    assert credit["ablation"][0]["family"] == "filings"


def test_reasons_of_the_example_add_up_and_dots_are_points_of_rows(credit):
    example = credit["reasons"]["example"]
    told = example["base"] + sum(one["points"] for one in example["reasons"]) + example["rest"]
    assert told == pytest.approx(example["points"], abs=1e-9)
    for one in credit["reasons"]["swarm"]:
        assert len(one["points"]) == len(one["rank"]) == 20
        assert all(rank is None or 0 <= rank <= 1 for rank in one["rank"])
    by_name = {one["feature"]: one for one in credit["reasons"]["swarm"]}
    assert set(by_name["branch"]["rank"]) == {None}  # a category has no high values


def test_overrides_are_told_by_direction_and_reason(credit):
    found = {(one["name"], one["by"]): one for one in credit["subjects"]["overrides"]}
    # Two co-operatives on three told days: one was raised, one was lowered, on each of them.
    assert found["override_share", "raised"]["counted"]["events"] in (2, 3)
    assert found["override_share", "lowered"]["counted"]["events"] in (2, 3)
    assert found["override_reason", "new_facts"]["counted"]["rows"] in (4, 5, 6)


def test_a_standing_model_of_the_same_training_lends_its_own_figures():
    spec = rated_spec()
    own = train(spec, *world(), until=UNTIL).bundle.rating.content()
    told = {**own, "coverage": {**own["coverage"], "inside_before": 0.5}, "kind": "booster"}
    found = validated(present=False, watched=False, measured=told)["credit"]
    assert found["rating"]["standing"] is True
    assert found["rating"]["coverage"] == told["coverage"]
    (cover,) = (one for one in found["gate"]["answers"] if one["code"] == "intervals_cover")
    assert cover["value"] == 0.5
    # Without witnesses there is nobody to be fair to.
    assert found["subjects"]["fairness"] == []
    assert set(found["slices"]) == {"branch_group", "branch", "size", "year"}


def test_rows_without_a_grade_are_counted_in_all_and_by_branch_group(credit):
    told = credit["rating"]["ungraded"]
    assert told["rows"] == credit["rows"]["ranked"]["rows"]
    by_group = {part["name"]: part["rows"] for part in credit["slices"]["branch_group"]}
    assert {one["name"]: one["rows"] for one in told["parts"]} == by_group
    assert sum(one["ungraded"] for one in told["parts"]) == told["ungraded"]
    assert told["share"] == told["ungraded"] / told["rows"]


def test_the_width_of_the_stated_intervals_is_told_of_all_rows_and_beside_venn_abers(credit):
    told = {one["by"]: one for one in credit["subjects"]["explanation"]
            if one["name"] == "interval_width"}  # fmt: skip
    assert list(told) == ["stated:mean", "stated:95", "venn_abers:mean", "venn_abers:95"]
    assert told["stated:mean"]["counted"] == {"rows": credit["rows"]["ranked"]["rows"]}
    assert told["venn_abers:mean"]["counted"] == {"rows": 40}
    for whose in ("stated", "venn_abers"):
        assert 0 < told[f"{whose}:mean"]["value"] <= told[f"{whose}:95"]["value"] < 1


def test_widths_are_those_of_the_standing_models_own_spread():
    """With the spread doubled in log-odds, intervals are about twice as wide."""
    own = train(rated_spec(), *world(), until=UNTIL).bundle.rating.content()
    doubled = [{**one, "sds": [2 * sd for sd in one["sds"]]} for one in own["spread"]]
    means = []
    for spread in (own["spread"], doubled):
        measured = {**own, "spread": spread, "kind": "booster"}
        found = validated(present=False, watched=False, measured=measured)["credit"]
        (mean,) = (one["value"] for one in found["subjects"]["explanation"]
                   if one["by"] == "stated:mean")  # fmt: skip
        means.append(mean)
    assert 1.5 * means[0] < means[1] < 2.5 * means[0]


def test_stored_scores_that_come_again_are_told_with_their_day_and_model(credit):
    assert credit["replay"] == {
        "version": "exit-0123456789ab", "as_of": "2017-06-01", "scores": 9, "rows": 3,
    }  # fmt: skip
    found = {one["name"]: one for one in credit["subjects"]["reproduction"]}
    assert found["replayed"]["verdict"] == found["known_after"]["verdict"] == "holds"
    assert found["replayed"]["counted"] == {"rows": 3}


def test_one_score_that_comes_otherwise_or_was_known_late_is_rejected():
    again = replayed_scores().stored
    again[1, 3] += 1e-9
    known = np.array([["2017-01-02"], ["2017-06-02"], ["NaT"]], dtype="datetime64[D]")
    found = validated(present=False, replay=replayed_scores(again=again, known=known))["credit"]
    told = {one["name"]: (one["value"], one["verdict"])
            for one in found["subjects"]["reproduction"]}  # fmt: skip
    assert told == {"replayed": (1.0, "rejected"), "known_after": (1.0, "rejected")}


def test_where_nothing_is_stored_nothing_is_claimed_of_it():
    found = validated(present=False)["credit"]
    assert found["replay"] is None
    assert found["subjects"]["reproduction"] == []
    assert {one["figures"] for one in found["label"]["beside"]} == {None}


def test_the_same_margins_are_held_against_other_labels_on_rows_known_under_both(credit):
    beside = {one["name"]: one["figures"] for one in credit["label"]["beside"]}
    assert beside["silence"] is None  # nobody told of it
    rows = _rows_of(rated_spec())
    other = other_outcomes(world()[1]).to_pandas().astype({"as_of": str})
    rows = rows.merge(other, left_on=["coop_id", "day"], right_on=["coop_id", "as_of"])
    known = rows[rows["state"] != "censored"]
    is_event = known["state"] == "event"
    told = beside["removal"]
    assert told["unknown"] == len(rows) - len(known) > 0
    assert told["rows"] == len(known)
    assert told["events"] == is_event.sum()
    assert told["own_events"] == known["y"].sum()
    # Some are events by one label alone, either way.
    assert told["both"] == (is_event & (known["y"] == 1)).sum()
    assert 0 < told["both"] < min(told["events"], told["own_events"])
    assert told["observed"]["value"] == pytest.approx(is_event.mean())
    assert told["observed"]["low"] < is_event.mean() < told["observed"]["high"]
    for name, y in (("auc", is_event), ("own_auc", known["y"])):
        value = roc_auc_score(y, known["margin"])
        assert told[name]["value"] == pytest.approx(value)
        assert told[name]["low"] < value < told[name]["high"]


def test_a_label_that_nearly_nobody_falls_under_has_counts_and_no_auc():
    outcomes = world()[1]
    said = ["event" if at == len(outcomes) - 500 else "none" for at in range(len(outcomes))]
    rare = outcomes.select(["coop_id", "as_of"]).append_column("state", pa.array(said))
    found = validated(present=False, others={"removal": rare})["credit"]
    (told,) = (one["figures"] for one in found["label"]["beside"] if one["name"] == "removal")
    assert told["events"] <= 1
    assert told["auc"]["verdict"] == "not_decidable"
    assert told["own_auc"]["verdict"] == "reported"
    assert told["observed"]["low"] is None


def test_of_rows_that_another_label_tells_nothing_of_there_is_no_share():
    outcomes = world()[1]
    said = pa.array(["immature"] * len(outcomes))
    young = outcomes.select(["coop_id", "as_of"]).append_column("state", said)
    found = validated(present=False, others={"removal": young})["credit"]
    (told,) = (one["figures"] for one in found["label"]["beside"] if one["name"] == "removal")
    assert told["rows"] == told["events"] == 0
    assert told["observed"] == {"value": None, "low": None, "high": None}


def test_where_no_interval_may_be_wide_more_rows_go_without_a_grade(credit):
    spec = rated_spec(rating=replace(RATING, widest=1))
    found = validated(spec, present=False, watched=False)["credit"]["rating"]["ungraded"]
    assert found["ungraded"] > credit["rating"]["ungraded"]["ungraded"]
    assert found["ungraded"] > 0.5 * found["rows"]


def test_one_fold_alone_tells_no_level_and_another_kinds_rating_is_not_taken(credit):
    spec = rated_spec(folds=1)
    spec = replace(spec, calibration=replace(spec.calibration, min_events=10))
    other = {**credit["rating"], "kind": "logistic"}
    found = validated(spec, present=False, measured=other)["credit"]
    assert found["rating"]["standing"] is False
    assert found["rows"]["told"] is None
    assert (found["grades"], found["migration"], found["power"]) == ([], None, [])
    assert "calibration" not in found["subjects"]
    assert verdicts(found)["portfolio_not_understated"] == "not_decidable"


def test_the_definition_is_told_with_its_day_and_source(credit):
    label = credit["label"]
    assert (label["name"], label["version"], label["horizon"]) == ("exit", 1, 12)
    assert date.fromisoformat(label["dated"]).year >= 2026
    assert set(label["source"]) == {"en", "fa"}


def test_power_is_tried_in_worlds_that_are_right_and_wrong(credit):
    worlds = {(one["world"], one["is_null"]) for one in credit["power"]}
    assert ("right", True) in worlds
    assert ("understated_2", False) in worlds
    nulls = {"no_order", "same_population", "one_law_of_moves"}
    assert nulls <= {world for world, is_null in worlds if is_null}
    assert all((one["size"] is None) != one["is_null"] for one in credit["power"])
