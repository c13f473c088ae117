"""The questions that all doors ask, over one home."""

import threading

from serving.office import open_office
from serving.readings import Readings, question


def test_a_question_is_put_in_words_and_somebodys_own_is_not_known():
    asked = question("dissolution")
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
            "dissolution", text="ir:", limit=50, offset=0
        )
    assert found.cut
    assert found.total <= 5


def test_every_score_ever_given_is_kept_beside_the_standing_ones(built):
    with open_office(built.home) as office:
        readings = Readings(office.records, office.facts)
        assert len(readings.all_scores(built.coop_id, "dissolution")) >= len(
            readings.history(built.coop_id, "dissolution")
        )
