"""Assemblies: called before they meet, attended by no more than are entitled, annulled rarely."""

from collections import defaultdict
from datetime import timedelta

import numpy as np
import pytest


@pytest.fixture(scope="module")
def rows(sheets):
    return sheets["assembly"].to_pylist()


@pytest.fixture(scope="module")
def drawn(drawn_sheets):
    """First versions of the assemblies that met, of the sector's own chunk, column by column."""
    table = drawn_sheets["assembly"]
    met = np.asarray(table["outcome"].to_pylist()) == "held"
    table = table.filter(met & (np.asarray(table["version"]) == 1))
    return {name: np.asarray(table[name].to_pylist()) for name in table.column_names}


def test_each_is_called_before_it_meets_and_told_of_after(rows):
    assert len(rows) > 2_000
    for row in rows:
        assert row["called_on"] <= row["held_on"] <= row["minutes_received_on"]
        assert 1 <= row["members_present"] <= row["members_total"] or row["outcome"] != "held"


def test_most_of_a_small_one_come_and_few_of_a_large_one(drawn):
    share, total = drawn["members_present"] / drawn["members_total"], drawn["members_total"]
    assert 0.70 < np.median(share[total <= 30]) < 0.85
    assert np.median(share[(total > 100) & (total < 500)]) < 0.7
    assert np.median(share[total > 2_000]) < 0.3


def test_more_come_where_members_are_well(chunk, sheets, places, numbers):
    rows = sheets["assembly"]
    who = places(chunk, rows)
    cycle = np.searchsorted(chunk.cycles.starts, numbers(rows, "held_on")) - 1
    total = rows["members_total"].to_numpy()
    share = rows["members_present"].to_numpy() / total
    small = total <= 30
    health = chunk.health.members[who, cycle]
    assert np.corrcoef(share[small], health[small])[0, 1] > 0.4


def test_two_stages_are_for_more_than_five_hundred_members(rows):
    large = [row["two_stage"] for row in rows if row["members_total"] > 500]
    assert 0.4 < np.mean(large) < 0.8
    assert not any(row["two_stage"] for row in rows if row["members_total"] <= 500)


def test_about_forty_five_in_a_hundred_are_supervised_and_more_where_the_office_is_busy(
    drawn, drawn_chunk
):
    assert 0.35 < drawn["supervised"].mean() < 0.50
    busy = drawn_chunk.sector.province_visits[drawn_chunk.founded.province]
    place = {coop_id: i for i, coop_id in enumerate(drawn_chunk.coop_ids.to_pylist())}
    rate = np.array([busy[place[coop_id]] for coop_id in drawn["coop_id"]])
    high = rate > np.median(rate)
    assert drawn["supervised"][high].mean() > drawn["supervised"][~high].mean() + 0.05


def test_the_annulled_are_void_in_a_later_version(rows):
    void = [row for row in rows if row["voided"]]
    met = [row for row in rows if row["outcome"] == "held" and row["version"] == 1]
    assert 0 < len(void) / len(met) < 0.012
    held = {(row["coop_id"], row["held_on"]) for row in met}
    for row in void:
        assert (row["version"], row["annulled"], row["kind"]) == (2, True, "annual_ordinary")
        assert (row["coop_id"], row["held_on"]) in held
    assert not any(row["annulled"] for row in rows if row["version"] == 1)


def test_a_first_call_that_failed_comes_two_weeks_before_a_second(rows):
    by_coop = defaultdict(list)
    for row in rows:
        if row["outcome"] == "held" and row["call_no"] == 2:
            by_coop[row["coop_id"]].append(row["held_on"])
    failed = [row for row in rows if row["outcome"] != "held"]
    assert {row["outcome"] for row in failed} == {"not_quorate", "adjourned"}
    for row in failed:
        assert row["call_no"] == 1
        waits = [day - row["held_on"] for day in by_coop[row["coop_id"]]]
        assert any(timedelta(14) <= wait <= timedelta(25) for wait in waits)


def test_only_annual_assemblies_fall_due(rows):
    assert all((row["due_on"] is None) == (row["kind"] == "extraordinary") for row in rows)


def test_nobody_meets_twice_on_a_day(rows):
    first = [(row["coop_id"], row["held_on"]) for row in rows if row["version"] == 1]
    assert len(first) == len(set(first))
