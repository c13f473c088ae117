"""Filings: each kind by its rule, versions for what was sent back, nothing else."""

from collections import Counter

import numpy as np
import pytest

from coopscore.synthetic.histories.filings import audited
from coopscore.synthetic.sector.cycles import NEVER


@pytest.fixture(scope="module")
def rows(sheets):
    return sheets["filing"].to_pylist()


def test_every_kind_is_there(rows):
    kinds = Counter(row["kind"] for row in rows)
    assert set(kinds) == {
        "statement",
        "audit_report",
        "tax_return",
        "insurance_list",
        "trial_balance",
        "statute_data",
    }
    assert min(kinds.values()) > 100


def test_statements_of_the_two_tables_are_the_same(rows, sheets):
    filed = {
        (r["coop_id"], r["period_end"], r["received_on"]) for r in rows if r["kind"] == "statement"
    }
    lines = sheets["statement_line"]
    first = lines.filter(np.asarray(lines["version"]) == 1)
    told = zip(
        *(first[name].to_pylist() for name in ("coop_id", "period_end", "received_on")), strict=True
    )
    assert set(told) == filed


def test_rules_of_due_days_follow_the_kind(rows):
    rules = {(row["kind"] in ("insurance_list", "trial_balance"), row["due_rule"]) for row in rows}
    assert rules == {(False, "year_end_4m"), (True, "month_end_1m"), (True, "quarter_end_1m")}
    assert all(row["due_on"] > row["period_end"] for row in rows)


def test_reports_follow_the_statements_of_those_who_are_audited(chunk, rows):
    statements = {
        (row["coop_id"], row["period_end"]): row for row in rows if row["kind"] == "statement"
    }
    reports = [row for row in rows if row["kind"] == "audit_report"]
    sees = dict(zip(chunk.coop_ids.to_pylist(), audited(chunk).tolist(), strict=True))
    for report in reports:
        statement = statements[report["coop_id"], report["period_end"]]
        assert sees[report["coop_id"]]
        assert statement["audited"]
        assert report["audit_opinion"]
        assert report["received_on"] >= statement["received_on"]
    assert {row["audited"] for row in rows if row["kind"] == "tax_return"} == {None}
    assert {row["audited"] for row in statements.values()} == {True, False}
    assert all(row["audit_opinion"] is None for row in rows if row["kind"] != "audit_report")


def test_the_large_and_those_under_art_5_are_audited(chunk):
    sees, founded = audited(chunk), chunk.founded
    must = (founded.turnover > 25e9) | founded.art5
    assert sees[must].all()
    assert 0 < sees[~must].mean() < 0.05


def test_opinions_are_worse_where_governance_is(drawn_chunk, drawn_sheets, places, numbers):
    rows = drawn_sheets["filing"]
    rows = rows.filter(np.asarray(rows["kind"].to_pylist()) == "audit_report")
    who = places(drawn_chunk, rows)
    cycle = np.searchsorted(drawn_chunk.cycles.starts, numbers(rows, "received_on")) - 1
    governance = drawn_chunk.health.governance[who, cycle]
    clean = np.asarray(rows["audit_opinion"].to_pylist()) == "unqualified"
    assert 0.25 < clean.mean() < 0.6
    assert governance[clean].mean() > governance[~clean].mean() + 0.2


def test_what_was_sent_back_is_void_in_a_version_of_its_own_and_may_come_again(rows):
    versions = Counter(
        (row["kind"], row["version"], row["voided"], row["state"])
        for row in rows
        if row["version"] > 1
    )
    assert set(versions) == {
        ("tax_return", 2, True, "returned"),
        ("tax_return", 3, False, "accepted"),
        ("statute_data", 2, True, "returned"),
    }
    assert all(not row["voided"] for row in rows if row["version"] == 1)
    back = versions["tax_return", 2, True, "returned"]
    assert versions["tax_return", 3, False, "accepted"] < back
    assert back / sum(r["kind"] == "tax_return" for r in rows) == pytest.approx(0.01, abs=0.008)


def test_completeness_is_a_share_and_grows_with_governance(chunk, sheets, places, numbers):
    rows = sheets["filing"]
    share = np.asarray(rows["completeness"].to_numpy(), dtype=np.float64)
    known = ~np.isnan(share)
    assert ((share >= 0) & (share <= 1))[known].all()
    who = places(chunk, rows)
    cycle = np.minimum(np.searchsorted(chunk.cycles.starts, numbers(rows, "received_on")) - 1, 12)
    governance = chunk.health.governance[who, cycle]
    kinds = np.asarray(rows["kind"].to_pylist())
    for kind in ("statement", "statute_data"):
        mine = known & (kinds == kind)
        assert np.corrcoef(share[mine], governance[mine])[0, 1] > 0.4
    assert not known[np.isin(kinds, ("insurance_list", "trial_balance"))].any()


def test_statute_data_grow_more_complete_with_the_years(chunk, sheets, numbers):
    rows = sheets["filing"]
    mine = np.asarray(rows["kind"].to_pylist()) == "statute_data"
    cycle = np.searchsorted(chunk.cycles.starts, numbers(rows, "received_on")[mine])
    share = np.asarray(rows["completeness"].to_numpy())[mine]
    assert share[cycle > 9].mean() > share[cycle < 5].mean() + 0.05


def test_every_tax_return_drawn_is_filed(chunk, deeds, sheets):
    rows = sheets["filing"]
    kept = np.asarray(rows["kind"].to_pylist()) == "tax_return"
    first = kept & (np.asarray(rows["version"]) == 1)
    drawn = (deeds.tax_return < NEVER) & (deeds.tax_return <= chunk.cycles.end)
    assert first.sum() == drawn.sum()
