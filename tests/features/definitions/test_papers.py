"""Features of the other papers, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        filing="""
        coop  record  v  happened    known       kind            state     completeness  audit_opinion
        A     a       1  2011-03-20  2013-07-01  statement       received  0.5           -
        A     b       1  2012-03-20  2012-07-01  audit_report    accepted  -             qualified
        A     c       1  2011-03-20  2011-07-01  audit_report    accepted  -             unqualified
        A     d       1  2013-06-30  2013-07-10  trial_balance   returned  -             -
        A     e       1  2013-05-31  2013-06-20  insurance_list  accepted  -             -
        A     f       1  2013-03-20  2013-07-20  tax_return      accepted  -             -
        A     g       1  2012-01-01  2012-01-01  statute_data    received  0.25          -
        A     g       2  2012-01-01  2013-01-01  statute_data    accepted  0.75          -
        """,  # noqa: E501
        change_request="""
        coop  record  happened    known       kind     registered_on  registered_known_on  returned_count
        A     p       2013-01-01  2013-01-02  board    2013-02-01     2013-07-15           1
        A     q       2013-07-01  2013-07-02  address  -              -                    0
        """,  # noqa: E501
        cooperative="""
        coop  happened    known       name  statute_conformed_on
        A     2011-01-01  2011-01-01  a     2013-07-01
        """,
    )


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        # On 10 July 2013 the tax return is still to come.
        ("papers_arrived_12m", [3, 4]),
        ("insurance_lists_12m", [1, 1]),
        ("trial_balances_12m", [1, 1]),
        ("tax_returns_12m", [0, 1]),
        ("statement_completeness", [0.5, 0.5]),
        ("statute_completeness", [0.75, 0.75]),
        ("papers_returned_36m", [1, 1]),
        ("opinions_qualified_36m", [1, 1]),
        ("changes_pending", [2, 1]),
        ("changes_pending_days", [190, 19]),
        ("latest_change_returned", [0, 0]),
        ("statute_conformed_years", [9 / 365.2425, 19 / 365.2425]),
    ],
)
def test_papers_count_by_the_day_on_which_they_came(facts, asked, feature, expected):
    assert asked(facts, feature, "2013-07-10", "2013-07-20") == expected
