"""Days typed at a door."""

from datetime import date

import pytest

from coopscore.errors import InvalidDay
from serving.days import WHY, day_asked


@pytest.mark.parametrize("text", ["1404/04/12", "۱۴۰۴-۴-۱۲", "2025-07-03"])
def test_a_day_of_either_calendar_is_the_same_day(text):
    assert day_asked(text) == date(2025, 7, 3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/13/1404", "year-month-day"),
        ("1404/13/01", "twelve months"),
        ("1404/07/31", "no such day"),
        ("1404/12/30", "leap"),
        ("9999-01-01", "2220"),
    ],
)
def test_nonsense_is_refused_with_the_reason_in_both_languages(text, reason):
    with pytest.raises(InvalidDay) as refused:
        day_asked(text)
    assert reason in refused.value.sentence("en")
    assert WHY[refused.value.__cause__.why].fa in refused.value.sentence("fa")
