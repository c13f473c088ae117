from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from coopscore.intake.cell_text import value_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("نام", "نام"),
        (12, "12"),
        (12.0, "12"),
        (-0.5, "-0.5"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (float("inf"), "Infinity"),  # a fault of its row, by its column's type
        (Decimal("10.50"), "10.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("12.00"), "12"),
        (True, "true"),
        (False, "false"),
        (date(2025, 3, 20), "2025-03-20"),
        (datetime.combine(date(2025, 3, 20), time()), "2025-03-20"),
        (datetime.combine(date(2025, 3, 20), time(8, 30)), "2025-03-20 08:30:00"),
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_value_becomes_what_a_person_would_type(value, text):
    assert value_text(value) == text
