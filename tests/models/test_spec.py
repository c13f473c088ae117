"""A spec is taken whole, or refused with every fault named."""

from datetime import date
from importlib.resources import files

import pytest

from coopscore.calendar import Months
from coopscore.errors import InvalidSpec, UnknownSpec
from coopscore.language import LANGUAGES
from features.catalogue import select
from features.cohorts import COHORTS
from features.labels import LABELS
from models.spec import Spec, load_spec, spec_names
from models.splits import Fold


@pytest.mark.parametrize("name", spec_names())
def test_every_spec_asks_for_what_the_definitions_hold(name):
    spec = load_spec(name)
    assert spec.name == name
    assert spec.outcome in LABELS
    assert spec.cohort in COHORTS
    assert select(spec.features)
    assert [one.type for one in select([spec.rule.input])] == ["number"]


def test_the_master_scale_is_no_spec():
    assert {"dissolution", "exit"} <= set(spec_names())
    assert "master_scale" not in spec_names()


def test_a_training_day_has_a_label_that_is_known_by_then():
    exit_spec = load_spec("exit")
    first, second, third = date(2011, 6, 1), date(2011, 12, 1), date(2012, 6, 1)
    assert exit_spec.training_days(date(2013, 5, 31)) == (first, second)
    assert exit_spec.training_days(date(2013, 6, 1)) == (first, second, third)
    assert exit_spec.training_days(date(2011, 6, 1)) == ()


def test_tests_lie_further_apart_than_the_days_that_are_fitted_on():
    exit_spec = load_spec("exit")
    first, second, third = date(2011, 6, 1), date(2011, 12, 1), date(2012, 6, 1)
    folds = exit_spec.walk((first, second, third, date(2012, 12, 1), date(2013, 6, 1)))
    assert folds == (
        Fold(train=(first,), test=third),
        Fold(train=(first, second, third), test=date(2013, 6, 1)),
    )
    assert exit_spec.walk(()) == ()


def test_the_gap_of_the_jalali_spec_is_counted_in_jalali_months():
    spec = load_spec("dissolution")
    assert spec.gap == Months(15)
    # 30 Esfand 1391 + 15 months = 30 Khordad 1393, which is 20 June 2014.
    assert spec.training_days(date(2014, 6, 19)) == ()
    assert spec.training_days(date(2014, 6, 20)) == (date(2013, 3, 20),)


def test_what_is_written_is_read_back_with_the_same_hash():
    spec = load_spec("exit")
    again = Spec.of(spec.content(), "again")
    assert again == spec
    assert again.hash == spec.hash


def test_comments_and_order_do_not_change_the_hash_and_a_setting_does(tmp_path):
    path, written = tmp_path / "own.toml", _written("dissolution")
    top, tables = written.split("[time]")
    keys = [line.split("#")[0] for line in top.splitlines() if not line.startswith("#")]
    path.write_text("\n".join([*reversed(keys), f"[time]{tables}"]), "utf-8")
    assert load_spec(path).hash == load_spec("dissolution").hash
    path.write_text(written.replace("seed              = 1404", "seed = 1405"), "utf-8")
    assert load_spec(path).hash != load_spec("dissolution").hash


def test_every_fault_is_named_at_once(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        _written("exit")
        .replace('cohort   = "registered_in_sight"', "")
        .replace('horizon  = "12 months"', 'horizon = "a year"')
        .replace("learning_rate     = 0.0248", "learning_rate = 1.5\nspeed = 3"),
        "utf-8",
    )
    with pytest.raises(InvalidSpec) as refused:
        load_spec(str(path))
    facts = refused.value.facts
    assert facts["path"] == str(path)
    assert facts["missing"] == ["cohort"]
    assert facts["unknown"] == ["booster.speed"]
    assert [line.split(" ")[0] for line in facts["refused"]] == ["horizon", "booster.learning_rate"]
    for lang in LANGUAGES:
        assert "booster.speed" in refused.value.sentence(lang)


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe\x00"], ids=["not toml", "not utf-8"])
def test_a_file_that_is_no_toml_is_refused_in_words(tmp_path, content):
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(InvalidSpec):
        load_spec(path)


@pytest.mark.parametrize("name", ["lending", "nowhere.toml", "master_scale", "../exit"])
def test_a_name_that_stands_for_nothing_lists_what_there_is(name):
    with pytest.raises(UnknownSpec) as refused:
        load_spec(name)
    assert refused.value.facts["allowed"] == spec_names()


def _written(name):
    return files("models.specs").joinpath(f"{name}.toml").read_text("utf-8")


def test_what_scores_are_watched_by_is_no_input_of_a_spec(tmp_path):
    path = tmp_path / "own.toml"
    text = _written("exit").replace("features = [", 'features = ["monitoring.*", "is_women", ')
    path.write_text(text.replace('input = "', 'input = "province" # '), "utf-8")
    with pytest.raises(InvalidSpec) as refused:
        load_spec(path)
    assert refused.value.facts["refused"] == [
        "features = 'monitoring.*' (monitoring)",
        "features = 'is_women' (monitoring)",
        "rule.input = 'province' (monitoring)",
    ]
