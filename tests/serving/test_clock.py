"""The clock at the doors."""

from datetime import UTC, datetime, timedelta

from serving.clock import today, wall_clock


def test_the_moment_is_told_in_utc():
    assert wall_clock().utcoffset() == timedelta(0)


def test_today_is_the_day_where_the_machine_stands():
    noon = datetime(2025, 7, 3, 12, tzinfo=UTC)
    assert today(noon) == noon.astimezone().date()
