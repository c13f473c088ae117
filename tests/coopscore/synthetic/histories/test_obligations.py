"""Duties fall due for everybody, are met by papers that exist, and open again without them."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from coopscore.synthetic.histories.duties import is_exempt
from coopscore.synthetic.sector.cycles import NEVER


@pytest.fixture(scope="module")
def rows(sheets):
    return sheets["obligation"].to_pylist()


@pytest.fixture(scope="module")
def versions(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["coop_id"], row["kind"], row["period_end"]].append(row)
    return {key: sorted(told, key=lambda row: row["version"]) for key, told in found.items()}


def test_five_duties_fall_due(rows):
    kinds = Counter(row["kind"] for row in rows)
    assert set(kinds) == {
        "annual_assembly",
        "statement",
        "tax_return",
        "board_election",
        "inspector_election",
    }
    rules = {(row["kind"].endswith("election"), row["due_rule"]) for row in rows}
    assert rules == {(True, "term_end"), (False, "year_end_4m")}


def test_sleepers_owe_too(chunk, deeds, rows, versions):
    owed = Counter(coop_id for coop_id, kind, _ in versions if kind == "statement")
    grid, lives = deeds.duties, chunk.lives
    fell = lives.alive & grid.reports & (grid.due <= lives.ended[:, None])
    fell &= grid.due >= np.maximum(chunk.cycles.recording, chunk.founded.registered)[:, None]
    fell &= grid.due <= chunk.cycles.end
    ids = chunk.coop_ids.to_pylist()
    assert owed == Counter({ids[i]: int(n) for i, n in enumerate(fell.sum(axis=1)) if n})
    assert (fell & ~lives.awake).sum() > 500


def test_what_meets_a_duty_is_named_and_exists(rows, sheets):
    papers = {
        f"{row['coop_id']}|{row['kind']}|{row['held_on'].isoformat()}"
        for row in sheets["assembly"].to_pylist()
    } | {
        f"{row['coop_id']}|{row['kind']}|{row['period_end'].isoformat()}"
        for row in sheets["filing"].to_pylist()
    }
    named = {row["fulfilled_by"] for row in rows if row["fulfilled_by"]}
    assert len(named) > 3_000
    assert named <= papers
    assert all(row["fulfilled_on"] for row in rows if row["fulfilled_by"])


def test_a_late_one_is_named_in_a_version_of_the_day_on_which_that_was_known(chunk, versions):
    end = date.fromordinal(chunk.cycles.end)
    late = [
        told
        for told in versions.values()
        if (known := told[0]["fulfilled_known_on"]) and told[0]["recorded_at"] < known <= end
    ]
    assert len(late) > 1_000
    for told in late:
        assert told[0]["fulfilled_by"] is None
        met = told[1]
        assert met["fulfilled_by"] is not None
        assert met["recorded_at"] == met["fulfilled_known_on"] == told[0]["fulfilled_known_on"]


def test_what_was_undone_opens_the_duty_again_until_it_is_met_again(versions):
    opened = [
        told
        for told in versions.values()
        if any(a["fulfilled_by"] and not b["fulfilled_by"] for a, b in pairwise(told))
    ]
    assert {told[0]["kind"] for told in opened} == {"annual_assembly", "tax_return"}
    again = [told for told in opened if told[-1]["fulfilled_by"]]
    assert {told[0]["kind"] for told in again} == {"tax_return"}
    for told in opened:
        assert (told[-1]["fulfilled_on"] is None) == (told not in again)


def test_those_free_of_tax_owe_no_return(chunk, rows):
    exempt = set(np.asarray(chunk.coop_ids.to_pylist())[is_exempt(chunk)])
    owing = {row["coop_id"] for row in rows if row["kind"] == "tax_return"}
    assert not owing & exempt
    assert exempt & {row["coop_id"] for row in rows if row["kind"] == "statement"}


def test_an_election_is_due_by_the_end_of_the_term(rows, sheets):
    ends = {
        (row["coop_id"], row["end"])
        for row in sheets["officer_term"].to_pylist()
        if row["version"] == 1
    }
    due = {(r["coop_id"], r["due_on"]) for r in rows if r["kind"].endswith("election")}
    assert len(due) > 1_000
    assert due <= ends


def test_duties_of_the_year_are_met_as_often_as_acts_were_drawn(chunk, deeds, versions):
    met = sum(
        told[0]["fulfilled_on"] is not None
        for (_, kind, _), told in versions.items()
        if kind == "statement"
    )
    grid = deeds.duties
    fell = chunk.lives.alive & (
        grid.due <= np.minimum(chunk.lives.ended[:, None], chunk.cycles.end)
    )
    fell &= grid.due >= np.maximum(chunk.cycles.recording, chunk.founded.registered)[:, None]
    assert met == (fell & grid.reports & (deeds.statement < NEVER)).sum()
