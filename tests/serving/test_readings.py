"""The questions that all doors ask, over one home."""

import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from coopscore.actor import SYSTEM
from coopscore.errors import NotScored
from coopscore.home import Home
from serving.office import open_office
from serving.readings import Readings, question

WRITTEN = {"title": {"en": "Mine", "fa": "مال من"}, "horizon": "24 months",
           "calibration": {"interval": 0.8}}  # fmt: skip


@pytest.fixture
def office(tmp_path):
    with open_office(Home(tmp_path / "home")) as office:
        yield office


def shelve(office, version: str, text: str) -> None:
    """A model's folder, with what it says of its spec."""
    folder = office.home.bundles / version
    folder.mkdir(parents=True)
    (folder / "bundle.json").write_text(text, encoding="utf-8")


def test_a_score_is_told_by_the_spec_of_the_model_that_made_it(built, office):
    shelve(office, "dormancy-old", json.dumps({"spec": WRITTEN, "kind": "logistic"}))
    readings = Readings(office.records, office.facts, office.home.bundles)
    score = replace(built.made.example, version="dormancy-old")
    asked = readings.question_of(score)
    assert asked is not None
    assert (asked.title.en, asked.horizon_months, asked.interval) == ("Mine", 24, 0.8)
    assert asked.kind == "logistic"
    gone = replace(score, version="dormancy-gone")
    assert readings.question_of(gone) == question("dormancy")
    shelve(office, "dormancy-torn", "{")
    assert readings.question_of(replace(score, version="dormancy-torn")) == question("dormancy")


def test_a_spec_of_somebodys_own_is_offered_by_its_name_once_it_has_scores(built, office):
    shelve(office, "my-own-0123456789ab", json.dumps({"spec": WRITTEN}))
    readings = Readings(office.records, office.facts, office.home.bundles)
    assert readings.specs() == []
    mine = replace(built.made.example, spec="my-own", version="my-own-0123456789ab")
    office.records.scorebook.write([mine], actor=SYSTEM, now=built.now)
    office.records.bundles.register(
        spec="my-own", version=mine.version, folder=mine.version, until=mine.as_of, batch=1,
        actor=SYSTEM, now=built.now,
    )  # fmt: skip
    assert readings.specs() == ["my-own"]
    assert readings.state().scored == 1
    asked = readings.question_of_spec("my-own")
    assert asked is not None
    assert asked.title.en == "Mine"
    assert readings.standing(mine.coop_id, "my-own", None).score == mine
    assert readings.listing("my-own", text="", limit=9, offset=0).total == 1


def test_a_score_of_a_later_day_does_not_change_what_is_answered_for_an_earlier_one(built, office):
    readings = Readings(office.records, office.facts)
    first = built.made.example
    later = replace(first, spec="exit", version="exit-1", as_of=first.as_of + timedelta(days=40))
    for score in (first, later):
        office.records.scorebook.write([score], actor=SYSTEM, now=built.now)
    assert readings.standing(first.coop_id, None, first.as_of).score == first
    assert readings.standing(first.coop_id, None, None).score == later
    with open_office(built.home) as known, pytest.raises(NotScored):
        Readings(known.records, known.facts).standing(
            first.coop_id, None, built.made.scored[0].as_of - timedelta(days=9_999)
        )


def test_a_score_is_named_with_the_kind_of_its_model_as_long_as_that_is_there(built):
    with open_office(built.home) as office:
        readings = Readings(office.records, office.facts, office.home.bundles)
        entry = readings.standing(built.coop_id, "dormancy", None)
        named = readings.named(entry)
        assert (named.entry, named.kind) == (entry, "blend")
        assert named.name == readings.names().of_one(built.coop_id)
        gone = replace(entry, score=replace(entry.score, version="dormancy-gone"))
        assert readings.named(gone).kind is None


def test_a_question_is_put_in_words_and_somebodys_own_is_not_known():
    asked = question("dormancy")
    assert asked is not None
    assert (asked.horizon_months, asked.interval) == (12, 0.9)
    assert question("my_own") is None


def test_names_are_read_once_a_batch_whoever_asks(built):
    with open_office(built.home) as office:
        readings = Readings(office.records, office.facts)
        found: list[object] = []
        threads = [threading.Thread(target=lambda: found.append(readings.names())) for _ in "1234"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({id(index) for index in found}) == 1


def test_a_search_that_matches_more_than_is_looked_up_says_so(built, monkeypatch):
    monkeypatch.setattr("serving.readings.SEARCH_LIMIT", 5)
    with open_office(built.home) as office:
        found = Readings(office.records, office.facts).listing(
            "dormancy", text="ir:", limit=50, offset=0
        )
    assert found.cut
    assert found.total <= 5


def test_every_score_ever_given_is_kept_beside_the_standing_ones(built):
    with open_office(built.home) as office:
        readings = Readings(office.records, office.facts)
        assert len(readings.all_scores(built.coop_id, "dormancy")) >= len(
            readings.history(built.coop_id, "dormancy")
        )
