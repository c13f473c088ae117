"""What a search writes is a whole spec that loads, and every trial as JSON."""

import json
from dataclasses import replace

import pytest
from made_world import small_spec

from coopscore.language import Text
from models.search.written import facts_text, spec_text
from models.spec import load_spec

LEAD = {"difference": 0.01, "se": 0.005, "low": -0.002, "high": 0.03, "level": 0.95, "draws": 9}
FACTS = {
    "spec": "exit",
    "spec_hash": "ab12",
    "until": "2017-06-01",
    "batch": 3,
    "matrix_hash": "cd34",
    "asked": 20,
    "seed": 7,
    "choose": "best",
    "folds": [{"test": "2015-06-01"}, {"test": "2016-06-01"}],
    "chosen": 4,
    "before": 0.70123,
    "after": 0.71123,
    "over_present": LEAD,
    "over_one_fit": None,
}


@pytest.mark.parametrize(
    "spec",
    [
        small_spec(),
        small_spec(learning_rate=1e-05, fits=3, extra_trees=True, reg_lambda=1e6),
        replace(small_spec(), title=Text(en='Exit "now"\x7f\\\n', fa="خروج\t")),
        replace(small_spec(), acceptance={}),
        replace(small_spec(), search={"choose": "best", "subsample": (0.4, 0.9), "fits": (1, 3)}),
    ],
    ids=["as it is", "numbers", "hard words", "no bounds", "a search of its own"],
)
def test_a_spec_is_read_back_as_it_was(tmp_path, spec):
    path = tmp_path / "own.toml"
    path.write_text(spec_text(spec, FACTS), "utf-8")
    assert load_spec(path) == spec
    assert load_spec(path).hash == spec.hash


def test_a_day_is_written_as_a_day():
    assert "\nfirst_as_of = 2011-06-01\n" in spec_text(small_spec(), FACTS)


def test_its_head_tells_where_the_settings_come_from_and_what_they_are_worth():
    head = spec_text(small_spec(), FACTS).split("\nname ")[0]
    assert all(line.startswith("#") for line in head.splitlines())
    for said in (
        "ab12", "known by 2017-06-01", "batch 3", "cd34", "20 trials, seed 7, choose best",
        "2015-06-01 .. 2016-06-01", "Before 0.7012, after 0.7112: +0.0100",
        "95% of redraws -0.0020 .. +0.0300", "flatter",
    ):  # fmt: skip
        assert said in head
    assert "Several fits" not in head


def test_it_tells_what_several_fits_brought_where_that_was_looked_into():
    head = spec_text(small_spec(), {**FACTS, "over_one_fit": LEAD})
    assert "# Several fits over one: +0.0100, standard error 0.0050" in head


def test_facts_are_json():
    assert json.loads(facts_text(FACTS)) == FACTS
