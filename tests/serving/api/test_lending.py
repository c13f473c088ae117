"""What machines are told by the lending desk."""

import pytest

from coopscore.records.dossier_content import digest, written


def dossier_of(desk, coop_id, **asked):
    answer = desk.get(f"/v1/cooperatives/{coop_id}/dossier", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_dossier_is_what_is_on_record_to_the_last_digit(desk, lent):
    told, kept = dossier_of(desk, lent.example.coop_id, spec="credit_warning"), lent.example
    assert told["digest"] == digest(written(kept))
    assert told["score"]["score_id"] == kept.score_id
    assert [one["points"] for one in told["concepts"]] == [one.points for one in kept.concepts]
    assert [one["code"] for one in told["adverse"]] == [one.code for one in kept.adverse]
    assert [one["gain"] for one in told["recourse"]] == [one.gain for one in kept.recourse]
    assert told["bridge"]["points_now"] == kept.bridge.points_now
    assert len(told["evidence"]) == len(kept.evidence)


def test_reasons_are_sentences_in_both_languages(desk, lent):
    for one in dossier_of(desk, lent.example.coop_id, spec="credit_warning")["adverse"]:
        assert one["sentence"]["en"].endswith(".")
        assert one["sentence"]["fa"].endswith(".")
        assert one["held"] is True


def test_a_score_without_a_dossier_says_so(desk, built):
    told = dossier_of(desk, built.coop_id, spec="dormancy")
    assert (told["digest"], told["adverse"], told["bridge"]) == (None, [], None)


def test_the_early_warning_list_comes_in_pages(desk, lent):
    first = desk.get("/v1/early-warning", params={"limit": 3}).json()
    second = desk.get("/v1/early-warning", params={"limit": 3, "offset": 3}).json()
    assert first["total"] == lent.made[1].dossiers
    assert first["expected"] == pytest.approx(second["expected"])
    told = [one["probability"] for page in (first, second) for one in page["items"]]
    assert told == sorted(told, reverse=True)
    assert all(one["adverse"] for one in first["items"])


def test_without_a_scored_day_the_list_is_refused_with_the_remedy(client):
    answer = client.get("/v1/early-warning", params={"lang": "fa"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_scored")
    assert "coopscore score credit_warning" in answer.json()["remedy"]
