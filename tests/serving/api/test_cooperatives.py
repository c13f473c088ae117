"""What machines are told of co-operatives."""

from datetime import date

import pytest

from coopscore.calendar import jalali_text


def score_of(client, built, **asked):
    answer = client.get(f"/v1/cooperatives/{built.coop_id}/score", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_standing_score_is_what_was_written_to_the_last_digit(client, built):
    told, example = score_of(client, built, spec="dormancy"), built.made.example
    for field in ("coop_id", "spec", "probability", "low", "high", "points", "grade", "version"):
        assert told[field] == getattr(example, field)
    assert told["kind"] == built.made.trained.bundle.kind == "blend"
    assert told["as_of"] == example.as_of.isoformat()
    assert told["as_of_jalali"] == jalali_text(example.as_of)
    assert [r["points"] for r in told["reasons"]] == [r.points for r in example.reasons]
    assert [r["value"] for r in told["reasons"]] == [r.value for r in example.reasons]


def test_base_reasons_and_cap_add_up(client, built):
    told = score_of(client, built)
    total = told["base_points"] + sum(reason["points"] for reason in told["reasons"])
    assert total == pytest.approx(told["points_unclipped"], abs=1e-6)
    assert total + told["cap_points"] == pytest.approx(told["points"], abs=1e-6)


def test_reasons_have_titles_in_both_languages_and_units(client, built):
    for reason in score_of(client, built)["reasons"]:
        assert reason["title"]["en"]
        assert reason["title"]["fa"]
        assert reason["unit"]


def test_the_name_stands_beside_the_score(client, built):
    assert "تعاونی" in score_of(client, built)["name"]


def test_a_day_is_asked_for_in_either_calendar(client, built):
    earlier = built.made.scored[1].as_of
    gregorian = score_of(client, built, as_of=earlier.isoformat())
    persian = score_of(client, built, as_of=jalali_text(earlier))
    assert gregorian == persian
    assert gregorian["as_of"] <= earlier.isoformat()


@pytest.mark.parametrize("text", ["31/13/1404", "1403-12-31", "yesterday", "", "1404-04"])
def test_nonsense_for_a_day_is_refused_with_the_reason(client, built, text):
    answer = client.get(
        f"/v1/cooperatives/{built.coop_id}/score", params={"as_of": text, "lang": "fa"}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_day")
    assert "شمسی" in answer.json()["remedy"]


def test_before_its_first_score_a_cooperative_is_not_scored(client, built):
    answer = client.get(f"/v1/cooperatives/{built.coop_id}/score", params={"as_of": "2001-01-01"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_scored")
    assert "coopscore score dormancy" in answer.json()["remedy"]


def test_an_unknown_id_is_told_apart_from_an_unscored_one(client, built):
    for part in ("score", "history", "filings"):
        answer = client.get(f"/v1/cooperatives/ir:99999999/{part}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_cooperative")
    for part in ("score", "history"):
        answer = client.get(f"/v1/cooperatives/{built.coop_id}/{part}", params={"spec": "exit"})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_scored")


def test_a_known_but_never_scored_cooperative_is_not_scored(client, built):
    scored = {score.coop_id for run in built.made.scored for score in run.scores}
    never = next(f"ir:{n:08d}" for n in range(1, 301) if f"ir:{n:08d}" not in scored)
    answer = client.get(f"/v1/cooperatives/{never}/score")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_scored")


@pytest.mark.parametrize("spec", ["nosuch", "../exit", "'; drop", "é!"])
def test_what_is_no_spec_is_refused_by_name_at_every_door(client, built, spec):
    one = f"/cooperatives/{built.coop_id}"
    for path in (f"/v1{one}/score", f"/v1{one}/history", "/v1/cooperatives", one, "/"):
        answer = client.get(path, params={"spec": spec})
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_spec"), path
    assert client.get("/v1/cooperatives", params={"spec": "exit"}).json()["total"] == 0


def test_history_is_one_score_a_day_oldest_first(client, built):
    told = client.get(f"/v1/cooperatives/{built.coop_id}/history").json()
    days = [date.fromisoformat(score["as_of"]) for score in told["scores"]]
    assert days == sorted(set(days))
    assert days[-1] == built.made.scored[-1].as_of
    assert told["spec"] == "dormancy"


def test_filings_are_those_received_by_the_day_and_no_others(client, built):
    whole = client.get(f"/v1/cooperatives/{built.coop_id}/filings").json()
    assert whole["as_of"] == "2026-01-10"
    received = sorted({filing["received_on"] for filing in whole["filings"]})
    middle = received[len(received) // 2]
    known = client.get(f"/v1/cooperatives/{built.coop_id}/filings?as_of={middle}").json()
    assert known["filings"] == [f for f in whole["filings"] if f["received_on"] <= middle]
    order = [filing["received_on"] for filing in whole["filings"]]
    assert order == sorted(order, reverse=True)


def test_the_list_gives_the_riskiest_first_a_page_at_a_time(client):
    first = client.get("/v1/cooperatives?limit=7").json()
    second = client.get("/v1/cooperatives?limit=7&offset=7").json()
    risks = [item["probability"] for item in first["items"] + second["items"]]
    assert risks == sorted(risks, reverse=True)
    ids = {item["coop_id"] for item in first["items"] + second["items"]}
    assert len(ids) == 14
    assert first["total"] == second["total"] >= 14


def test_the_list_is_searched_by_name_and_by_id(client, built):
    name = score_of(client, built)["name"]
    by_name = client.get("/v1/cooperatives", params={"q": name}).json()
    by_id = client.get("/v1/cooperatives", params={"q": built.coop_id}).json()
    assert built.coop_id in [item["coop_id"] for item in by_name["items"]]
    assert [item["coop_id"] for item in by_id["items"]] == [built.coop_id]
    assert client.get("/v1/cooperatives", params={"q": "%"}).json()["total"] == 0


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "offset=-1", "lang=de", f"q={'x' * 101}"]
)
def test_parameters_of_another_form_are_named_in_the_refusal(client, query):
    answer = client.get(f"/v1/cooperatives?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert query.partition("=")[0] in answer.json()["detail"]
