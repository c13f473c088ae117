"""Features of filings, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        filing="""
        coop  happened    known       kind        delay_days  audited
        A     2012-12-31  2013-04-01  statement   10          no
        A     2013-12-31  2014-04-01  statement   -5          yes
        A     2014-12-31  2015-09-01  statement   90          -
        A     2014-12-31  2015-02-01  tax_return  0           -
        """
    )


def test_statements_received_36m_counts_periods_of_the_last_three_years(facts, asked):
    days = ("2012-06-01", "2015-08-31", "2015-09-01", "2017-01-01")
    assert asked(facts, "statements_received_36m", *days) == [0, 2, 3, 1]


def test_days_since_statement_run_from_the_end_of_the_last_period_filed_for(facts, asked):
    days = ("2012-06-01", "2014-04-01", "2015-09-01")
    assert asked(facts, "days_since_statement", *days) == [None, 91, 244]


def test_latest_statement_delay_days_is_that_of_the_last_period(facts, asked):
    days = ("2012-06-01", "2014-04-01", "2015-09-01")
    assert asked(facts, "latest_statement_delay_days", *days) == [None, -5, 90]


def test_audited_share_36m_leaves_out_statements_that_do_not_say(facts, asked):
    days = ("2012-06-01", "2013-04-01", "2015-09-01", "2018-01-01")
    assert asked(facts, "audited_share_36m", *days) == [None, 0, 1 / 2, None]


def test_the_rhythm_of_statements_is_told_by_the_gaps_between_their_periods(facts, asked):
    days = ("2013-04-01", "2014-04-01", "2015-09-01")
    assert asked(facts, "statements_on_record", *days) == [1, 2, 3]
    assert asked(facts, "statement_gap_days", *days) == [None, 365, 365]
    assert asked(facts, "statement_gap_greatest_days", *days) == [None, 365, 365]
    assert asked(facts, "statement_gap_spread", *days) == [None, None, 0]


def test_statement_delay_mean_days_is_over_the_last_three_statements(facts, asked):
    days = ("2012-06-01", "2014-04-01", "2015-09-01")
    expected = [None, (10 - 5) / 2, (10 - 5 + 90) / 3]
    assert asked(facts, "statement_delay_mean_days", *days) == expected


def test_returns_and_reports_are_counted_by_their_kind(facts, asked):
    assert asked(facts, "tax_returns_received_36m", "2015-01-31", "2015-02-01") == [0, 1]
    assert asked(facts, "audit_reports_received_36m", "2015-02-01") == [0]
