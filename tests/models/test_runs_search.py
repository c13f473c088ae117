"""A search sees nothing beyond its folds, tells the same twice, and never falls behind."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from made_world import DAYS, matrix_of, outcomes_of, small_spec, world

from coopscore.errors import LeakFound, OneSidedFold, TooFewEvents
from coopscore.language import LANGUAGES
from models.runs.search import search
from models.search.written import facts_text, spec_text
from models.spec import load_spec

UNTIL = date(2017, 6, 1)
SEARCH = {
    "num_leaves": (3, 15),
    "min_child_samples": (10, 80),
    "budget": (0.5, 3.0),
    "subsample": (0.5, 1.0),
    "fits": (1, 2),
}
# Settings of this test's own: those of the spec `exit` are searched for anew now and then.
BOOSTER = {
    "fits": 1, "n_estimators": 20, "num_leaves": 15, "min_child_samples": 40, "subsample": 0.8,
    "colsample_bytree": 0.6, "reg_alpha": 0.0, "reg_lambda": 5.0, "path_smooth": 0.0,
    "max_bin": 255, "cat_smooth": 10.0,
}  # fmt: skip
SPEC = replace(small_spec(**BOOSTER), search=SEARCH)


def searched(made, spec=SPEC, until=UNTIL, trials=6, **how):
    matrix, outcomes = made
    return search(spec, matrix, outcomes, until=until, trials=trials, seed=1, **how)


@pytest.fixture(scope="module")
def found(made):
    return searched(made)


def written(found):
    return spec_text(found.spec, found.facts), facts_text(found.facts)


def test_the_same_search_writes_the_same_files(made, found):
    assert written(searched(made)) == written(found)


def test_another_seed_tries_other_settings(made, found):
    matrix, outcomes = made
    other = search(SPEC, matrix, outcomes, until=UNTIL, trials=2, seed=2)
    assert other.trials[1].booster != found.trials[1].booster


def test_the_first_trial_is_what_stands_and_the_budget_is_kept(found):
    assert found.trials[0].booster == SPEC.booster
    origins = [trial.origin for trial in found.trials]
    # The best of the six has two fits, and is held against one.
    assert origins == ["present"] + 5 * ["sampler"] + ["one_fit"]


def test_what_is_chosen_ranks_no_worse_on_the_folds(found):
    assert found.facts["after"] >= found.facts["before"]
    assert found.facts["over_present"]["difference"] == pytest.approx(
        found.facts["after"] - found.facts["before"], abs=1e-12
    )
    assert found.chosen.trial == found.trials[found.facts["chosen"]]


def test_a_search_of_one_trial_keeps_what_stands(made):
    alone = searched(made, trials=1)
    assert alone.is_kept
    assert alone.spec == SPEC
    assert alone.facts["over_present"]["difference"] == 0


def test_the_written_spec_loads_and_differs_in_the_booster_alone(found, tmp_path):
    path = tmp_path / "found.toml"
    path.write_text(spec_text(found.spec, found.facts), "utf-8")
    again = load_spec(path)
    assert again == found.spec
    assert replace(again, booster=SPEC.booster) == SPEC
    assert again.booster == found.chosen.trial.booster


def test_the_folds_are_those_of_training(found, trained):
    known = [(one["test"], one["rows"], one["events"]) for one in found.facts["folds"]]
    walked = trained.walked["booster"].steps
    assert known == [
        (step.fold.test.isoformat(), len(step.sample), step.sample.events) for step in walked
    ]


def test_nothing_of_later_days_is_used(made):
    """Up to 1 June 2016 the labels of 2011 to 2015 are known; all of later rows is turned round."""
    matrix, outcomes = made
    until = date(2016, 6, 1)
    late = np.array([day > date(2015, 6, 1) for day in matrix.table["as_of"].to_pylist()])
    columns = {name: matrix.table[name].to_pylist() for name in matrix.table.column_names}
    for name in ("late_days", "noise", "age"):
        columns[name] = [
            (-1e6 if is_late else value) for value, is_late in zip(columns[name], late, strict=True)
        ]
    flip = {"event": "none", "none": "event"}
    states = [
        flip.get(state, state) if is_late else state
        for state, is_late in zip(outcomes["state"].to_pylist(), late, strict=True)
    ]
    moved = matrix_of(columns, matrix.features), outcomes_of(columns, states)
    spec = replace(SPEC, calibration=replace(SPEC.calibration, min_events=20))
    before, after = (searched(one, spec, until, trials=4) for one in (made, moved))
    assert [trial.aucs for trial in after.trials] == [trial.aucs for trial in before.trials]
    assert after.spec == before.spec


def test_every_trial_is_told_with_the_best_so_far(made):
    told = []
    found = searched(made, trials=3, progress=lambda *how: told.append(how))
    objectives = [trial.objective for trial in found.trials]
    assert told == [(n, 3, max(objectives[:n])) for n in (1, 2, 3)]


def test_giving_up_changes_no_choice_as_long_as_proposals_are_drawn_by_lot(made):
    """Of ten trials none learns from another yet, and what is given up lies far behind."""
    matrix, outcomes = made
    spec = replace(SPEC, search={**SEARCH, "fits": (1,), "budget": (0.05, 3.0)})
    with_it, without = (
        search(spec, matrix, outcomes, until=UNTIL, trials=10, seed=4, gives_up=gives_up)
        for gives_up in (True, False)
    )
    assert any(not trial.is_complete for trial in with_it.trials)
    assert all(trial.is_complete for trial in without.trials)
    assert [one.booster for one in with_it.trials] == [one.booster for one in without.trials]
    assert with_it.spec == without.spec


def test_several_fits_are_held_against_one_and_told(made):
    """The best of these has several fits, as the only other setting is worse."""
    spec = replace(SPEC, booster=replace(SPEC.booster, fits=2), search={"fits": (1, 2)})
    found = searched(made, spec, trials=1)
    lead = found.facts["over_one_fit"]
    single = found.trials[-1]
    assert (single.origin, single.booster.fits) == ("one_fit", 1)
    assert lead["difference"] == found.trials[0].objective - single.objective
    assert found.facts["trials"][-1]["origin"] == "one_fit"


def test_where_the_number_of_fits_does_not_vary_it_stays(made):
    spec = replace(SPEC, booster=replace(SPEC.booster, fits=2), search={"num_leaves": (3, 15)})
    found = searched(made, spec, trials=2)
    assert found.spec.booster.fits == 2
    assert found.facts["over_one_fit"] is None


def test_too_few_events_are_refused(made):
    spec = replace(SPEC, calibration=replace(SPEC.calibration, min_events=1_000))
    with pytest.raises(TooFewEvents):
        searched(made, spec)
    with pytest.raises(TooFewEvents):
        searched(made, until=date(2012, 6, 1))  # one day with known labels makes no fold


def test_an_input_that_holds_the_outcome_is_refused_by_name_before_any_trial(made):
    matrix, outcomes = made
    columns = {name: matrix.table[name].to_pylist() for name in matrix.table.column_names}
    columns["noise"] = [float(state == "event") for state in outcomes["state"].to_pylist()]
    told = []
    with pytest.raises(LeakFound, match=r"noise \(tells_outcome\)"):
        searched(
            (matrix_of(columns, matrix.features), outcomes), progress=lambda *at: told.append(at)
        )
    assert told == []


def test_a_fold_without_an_event_is_refused(made):
    matrix, outcomes = made
    day = pc.equal(outcomes["as_of"], pa.scalar(DAYS[3]))
    quiet = {
        "state": pc.if_else(day, "none", outcomes["state"]),
        "outcome": pc.if_else(day, pa.scalar(0, pa.int8()), outcomes["outcome"]),
    }
    for name, column in quiet.items():
        place = outcomes.schema.get_field_index(name)
        outcomes = outcomes.set_column(place, outcomes.schema.field(name), column)
    with pytest.raises(OneSidedFold) as refused:
        searched((matrix, outcomes))
    assert refused.value.facts["as_of"] == DAYS[3]
    assert refused.value.facts["events"] == 0
    assert all(refused.value.sentence(lang) for lang in LANGUAGES)


def test_the_world_has_something_to_find():
    """Settings that cannot learn are left behind by those that can."""
    deaf = replace(SPEC, booster=replace(SPEC.booster, n_estimators=1, min_child_samples=500))
    found = searched(world(), deaf, trials=6)
    assert not found.is_kept
    assert found.facts["over_present"]["low"] > 0
