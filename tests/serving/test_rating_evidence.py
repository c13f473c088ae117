"""A rating is validated with witnesses, overrides and populations of the same home and day."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from coopscore.actor import Actor
from coopscore.home import Home
from coopscore.overrides import Override
from features.build import build_outcomes
from features.cohorts import COHORTS
from models.run_facts import lock_tags
from models.spec import load_spec
from serving.learning import learning
from serving.office import open_office
from serving.rating_evidence import beside, told_besides

OFFICER = Actor(name="ali", role="officer")
FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)


def unheard(_done, _of):
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def seen(built, tmp_path_factory):
    """What training would learn from in a copy of the home, two overrides given in it."""
    home = Home(shutil.copytree(built.home.path, tmp_path_factory.mktemp("rated") / "home"))
    spec, until = load_spec(built.spec), built.made.trained.bundle.until
    with open_office(home) as office:
        entry = office.records.scorebook.standing(built.coop_id, spec.name)
        asked = Override(
            score_id=entry.score_id, coop_id=built.coop_id, spec=spec.name, from_grade="C1",
            to_grade="B1", reason="guarantee", note="-", first_day=FIRST, last_day=LAST,
        )  # fmt: skip
        for _ in range(2):
            given = office.records.overrides.grant(
                asked, rules="1405-1", actor=OFFICER, now=built.now
            )
        office.records.overrides.revoke(given.number, actor=OFFICER, now=built.now)
        learnt = learning(office, spec, until=until, now=built.now, progress=unheard)
        yield office, learnt


def test_witnesses_stand_beside_the_very_rows_that_are_learnt_from(seen):
    office, learnt = seen
    watched = beside(office, learnt, {}).witnesses
    keys = ["coop_id", "as_of"]
    assert watched.select(keys).equals(learnt.matrix.table.select(keys))
    assert len(set(watched["province"].to_pylist())) > 5
    assert set(watched["is_women"].to_pylist()) <= {0.0, 1.0, None}


def test_an_override_stands_on_the_day_of_the_score_it_overrode_and_not_on_its_own_days(
    seen, built
):
    office, learnt = seen
    told = beside(office, learnt, {}).overrides.to_pylist()
    scored = office.records.scorebook.standing(built.coop_id, learnt.spec.name).score.as_of
    assert scored != FIRST
    one = {"coop_id": built.coop_id, "as_of": scored, "to_grade": "B1", "reason": "guarantee"}
    assert told == [one, one]


def test_witnesses_of_a_cohort_that_looks_ahead_are_known_by_the_day_of_training(seen):
    office, learnt = seen
    ahead = next(name for name, one in COHORTS.items() if one.ahead is not None)
    asked = replace(learnt, matrix=replace(learnt.matrix, cohort=ahead))
    watched = beside(office, asked, {}).witnesses
    assert 0 < watched.num_rows < learnt.matrix.table.num_rows


def test_a_standing_models_own_figures_count_where_it_learnt_from_the_same_rows(seen):
    office, learnt = seen
    standing = {
        "kind": "booster",
        "spec_hash": learnt.spec.hash,
        "rating": {"coverage": 1},
        "training": {"matrix_hash": learnt.matrix.hash, "until": learnt.until.isoformat()},
    }
    assert beside(office, learnt, standing).measured == {"coverage": 1, "kind": "booster"}
    others = (
        {**standing, "spec_hash": "another"},
        {**standing, "training": {**standing["training"], "until": "2001-01-01"}},
        {name: part for name, part in standing.items() if name != "rating"},
        {},
    )
    for other in others:
        assert beside(office, learnt, other).measured is None


def test_other_labels_tell_of_the_very_rows_that_are_learnt_from_over_the_same_horizon(seen):
    office, learnt = seen
    asked = replace(learnt, spec=replace(learnt.spec, outcome="exit"))
    others = beside(office, asked, {}).others
    assert set(others) == {"silence", "removal", "dissolution", "completion", "status_dormant"}
    keys = ["coop_id", "as_of"]
    for told in others.values():
        assert told.select(keys).equals(learnt.matrix.table.select(keys))
    spec = learnt.spec
    again = build_outcomes(
        learnt.facts, label="removal", matrix=learnt.matrix, horizon=spec.horizon,
        maturity=spec.maturity, until=learnt.until, quiet=spec.quiet,
    )  # fmt: skip
    assert others["removal"].equals(again)
    # Two other labels read the tables of the signs that a cycle is told by.
    assert set(beside(office, learnt, {}).others) == {"dormancy", "revival"}


def test_stored_scores_of_the_standing_model_are_worked_out_again(seen, built):
    office, learnt = seen
    version = built.made.trained.bundle.version
    # What it was trained on ends before the day that it scored.
    later = replace(learnt, until=built.made.scored[-1].as_of)
    found = beside(office, later, {"version": version}).replay
    assert (found.version, found.as_of) == (version, built.made.scored[-1].as_of)
    assert beside(office, later, {}).replay is None


def test_populations_are_counted_on_the_day_and_the_software_is_named(seen):
    office, learnt = seen
    told = told_besides(office, learnt)
    assert told["lock"] == lock_tags()
    found = {one["cohort"]: one["cooperatives"] for one in told["populations"]}
    assert list(found) == [learnt.spec.cohort, "borrowers", "no_facility"]
    assert all(n > 0 for n in found.values())
    assert {one["as_of"] for one in told["populations"]} == {learnt.until.isoformat()}


def test_whom_nobody_can_know_on_the_day_is_not_told_as_nobody(seen):
    office, learnt = seen
    ahead = next(name for name, one in COHORTS.items() if one.ahead is not None)
    told = told_besides(office, replace(learnt, spec=replace(learnt.spec, cohort=ahead)))
    assert told["populations"][0]["cohort"] == ahead
    assert told["populations"][0]["cooperatives"] is None
