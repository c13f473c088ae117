"""Features of duties and terms of office, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        obligation="""
        coop  happened    known       kind             period_end  fulfilled_on  fulfilled_known_on
        A     2013-07-01  2013-07-01  statement        2013-03-31  2013-07-11    2013-08-01
        A     2014-07-01  2014-07-01  statement        2014-03-31  -             -
        A     2014-07-21  2014-07-21  annual_assembly  2014-03-31  -             -
        """,
        officer_term="""
        coop  happened    known       role        end
        A     2011-01-01  2011-02-01  board_main  2014-01-01
        A     2011-01-01  2011-02-01  board_main  2014-01-01
        A     2013-01-01  2013-01-01  inspector   2014-01-01
        """,
    )


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        # On 31 July 2013 the statement was in, and not yet known to be.
        ("duties_overdue", [1, 0, 2]),
        ("longest_overdue_days", [30, 0, 31]),
        ("statements_overdue", [1, 0, 1]),
        ("assemblies_overdue", [0, 0, 1]),
        ("overdue_days_36m", [30, 10, 10 + 31 + 11]),
        ("overdue_days_per_duty", [30, 10, (10 + 31 + 11) / 3]),
        ("board_term_expired_days", [-154, -153, 212]),
        ("inspector_term_expired_days", [-154, -153, 212]),
        ("board_members_in_office", [2, 2, 0]),
    ],
)
def test_duties_are_open_from_their_due_day_until_they_are_known_to_be_met(
    facts, asked, feature, expected
):
    assert asked(facts, feature, "2013-07-31", "2013-08-01", "2014-08-01") == expected


def test_whoever_has_nothing_on_record_is_not_overdue(drawn, asked):
    nothing = drawn()
    assert asked(nothing, "duties_overdue", "2014-08-01") == [0]
    assert asked(nothing, "overdue_days_36m", "2014-08-01") == [0]
    assert asked(nothing, "board_term_expired_days", "2014-08-01") == [None]
