"""Features of assemblies, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        assembly="""
        coop  happened    known       kind             delay_days  members_total  members_present
        A     2013-06-01  2013-07-01  annual_ordinary  0           100            40
        A     2014-06-11  2014-07-01  annual_ordinary  10          100            20
        A     2014-09-01  2014-09-10  extraordinary    -           50             -
        """
    )


def test_assemblies_held_36m_counts_every_kind(facts, asked):
    days = ("2013-06-30", "2013-07-01", "2014-09-10", "2017-01-01")
    assert asked(facts, "assemblies_held_36m", *days) == [0, 1, 3, 2]


def test_days_since_annual_assembly_run_from_the_day_it_was_held(facts, asked):
    days = ("2013-06-30", "2013-07-01", "2014-09-10")
    assert asked(facts, "days_since_annual_assembly", *days) == [None, 30, 91]


def test_latest_assembly_delay_days_is_that_of_the_last_annual_one(facts, asked):
    days = ("2013-06-30", "2013-07-01", "2014-09-10")
    assert asked(facts, "latest_assembly_delay_days", *days) == [None, 0, 10]


def test_attendance_share_36m_leaves_out_minutes_without_numbers(facts, asked):
    days = ("2013-06-30", "2013-07-01", "2014-09-10", "2017-06-30")
    assert asked(facts, "attendance_share_36m", *days) == [None, 40 / 100, 60 / 200, None]


def test_the_rhythm_of_annual_assemblies_leaves_out_extraordinary_ones(facts, asked):
    days = ("2013-07-01", "2014-07-01", "2014-09-10")
    assert asked(facts, "assembly_gap_days", *days) == [None, 375, 375]
    assert asked(facts, "assembly_gap_spread", *days) == [None, None, None]
    assert asked(facts, "assembly_delay_mean_days", *days) == [0, (0 + 10) / 2, (0 + 10) / 2]
    assert asked(facts, "extraordinary_assemblies_36m", *days) == [0, 0, 1]


def test_members_present_trend_is_the_yearly_change_over_the_mean(facts, asked):
    assert asked(facts, "members_present_trend", "2014-07-01") == [(20 - 40) / 30]
