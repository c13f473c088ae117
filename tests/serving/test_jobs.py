"""The order of the work, and the days and models it refuses to work with."""

import re
import shutil
from datetime import date

import pytest

from coopscore.actor import SYSTEM
from coopscore.errors import BrokenBundle, CohortLooksAhead, FutureDay
from models.spec import load_spec
from serving import jobs
from serving.learning import learning, present
from serving.office import open_office

TOMORROW = date(2026, 1, 11)


def unheard(_step, _done, _of):
    """Progress that nobody watches."""


@pytest.fixture
def office(built, tmp_path):
    home = type(built.home)(tmp_path / "home")
    shutil.copytree(built.home.path, home.path)
    with open_office(home) as office:
        yield office


def test_a_day_that_has_not_come_is_neither_scored_nor_trained_to(built, office):
    told = {"actor": SYSTEM, "now": built.now, "progress": unheard}
    with pytest.raises(FutureDay):
        jobs.score(office, "dormancy", as_of=TOMORROW, **told)
    with pytest.raises(FutureDay):
        jobs.train(office, load_spec(built.spec), until=TOMORROW, **told)


def test_training_ends_where_the_facts_end_as_untold_is_not_uneventful(built, office):
    told = {"actor": SYSTEM, "now": built.now, "progress": unheard}
    ended = office.facts.view().last_known()
    assert ended < built.now.date()
    spec = load_spec(built.spec)
    trained = [jobs.train(office, spec, until=day, **told) for day in (ended, built.now.date())]
    assert trained[1].bundle.until == ended
    assert trained[0].bundle.version == trained[1].bundle.version


def test_a_score_of_a_day_whose_future_the_model_had_seen_says_so(built, office):
    told = {"actor": SYSTEM, "now": built.now, "progress": unheard}
    before = built.made.scored[-1].as_of
    assert not any("hindsight" in score.warnings for score in built.made.scored[-1].scores)
    jobs.train(office, load_spec(built.spec), until=built.now.date(), **told)
    scored = jobs.score(office, "dormancy", as_of=built.made.scored[0].as_of, **told)
    assert scored.as_of < before
    assert scored.hindsight
    assert all("hindsight" in score.warnings for score in scored.scores)


def test_where_nothing_is_decided_the_kind_that_stands_goes_on_and_serves(built, office):
    told = {"actor": SYSTEM, "now": built.now, "progress": unheard}
    trained = jobs.train(office, load_spec(built.spec), until=date(2024, 6, 1), **told)
    assert (trained.bundle.kind, trained.decision.code) == ("blend", "too_few_events")
    said = office.home.bundles / trained.bundle.version / "bundle.json"
    said.write_text(
        said.read_text("utf-8").replace('\n "kind": "blend"', '\n "kind": "logistic"', 1)
    )
    carried = jobs.train(office, load_spec(built.spec), until=date(2024, 9, 1), **told)
    assert (carried.bundle.kind, carried.decision.standing) == ("logistic", "logistic")
    scored = jobs.score(office, "dormancy", as_of=date(2025, 9, 22), **told)
    assert scored.version == carried.bundle.version
    for one in scored.scores:
        total = one.base_points + sum(reason.points for reason in one.reasons)
        assert abs(total - one.points_unclipped) <= 1e-6
    said.unlink()
    again = jobs.train(office, load_spec(built.spec), until=date(2024, 9, 1), **told)
    assert again.bundle.version == carried.bundle.version


def test_a_model_put_in_the_place_of_the_one_on_record_is_refused(built, office):
    told = {"actor": SYSTEM, "now": built.now, "progress": unheard}
    other = jobs.train(office, load_spec(built.spec), until=date(2024, 6, 1), **told).bundle.version
    standing = office.records.bundles.standing("dormancy")
    assert standing.version == other
    folder = office.home.bundles / standing.folder
    shutil.rmtree(folder)
    shutil.copytree(office.home.bundles / built.made.trained.bundle.version, folder)
    with pytest.raises(BrokenBundle):
        jobs.score(office, "dormancy", as_of=date(2025, 9, 22), **told)


def of_others(built, folder, cohort, scored=None):
    """The small spec, with one kind and no peers, of another cohort."""
    text = built.spec.read_text(encoding="utf-8")
    said = f'"{cohort}"' + (f'\nscored = "{scored}"' if scored else "")
    for key, value in (("cohort", said), ("kinds", '["blend"]'), ("n_estimators", "10")):
        text = re.sub(rf"(?m)^({key}\s*=\s*)[^#\n]+", rf"\g<1>{value} ", text, count=1)
    path = folder / "dormancy.toml"
    path.write_text(re.sub(r', "peers\.[^"]*"', "", text), encoding="utf-8")
    return path


def test_who_is_scored_may_be_others_than_those_learnt_from_and_each_score_says_so(
    built, office, tmp_path
):
    told = {"actor": SYSTEM, "now": built.now, "progress": unheard}
    path, day = of_others(built, tmp_path, "awake", "no_facility"), built.made.scored[-1].as_of
    spec = load_spec(path)
    jobs.train(office, spec, until=day, **told)
    scored = jobs.score(office, str(path), as_of=day, **told)
    assert {one.population for one in scored.scores} == {"no_facility"}
    assert all("no_credit_history" in one.warnings for one in scored.scores)
    matrix = jobs.build_features(office, spec, [day], engine="kernel", progress=unheard)
    assert matrix.cohort == "no_facility"
    assert [one.coop_id for one in scored.scores] == matrix.table["coop_id"].to_pylist()
    kept = office.records.scorebook.history(scored.scores[0].coop_id, spec.name)
    assert kept[-1].score.population == "no_facility"


def test_a_cohort_that_looks_ahead_is_learnt_from_and_never_scored(built, office, tmp_path):
    day = built.made.scored[-1].as_of
    spec = load_spec(of_others(built, tmp_path, "applicants", "no_facility"))
    quiet = {"now": built.now, "progress": lambda _done, _of: None}
    learnt = learning(office, spec, until=day, **quiet)
    assert learnt.matrix.cohort == "applicants"
    assert present(office, learnt, quiet["progress"]).cohort == "no_facility"
    alone = load_spec(of_others(built, tmp_path, "applicants"))
    with pytest.raises(CohortLooksAhead):
        jobs.build_features(office, alone, [day], engine="kernel", progress=unheard)
