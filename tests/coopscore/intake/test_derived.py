from datetime import date

from coopscore.intake.derived import DERIVATIONS


def test_a_check_digit_holds_fails_or_is_unknown():
    values = {"national_id": ["10380284790", "10380284792", None]}
    assert DERIVATIONS["national_id_holds"](values) == [True, False, None]


def test_names_are_compared_by_key():
    names = {"name": ["تعاونی‌های ABC", "تعاونی های abc"]}
    one, other = DERIVATIONS["name_key"](names)
    assert one == other


def test_a_delay_counts_days_from_the_due_day_and_is_unknown_without_one():
    values = {
        "known": [date(2025, 7, 3), date(2025, 7, 3), date(2025, 7, 3)],
        "due_on": [date(2025, 6, 30), date(2025, 7, 4), None],
    }
    assert DERIVATIONS["delay_days"](values) == [3, -1, None]
