"""The clock, read at the doors and nowhere below them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)


def today(now: datetime) -> date:
    """The day that `now` lies in where the office is: the machine's own time zone."""
    return now.astimezone().date()
