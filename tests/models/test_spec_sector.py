"""The specs of the make-believe sector ask what a co-operative can answer for, on 30 Mehr."""

from dataclasses import asdict

import pytest

from coopscore.calendar import jalali
from features.values import Since
from models.inputs import features_of
from models.spec import load_spec

HISTORY_ENDS = jalali(1404, 12, 29)
SPECS = pytest.mark.parametrize("name", ["dormancy", "credit"])


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


@SPECS
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


def test_dormancy_is_told_from_nothing_of_the_official_series():
    """Its entries follow the campaigns, not the co-operative."""
    for feature in features_of(load_spec("dormancy")):
        assert "status_event" not in set(told(asdict(feature.value))), feature.name


def test_the_rules_of_thumb_are_inputs_of_their_models():
    for name in ("dormancy", "credit"):
        spec = load_spec(name)
        assert spec.rule.input in {feature.name for feature in features_of(spec)}
