"""Features of the yearly figures, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        yearly_figures="""
        coop  happened    known       members  employees
        A     2013-12-31  2014-04-01  40       -
        A     2014-12-31  2015-04-01  30       3
        """
    )


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("members_latest", [None, 40, 30]),
        ("members_change", [None, None, 30 - 40]),
        ("members_growth", [None, None, 30 / 40]),
        ("employees_latest", [None, None, 3]),
    ],
)
def test_figures_follow_the_years_that_have_been_reported(facts, asked, feature, expected):
    assert asked(facts, feature, "2014-03-31", "2014-04-01", "2015-04-01") == expected


def test_staff_are_told_beside_members_and_their_own_past(drawn, asked):
    facts = drawn(
        yearly_figures="""
        coop  happened    known       members  employees
        A     2013-12-31  2014-04-01  50       10
        A     2014-12-31  2015-04-01  40       8
        """
    )
    days = ("2014-04-01", "2015-04-01")
    assert asked(facts, "employees_change", *days) == [None, 8 - 10]
    assert asked(facts, "employees_per_member", *days) == [10 / 50, 8 / 40]
    assert asked(facts, "days_since_figures", *days) == [91, 91]
