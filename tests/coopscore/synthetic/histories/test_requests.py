"""Requests for changes: asked for by need, told of as known, slower where governed badly."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from coopscore.synthetic.histories.register import register
from coopscore.synthetic.histories.requests import course
from coopscore.synthetic.sector.cycles import NEVER


@pytest.fixture(scope="module")
def rows(sheets):
    return sheets["change_request"].to_pylist()


@pytest.fixture(scope="module")
def versions(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["coop_id"], row["kind"], row["submitted_on"]].append(row)
    return list(found.values())


def test_every_kind_is_asked_for_and_boards_most(rows):
    kinds = Counter(row["kind"] for row in rows if row["version"] == 1)
    assert set(kinds) == {"board", "capital", "address", "subject", "name", "term", "statute"}
    assert kinds.most_common(1)[0][0] == "board"


def test_what_an_assembly_decided_is_asked_for_after_it(
    deeds, chunk, rows, places, numbers, sheets
):
    table = sheets["change_request"]
    who, day = places(chunk, table), numbers(table, "submitted_on")
    cycle = np.searchsorted(chunk.cycles.starts, day) - 1
    for place, kind in enumerate(table["kind"].to_pylist()):
        if kind in deeds.occasions.voted:
            one, at = who[place], cycle[place]
            assert deeds.occasions.voted[kind][one, at]
            assert 0 <= day[place] - deeds.occasions.held[one, at] < 370


def test_an_approval_and_what_was_sent_back_are_told_in_a_second_version(versions):
    lengths = Counter(len(told) for told in versions)
    assert set(lengths) == {1, 2}
    for told in versions:
        assert told[0]["approved_on"] is None
        assert told[0]["returned_count"] is None
        if len(told) == 2:
            assert told[1]["approved_on"] == told[1]["recorded_at"] > told[0]["recorded_at"]
            assert told[1]["returned_count"] >= 0


def test_registration_follows_approval_and_is_known_no_sooner_than_it_happens(rows):
    for row in rows:
        assert (row["registered_on"] is None) == (row["registered_known_on"] is None)
        if row["registered_on"] and row["approved_on"]:
            assert row["submitted_on"] < row["approved_on"] <= row["registered_on"]
            assert row["registered_on"] <= row["registered_known_on"]


def test_a_few_are_never_registered(drawn_sheets):
    table = drawn_sheets["change_request"]
    first = np.asarray(table["version"]) == 1
    assert 0.02 < np.asarray(table["registered_on"].is_null())[first].mean() < 0.10


def test_the_badly_governed_are_sent_back_more_often_and_wait_longer(chunk, deeds):
    decided = np.where(deeds.duties.acts, deeds.duties.first, NEVER)
    way = course(chunk, deeds, decided, np.random.default_rng(3))
    seen = way.approved < NEVER
    good, bad = (seen & (side * chunk.health.governance > 0.7) for side in (1, -1))
    assert way.returned[bad].mean() > 1.8 * way.returned[good].mean()
    wait = way.approved - way.submitted
    assert wait[bad].mean() > wait[good].mean() + 5
    asked = decided < NEVER
    assert (way.submitted[~asked] == NEVER).all()


def test_names_are_never_changed_as_the_register_shows_none(rows):
    names = [row for row in rows if row["kind"] == "name"]
    assert names
    assert {(row["approved_on"], row["registered_on"]) for row in names} == {(None, None)}


def test_what_the_register_says_is_what_was_registered(drawn_chunk, drawn_sheets, numbers, places):
    told = register(drawn_chunk)["cooperative"]
    requests = drawn_sheets["change_request"]
    asked = {kind: set() for kind in ("statute", "address", "term")}
    who, day = places(drawn_chunk, requests), numbers(requests, "registered_on")
    for one, kind, end in zip(
        who.tolist(), requests["kind"].to_pylist(), day.tolist(), strict=True
    ):
        if kind in asked:
            asked[kind].add((one, end))
    who, start = places(drawn_chunk, told), numbers(told, "valid_from")
    conformed = numbers(told, "statute_conformed_on")
    county, term = told["county"].to_pylist(), numbers(told, "term_end")
    recording = drawn_chunk.cycles.recording
    seen = dict.fromkeys(asked, 0)
    for row in range(1, len(who)):
        if who[row] != who[row - 1] or start[row] < recording:
            continue
        cell = (int(who[row]), int(start[row]))
        changed = {
            "statute": conformed[row] != conformed[row - 1],
            "address": county[row] != county[row - 1],
            "term": term[row] != term[row - 1],
        }
        for kind, is_changed in changed.items():
            if is_changed:
                seen[kind] += 1
                assert cell in asked[kind], kind
    assert min(seen.values()) > 20
