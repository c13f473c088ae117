"""The specs of the make-believe sector ask what a co-operative can answer for, on 30 Mehr."""

from dataclasses import asdict

import pytest

from coopscore.calendar import Months, jalali, jalali_text, month_end, shift
from coopscore.errors import InvalidSpec
from features.cohorts import COHORTS
from features.values import Since
from models.inputs import features_of
from models.spec import Spec, load_spec

HISTORY_ENDS = jalali(1404, 12, 29)
SPECS = pytest.mark.parametrize("name", ["credit", "credit_warning", "revival"])
EVERY = pytest.mark.parametrize(
    "name", ["dormancy", "revival", "credit", "credit_warning", "credit_applicants"]
)


@SPECS
def test_all_days_are_30_mehr_and_the_last_label_is_ripe_when_the_history_ends(name):
    days = load_spec(name).training_days(HISTORY_ENDS)
    assert days == tuple(jalali(year, 7, 30) for year in range(1394, 1404))


@SPECS
def test_it_walks_forward_over_days_whose_labels_were_known(name):
    spec = load_spec(name)
    folds = spec.walk(spec.training_days(HISTORY_ENDS))
    assert [fold.test for fold in folds] == [jalali(year, 7, 30) for year in range(1400, 1404)]
    assert folds[0].train == tuple(jalali(year, 7, 30) for year in range(1394, 1399))


def test_silence_is_learnt_on_30_mehr_and_on_every_month_of_a_cycle_and_tested_on_30_mehr():
    spec = load_spec("dormancy")
    days = spec.training_days(HISTORY_ENDS)
    mehr = {jalali(year, 7, 30) for year in range(1394, 1404)}
    assert mehr <= set(days)
    between = sorted(set(days) - mehr)
    assert between[:3] == [jalali(1395, 2, 31), jalali(1395, 9, 30), jalali(1396, 4, 31)]
    assert len({jalali_text(day)[5:7] for day in between}) == 11
    folds = spec.walk(days)
    assert [fold.test for fold in folds] == [jalali(year, 7, 30) for year in range(1400, 1404)]
    assert all(shift(max(fold.train), 15, "jalali") <= fold.test for fold in folds)


def told(content):
    """Every table, and every column that is read or chosen by, anywhere in a definition."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key in ("table", "column"):
                yield value
            yield from told(value)
    elif isinstance(content, list | tuple):
        for part in content:
            yield part if isinstance(part, str) else None
            yield from told(part)


@EVERY
def test_no_input_tells_where_a_cooperative_is_or_how_often_it_is_visited(name):
    for feature in features_of(load_spec(name)):
        said = set(told(asdict(feature.value)))
        assert not said & {"province", "county", "campaign_id", "planned", "art5", "actor"}
        if "supervision_act" in said:
            # What was found, never that somebody came.
            assert {"outcome", "notice"} <= said
            assert "clean" not in said


def test_nothing_tells_how_long_ago_the_last_sign_of_life_was():
    for feature in features_of(load_spec("dormancy")):
        assert not isinstance(feature.value, Since), feature.name
    names = [feature.name for feature in features_of(load_spec("dormancy"))]
    assert "activity_status" not in names


@pytest.mark.parametrize("name", ["dormancy", "revival"])
def test_silence_and_waking_are_told_from_nothing_of_the_official_series(name):
    """Its entries follow the campaigns, not the co-operative."""
    for feature in features_of(load_spec(name)):
        assert "status_event" not in set(told(asdict(feature.value))), feature.name


def test_the_rules_of_thumb_are_inputs_of_their_models():
    for name in ("dormancy", "revival", "credit", "credit_warning", "credit_applicants"):
        spec = load_spec(name)
        assert spec.rule.input in {feature.name for feature in features_of(spec)}


def test_applicants_stand_on_month_ends_and_are_tested_on_by_the_year():
    spec = load_spec("credit_applicants")
    days = spec.training_days(HISTORY_ENDS)
    assert all(day == month_end(day, "jalali") for day in days)
    folds = spec.walk(days)
    assert [fold.test for fold in folds] == [jalali(year, 6, 31) for year in range(1398, 1403)]
    assert {len(fold.tests) for fold in folds} == {12}
    # The year from 31 Shahrivar 1403 on is not over: five of its months are not known yet.
    assert max(day for fold in folds for day in fold.tests) < jalali(1403, 6, 31) < max(days)
    for fold in folds:
        assert spec.training_days(fold.test) == fold.train


def test_applicants_are_learnt_from_and_others_scored_without_a_look_at_loans():
    spec = load_spec("credit_applicants")
    assert (spec.cohort, spec.scored) == ("applicants", "no_facility")
    assert COHORTS[spec.cohort].ahead is not None
    assert COHORTS[spec.scored].ahead is None
    lending = {"facility", "facility_month", "guarantee_claim", "external_signal"}
    for feature in features_of(spec):
        assert not lending & set(told(asdict(feature.value))), feature.name


def test_the_warning_asks_what_credit_asks_of_the_same_borrowers():
    credit, warning = load_spec("credit"), load_spec("credit_warning")
    assert (credit.outcome, warning.outcome) == ("default", "npl")
    assert credit.features == warning.features
    assert credit.cohort == warning.cohort == warning.scored == "borrowers"


def test_a_test_period_is_no_shorter_than_a_step_and_no_longer_than_from_test_to_test():
    content = load_spec("credit_applicants").content()
    assert Spec.of(content, "again").test_span == Months(12)
    for every, span, apart in ((1, 13, 12), (6, 3, 12)):
        time = {"every": every, "test_span": span, "test_every": apart}
        said = {name: f"{length} months" for name, length in time.items()}
        with pytest.raises(InvalidSpec, match=r"time\.test_span"):
            Spec.of({**content, "time": {**content["time"], **said}}, "own")
