"""Ratios of a full statement, on one small enough to work out by eye."""

import pytest

AMOUNTS = {
    "cash": 10, "current_assets": 60, "total_assets": 200, "current_liabilities": 40,
    "total_liabilities": 120, "legal_reserve": 5, "turnover": 400, "operating_profit": 20,
    "finance_cost": 8, "operating_cash_flow": 30,
}  # fmt: skip


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("current_ratio", 60 / 40),
        ("cash_ratio", 10 / 40),
        ("cash_flow_to_debt", 30 / 120),
        ("operating_return", 20 / 200),
        ("finance_cost_to_turnover", 8 / 400),
        ("reserves_to_assets", 5 / 200),
    ],
)
def test_ratios_are_taken_within_the_latest_statement(drawn, asked, feature, expected):
    lines = [f"A 2012-03-20 2012-07-01 {code} {n} IRR" for code, n in AMOUNTS.items()]
    facts = drawn(
        statement_line="\n".join(["coop happened known line_code amount currency", *lines])
    )
    assert asked(facts, feature, "2012-06-30", "2012-07-01") == [None, expected]
