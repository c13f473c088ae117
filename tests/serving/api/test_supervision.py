"""What machines are told by the supervisors' two lists."""

import pytest


def listed(supervisors, path, **asked):
    answer = supervisors.get(f"/v1/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_watch_list_comes_in_pages_the_likeliest_first(supervisors, supervised):
    first = listed(supervisors, "watch-list", limit=4)
    second = listed(supervisors, "watch-list", limit=4, offset=4)
    told = [one["coop_id"] for page in (first, second) for one in page["items"]]
    assert told == supervised.watched[:8]
    assert (first["total"], first["as_of"]) == (60, "2025-09-22")
    assert first["expected"] == pytest.approx(sum(0.9 / (place + 2) for place in range(60)), 1e-4)
    assert first["expected_here"] == pytest.approx(0.9 / 2 + 0.9 / 3 + 0.9 / 4 + 0.9 / 5)


def test_a_list_of_a_day_is_that_of_the_newest_day_scored_up_to_it(supervisors, supervised):
    earlier = listed(supervisors, "watch-list", as_of="1404-04-15")
    assert (earlier["as_of"], earlier["total"]) == ("2025-06-21", 1)
    answer = supervisors.get("/v1/watch-list", params={"as_of": "2020-01-01"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_scored")


def test_an_office_finds_its_own_on_the_list(supervisors, supervised):
    of_first = supervised.places.of_one(supervised.watched[0])
    asked = {"province": of_first.province, "limit": 200}
    found = listed(supervisors, "watch-list", **asked)
    own = set(supervised.places.within(of_first.province)) & set(supervised.watched)
    assert {one["coop_id"] for one in found["items"]} == own
    assert found["expected"] is None
    county = listed(supervisors, "watch-list", county=of_first.county, **asked)
    assert {one["county"] for one in county["items"]} == {of_first.county}
    assert listed(supervisors, "watch-list", province="99")["items"] == []


def test_each_tells_its_curve_its_tier_and_what_makes_it_likelier(supervisors, supervised):
    items = listed(supervisors, "watch-list", limit=6)["items"]
    assert [point["month"] for point in items[0]["curve"]] == [1, 13, 13]
    assert items[0]["curve"][0]["silent"] == items[0]["probability"]
    assert [one["feature"] for one in items[0]["reasons"]] == [
        "statements_overdue",
        "assemblies_overdue",
    ]
    tiers = [one["tier"] and one["tier"]["code"] for one in items]
    # Of every second one the assembly is missing, of two in three a statement; the fifth has five
    # members.
    assert [tier in ("watch", "exposed") for tier in tiers] == [
        False,
        True,
        False,
        False,
        True,
        True,
    ]
    assert "floor" in [one["code"] for one in items[4]["triggers"]]


def test_everybody_on_the_revival_list_has_been_silent_for_a_year(supervisors, supervised):
    found = listed(supervisors, "revival-list")
    assert [one["coop_id"] for one in found["items"]] == supervised.asleep
    assert {one["tier"]["code"] for one in found["items"]} <= {"dormant_like", "exposed"}
    assert all(one["curve"] == [] for one in found["items"])


def test_without_a_scored_day_the_lists_are_refused_with_the_remedy(empty_client):
    for path, spec in (("watch-list", "dormancy"), ("revival-list", "revival")):
        answer = empty_client.get(f"/v1/{path}", params={"lang": "fa"})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_scored")
        assert f"coopscore score {spec}" in answer.json()["remedy"]


def test_revivals_not_proved_are_listed_by_office_as_the_run_left_them(supervisors, supervised):
    found = listed(supervisors, "revivals-not-proved", limit=200)
    assert found["as_of"] == "2025-09-22"
    assert sum(gap["not_proved"] for gap in found["gaps"]) == found["total"] == len(found["items"])
    offices = [one["office"] for one in found["items"]]
    assert offices == sorted(offices)
    some = offices[0]
    own = listed(supervisors, "revivals-not-proved", province=some)
    assert {one["office"] for one in own["items"]} == {some}


def test_without_a_run_unproved_revivals_are_refused_with_the_remedy(empty_client):
    answer = empty_client.get("/v1/revivals-not-proved", params={"lang": "fa"})
    assert (answer.status_code, answer.json()["code"]) == (404, "revivals_not_checked")
    assert "coopscore revivals --as-of" in answer.json()["remedy"]
