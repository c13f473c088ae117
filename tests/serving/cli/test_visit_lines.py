"""Plans and evaluations in lines: what is unknown is told as unknown, and the rule gets its due."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from coopscore.actor import Actor
from coopscore.records.visit_entries import PlanCounts, PlanHead
from serving.cli.visit_lines import evaluation_lines, made_lines
from serving.i18n import Words

HEAD = PlanHead(
    plan_id="p1", as_of=date(2025, 9, 22), first_month=date(2025, 9, 23), months=1, seed=1,
    settings={}, frame_size=10, acts=2, written_at=datetime(2025, 9, 22, tzinfo=UTC),
    actor=Actor(name="س. رضایی", role="supervisor"),
)  # fmt: skip
COUNTS = PlanCounts(
    frame=10, acts=2, by_slice={"risk": 1, "random": 1}, by_kind={"general": 2},
    by_county={("05", "صحنه"): 1, ("05", ""): 1}, changes=1, outcomes=2,
)  # fmt: skip


def expected(silent: float) -> dict[str, float]:
    return {"visits": 2, "silent": silent, "revived": 0.5}


def settings(plan: float, overdue: float, *specs: str) -> dict[str, object]:
    rivals = {"greedy": plan, "most_overdue": overdue, "random": 0.1}
    ranked = {"as_of": "2025-09-22", "version": "v", "scores": 9}
    return {
        "expected": expected(plan),
        "rivals": [{"name": name, "expected": expected(of)} for name, of in rivals.items()],
        "ranked_by": [{"spec": spec, **ranked} for spec in specs],
        "nowhere": 3,
        "acts_nowhere": 4,
    }


def told(**known: object) -> list[str]:
    head = replace(HEAD, settings=known)
    return list(made_lines(head, COUNTS, Path("road.csv"), Words("en")))


def test_a_plan_whose_settings_say_little_is_told_without_them() -> None:
    lines = told()
    assert lines[0].startswith("Plan p1 as of 2025-09-22: 2 acts over 1 month")
    assert "  صحنه, Kermanshah province: 1" in lines
    assert "Supervisors changed 1 acts; outcomes are on record for 2." in lines
    assert lines[-1] == "Written: road.csv"
    assert not any("Expected" in line for line in lines)


def test_the_plain_rule_is_said_to_be_as_good_where_it_is() -> None:
    as_good = (
        "The plain rule, most overdue first, is as good as this plan, which is expected to find "
        "1.00 times what it finds."
    )
    assert as_good in told(**settings(1.0, 1.0, "dormancy"))
    assert as_good not in told(**settings(1.0, 0.9, "dormancy"))


def test_no_revival_is_expected_of_a_plan_that_knows_of_none() -> None:
    assert "  This plan: 1.0 silent in 2 visits" in told(**settings(1.0, 0.5, "dormancy"))
    both = told(**settings(1.0, 0.5, "dormancy", "revival"))
    assert "  This plan: 1.0 silent and 0.5 revivals in 2 visits" in both
    assert "Left out, since no province of theirs is on record: 3." in both
    assert "Acts of the capacity that nobody could be visited with: 4." in both


SHARE = {
    "value": 0.5, "low": 0.25, "high": 0.75, "least": 0.1, "most": 0.9, "hits": 2, "known": 4,
    "unknown": 6,
}  # fmt: skip
WORTH = {"office": "05", "overrides": 40, "told": 38, "value": 0.2, "low": 0.05, "high": 0.35}
CONTENT = {
    "counts": {"planned": 10, "told": 5, "reached": 4, "unplanned": 0},
    "precision": [
        {"slice": "risk", "sought": "silent", "province": "", "county": "", "share": SHARE},
        {"slice": "risk", "sought": "silent", "province": "05", "county": "صحنه", "share": SHARE},
    ],
    "prevalence": [
        {
            "province": "", "population": "all",
            "share": {**SHARE, "value": None, "low": None, "high": None, "known": 0},
        }
    ],
    "earliness": None,
    "redundancy": None,
    "overrides": [
        {**WORTH, "verdict": "helped"},
        {**WORTH, "value": None, "low": None, "high": None, "verdict": "too_few"},
    ],
    "level": 0.95,
}  # fmt: skip


def test_what_is_not_known_of_a_plan_is_told_as_unknown() -> None:
    lines = list(evaluation_lines(CONTENT, Words("en")))
    text = "\n".join(lines)
    assert "50% (25% to 75%); certain: 10% to 90%; 2 of 4, unknown: 6" in text
    assert text.count("50% (25% to 75%)") == 1  # counties are for the page
    assert "nobody was reached; certain: 10% to 90%" in text
    assert "  Kermanshah: 40 changes, worth 20% (5% to 35%): helped" in text
    assert "  Kermanshah: 40 changes: too few" in text
