"""Stored scores come again from what was known on their day, and from nothing else."""

import shutil
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from coopscore.actor import SYSTEM
from coopscore.home import Home
from features.build import build_matrix
from features.peer_shelf import FolderShelf
from models.spec import load_spec
from serving.dossiers.pipeline import Pipeline
from serving.jobs import kept_bundle
from serving.learning import learning
from serving.office import open_office
from serving.stored_scores import replay


def unheard(_done, _of):
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def seen(built, tmp_path_factory):
    """A copy of the home, what its spec learns from, and what its standing model says of itself."""
    home = Home(shutil.copytree(built.home.path, tmp_path_factory.mktemp("stored") / "home"))
    spec = load_spec(built.spec)
    with open_office(home) as office:
        learnt = learning(office, spec, until=built.now.date(), now=built.now, progress=unheard)
        version = office.records.bundles.all(spec.name)[0].version
        yield office, learnt, {"version": version}


def test_every_stored_score_comes_again_to_the_byte(seen, built):
    office, learnt, standing = seen
    found = replay(office, learnt, standing)
    assert found.facts == {
        "version": standing["version"],
        "as_of": built.made.scored[-1].as_of.isoformat(),
        "scores": len(office.records.scorebook.of_day(learnt.spec.name, found.as_of)),
        "rows": found.facts["scores"],
    }
    assert found.stored.tobytes() == found.again.tobytes()
    stored = office.records.scorebook.of_day(learnt.spec.name, found.as_of)[0].score
    figures = [stored.probability, stored.low, stored.high, stored.points, 1.0]
    assert found.stored[0].tolist() == figures


def test_every_value_is_dated_by_the_newest_record_behind_it(seen):
    office, learnt, standing = seen
    found = replay(office, learnt, standing)
    dated = found.known[~np.isnat(found.known)]
    assert len(dated) > len(found.known)
    assert dated.max() <= np.datetime64(found.as_of)


def test_some_scores_evenly_chosen_stand_for_all(seen):
    office, learnt, standing = seen
    whole, some = replay(office, learnt, standing), replay(office, learnt, standing, most=3)
    assert some.facts == {**whole.facts, "rows": 3}
    assert some.stored.tolist() == whole.stored[[0, (len(whole.stored) - 1) // 2, -1]].tolist()


def test_scores_that_looked_ahead_do_not_come_again_and_are_found_known_too_late(seen, built):
    """What a model says of a day is written down as of three months before."""
    office, learnt, standing = seen
    book, last = office.records.scorebook, built.made.scored[-1].as_of
    early = last - timedelta(days=100)
    told = [entry.score for entry in book.of_day(learnt.spec.name, last)]
    bundle = kept_bundle(office, standing["version"], standing["version"])
    assert book.of_day(learnt.spec.name, early) == []
    # The peers of that day are on the shelf, as they are where a day was scored.
    _shelve(office, bundle, early)
    book.write([replace(one, as_of=early) for one in told], actor=SYSTEM, now=built.now)
    found = replay(office, replace(learnt, until=early), standing)
    assert found.as_of == early
    assert (found.stored != found.again).any(axis=1).mean() > 0.5
    late = found.known > np.datetime64(early)
    # The age was another on that day, whoever it is.
    assert late.any(axis=1).all()


def _shelve(office, bundle, day):
    build_matrix(
        office.facts.view(),
        features=Pipeline.of(bundle, FolderShelf(office.home.peers)).features,
        cohort=bundle.spec.scored,
        as_ofs=[day],
        calendar=bundle.spec.calendar,
        peers=FolderShelf(office.home.peers),
    )


def test_where_the_standing_model_scored_nobody_or_learnt_from_later_days_nothing_is_told(seen):
    office, learnt, standing = seen
    assert replay(office, learnt, {}) is None
    assert replay(office, learnt, {"version": "another"}) is None
    later = {**standing, "training": {"until": "9999-01-01"}}
    assert replay(office, learnt, later) is None
    unscored = replace(learnt, spec=replace(learnt.spec, name="never_scored"))
    assert replay(office, unscored, standing) is None


def test_another_grade_or_reason_is_another_score(seen, built, monkeypatch):
    office, learnt, standing = seen
    told = Pipeline.scores

    def without_one(*asked):
        return {key: replace(one, reasons=one.reasons[1:]) for key, one in told(*asked).items()}

    monkeypatch.setattr(Pipeline, "scores", without_one)
    found = replay(office, learnt, standing)
    assert (found.stored != found.again)[:, -1].all()
    assert (found.stored == found.again)[:, :-1].all()


def test_where_the_models_folder_was_changed_nothing_is_worked_out(seen):
    office, learnt, standing = seen
    rest = office.home.bundles / standing["version"] / "bundle.json"
    text = rest.read_text("utf-8")
    rest.write_text(text + " ", "utf-8")
    try:
        assert replay(office, learnt, standing) is None
    finally:
        rest.write_text(text, "utf-8")


def test_where_an_input_is_defined_otherwise_now_nothing_is_worked_out(seen, built):
    office, learnt, standing = seen
    book, last = office.records.scorebook, built.made.scored[-1].as_of
    bundle = kept_bundle(office, standing["version"], standing["version"])
    first, *others = bundle.inputs
    moved = replace(bundle, inputs=(replace(first, hash="0" * 64), *others))
    moved.save(office.home.bundles / moved.version)
    day = last - timedelta(days=200)
    told = [entry.score for entry in book.of_day(learnt.spec.name, last)]
    scores = [replace(one, as_of=day, version=moved.version) for one in told]
    book.write(scores, actor=SYSTEM, now=built.now)
    asked = replace(learnt, until=day)
    assert replay(office, asked, {"version": moved.version}) is None
    assert replay(office, learnt, standing) is not None


def test_where_the_tables_of_the_days_peers_are_gone_nothing_is_worked_out(seen):
    office, learnt, standing = seen
    kept = office.home.peers.rename(office.home.peers.with_name("elsewhere"))
    assert replay(office, learnt, standing) is None
    kept.rename(office.home.peers)
    assert replay(office, learnt, standing) is not None
