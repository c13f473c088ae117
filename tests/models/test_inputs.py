"""Inputs carry their definitions' hashes, and tell a thin history from a full one."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from made_world import FEATURES, RULE, matrix_of, small_spec, world

from coopscore.errors import UnknownName, WrongPopulation
from features.catalogue import select
from models.inputs import features_of, frame, inputs_of, is_thin, model_inputs, moved, population_of
from models.spec_tables import RatingSettings

#         coop_id  late  statements noise age  branch
ROWS = [
    ("uk:R1", 30.0, 2.0, 0.5, 12.0, "farm"),
    ("uk:R2", None, 0.0, None, 3.0, None),
    ("uk:R3", None, 1.0, None, 3.0, "farm"),
    ("uk:R4", 0.0, 0.0, None, None, "farm"),
]


def made():
    names = ["coop_id", *(one.name for one in FEATURES)]
    columns = dict(zip(names, map(list, zip(*ROWS, strict=True)), strict=True))
    return matrix_of({"as_of": [date(2016, 6, 1)] * len(ROWS)} | columns)


def test_directions_come_from_the_risk_of_each_definition():
    assert {item.name: item.monotone for item in inputs_of(made())} == {
        "late_days": 1,
        "statements": -1,
        "noise": 0,
        "age": 0,
        "branch": 0,
    }


def test_a_frame_holds_numbers_and_text():
    inputs = inputs_of(made())
    X = frame(made().table, inputs)
    assert list(X.columns) == [item.name for item in inputs]
    assert X["late_days"].dtype == np.float64
    assert X["late_days"].isna().tolist() == [False, True, True, False]
    assert X["branch"].dropna().tolist() == ["farm", "farm", "farm"]


def test_no_rows_keep_their_types():
    X = frame(made().table.slice(0, 0), inputs_of(made()))
    assert len(X) == 0
    assert X["branch"].dtype == "str"


def test_a_history_is_thin_where_nothing_done_is_on_record():
    # R2: no delay, no statements (0 is the definition's own "none"); R3 filed once; R4 filed on
    # time, as its delay of 0 says.
    inputs = inputs_of(made())
    thin = is_thin(frame(made().table, inputs), inputs)
    assert thin.tolist() == [False, True, False, False]


def test_a_model_of_age_and_form_alone_is_thin_for_everybody():
    inputs = tuple(item for item in inputs_of(made()) if not item.is_behaviour)
    assert [item.name for item in inputs] == ["age", "branch"]
    assert is_thin(frame(made().table, inputs), inputs).all()


def test_a_matrix_for_training_holds_what_only_the_rule_reads_and_models_are_not_given_it():
    spec = small_spec()
    names = [one.name for one in features_of(spec)]
    assert RULE.name in names
    assert names == [one.name for one in select([*spec.features, RULE.name])]
    matrix, _ = world(cooperatives=3)
    assert [item.name for item in inputs_of(matrix)][-1] == RULE.name
    assert [item.name for item in model_inputs(matrix, spec)] == [one.name for one in FEATURES]


def test_a_rule_that_takes_no_part_needs_no_column():
    spec = small_spec(kinds=("booster",))
    assert features_of(spec) == select(spec.features)
    assert model_inputs(made(), spec) == inputs_of(made())


def test_a_rule_over_one_of_the_specs_features_shares_it():
    spec = small_spec()
    shared = replace(spec, rule=replace(spec.rule, input="age_years"))
    assert features_of(shared) == select(spec.features)


def rated(by):
    table = RatingSettings(
        anchor="none",
        on="crossed",
        refits=10,
        by=by,
        bins=2,
        members=20,
        prudence=0.75,
        widest=5,
        seed=1,
    )
    return replace(small_spec(kinds=("booster",)), rating=table)


def test_what_tells_the_branch_group_stands_in_the_matrix_and_is_given_to_no_model():
    spec = rated("isic_group")
    assert features_of(spec) == select([*spec.features, "isic_group"])
    with pytest.raises(UnknownName) as refused:
        model_inputs(made(), spec)
    assert refused.value.facts["name"] == "isic_group"


def test_a_branch_group_that_models_learn_from_is_shared():
    spec = replace(rated("noise"), features=(*small_spec().features, "noise"))
    known = replace(rated("branch"), features=("status.branch",))
    assert features_of(known) == select(known.features)
    assert model_inputs(made(), known) == inputs_of(made())
    with pytest.raises(UnknownName):
        features_of(spec)


def test_inputs_with_another_definition_or_none_have_moved():
    inputs = inputs_of(made())
    assert moved(inputs, made()) == []
    assert moved([replace(inputs[0], hash="0"), replace(inputs[1], name="gone")], made()) == [
        "late_days",
        "gone",
    ]


def test_a_table_of_another_population_is_refused_by_name():
    matrix, spec = made(), replace(small_spec(), scored="no_facility")
    with pytest.raises(WrongPopulation, match="asked about borrowers; this table holds"):
        model_inputs(matrix, replace(spec, cohort="borrowers"))
    assert population_of(matrix, spec) == ""
    assert population_of(replace(matrix, cohort="no_facility"), spec) == "no_facility"
    with pytest.raises(WrongPopulation, match="about no_facility; this table holds applicants"):
        population_of(replace(matrix, cohort="applicants"), spec)


def test_the_months_of_a_cycle_are_an_input_wherever_its_outcome_is_asked_for():
    spec = replace(small_spec(), outcome="cycle_silence")
    assert "months_to_grid_day" in [feature.name for feature in features_of(spec)]
    with pytest.raises(UnknownName, match="months_to_grid_day"):
        model_inputs(made(), replace(spec, cohort=made().cohort))
