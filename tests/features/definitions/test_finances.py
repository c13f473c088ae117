"""Features of statements' lines, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        statement_line="""
        coop  happened    known       line_code          amount  currency
        A     2013-12-31  2014-04-01  turnover           200     IRR
        A     2014-12-31  2015-04-01  turnover           250     IRR
        A     2013-12-31  2014-04-01  profit_before_tax  30      IRR
        A     2014-12-31  2015-04-01  profit_before_tax  -20     IRR
        A     2014-12-31  2015-04-01  member_funds       100     IRR
        A     2014-12-31  2015-04-01  total_assets       400     IRR
        """
    )


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("turnover_latest", [None, 200, 250]),
        ("turnover_growth", [None, None, 250 / 200]),
        ("profit_latest", [None, 30, -20]),
        ("profit_change", [None, None, -20 - 30]),
        ("profit_margin", [None, 30 / 200, -20 / 250]),
        ("member_funds_to_turnover", [None, None, 100 / 250]),
        ("member_funds_to_assets", [None, None, 100 / 400]),
    ],
)
def test_figures_follow_the_statements_that_have_arrived(facts, asked, feature, expected):
    assert asked(facts, feature, "2014-03-31", "2014-04-01", "2015-04-01") == expected
