"""A rating is validated with witnesses, overrides and populations of the same home and day."""

import shutil
from datetime import date

import pytest

from coopscore.actor import Actor
from coopscore.home import Home
from coopscore.overrides import Override
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


def test_overrides_hold_until_their_last_day_or_the_day_they_were_taken_back(seen, built):
    office, learnt = seen
    told = beside(office, learnt, {}).overrides.to_pylist()
    one = {"coop_id": built.coop_id, "first_day": FIRST, "to_grade": "B1", "reason": "guarantee"}
    assert told == [{**one, "last_day": LAST}, {**one, "last_day": built.now.date()}]


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


def test_populations_are_counted_on_the_day_and_the_software_is_named(seen):
    office, learnt = seen
    told = told_besides(office, learnt)
    assert told["lock"] == lock_tags()
    found = {one["cohort"]: one["cooperatives"] for one in told["populations"]}
    assert list(found) == [learnt.spec.cohort, "borrowers", "no_facility"]
    assert all(n > 0 for n in found.values())
    assert {one["as_of"] for one in told["populations"]} == {learnt.until.isoformat()}
