"""Plans in words: months of either calendar, and the month that is shown first."""

from datetime import date

import pytest

from coopscore.calendar import jalali
from serving.i18n import Words
from serving.pages.plan_page import month_choices, month_shown, month_title

ABAN, AZAR = jalali(1404, 8, 1), jalali(1404, 9, 1)
MONTHS = [ABAN, AZAR]


def test_a_month_is_named_in_persian_and_told_by_its_days_in_english():
    assert month_title(ABAN, Words("fa")) == "آبان ۱۴۰۴"
    assert month_title(ABAN, Words("en")) == "23 October 2025 to 21 November 2025"
    assert month_choices(MONTHS, Words("fa")) == [
        ("2025-10-23", "آبان ۱۴۰۴"),
        ("2025-11-22", "آذر ۱۴۰۴"),
    ]


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2025, 9, 1), ABAN),
        (ABAN, ABAN),
        (date(2025, 11, 21), ABAN),
        (AZAR, AZAR),
        (date(2026, 3, 1), AZAR),
    ],
)
def test_the_month_shown_is_that_of_today_or_the_nearest_of_the_plan(today, shown):
    assert month_shown(MONTHS, today) == shown
    assert month_shown([], today) is None
