"""Obligations agree with what was filed, held and elected."""

from collections import defaultdict
from datetime import date

import pytest

from coopscore.calendar import read_day

UNTIL = date(2025, 9, 22)
YEARLY = ("statement", "tax_return", "annual_assembly")


def day(text):
    return read_day(text) if text else None


@pytest.fixture(scope="module")
def duties(drawn):
    """The versions of each duty, by co-operative, kind and end of period."""
    found = defaultdict(list)
    for row in drawn.rows("obligation"):
        found[row["coop_id"], row["kind"], day(row["period_end"])].append(row)
    return found


@pytest.fixture(scope="module")
def deeds(drawn):
    """When each act was done and known, and when it was voided, by the duty that it meets."""
    done, voided = {}, {}
    acts = [
        (row, row["kind"], day(row["period_end"]), row["received_on"], row["received_on"])
        for row in drawn.rows("filing")
        if row["kind"] in YEARLY
    ]
    ends = {
        (row["coop_id"], day(row["due_on"])): day(row["period_end"])
        for row in drawn.rows("obligation")
        if row["kind"] == "annual_assembly"
    }
    acts += [
        (row, "annual_assembly", ends.get((row["coop_id"], day(row["due_on"]))), held, known)
        for row in drawn.rows("assembly")
        for held, known in [(row["held_on"], row["minutes_received_on"])]
    ]
    for row, kind, period, held, known in acts:
        key = (row["coop_id"], kind, period)
        if row["voided"] == "1":
            voided[key] = day(known)
        else:
            done[key] = (day(held), day(known))
    return done, voided


def test_a_duty_is_told_from_the_day_it_falls_due(duties):
    assert len(duties) > 5_000
    for first, *_ in duties.values():
        assert day(first["due_on"]) == day(first["recorded_at"])
        assert first["due_rule"] == (
            "term_end" if first["kind"] == "board_election" else "year_end+4m"
        )


def test_what_was_filed_or_held_meets_its_duty_and_what_was_not_leaves_it_open(duties, deeds):
    done, voided = deeds
    met = missed = 0
    for key, (first, *_) in duties.items():
        if key[1] not in YEARLY or (key in voided and voided[key] <= day(first["due_on"])):
            continue
        told = (day(first["fulfilled_on"]), day(first["fulfilled_known_on"]))
        assert told == done.get(key, (None, None))
        met, missed = met + (key in done), missed + (key not in done)
    assert met > 3_000
    assert missed > 1_000


def test_a_duty_whose_act_was_voided_stands_open_again(duties, deeds):
    _, voided = deeds
    reopened = {key: rows for key, rows in duties.items() if len(rows) > 1}
    late = {k for k, known in voided.items() if k in duties and known > day(duties[k][0]["due_on"])}
    assert set(reopened) == late != set()
    for key, (_, second) in reopened.items():
        assert second["version"] == "2"
        assert day(second["recorded_at"]) == voided[key]
        assert not second["fulfilled_on"]
        assert not second["fulfilled_known_on"]


def test_a_board_is_due_when_its_term_ends_and_met_by_the_next_election(drawn, duties):
    starts = defaultdict(set)
    planned = defaultdict(set)
    for row in drawn.rows("officer_term"):
        if row["role"] == "ceo" and row["version"] == "1":
            starts[row["coop_id"]].add(day(row["start"]))
            planned[row["coop_id"]].add(day(row["end"]))
    elections = [(key, rows) for key, rows in duties.items() if key[1] == "board_election"]
    assert elections
    for (coop_id, _, period), (row,) in elections:
        assert period in planned[coop_id]
        if row["fulfilled_on"]:
            assert day(row["fulfilled_on"]) in starts[coop_id]
    late = [bool(row["fulfilled_on"]) for _, (row,) in elections]
    assert 0.4 < sum(late) / len(late) < 0.95


def test_nothing_that_became_known_after_the_last_day_is_told(duties):
    for rows in duties.values():
        for row in rows:
            assert (day(row["fulfilled_known_on"]) or UNTIL) <= UNTIL
            assert bool(row["fulfilled_on"]) == bool(row["fulfilled_known_on"])
