"""What machines are told of plans of visits, and what they may tell."""

import json
from datetime import date

import pytest

from serving.office import open_office

PATH = "/v1/visit-outcomes"


def got(supervisors, path, **asked):
    answer = supervisors.get(f"/v1/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def body(supervised, coop_id="", **changed):
    """What an officer tells of one act that nothing was told of yet."""
    one = next(act for act in reversed(supervised.acts[20:-1]) if coop_id in ("", act.coop_id))
    told = {
        "plan_id": supervised.plan.plan_id,
        "coop_id": one.coop_id,
        "visited_on": "2025-11-20",
        "kind": one.kind,
        "found": "active",
        **changed,
    }
    return {"officer": "رضا کریمی", "outcomes": [told]}


def test_plans_are_named_and_one_is_read_by_its_id_or_as_the_newest(supervisors, supervised):
    (plan,) = got(supervisors, "visit-plans")["plans"]
    assert (plan["plan_id"], plan["frame_size"]) == (supervised.plan.plan_id, 70)
    by_id = got(supervisors, f"visit-plans/{plan['plan_id']}")
    assert by_id == got(supervisors, "visit-plans/newest")
    assert by_id["settings"]["lot_needed"] == 30


def test_a_plan_is_told_as_supervisors_left_it_in_the_order_of_the_road(supervisors, supervised):
    found = got(supervisors, "visit-plans/newest", limit=200)
    assert (found["acts"], found["total"], found["changes"]) == (48, 47, 1)
    road = [(one["province"], one["county"], one["month"]) for one in found["items"]]
    assert road == sorted(road)
    drawn = {one.coop_id: one for one in supervised.acts}
    for one in found["items"]:
        act = drawn[one["coop_id"]]
        assert one["probability"] == act.probability
        assert one["slice"]["code"] == act.slice
    assert sum(found["by_slice"].values()) == 48


def test_a_part_of_a_plan_is_that_part_alone(supervisors, supervised):
    some = supervised.acts[3]
    asked = {"province": some.province, "month": some.month.isoformat(), "slice": some.slice}
    found = got(supervisors, "visit-plans/newest", limit=200, **asked)
    assert some.coop_id in [one["coop_id"] for one in found["items"]]
    for one in found["items"]:
        told = (one["province"], one["month"], one["slice"]["code"])
        assert told == tuple(asked.values())
    assert got(supervisors, "visit-plans/newest", county="هیچ", province="23")["total"] == 0


def test_what_a_plan_taught_is_told_as_it_was_worked_out(supervisors, supervised):
    told = got(supervisors, "visit-plans/newest/evaluation")
    with open_office(supervised.home) as office:
        kept = office.records.visits.evaluation(supervised.plan.plan_id)
    assert told["evaluation"] == kept.content
    assert told["evaluation"]["counts"]["told"] == 20


def test_a_plan_that_nobody_kept_is_refused_with_the_remedy(supervisors, empty_client):
    for client, path in (
        (supervisors, "visit-plans/nowhere"),
        (supervisors, "visit-plans/nowhere/evaluation"),
        (empty_client, "visit-plans/newest"),
        (empty_client, "visit-outcomes"),
    ):
        answer = client.get(f"/v1/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_plan")
    assert empty_client.get("/v1/visit-plans").json() == {"plans": []}


def test_an_outcome_is_told_once_however_often_it_is_sent(supervisors, supervised):
    sent = body(supervised, note="با ZWNJ: می‌رود")
    first, second = (supervisors.post(PATH, json=sent) for _ in range(2))
    assert first.json() == {"new": 1, "corrected": 0, "same": 0}
    assert second.json() == {"new": 0, "corrected": 0, "same": 1}
    sent["outcomes"][0]["found"] = "silent"
    assert supervisors.post(PATH, json=sent).json() == {"new": 1, "corrected": 1, "same": 0}
    told = got(supervisors, "visit-outcomes", plan=supervised.plan.plan_id)["outcomes"]
    (mine,) = [one for one in told if one["coop_id"] == sent["outcomes"][0]["coop_id"]]
    assert (mine["found"]["code"], mine["officer"]) == ("silent", "رضا کریمی")
    sent["outcomes"][0]["found"] = "active"  # an old list again undoes no correction
    assert supervisors.post(PATH, json=sent).json() == {"new": 0, "corrected": 0, "same": 1}
    sent["outcomes"][0]["corrects"] = mine["number"]
    assert supervisors.post(PATH, json=sent).json() == {"new": 1, "corrected": 1, "same": 0}


def test_what_was_told_in_error_is_withdrawn_over_http_too(supervisors, supervised):
    day = "2025-10-30"
    sent = body(supervised, visited_on=day)
    whose = sent["outcomes"][0]["coop_id"]

    def told():
        every = got(supervisors, "visit-outcomes")["outcomes"]
        return [one for one in every if (one["coop_id"], one["visited_on"]) == (whose, day)]

    never = body(supervised, visited_on="2025-10-29", found="withdrawn", outcome="")
    refused = supervisors.post(PATH, json=never)
    assert (refused.status_code, refused.json()["code"]) == (422, "outcome_refused")
    assert supervisors.post(PATH, json=sent).json()["new"] == 1
    assert len(told()) == 1
    gone = body(supervised, visited_on=day, found="withdrawn", outcome="")
    assert supervisors.post(PATH, json=gone).json() == {"new": 1, "corrected": 1, "same": 0}
    assert told() == []
    planned = got(supervisors, "visit-plans/newest", limit=200)["items"]
    (act,) = [one for one in planned if one["coop_id"] == whose]
    assert day not in [one["visited_on"] for one in act["outcomes"]]


def test_a_note_is_kept_in_regular_letters(supervisors, supervised):
    sent = body(supervised, note="كيان  ")
    assert supervisors.post(PATH, json=sent).status_code == 200
    told = got(supervisors, "visit-outcomes")["outcomes"]
    (mine,) = [one for one in told if one["coop_id"] == sent["outcomes"][0]["coop_id"]]
    assert mine["note"] == "کیان"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"found": "asleep"}, "outcome_refused"),
        ({"found": "{found}"}, "outcome_refused"),
        ({"kind": "{0}"}, "outcome_refused"),
        ({"visited_on": "2027-01-01"}, "outcome_refused"),
        ({"visited_on": "2025-01-01"}, "outcome_refused"),
        ({"person_hours": 4, "kind": "general"}, "outcome_refused"),
        ({"coop_id": "ir:99999999"}, "outcome_refused"),
        ({"plan_id": "", "coop_id": "ir:99999999"}, "outcome_refused"),
        ({"visited_on": "2025-11-20", "found": "silent"}, "invalid_request"),
        ({"officer": "somebody"}, "invalid_request"),
        ({"plan_id": "nowhere"}, "unknown_plan"),
        ({"visited_on": "soon"}, "invalid_request"),
        ({"note": "x" * 1001}, "invalid_request"),
        ({"note": "a\x00b"}, "invalid_request"),
        ({"note": "\ud800"}, "invalid_request"),
        ({"coop_id": "ir:1\x00"}, "invalid_request"),
    ],
)
def test_outcomes_that_cannot_be_true_are_all_held_back(supervisors, supervised, changed, code):
    before = got(supervisors, "visit-outcomes")
    sent = body(supervised)
    sent["outcomes"].append({**sent["outcomes"][0], "visited_on": "2025-11-21", **changed})
    answer = supervisors.post(
        f"{PATH}?lang=fa",
        content=json.dumps(sent),  # half a letter can be sent as an escape alone
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == (404 if code == "unknown_plan" else 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert got(supervisors, "visit-outcomes") == before


@pytest.mark.parametrize("officer", ["", "   ", "x" * 81])
def test_an_outcome_without_a_name_is_not_taken(supervisors, supervised, officer):
    answer = supervisors.post(PATH, json={**body(supervised), "officer": officer})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


def test_an_outcome_carries_the_day_it_was_told(supervisors, supervised):
    told = got(supervisors, "visit-outcomes")["outcomes"]
    assert {date.fromisoformat(one["written_at"][:10]) for one in told} == {date(2026, 1, 10)}


def test_targets_are_those_of_the_year_that_today_lies_in(supervisors):
    told = got(supervisors, "visit-targets", times=1.5)
    assert (told["first"], told["last"]) == ("2025-03-21", "2026-03-20")
    assert sum(one["planned"] for one in told["acts"]) == told["wanted"]["planned"]
    planned = told["wanted"]["planned"]
    assert told["wanted"]["wanted"] == (planned * 3 + 1) // 2  # half up
    assert {one["county"] for one in told["acts"]} == {""}
    counted = {one["kind"]: one["told"] for one in told["kinds"]}
    assert counted["general"] > 0  # outcomes of the plan, in Aban


def test_targets_of_a_county_and_of_a_province_are_their_own(supervisors, supervised):
    province = supervised.acts[0].province
    told = got(supervisors, "visit-targets", province=province, by_county=True)
    assert {one["province"] for one in told["acts"]} <= {province}
    nobody = got(supervisors, "visit-targets", first="1390-01-01", last="1390-02-01")
    assert (nobody["kinds"], nobody["wanted"]["planned"]) == ([], 0)


def test_targets_are_counted_anew_once_an_outcome_is_told(supervisors, supervised):
    def told():
        kinds = got(supervisors, "visit-targets")["kinds"]
        return {one["kind"]: one["told"] for one in kinds}["general"]

    before = told()
    one = next(act for act in supervised.acts[20:-1] if act.kind == "general")
    sent = body(supervised, one.coop_id, visited_on="2025-12-01", kind="general")
    assert supervisors.post(PATH, json=sent).json()["new"] == 1
    assert told() == before + 1


def test_person_hours_that_a_training_tells_of_are_counted_apart(supervisors, supervised):
    before = got(supervisors, "visit-targets")["hours_told"]
    one = supervised.acts[21]
    sent = body(supervised, one.coop_id, visited_on="2025-12-02", kind="training", person_hours=120)
    assert supervisors.post(PATH, json=sent).json()["new"] == 1
    assert got(supervisors, "visit-targets")["hours_told"] == before + 120


def test_each_kind_tells_its_share_and_what_no_plan_asked_for(supervisors):
    told = got(supervisors, "visit-targets")
    for kind in told["kinds"]:
        acts = [one for one in told["acts"] if one["kind"] == kind["kind"]]
        assert kind["beside"] == sum(one["beside"] for one in acts)
        planned = kind["planned"]
        assert kind["share"] == (kind["done"] / planned if planned else None)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"first": "1404-13-01"}, "invalid_day"),
        ({"first": "1404-02-01", "last": "1404-01-31"}, "invalid_day"),
        ({"times": "-1"}, "invalid_request"),
        ({"times": "nan"}, "invalid_request"),
    ],
)
def test_a_period_that_is_none_is_refused(supervisors, asked, code):
    answer = supervisors.get("/v1/visit-targets", params=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
