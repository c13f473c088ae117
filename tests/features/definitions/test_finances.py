"""Features of statements' lines, each on a table small enough to work out by eye."""

from datetime import date

import pytest

from coopscore.price_index import price_index


@pytest.fixture
def facts(drawn):
    return drawn(
        filing="""
        coop  happened    known       kind
        A     2013-12-31  2014-04-01  statement
        A     2014-12-31  2015-04-01  statement
        """,
        yearly_figures="""
        coop  happened    known       members
        A     2013-12-31  2014-04-01  50
        """,
        statement_line="""
        coop  happened    known       line_code          amount  currency
        A     2013-12-31  2014-04-01  turnover           200     IRR
        A     2014-12-31  2015-04-01  turnover           250     IRR
        A     2013-12-31  2014-04-01  profit_before_tax  30      IRR
        A     2014-12-31  2015-04-01  profit_before_tax  -20     IRR
        A     2014-12-31  2015-04-01  member_funds       100     IRR
        A     2014-12-31  2015-04-01  total_assets       400     IRR
        A     2013-12-31  2014-04-01  total_liabilities  300     IRR
        """,
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
        ("member_funds_latest", [None, None, 100]),
        ("member_funds_change", [None, None, None]),
        ("profit_to_member_funds", [None, None, -20 / 100]),
        ("liabilities_to_assets", [None, None, 300 / 400]),
        ("turnover_per_member", [None, 200 / 50, 250 / 50]),
        ("member_funds_per_member", [None, None, 100 / 50]),
        ("turnover_behind_days", [None, 0, 0]),
        ("profit_behind_days", [None, 0, 0]),
    ],
)
def test_figures_follow_the_statements_that_have_arrived(facts, asked, feature, expected):
    assert asked(facts, feature, "2014-03-31", "2014-04-01", "2015-04-01") == expected


def test_a_line_that_a_later_statement_leaves_out_falls_behind(drawn, asked):
    facts = drawn(
        filing="""
        coop  happened    known       kind
        A     2013-12-31  2014-04-01  statement
        A     2014-12-31  2015-04-01  statement
        """,
        statement_line="""
        coop  happened    known       line_code  amount  currency
        A     2013-12-31  2014-04-01  turnover   200     IRR
        """,
    )
    assert asked(facts, "turnover_behind_days", "2014-04-01", "2015-04-01") == [0, 365]
    assert asked(facts, "profit_behind_days", "2015-04-01") == [None]


def test_real_growth_takes_the_rise_of_prices_off(drawn, asked):
    facts = drawn(
        statement_line="""
        coop  happened    known       line_code  amount  currency
        A     2014-12-31  2015-09-30  turnover   200     GBP
        A     2015-12-31  2016-09-30  turnover   200     GBP
        A     2016-12-31  2017-09-30  turnover   200     GBP
        """
    )
    prices = price_index()
    rise = [
        prices.deflated(1, "GBP", date(year, 12, 31), date(year + 1, 9, 30))
        for year in (2015, 2016)
    ]
    assert asked(facts, "turnover_real_growth", "2017-09-30") == pytest.approx([rise[1] / rise[0]])
    assert asked(facts, "turnover_growth", "2017-09-30") == [1]
